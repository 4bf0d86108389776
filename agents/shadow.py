"""A second reader or a second linear model on trial: asked what the first was asked, compared with it, counted, and never heard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from queue import Full, Queue

from agents.asked import Asked, read_by
from agents.assessor import Assessor
from agents.decide import Decision
from agents.flow import Meter
from agents.learned import Learned
from agents.reading import Failed, Reader

MOST = 200
"""Posts that wait for the comparison; more are skipped, so that it takes no more than what the processor has left."""


class Shadow:
    """A thread of its own, begun with the first post."""

    def __init__(self, meter: Meter, metric: str, wants: Callable[[Asked], object], compared: Callable[[Assessor, Asked], str]) -> None:
        """`wants` says which posts are compared, `compared` with what outcome; outcomes are counted under `metric`."""
        self._meter, self._metric, self._wants, self._compared = meter, metric, wants, compared
        self._queue: Queue[tuple[Assessor, Asked]] = Queue(MOST)
        self._thread: threading.Thread | None = None

    def compare(self, assessor: Assessor, done: Sequence[Asked]) -> None:
        """Note posts that the first has been asked about; returns at once."""
        wanted = [asked for asked in done if self._wants(asked)]
        if wanted and self._thread is None:
            self._thread = threading.Thread(target=self._work, name=f"{self._metric} on trial", daemon=True)
            self._thread.start()
        for asked in wanted:
            try:
                self._queue.put_nowait((assessor, asked))
            except Full:
                self._meter.add(self._metric, label="skipped")

    def _work(self) -> None:
        while True:
            self._meter.add(self._metric, label=self._compared(*self._queue.get()))


def reader_on_trial(meter: Meter, current: Callable[[], Reader]) -> Shadow:
    """A second reader, given what the first has read."""
    return Shadow(meter, "reader_shadow", lambda asked: asked.read, lambda assessor, asked: compared(assessor, asked, current()))


def model_on_trial(meter: Meter, other: Learned) -> Shadow:
    """A second linear model, the challenger, given what the first has an opinion of."""
    return Shadow(meter, "model_shadow", lambda asked: asked.opinion, lambda assessor, asked: challenged(assessor, asked, other))


def compared(assessor: Assessor, asked: Asked, other: Reader) -> str:
    """How the decision by the other reader differs: `agree`, `alert` (it alerts, the first does not), `silent`, `stance`; or `failed`."""
    try:
        again = asked._replace(read=read_by(other, asked.text))
    except Failed:
        return "failed"
    return _differing(assessor.decided(asked), assessor.decided(again))


def challenged(assessor: Assessor, asked: Asked, other: Learned) -> str:
    """How the decision by the other linear model differs, beside the same reading, if there is one."""
    assert asked.seen.look is not None
    opinion = other.opinion(asked.seen.fields, asked.seen.look)
    return _differing(assessor.decided(asked), assessor.advised_by(other).decided(asked._replace(opinion=opinion)))


def _differing(first: Decision, second: Decision) -> str:
    if bool(first.alert_codes) != bool(second.alert_codes):
        return "alert" if second.alert_codes else "silent"
    return "agree" if first.stance == second.stance else "stance"
