"""`tinwatch names`: the model that finds people, organisations, places and products: how it is made, how good it is."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from collectors.lines import read
from tinwatch.models.names import FILE as BUNDLED

MARKED = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def names() -> None:
    """The names model: train, judge."""


@names.command(epilog="Example: tinwatch names train --background ../shared/data/comments_mit/records.jsonl.gz")
@click.option(
    "--background",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Public comments under a free licence (records), of which lines without names are taken.",
)
@click.option("--out", default=BUNDLED, type=click.Path(dir_okay=False, path_type=Path), help="File to write instead of the bundled model.")
def train(background: Path | None, out: Path) -> None:
    """Make the model of examples/training/names.txt; the same data gives the same bytes. Takes minutes."""
    from tinwatch.learning.markup import sentences
    from tinwatch.learning.naming import FILE, ORDINARY, trained

    texts = [msgspec.json.decode(line)["text"] for file in ORDINARY for line in file.read_bytes().splitlines()]
    if background is not None:
        texts += [line.post.text for line in read([str(background)]) if line.post is not None]
    made = trained(list(sentences(FILE)), texts)
    draft = out.with_name(out.name + ".new")
    draft.write_bytes(made)
    draft.replace(out)
    click.echo(f"{out}: {len(made):,} bytes")


@names.command("eval", epilog="Example: tinwatch names eval tests/data/entities.txt")
@MARKED
@click.option("--model", default=BUNDLED, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Model to judge.")
def eval_(file: Path, model: Path) -> None:
    """Exact spans against sentences with their names marked, `[PER …]`: found, wrong, missed and F1 for each type, as JSON."""
    from enrichers.names.tagger import Names
    from tinwatch.learning.markup import sentences
    from tinwatch.learning.spans import figures

    judged = Names(model.read_bytes())
    click.echo(json.dumps(figures(sentences(file), judged), indent=1))
