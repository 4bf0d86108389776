"""Posts of a file on their way to their assessments: those to be read are read in a thread while the next ones are looked at."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from agents.asked import Asked
from agents.assessor import Assessor
from topics.records import Post

MOST = 500
"""Posts that may wait for one that is being read."""

TOGETHER = 100
"""Posts looked at in one go: the linear model is asked about one in six, and a dozen at once cost it half."""

TURN = 0.0005
"""Seconds after which a thread that computes lets the other go on: the reader asks often, for microseconds each time."""


def read_ahead(assessor: Assessor, posts: Iterable[Post]) -> Iterator[Asked]:
    """The posts looked at and read, in their order; the same as one after the other, sooner where there are two cores."""
    sys.setswitchinterval(TURN)
    waiting: deque[Asked | Future[Asked]] = deque()
    pool = ThreadPoolExecutor(1)
    try:
        coming = iter(posts)
        while some := list(islice(coming, TOGETHER)):
            waiting += [pool.submit(assessor.read, asked) if asked.text else asked for asked in assessor.look_over(some)]
            while waiting and (len(waiting) > MOST or _done(waiting[0])):
                yield _asked(waiting.popleft())
        while waiting:
            yield _asked(waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _done(one: Asked | Future[Asked]) -> bool:
    return not isinstance(one, Future) or one.done()


def _asked(one: Asked | Future[Asked]) -> Asked:
    return one.result() if isinstance(one, Future) else one
