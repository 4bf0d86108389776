"""The Faust app with its agents, the same on the embedded broker and on Kafka."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import faust

from agents import assess, collect, escalate, gather, judge, notify, recheck, store, watch
from agents.aside import Aside
from agents.assessor import Assessor
from agents.cited import citing
from agents.flow import Flow, Trail
from agents.shadow import Shadow, model_on_trial, reader_on_trial
from search.port import Index
from tinwatch.assessors import make_assessor
from tinwatch.live_claims import LiveClaims
from tinwatch.metrics import Metrics
from tinwatch.models import challenger
from tinwatch.notices.table import table
from tinwatch.plan import plan
from tinwatch.reading.chosen import live_reader, shadow_reader
from tinwatch.registers import press_register
from tinwatch.rules.live import LiveRules
from tinwatch.settings import SettingError, Settings, private
from tinwatch.timed import timed

AGENTS = ("assess", "recheck", "store", "judge", "escalate", "notify", "watch", "gather")
"""What `tinwatch worker` runs."""

SERVED = (*AGENTS, "collect")
"""What one process does in which everything runs."""

TOGETHER = frozenset({"store", "judge", "escalate"})
"""Agents that read topics which another of them reads too (alerts.v1, cases.v1): a group gives a topic's partition to one process, so that
in two processes each would miss what the other gets."""

MAX_MESSAGE = 4_000_000
"""Bytes of one message: the largest post (topics/records.py) with its assessment is well below."""


def _broker_options(settings: Settings, only: tuple[str, ...]) -> dict[str, Any]:
    """What is particular to the broker."""
    if not settings.broker_url.startswith("kafka://"):
        return {"broker": settings.broker_url}
    from tinwatch.kafka.driver import faust_options  # only where it is needed: it corrects Kafka's client in the whole process

    return faust_options(settings, only)


def _claims(app: faust.App, index: Index, assessor: Assessor, meter: Metrics) -> LiveClaims:
    """The desk's known claims; a task of the app keeps looking after them."""
    claims = LiveClaims(index, assessor, meter)
    app.task(claims.watch)
    return claims


def _assessors(app: faust.App, settings: Settings, assessor: Assessor, meter: Metrics) -> Callable[[], Assessor]:
    """Gives the assessor with the desk's rules and the reader as they are now; tasks of the app keep looking after them."""
    live = LiveRules(settings.rules_folder, assessor, meter)
    live.renew()
    app.task(live.watch)
    reader = live_reader(settings)
    if reader is None:
        return live.assessor
    app.task(reader.watch)
    return lambda: live.assessor().reading_by(reader.current)


def _trials(app: faust.App, settings: Settings, meter: Metrics) -> Iterator[Shadow]:
    """The reader and the linear model on trial, if there are any; a task of the app looks after the reader."""
    reader = shadow_reader(settings)
    if reader is not None:
        app.task(reader.watch)
        yield reader_on_trial(meter, lambda: reader.current)
    model = challenger(settings)
    if model is not None:
        yield model_on_trial(meter, model)


def _assess(app: faust.App, flow: Flow, settings: Settings, index: Index, meter: Metrics, *cites: assess.Cites) -> None:
    """The agent assess with all that it looks things up in."""
    assessor = timed(make_assessor(settings), meter)
    aside = Aside(meter, settings.reader_deadline, tuple(_trials(app, settings, meter)))
    assess.attach(flow, _assessors(app, settings, assessor, meter), aside, *cites, claims=_claims(app, index, assessor, meter))


def _measured(settings: Settings) -> tuple[Metrics, Trail | None]:
    """Where the agents count, and who follows what led to what, when somebody wants that."""
    if not settings.trace_url:
        return Metrics(), None
    try:
        from tinwatch.tracing import Traced, Tracing  # the extra `trace`
    except ImportError as error:
        raise SettingError(f"TINWATCH_TRACE_URL: needs `pip install 'tinwatch[trace]'` ({error})") from None
    trail = Tracing.to(settings.trace_url)
    return Traced(trail), trail


def make_app(settings: Settings, index: Index | None, only: tuple[str, ...] = ()) -> faust.App:
    """An app that runs the agents named in `only` (those of `tinwatch worker` by default); without an index it only produces.

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
    app.producer_only, app.rechecks, app.escalate, app.notify, app.collect = index is None, None, None, None, None
    if index is not None:
        chosen, press = only or AGENTS, press_register(settings.press_register)
        meter, trail = _measured(settings)
        flow = Flow(app, meter, trail)
        app.waits, app.busy = flow.waits, flow.busy
        cites = [citing(press)] if settings.originals else []
        attach: dict[str, Callable[[], object]] = {
            "assess": lambda: _assess(app, flow, settings, index, meter, *cites),
            "recheck": lambda: setattr(app, "rechecks", recheck.attach(flow, index, press)),
            "store": lambda: store.attach(flow, index),
            "judge": lambda: judge.attach(flow, settings.budget),
            "escalate": lambda: setattr(app, "escalate", escalate.attach(flow, plan(settings))),
            "notify": lambda: setattr(app, "notify", notify.attach(flow, table(settings).routes)),
            "watch": lambda: watch.attach(flow, index),
            "gather": lambda: gather.attach(flow),
            "collect": lambda: setattr(app, "collect", collect.attach(flow)),
        }
        for name in chosen:
            attach[name]()
    return app
