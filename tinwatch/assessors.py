"""The assessor as the settings have it: detectors, the desk's lists, its rules."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from agents.assessor import Assessor
from tinwatch.embeddings import titles
from tinwatch.models import headlines, learned
from tinwatch.models.names import names
from tinwatch.pictures import Known, picture_file
from tinwatch.reading.chosen import reader
from tinwatch.registers import press_register
from tinwatch.rules.check import Checker, files_in
from tinwatch.settings import SettingError, Settings

log = logging.getLogger(__name__)


def make_assessor(settings: Settings) -> Assessor:
    """Without the analysts' rules and without the reader."""
    return Assessor(
        settings.shelf,
        settings.blocklists,
        learned=learned(settings),
        press=press_register(settings.press_register),
        headlines=headlines(settings, lambda version: titles(settings, version)),
        names=names(settings),
        pictures=Known(picture_file(settings)).current,
    )


def armed_assessor(settings: Settings, packs: Sequence[Path] = ()) -> Assessor:
    """With the reader, and with the rules of these files and folders, SettingError when one is refused; by default with those of the desk
    that are well."""
    checker = Checker(make_assessor(settings))
    folder = [settings.rules_folder] if settings.rules_folder.is_dir() else []
    good, bad = checker.check_all(files_in(packs or folder))
    if packs and bad:
        raise SettingError("\n".join(map(str, bad)))
    for problem in bad:
        log.error("rule pack refused: %s", problem)
    return checker.armed(good).reading_by(reader(settings))
