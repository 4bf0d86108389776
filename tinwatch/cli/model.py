"""`tinwatch model`: the learned models, where they are, how good, how made."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from agents.assessor import Assessor
from agents.linear import Linear, Unusable
from tinwatch.assessors import make_assessor
from tinwatch.cli import desk, reader
from tinwatch.cli.output import table
from tinwatch.embeddings import embedder
from tinwatch.models import NAMES, NONE, file_of
from tinwatch.reading import chosen
from tinwatch.reading.embedder import Embedder
from tinwatch.settings import load

NAME = click.argument("name", type=click.Choice(NAMES))
BACKGROUND = click.option(
    "--background",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Public comments under a free licence (records), to take ordinary talk from as negatives.",
)


@click.group()
def model() -> None:
    """The learned models: list, train, judge, describe, export, compare, harvest rows from the desk."""


model.add_command(desk.harvest)


@model.command("list", epilog="Example: tinwatch model list")
def list_() -> None:
    """Name, version, features, bytes and file of every bundled model; exit code 1 when one cannot be used."""
    rows: list[tuple[object, ...]] = []
    failed = False
    for name in NAMES:
        try:
            made, size = _read(str(file_of(name))), file_of(name).stat().st_size
            rows.append((name, made.version, made.size, size, str(file_of(name))))
        except click.UsageError as error:
            failed = True
            click.echo(f"{name}: {error.message}", err=True)
    if reader.there():
        try:
            rows.append(reader.listed())
        except click.UsageError as error:
            failed = True
            click.echo(f"{reader.NAME}: {error.message}", err=True)
    click.echo(table(("NAME", "VERSION", "FEATURES", "BYTES", "FILE"), rows))
    sys.exit(failed)


@model.command(epilog="Example: tinwatch model train --background ../shared/data/comments_mit/records.jsonl.gz")
@click.argument("names", nargs=-1, type=click.Choice((*NAMES, reader.NAME)))
@BACKGROUND
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to instead of the bundled models'.")
@desk.ROWS
@reader.TRAINING
def train(names: tuple[str, ...], background: Path | None, out: Path | None, rows: Path | None, **asked: Any) -> None:
    """Make models (all but the reader by default) from the data in this checkout; the same data gives the same. With their cards."""
    from tinwatch.learning.card import card
    from tinwatch.learning.making import alert_model, clickbait_model
    from tinwatch.learning.samples import Missing

    taken = desk.taken(rows, names, out) if rows else []
    for name in names or NAMES:
        if name == reader.NAME:
            reader.train(background, out, asked)
            continue
        try:
            made = alert_model(load().shelf, background, _say, taken) if name == "alert" else clickbait_model(_embedder(), _say)
        except Missing as error:
            raise click.UsageError(str(error)) from error
        file = out / f"{name}.bin" if out else file_of(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        for path, content in ((file, made), (file.with_suffix(".md"), card(Linear(made)).encode())):
            draft = path.with_name(path.name + ".new")
            draft.write_bytes(content)
            draft.replace(path)
        click.echo(f"{file}: version {Linear(made).version}, {len(made):,} bytes")


@model.command(epilog="Example: tinwatch model refit --background ../shared/data/comments_mit/records.jsonl.gz")
@BACKGROUND
@desk.ROWS
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for a copy of the reader; the bundled one stays.")
def refit(background: Path | None, rows: Path | None, out: Path | None) -> None:
    """Weigh the bundled reader anew beside rules and linear model, after either changed; its network stays. Needs no torch."""
    reader.refit(background, desk.taken(rows, ("alert",), out) if rows else (), out)


@model.command("eval", epilog="Example: tinwatch model eval alert --folds 5")
@click.argument("name")
@click.option("--folds", type=click.IntRange(2, 20), default=5, show_default=True)
@BACKGROUND
@click.option("--on", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Reader: judge it as it ships on these sentences.")
def eval_(name: str, folds: int, background: Path | None, on: Path | None) -> None:
    """Judge a model by folds, fitted anew in each: figures as JSON. `reader`, or a reader's directory: against rules and linear model."""
    from tinwatch.learning.making import alert_figures, clickbait_figures

    if reader.is_reader(name):
        click.echo(reader.printed(reader.judged(name, background, on)))
        return
    if name not in NAMES:
        raise click.UsageError(f"{name}: neither {', '.join(NAMES)}, {reader.NAME} nor the directory of a reader")
    figures = alert_figures(load().shelf, background, folds, _say) if name == "alert" else clickbait_figures(folds, _embedder(), _say)
    click.echo(json.dumps(figures, indent=1, ensure_ascii=False))


