"""A reader that reads no text twice: copies cost nothing."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from agents.reading import Reader, Reading
from tinwatch.metrics import HISTOGRAMS, READINGS_KEPT

MOST = 10_000
"""Readings kept, some three kilobytes each."""


class Remembered:
    """Keyed by the exact text that is read, so that what is kept is what would be read again; satisfies `agents.reading.Reader`."""

    def __init__(self, reader: Reader, most: int = MOST) -> None:
        self.name, self.version, self.terms = reader.name, reader.version, reader.terms
        self._reader, self._most = reader, most
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, text: str) -> Reading:
        """Raises `agents.reading.Failed`, which is not kept."""
        with self._lock:
            if (known := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                READINGS_KEPT.inc()
                return known
        start = time.perf_counter()
        reading = self._reader.read(text)
        HISTOGRAMS["reading"].observe(time.perf_counter() - start)
        with self._lock:
            self._kept[text] = reading
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return reading
