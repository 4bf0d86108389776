"""The learned models that ship with tinwatch, one file each, and how a worker gets its own: made by `tinwatch model train`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from agents.headlines import Embed, Headlines
from agents.learned import Learned
from agents.linear import Unusable
from tinwatch.metrics import MODEL_VERSION, MODELS
from tinwatch.settings import SettingError, Settings

log = logging.getLogger(__name__)

BUNDLED = Path(str(resources.files(__package__)))
NAMES = ("alert", "clickbait")
NONE = "none"


def file_of(name: str) -> Path:
    """Where the bundled model of this name lies."""
    return BUNDLED / f"{name}.bin"


def learned(settings: Settings) -> Learned | None:
    """The alert model of the settings, None when they switch it off.

    A model that the settings name must be usable: SettingError. Without the bundled one the rules decide alone, which is said aloud.
    """
    if settings.model == NONE:
        MODELS.labels("alert").set(0)
        return None
    try:
        model = Learned(_bytes(Path(settings.model) if settings.model else file_of("alert")))
    except Unusable as error:
        if settings.model:
            raise SettingError(f"TINWATCH_MODEL={settings.model}: {error}") from error
        log.error("the alert model is missing, the rules decide alone: %s", error)
        MODELS.labels("alert").set(0)
        return None
    MODELS.labels("alert").set(1)
    MODEL_VERSION.labels("alert", model.version).set(1)
    return model


def challenger(settings: Settings) -> Learned | None:
    """The alert model on trial; None where there is none, or where it cannot be used, which is said aloud and holds up nothing."""
    if not settings.model_shadow or settings.model == NONE:
        return None
    try:
        model = Learned(_bytes(Path(settings.model_shadow)))
    except Unusable as error:
        log.error("the alert model on trial cannot be used: %s", error)
        MODELS.labels("challenger").set(0)
        return None
    MODELS.labels("challenger").set(1)
    MODEL_VERSION.labels("challenger", model.version).set(1)
    return model


def headlines(settings: Settings, embeds: Callable[[str], Embed | None] = lambda version: None) -> Headlines | None:
    """The bundled clickbait model, None when the settings switch models off or it is missing, which is said aloud.

    `embeds`: version of an embedder → what gives its embeddings, if there is any.
    """
    if settings.model == NONE:
        MODELS.labels("clickbait").set(0)
        return None
    try:
        model = Headlines(_bytes(file_of("clickbait")), embeds)
    except Unusable as error:
        log.error("the clickbait model is missing, headlines are not looked at: %s", error)
        MODELS.labels("clickbait").set(0)
        return None
    MODELS.labels("clickbait").set(1)
    MODEL_VERSION.labels("clickbait", model.version).set(1)
    return model


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from error
