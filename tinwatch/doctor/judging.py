"""What judges posts: detectors, rules and the learned models."""

from __future__ import annotations

import time
from collections.abc import Iterator

from agents.assessor import Assessor
from tinwatch.assessors import make_assessor
from tinwatch.backtest.beside import on_trial as packs_on_trial
from tinwatch.doctor.finding import Finding, tried
from tinwatch.embeddings import embedder_of
from tinwatch.models import NONE, challenger, headlines, learned
from tinwatch.reading.chosen import place
from tinwatch.reading.folder import Unusable as NoReader
from tinwatch.reading.folder import found as folder_of
from tinwatch.reading.network import PROBE
from tinwatch.reading.reader import NetworkReader
from tinwatch.rules.check import Checker
from tinwatch.settings import Settings
from topics.records import Page, Post


def judging(settings: Settings) -> Iterator[Finding]:
    yield _detectors(settings)
    yield (model := alert_model(settings))
    if model.well:  # nobody judges with a model that cannot be used
        yield _rules(settings)
    yield from on_trial(settings)
    yield from readers(settings)
    yield _headlines(settings)


def _detectors(settings: Settings) -> Finding:
    """Whether an offer that nobody can miss is seen: the compiled patterns, as workers take them from the cache, work on this machine."""
    text = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo 0900 000 012"
    seen = Assessor(settings.shelf).assess(Post(id="doctor", kind="post", page=Page(id="doctor"), text=text)).alert_codes
    mend = (
        "Remove `patterns` in TINWATCH_CACHE; if that does not help, install again (`make setup`): the pattern engine gives wrong results."
    )
    return Finding("detectors", "LOAN" in seen, ", ".join(seen) or "blind", mend)


def alert_model(settings: Settings) -> Finding:
    def look() -> str:
        model = learned(settings)
        return f"{model.name} {model.version}" if model else "off: the rules alone decide" if settings.model == NONE else "missing"

    return tried("alert model", look, "Name a model that `tinwatch model export` wrote in TINWATCH_MODEL, or none.")


def on_trial(settings: Settings) -> Iterator[Finding]:
    """Whether the challenger can be used, if there is to be one."""
    if settings.model_shadow and settings.model != NONE:
        model = challenger(settings)
        seen = f"{model.name} {model.version}, counted and never heard" if model else f"{settings.model_shadow}: missing or damaged"
        mend = (
            "Nothing else suffers. Name a model that `tinwatch model train alert --out` wrote in TINWATCH_MODEL_SHADOW, or leave it empty."
        )
        yield Finding("alert model on trial", model is not None, seen, mend)


def _rules(settings: Settings) -> Finding:
    """Whether every pack in the folder of rules would be taken as it stands."""
    checker = Checker(make_assessor(settings))
    good, bad = checker.check_folder(settings.rules_folder)
    trial, worse = packs_on_trial(settings, checker)
    bad += worse
    seen = f"{sum(len(source.pack.rules) for source in good)} in {len(good)} packs" + (f", {len(trial)} packs on trial" if trial else "")
    refused = f", {len({problem.file for problem in bad})} packs refused: {bad[0]}" if bad else ""
    return Finding("rules", not bad, seen + refused, "Workers go on with the last good version they saw; `tinwatch rules check` lists all.")


def readers(settings: Settings) -> Iterator[Finding]:
    """Whether the learned reader, and the one on trial, can be used, and how fast they are here."""
    mend = "Rules and linear model decide alone until then. Copy the directory anew, or set TINWATCH_READER to a good one or to none."
    if not (where := place(settings)):
        yield Finding("reader", True, "none")
        return
    for name, path in (("reader", where), ("shadow reader", settings.reader_shadow)):
        if path:
            try:
                yield Finding(name, *_read(path, settings.reader_threads), mend)
            except NoReader as error:
                yield Finding(name, False, str(error), mend)


def _headlines(settings: Settings) -> Finding:
    """What headlines are judged by; by words alone is no fault, a damaged directory is told of with the reader."""
    model = headlines(settings)
    if model is None:
        mend = "Install again (`make setup`): the model is missing or damaged."
        return Finding("headlines", settings.model == NONE, "not looked at", mend)
    try:
        seen = f"clickbait {model.version} by words and meaning, embedder {embedder_of(settings, model.made_with).version}"
    except NoReader as error:
        seen = f"clickbait {model.version} by words alone: {error}"
    return Finding("headlines", True, seen)


def _read(path: str, threads: int) -> tuple[bool, str]:
    reader = NetworkReader(folder_of(path), threads)
    start = time.perf_counter()
    same = reader.read(PROBE) == reader.read(PROBE)
    spent = (time.perf_counter() - start) / 2
    strange = "" if same else ", reads the same text differently each time"
    return same, f"{reader.name} {reader.version}, {1000 * spent:.1f} ms a short text{strange}"
