"""`tinwatch claims`: what was checked already, and which posts repeat it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import msgspec
from msgspec import Struct

from collectors.claim_files import Line, claims_in
from collectors.lines import opened
from tinwatch.assessors import make_assessor
from tinwatch.claims import Outcome, bring_in, known, matcher, put
from tinwatch.cli import claim_candidates
from tinwatch.cli.find import Moment
from tinwatch.cli.output import counted, table
from tinwatch.embeddings import embed, embedder
from tinwatch.indexes import opened_index
from tinwatch.second_look import Looked, look_again
from tinwatch.settings import load
from topics.claims import Claim, Known
from topics.records import Id, Invalid, Page, Post, Text, decode, encode

BACK = timedelta(days=7)
"""How far back an import looks at posts again."""


class Asked(Struct, frozen=True):
    """A text to be matched; other fields of a line are ignored."""

    id: Id
    text: Text


@click.group()
def claims() -> None:
    """Claims that somebody checked: bring them in, see them, find the posts that repeat them.

    Example: tinwatch claims import checks.jsonl
    """


@claims.command("import", epilog="Example: tinwatch claims import checks.jsonl feed.xml")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--recheck/--no-recheck", default=True, show_default=True, help="Look the posts of the last 7 days up among what is new.")
def bring(files: tuple[str, ...], recheck: bool) -> None:
    """Bring in claims from JSON Lines, CSV, ClaimReview (JSON-LD) or RSS; again and again if you like, each counts once.

    A line that cannot be used is told on stderr with its number, the rest goes on and the exit code is 1. Of two checks with one id the one
    of the later day stays.
    """
    failed, unknown = [0], Counter[str]()
    outcome = asyncio.run(_bring(counted(_good(files, failed, unknown), "claims"), ", ".join(files)))
    for refused in outcome.refused:
        click.echo(f"tinwatch: {refused.id}: {refused.reason}", err=True)
    for verdict, count in unknown.most_common(20):
        click.echo(f"tinwatch: verdict {verdict!r} of {count} claims is not known here: they are kept as UNPROVEN", err=True)
    bad = failed[0] + len(outcome.refused)
    click.echo(
        f"{len(outcome.changed)} new or changed, {outcome.same} as they were, {outcome.older} older than what is here, {bad} refused"
    )
    if recheck and outcome.changed:
        _tell(asyncio.run(_again({claim.id for claim in outcome.changed}, datetime.now(UTC) - BACK)))
    sys.exit(bool(bad))


async def _again(ids: set[str] | None, since: datetime) -> Looked:
    settings = load()
    async with opened_index(settings) as index:
        fresh = [claim for claim in await known(index) if ids is None or claim.id in ids]
        return await look_again(settings, index, fresh, since, _progress)


def _progress(looked: Looked) -> None:
    if sys.stderr.isatty():
        print(f"\r{looked.posts:,} posts looked at again, {looked.repeating:,} repeat a claim", end="", file=sys.stderr, flush=True)


def _tell(looked: Looked) -> None:
    if looked.posts:
        more = "; older ones were left out, there are too many" if looked.cut else ""
        click.echo(f"{looked.posts} posts looked at again: {looked.repeating} repeat a claim, {looked.alerting} went to the desk{more}")


@claims.command("recheck", epilog="Example: tinwatch claims recheck --since 30d")
@click.option("--since", type=Moment(), default="7d", show_default=True, help="Posts not older than this.")
def again(since: datetime) -> None:
    """Look the posts of the last days up among all claims; an import does it with what is new. Running it twice changes nothing."""
    _tell(asyncio.run(_again(None, since)))


async def _bring(found: Iterable[Claim], source: str) -> Outcome:
    async with opened_index(load()) as index:
        return await bring_in(index, found, source)


def _good(files: Iterable[str], failed: list[int], unknown: Counter[str]) -> Iterator[Claim]:
    for file in files:
        for line in _read(file):
            if line.claim is None:
                failed[0] += 1
                click.echo(f"tinwatch: {file}:{line.number}: {line.error}", err=True)
                continue
            if line.unknown:
                unknown[line.unknown] += 1
            yield line.claim


def _read(file: str) -> Iterator[Line]:
    try:
        if file == "-":
            yield from claims_in(sys.stdin.buffer)
            return
        with Path(file).open("rb") as stream:
            yield from claims_in(stream)
    except (OSError, ValueError) as error:
        yield Line(0, None, str(error))


@claims.command(epilog="Example: tinwatch claims match posts.jsonl --top 5")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 100), help="Claims for each post.")
def match(files: tuple[str, ...], top: int) -> None:
    """The claims each post is most like, best first: {id, stance, matches: [{id, score, confirmed, differs}]}, one line a post.

    confirmed: post and claim tell the same fact beyond doubt; else `differs` names what speaks against it.
    """
    settings, failed = load(), False
    ready, assessor = matcher(asyncio.run(_known()), dense=embed(settings)), make_assessor(settings)
    for file, number, asked in counted(_asked(files or ("-",)), "posts"):
        if isinstance(asked, Invalid):
            failed = True
            click.echo(json.dumps({"file": file, "line": number, "error": str(asked)}, ensure_ascii=False), err=True)
            continue
        stance = assessor.assess(Post(id=asked.id, kind="post", page=Page(id="-"), text=asked.text)).stance
        found = [
            {"id": m.claim.id, "score": m.score, "confirmed": m.confirmed, "differs": m.differs} for m in ready.matches(asked.text, top)
        ]
        click.echo(json.dumps({"id": asked.id, "stance": stance, "matches": found}, ensure_ascii=False))
    sys.exit(failed)


def _asked(files: Sequence[str]) -> Iterator[tuple[str, int, Asked | Invalid]]:
    """File, line number, and the text or why there is none."""
    for file in files:
        with opened(file) as stream:
            for number, raw in enumerate(stream, 1):
                if not raw.isspace():
                    try:
                        yield file, number, decode(raw, Asked)
                    except Invalid as error:
                        yield file, number, error


@claims.command("list", epilog="Example: tinwatch claims list --verdict FALSE --format jsonl")
@click.option("--verdict", default="", help="Only claims with this verdict.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "jsonl"]))
def listing(verdict: str, form: str) -> None:
    """Every claim in force, in the order they came."""
    found = [claim for claim in asyncio.run(_known()) if verdict.upper() in ("", claim.verdict)]
    if form == "jsonl":
        for claim in found:
            click.echo(encode(claim))
        return
    rows = ((claim.id[:40], claim.verdict, claim.date, claim.publisher[:24], (claim.claim or claim.title)[:70]) for claim in found)
    click.echo(table(("ID", "VERDICT", "DATE", "PUBLISHER", "CLAIM"), rows))


@claims.command(epilog="Example: tinwatch claims show c-12")
@click.argument("ids", nargs=-1, required=True)
def show(ids: tuple[str, ...]) -> None:
    """Claims as they are kept, one JSON object a line; exit 1 when one is not there."""
    found = asyncio.run(_kept(ids))
    for one in found:
        click.echo(encode(one))
    sys.exit(_missing(ids, found))


@claims.command(epilog="Example: tinwatch claims remove c-12")
@click.argument("ids", nargs=-1, required=True)
def remove(ids: tuple[str, ...]) -> None:
    """Take claims out: no post is matched with them any more. Bringing them in again puts them back."""
    found = asyncio.run(_taken_out(ids))
    click.echo(f"{len(found)} taken out")
    sys.exit(_missing(ids, found))


def _missing(ids: Sequence[str], found: Sequence[Known]) -> bool:
    missing = [id for id in ids if id not in {one.claim.id for one in found}]
    for id in missing:
        click.echo(f"tinwatch: {id}: no such claim", err=True)
    return bool(missing)


async def _known() -> list[Claim]:
    async with opened_index(load()) as index:
        return await known(index)


async def _kept(ids: Sequence[str]) -> Sequence[Known]:
    async with opened_index(load()) as index:
        return await index.claims(ids)


async def _taken_out(ids: Sequence[str]) -> Sequence[Known]:
    async with opened_index(load()) as index:
        there = [one for one in await index.claims(ids) if one.state == "known"]
        await put(index, [one.claim for one in there], "removed", "gone")
        return there


@claims.command(epilog="Example: tinwatch claims train --write")
@click.argument("folder", default="tests/data/claims", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--among", default="examples/training", show_default=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Replace the order that ships (tinwatch/models/claims.json).")
def train(folder: Path, among: Path, write: bool) -> None:
    """Learn the order of matches anew from FOLDER (known.jsonl, posts.jsonl), among the sentences of another folder, and measure it.

    A third of the posts, by the hash of their ids, is never trained on. Needs scipy (the extra `train`); the weights for embeddings are
    learned where the reader has an embedding.
    """
    from tinwatch.learning.claims import learned  # numbers and scipy: only who trains needs them

    embedding = embedder(load())
    made = learned(folder, among, embedding.embed if embedding else None)
    click.echo(msgspec.json.format(msgspec.json.encode(made), indent=1))
    if write:
        (Path(__file__).parents[1] / "models" / "claims.json").write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")


for command in (claim_candidates.listing, claim_candidates.confirm, claim_candidates.away):
    claims.add_command(command)
