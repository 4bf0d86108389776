"""The Faust app with its agents, the same on the embedded broker and on Kafka."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import faust

from agents import assess, gather, judge, store, watch
from agents.assessor import Assessor
from agents.flow import Flow
from search.port import Index
from tinwatch.assessors import make_assessor
from tinwatch.metrics import Metrics
from tinwatch.rules.live import LiveRules
from tinwatch.settings import Settings, private

AGENTS = ("assess", "store", "judge", "watch", "gather")

MAX_MESSAGE = 4_000_000
"""Bytes of one message: the largest post (topics/records.py) with its assessment is well below."""


def _broker_options(settings: Settings, only: tuple[str, ...]) -> dict[str, Any]:
    """What is particular to the broker."""
    if not settings.broker_url.startswith("kafka://"):
        return {"broker": settings.broker_url}
    from tinwatch.kafka.driver import faust_options  # only where it is needed: it corrects Kafka's client in the whole process

    return faust_options(settings, only)


def _assessors(app: faust.App, settings: Settings, meter: Metrics) -> Callable[[], Assessor]:
    """Gives the assessor with the desk's rules as they are now; a task of the app keeps looking after them."""
    live = LiveRules(settings.rules_folder, make_assessor(settings), meter)
    live.renew()
    app.task(live.watch)
    return live.assessor


def make_app(settings: Settings, index: Index | None, only: tuple[str, ...] = ()) -> faust.App:
    """An app that runs the agents named in `only` (all by default); without an index it only produces.

    Whichever agents a process runs, its group is the same (docs/decisions/0008): what is done is known in one place.
    """
    private(settings.home)  # Faust makes its folder in it, not this one
    app = faust.App(
        settings.app_id,
        store="memory://",
        datadir=settings.home.absolute() / "faust",
        web_enabled=False,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        stream_wait_empty=True,  # SIGTERM waits for the batch in hand, so that nothing is redone
        broker_commit_interval=0.25,
        stream_buffer_maxsize=4096,
        producer_max_request_size=MAX_MESSAGE,
        **_broker_options(settings, only),
    )
    app.producer_only = index is None
    if index is not None:
        meter, chosen = Metrics(), only or AGENTS
        flow = Flow(app, meter)
        app.waits = flow.waits
        attach: dict[str, Callable[[], object]] = {
            "assess": lambda: assess.attach(flow, _assessors(app, settings, meter)),
            "store": lambda: store.attach(flow, index),
            "judge": lambda: judge.attach(flow, settings.budget),
            "watch": lambda: watch.attach(flow, index),
            "gather": lambda: gather.attach(flow),
        }
        for name in chosen:
            attach[name]()
    return app
