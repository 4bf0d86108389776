"""`tinwatch model`: the learned models, where they are, how good, how made."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from agents.assessor import Assessor
from agents.linear import Linear, Unusable
from tinwatch.assessors import make_assessor
from tinwatch.cli.output import table
from tinwatch.models import NAMES, NONE, file_of
from tinwatch.settings import load

NAME = click.argument("name", type=click.Choice(NAMES))
BACKGROUND = click.option(
    "--background",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Public comments under a free licence (records), to take ordinary talk from as negatives.",
)


@click.group()
def model() -> None:
    """The learned models: list, train, judge, describe, export, compare."""


@model.command("list", epilog="Example: tinwatch model list")
def list_() -> None:
    """Name, version, features, bytes and file of every bundled model; exit code 1 when one cannot be used."""
    rows, failed = [], False
    for name in NAMES:
        try:
            made, size = _read(str(file_of(name))), file_of(name).stat().st_size
            rows.append((name, made.version, made.size, size, str(file_of(name))))
        except click.UsageError as error:
            failed = True
            click.echo(f"{name}: {error.message}", err=True)
    click.echo(table(("NAME", "VERSION", "FEATURES", "BYTES", "FILE"), rows))
    sys.exit(failed)


@model.command(epilog="Example: tinwatch model train --background ../shared/data/comments_mit/records.jsonl.gz")
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@BACKGROUND
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to instead of the bundled models'.")
def train(names: tuple[str, ...], background: Path | None, out: Path | None) -> None:
    """Make the models (all by default) from the data in this checkout; the same data gives the same bytes. Writes file and card."""
    from tinwatch.learning.card import card
    from tinwatch.learning.making import alert_model, clickbait_model
    from tinwatch.learning.samples import Missing

    for name in names or NAMES:
        try:
            made = alert_model(load().shelf, background, _say) if name == "alert" else clickbait_model(_say)
        except Missing as error:
            raise click.UsageError(str(error)) from error
        file = out / f"{name}.bin" if out else file_of(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        for path, content in ((file, made), (file.with_suffix(".md"), card(Linear(made)).encode())):
            draft = path.with_name(path.name + ".new")
            draft.write_bytes(content)
            draft.replace(path)
        click.echo(f"{file}: version {Linear(made).version}, {len(made):,} bytes")


@model.command("eval", epilog="Example: tinwatch model eval alert --folds 5")
@NAME
@click.option("--folds", type=click.IntRange(2, 20), default=5, show_default=True)
@BACKGROUND
def eval_(name: str, folds: int, background: Path | None) -> None:
    """Judge a model by folds, fitted anew in each: figures as JSON."""
    from tinwatch.learning.making import alert_figures, clickbait_figures

    figures = alert_figures(load().shelf, background, folds, _say) if name == "alert" else clickbait_figures(folds)
    click.echo(json.dumps(figures, indent=1, ensure_ascii=False))


@model.command(epilog="Example: tinwatch model card alert > alert.md")
@click.argument("which")
def card(which: str) -> None:
    """Describe a bundled model, or one in a file: data, licence, figures, limits, as Markdown."""
    from tinwatch.learning.card import card as described

    click.echo(described(_read(_path(which))), nl=False)


@model.command(epilog="Example: tinwatch model export alert /srv/models/alert.bin")
@NAME
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(name: str, file: Path) -> None:
    """Copy a bundled model, checked, to a file that `TINWATCH_MODEL` may name."""
    _read(str(file_of(name)))
    file.write_bytes(file_of(name).read_bytes())
    click.echo(str(file))


@model.command(epilog="Example: tinwatch model compare none alert labelled.jsonl")
@click.argument("one")
@click.argument("other")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def compare(one: str, other: str, file: str) -> None:
    """Two models on labelled sentences such as `tinwatch evaluate` takes: a bundled name, a file, or `none` for the rules alone."""
    from tinwatch.cli.evaluate import judged, totals

    rows = [list(judged(file, _assessor(which))) for which in (one, other)]
    for which, done in zip((one, other), rows, strict=True):
        click.echo(f"{which}\n{totals(done)}\n")
    changed = [(row, a, b) for (row, a), (_, b) in zip(*rows, strict=True) if bool(a.alert_codes) != bool(b.alert_codes)]
    for kind in ("POS", "NEG"):
        of = [(a, b) for row, a, b in changed if row.kind.startswith(kind)]
        first = sum(bool(a.alert_codes) for a, _ in of)
        click.echo(f"{kind}: {first} alert with {one} only, {len(of) - first} with {other} only")


def _assessor(which: str) -> Assessor:
    return make_assessor(replace(load(), model=which if which == NONE else _path(which)))


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
