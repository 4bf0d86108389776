"""`tinwatch ocr`: posts → posts with the words of their pictures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from collectors.lines import read
from collectors.pictures import Missing, Tesseract, reading
from topics.records import encode


@click.command(epilog="Example: tinwatch ocr posts.jsonl --media pictures | tinwatch replay -")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--media", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the pictures lie."
)
def ocr(files: tuple[str, ...], folder: Path) -> None:
    """Read the pictures whose address is a path below the media folder (Tesseract), and print the posts with what was read.

    What cannot be read is named on stderr and the post goes on without it; exit code 1 then.
    """
    try:
        reader = Tesseract()
    except Missing as error:
        raise click.UsageError(str(error)) from error
    failed = False
    for line in read(files or ("-",)):
        if line.post is None:
            failed = True
            click.echo(json.dumps({"file": line.file, "line": line.number, "error": line.error}, ensure_ascii=False), err=True)
            continue
        post, unread = reading(line.post, reader, folder)
        for why in unread:
            failed = True
            click.echo(json.dumps({"file": line.file, "line": line.number, "error": why}, ensure_ascii=False), err=True)
        sys.stdout.write(encode(post).decode() + "\n")
    sys.exit(failed)
