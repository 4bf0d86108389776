"""`tinwatch assess`: posts → assessments, without broker or state."""

from __future__ import annotations

import json
import sys

import click

from agents.assessor import Assessor
from collectors.lines import read
from tinwatch.cli.output import counted
from tinwatch.settings import load
from topics.records import encode


@click.command(epilog="Example: zcat posts.jsonl.gz | tinwatch assess - > assessments.jsonl")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def assess(files: tuple[str, ...]) -> None:
    """Assess posts (JSON Lines, `-` or nothing for standard input): one assessment a line, in the same order.

    A line that cannot be read becomes {"line", "error"} on stderr; the rest goes on and the exit code is 1.
    """
    assessor, failed = Assessor(load().shelf, load().blocklists), False
    out = sys.stdout.buffer
    for line in counted(read(files or ("-",)), "posts"):
        if line.post is None:
            failed = True
            click.echo(json.dumps({"file": line.file, "line": line.number, "error": line.error}, ensure_ascii=False), err=True)
        else:
            out.write(encode(assessor.assess(line.post)) + b"\n")
    out.flush()
    sys.exit(failed)
