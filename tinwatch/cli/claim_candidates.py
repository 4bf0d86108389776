"""`tinwatch claims candidates`, `confirm`, `dismiss`: what pages corrected or warned of, for a person to decide on."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from typing import cast, get_args

import click

from tinwatch.claim_candidates import candidates, dismiss
from tinwatch.claim_candidates import confirm as taken
from tinwatch.cli.find import Moment
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.settings import load
from topics.claims import REFUTED, Verdict
from topics.records import CODES


@click.command("candidates", epilog="Example: tinwatch claims candidates --since 7d")
@click.option("--since", type=Moment(), default="7d", show_default=True, help="Posts not older than this.")
def listing(since: datetime) -> None:
    """Posts of pages that correct or warn of something no known claim covers, newest first. Nothing of them is used until confirmed."""
    asyncio.run(_list(since))


async def _list(since: datetime) -> None:
    async with opened_index(load()) as index:
        rows = [
            (done.post.id, done.assessment.stance, done.post.page.name[:24], " ".join(done.post.text.split())[:90])
            async for done in candidates(index, since)
        ]
    click.echo(table(("POST", "STANCE", "PAGE", "TEXT"), rows))


@click.command(epilog='Example: tinwatch claims confirm fb:1_2 --claim "Đập hồ Mây bị vỡ" --verdict FALSE --code DISASTER')
@click.argument("post")
@click.option("--claim", required=True, help="What was claimed, in one sentence.")
@click.option("--verdict", required=True, type=click.Choice(get_args(Verdict)))
@click.option("--code", default="", type=click.Choice(["", *CODES]), help="Code of the taxonomy.")
def confirm(post: str, claim: str, verdict: str, code: str) -> None:
    """Make the check that a post tells of a known claim; `tinwatch claims recheck` then finds the posts of the last days."""
    sys.exit(asyncio.run(_confirm(post, claim, cast(Verdict, verdict), code)))


async def _confirm(post: str, claim: str, verdict: Verdict, code: str) -> int:
    async with opened_index(load()) as index:
        done = await index.document(post)
        if done is None:
            click.echo(f"tinwatch: {post}: no such post in the index", err=True)
            return 1
        made = await taken(index, done, claim, verdict, code)
    more = "; tinwatch claims recheck finds the posts of the last days" if verdict in REFUTED else ""
    click.echo(f"{made.id} is a known claim{more}")
    return 0


@click.command("dismiss", epilog="Example: tinwatch claims dismiss fb:1_2 fb:1_3")
@click.argument("posts", nargs=-1, required=True)
def away(posts: tuple[str, ...]) -> None:
    """Take posts out of the queue: they are no checks, or of no use."""
    asyncio.run(_dismiss(posts))
    click.echo(f"{len(posts)} dismissed")


async def _dismiss(posts: tuple[str, ...]) -> None:
    async with opened_index(load()) as index:
        await dismiss(index, posts)
