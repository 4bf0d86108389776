"""Which reader the settings choose, and how the commands and the workers come by it."""

from __future__ import annotations

from functools import cached_property

from agents.reading import Reader, Reading, Terms
from tinwatch.metrics import MODELS
from tinwatch.models import BUNDLED, NONE
from tinwatch.reading.live import LiveReader
from tinwatch.settings import Settings


def place(settings: Settings) -> str:
    """Directory or hub name of the reader; empty for none: switched off, or no linear model to go before it."""
    return "" if NONE in (settings.reader, settings.model) else settings.reader or str(BUNDLED / "reader")


def live_reader(settings: Settings) -> LiveReader | None:
    """The reader of a worker, opened; whoever calls sees to it that it is renewed."""
    if not (where := place(settings)):
        MODELS.labels("reader").set(0)
        return None
    live = LiveReader(where, settings.reader_threads)
    live.renew()
    return live


def shadow_reader(settings: Settings) -> LiveReader | None:
    """The reader on trial, opened."""
    if not settings.reader_shadow or not place(settings):
        return None
    live = LiveReader(settings.reader_shadow, settings.reader_threads, told=False)
    live.renew()
    return live


def reader(settings: Settings) -> Reader | None:
    """The reader of a command, opened when it is first asked: most posts never ask."""
    return Later(settings) if place(settings) else None


class Later:
    """Satisfies `agents.reading.Reader`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _reader(self) -> Reader:
        live = live_reader(self._settings)
        assert live is not None
        return live.current

    @property
    def name(self) -> str:
        return self._reader.name

    @property
    def version(self) -> str:
        return self._reader.version

    @property
    def terms(self) -> Terms:
        return self._reader.terms

    def read(self, text: str) -> Reading:
        """Raises `agents.reading.Failed`."""
        return self._reader.read(text)
