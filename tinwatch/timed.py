"""Counts what each detector does: posts looked at, time taken, errors. The assessor itself knows no clock (agents/assessor.py)."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from agents.assessor import Assessor
from agents.flow import Meter
from detectors.sight import Sight
from tinwatch.metrics import TALLIES
from topics.records import Evidence


class Failed(Exception):
    """A detector raised; the message says which, what and where, without the post's words."""


def timed(assessor: Assessor, meter: Meter) -> Assessor:
    """The same assessor with a stop-watch at every detector."""
    for judge in assessor.judges:
        meter.add("detector_errors", 0, label=judge.name)
    other = copy.copy(assessor)
    other.judges = tuple(judge._replace(module=_Timed(judge.module, judge.name, meter)) for judge in assessor.judges)
    return other


class _Timed:
    """A detector's module as the assessor sees it."""

    def __init__(self, module: Any, name: str, meter: Meter) -> None:
        self._module, self._name, self._meter, self._detect = module, name, meter, module.detect
        self._tally = TALLIES.setdefault(name, [0, 0.0])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def detect(self, sight: Sight) -> Sequence[Evidence]:
        began = perf_counter()
        try:
            found: Sequence[Evidence] = self._detect(sight)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._meter.add("detector_errors", label=self._name)
            # a bug must not look like a quiet day: it ends the process; but the words of the error may be the post's
            raise Failed(f"detector {self._name} raised {type(error).__name__} in {place.filename}:{place.lineno}") from None
        self._tally[0] += 1
        self._tally[1] += perf_counter() - began
        return found