@model.command(epilog="Example: tinwatch model card alert > alert.md")
@click.argument("which")
def card(which: str) -> None:
    """Describe a bundled model, or one in a file or directory: data, licence, figures, limits, as Markdown."""
    from tinwatch.learning.card import card as described

    if reader.is_reader(which):
        click.echo(reader.described(reader.folder_of(which)), nl=False)
        return
    click.echo(described(_read(_path(which))), nl=False)


@model.command(epilog="Example: tinwatch model export alert /srv/models/alert.bin")
@click.argument("name", type=click.Choice((*NAMES, *reader.EXPORTED)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "origin", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Embedder: the checkpoint.")
def export(name: str, file: Path, origin: Path | None) -> None:
    """Copy a bundled model, checked, to a file (a reader: a directory) that a setting may name; or make an embedder of a checkpoint."""
    if name in reader.EXPORTED:
        reader.export(name, file, origin)
        click.echo(str(file))
        return
    _read(str(file_of(name)))
    file.write_bytes(file_of(name).read_bytes())
    click.echo(str(file))


@model.command(epilog="Example: tinwatch model compare none alert labelled.jsonl")
@click.argument("one")
@click.argument("other")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def compare(one: str, other: str, file: str) -> None:
    """Two models on labelled sentences such as `tinwatch evaluate` takes: a bundled name, a file, the directory of a reader, or `none`.

    `none` is the rules alone, `alert` rules and linear model, `reader` (or a directory) all together. On rows of the desk (model
    harvest) ONE is the champion and OTHER the challenger, each as it would serve, beside the reader; it says whether OTHER beats ONE.
    """
    from tinwatch.cli.evaluate import judged, totals

    if desk.harvested(file):
        desk.compare(one, other, Path(file), _served)
        return
    rows = [list(judged(file, _assessor(which))) for which in (one, other)]
    for which, done in zip((one, other), rows, strict=True):
        click.echo(f"{which}\n{totals(done)}\n")
    changed = [(row, a, b) for (row, a), (_, b) in zip(*rows, strict=True) if bool(a.alert_codes) != bool(b.alert_codes)]
    for kind in ("POS", "NEG"):
        of = [(a, b) for row, a, b in changed if row.kind.startswith(kind)]
        first = sum(bool(a.alert_codes) for a, _ in of)
        click.echo(f"{kind}: {first} alert with {one} only, {len(of) - first} with {other} only")


def _assessor(which: str) -> Assessor:
    if reader.is_reader(which):
        settings = replace(load(), reader=str(reader.folder_of(which)))
        return make_assessor(settings).reading_by(chosen.reader(settings))
    return make_assessor(replace(load(), model=which if which == NONE else _path(which)))


def _served(which: str) -> tuple[Assessor, Mapping[str, object]]:
    """A model as the settings would have it serve, and its facts."""
    if which == NONE or reader.is_reader(which):
        return _assessor(which), {}
    settings = replace(load(), model=_path(which))
    return make_assessor(settings).reading_by(chosen.reader(settings)), _read(_path(which)).facts


def _embedder() -> Embedder | None:
    """What the second step of the clickbait model goes by; without it there is none, which is said aloud."""
    found = embedder(load())
    if found is None:
        click.echo("clickbait: nothing embeds (TINWATCH_READER), by words alone", err=True)
    return found


def _path(which: str) -> str:
    return str(file_of(which)) if which in NAMES else which


def _read(file: str) -> Linear:
    try:
        return Linear(Path(file).read_bytes())
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from error
    except Unusable as error:
        raise click.UsageError(f"{file}: {error}") from error


def _say(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(what, err=True)
