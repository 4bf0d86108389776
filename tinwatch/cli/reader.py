"""What `tinwatch model` does with the reader: train, eval, card, export, each where torch is, or is not, needed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agents.linear import Linear
from tinwatch.learning.reader.said import Predictions
from tinwatch.models import BUNDLED, file_of
from tinwatch.reading.folder import MANIFEST, Unusable, read
from tinwatch.settings import load

if TYPE_CHECKING:
    from tinwatch.learning.desk.rows import Row

NAME, EMBEDDER = "reader", "embedder"
EXPORTED = (NAME, EMBEDDER)
HERE = BUNDLED / NAME
TRAIN = "training a reader needs torch and onnx: pip install 'tinwatch[train]'"


def is_reader(which: str) -> bool:
    """Whether a name of the command line means a reader: the bundled one, or a directory that holds one."""
    return which == NAME or (Path(which) / MANIFEST).exists()


def there() -> bool:
    """Whether a reader is bundled."""
    return (HERE / MANIFEST).exists()


def listed() -> tuple[object, ...]:
    """Its row in the list of models: name, version, no features, bytes, directory."""
    try:
        return NAME, read(HERE).version, "-", sum(file.stat().st_size for file in HERE.iterdir()), str(HERE)
    except Unusable as error:
        raise click.UsageError(str(error)) from error


def folder_of(which: str) -> Path:
    return HERE if which == NAME else Path(which)


def TRAINING(command: Callable[..., None]) -> Callable[..., None]:  # noqa: N802 - stands among constants that are options
    """The options of training a reader."""
    folder = click.Path(file_okay=False, path_type=Path)
    for option in (
        click.option("--checkpoint", type=folder, help="Reader: the transformers checkpoint to start from."),
        click.option("--work", type=folder, default=Path(".tinwatch/reader"), show_default=True, help="Reader: where runs are kept."),
        click.option("--folds", type=click.IntRange(2, 20), default=5, show_default=True, help="Reader: folds to judge it by."),
        click.option("--epochs", type=click.IntRange(1, 100), help="Reader: times the rows are gone through."),
        click.option("--shared", type=click.IntRange(0, 100), help="Reader: lowest layers that stay as they are."),
        click.option("--seed", type=int, default=0, show_default=True, help="Reader: another seed, another reader."),
        click.option("--only", default="", help="Reader: work at these folds only (0,1; the number of folds: all rows), then stop."),
        click.option("--resume", is_flag=True, help="Reader: go on where a run of the same rows and settings stopped."),
    ):
        command = option(command)
    return command


def train(background: Path | None, out: Path | None, asked: dict[str, Any]) -> None:
    """Train, judge and write a reader; `asked` are the options of TRAINING."""
    if asked["checkpoint"] is None:
        raise click.UsageError("a reader is trained from a checkpoint: give its directory with --checkpoint")
    try:
        from tinwatch.learning.reader.making import Order, reader
        from tinwatch.learning.reader.training import Plan
    except ImportError as error:
        raise click.UsageError(f"{TRAIN} ({error})") from error
    from tinwatch.learning.reader.rows import PREDICTIONS, Refused
    from tinwatch.learning.samples import Missing

    plan = Plan(**{name: asked[name] for name in ("epochs", "shared", "seed") if asked[name] is not None})
    parts = [int(one) for one in asked["only"].split(",") if one]
    folder = out / NAME if out else HERE
    order = Order(asked["checkpoint"], asked["work"], plan, background, asked["folds"], parts, asked["resume"])
    try:
        version = reader(order, load().shelf, folder, out / PREDICTIONS.name if out else PREDICTIONS, _say)
    except (Refused, Missing, OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    if version is None:
        click.echo(f"parts {asked['only']} are done; `--resume` without --only puts all together")
        return
    (folder / "card.md").write_text(described(folder), encoding="utf-8")
    click.echo(f"{folder}: version {version}, {sum(file.stat().st_size for file in folder.iterdir()):,} bytes")


def judged(which: str, background: Path | None, on: Path | None) -> dict[str, Any]:
    """Figures of the folds, made again from what their readers said; or, on a file of labelled sentences, of the models that ship."""
    from tinwatch.learning.reader.figures import Grounds, figures
    from tinwatch.learning.reader.rows import PREDICTIONS, Refused, data
    from tinwatch.learning.samples import Missing, samples

    shelf = load().shelf
    try:
        if on is not None:
            return figures(Grounds.shipped(samples((on,)), Linear(file_of("alert").read_bytes()), folder_of(which), shelf))
        rows, _ = data(background, Path(".tinwatch/reader"), shelf, _say)
        return figures(Grounds.of(rows, Predictions.read(PREDICTIONS), 5, shelf))
    except (Refused, Missing, OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error


def refit(background: Path | None, desk: Sequence[Row] = (), out: Path | None = None) -> None:
    """Put the bundled reader, or a copy of it in the folder `out`, together anew with the rules and the linear model of today."""
    from tinwatch.learning.reader.refitting import refitted
    from tinwatch.learning.reader.rows import Refused
    from tinwatch.learning.samples import Missing

    folder = out / NAME if out else HERE
    try:
        if out:
            shutil.copytree(HERE, folder, dirs_exist_ok=True)
        version = refitted(folder, background, Path(".tinwatch/reader"), load().shelf, _say, desk)
    except (Unusable, Refused, Missing, OSError) as error:
        raise click.UsageError(str(error)) from error
    (folder / "card.md").write_text(described(folder), encoding="utf-8")
    click.echo(f"{folder}: version {version}")


def described(folder: Path) -> str:
    """The card of a reader's directory."""
    from tinwatch.learning.reader.card import card

    try:
        return card(read(folder))
    except Unusable as error:
        raise click.UsageError(str(error)) from error


def export(name: str, folder: Path, origin: Path | None) -> None:
    """Copy the bundled reader, checked, or make the directory of an embedder: of a checkpoint, in eight bits."""
    if name == EMBEDDER:
        if origin is None:
            raise click.UsageError("an embedder is made of a checkpoint: give its directory with --from")
        try:
            from tinwatch.learning.reader.shipping import embedder
        except ImportError as error:
            raise click.UsageError(f"{TRAIN} ({error})") from error
        embedder(origin, folder)
        return
    try:
        read(HERE)
    except Unusable as error:
        raise click.UsageError(str(error)) from error
    shutil.copytree(HERE, folder, dirs_exist_ok=True)


def printed(figures: dict[str, Any]) -> str:
    return json.dumps(figures, indent=1, ensure_ascii=False)


def _say(what: str) -> None:
    click.echo(what, err=True)
