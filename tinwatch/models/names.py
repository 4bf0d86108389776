"""The names model that ships, made by `tinwatch names train`."""

from __future__ import annotations

import logging
from pathlib import Path

from enrichers.names.tagger import Names, Unusable
from tinwatch.metrics import MODELS
from tinwatch.models import BUNDLED, NONE
from tinwatch.settings import Settings

log = logging.getLogger(__name__)

FILE = BUNDLED / "names.crf"


def names(settings: Settings, file: Path = FILE) -> Names | None:
    """The names model; None when the settings switch models off or it is missing, which is said aloud."""
    model = None
    if settings.model != NONE:
        try:
            model = Names(file.read_bytes())
        except (OSError, Unusable) as error:
            log.error("the names model is missing, no people, organisations, places or products are found: %s: %s", file, error)
    MODELS.labels("names").set(model is not None)
    return model
