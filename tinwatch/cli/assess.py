"""`tinwatch assess`: posts → assessments, without broker or state."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from agents.threads import Threads
from collectors.lines import read
from tinwatch.assessors import armed_assessor
from tinwatch.cli.output import RULES, counted
from tinwatch.reading.ahead import read_ahead
from tinwatch.settings import load
from topics.records import Post, encode


@click.command(epilog="Example: zcat posts.jsonl.gz | tinwatch assess - > assessments.jsonl")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@RULES
def assess(files: tuple[str, ...], packs: tuple[Path, ...]) -> None:
    """Assess posts (JSON Lines, `-` or nothing for standard input): one assessment a line, in the same order.

    A comment is read under its post where that stands before it.

    A line that cannot be read becomes {"line", "error"} on stderr; the rest goes on and the exit code is 1.
    """
    assessor, threads, failed = armed_assessor(load(), packs), Threads(), False

    def posts() -> Iterator[Post]:
        nonlocal failed
        for line in counted(read(files or ("-",)), "posts"):
            if line.post is not None:
                yield line.post
                continue
            failed = True
            click.echo(json.dumps({"file": line.file, "line": line.number, "error": line.error}, ensure_ascii=False), err=True)

    out = sys.stdout.buffer
    for asked in read_ahead(assessor, posts()):
        assessment, _ = threads.step(assessor, asked)
        out.write(encode(assessment) + b"\n")
    out.flush()
    sys.exit(failed)
