"""`tinwatch checks`: the advertising and aggregator checks of docs/checks.md over posts and what else is known of them."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime

import click
import msgspec

from agents.aggregator import Numbers, numbers
from agents.checked import taken
from agents.cited import cited, fetchable
from agents.gone import due
from agents.known import Extra, Known, Original
from agents.looked import with_look
from collectors.lines import opened
from collectors.originals import Originals
from detectors.checks import advert
from tinwatch.assessors import make_assessor
from tinwatch.cli.output import counted
from tinwatch.registers import licence_register, press_register
from tinwatch.settings import load
from topics.originals import Look, Outcome
from topics.records import Check, Invalid, Post, decode, encode


class Fetched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `--fetch` found; `at`, `status` and `removed` make the line's next look in `original.lookups`."""

    url: str
    at: datetime
    outcome: Outcome
    status: int = 0
    removed: bool = False
    why: str = ""
    title: str = ""
    published_at: datetime | None = None
    sha256: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the output; `next_look`: when to look at the original again."""

    id: str
    checks: tuple[Check, ...]
    delay_minutes: float | None = None
    verbatim: float | None = None
    title_changed: bool | None = None
    next_look: datetime | None = None
    fetched: Fetched | None = None


EXAMPLE = """\b
Example:
echo '{"id":"1","kind":"post","page":{"id":"p","name":"Tin nhanh 24h"},"text":"Theo Báo Mẫu","domain":"tinnhanh.example"}' | tinwatch checks
"""


@click.command(epilog=EXAMPLE)
@click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--press", help="Register of press agencies (CSV: name,domains); by default the setting press_register, else the one that ships."
)
@click.option("--licences", help="Register of licences (CSV: licenseNumber,companyName,domain …); by default the setting licence_register.")
@click.option(
    "--fetch", is_flag=True, help="Look at the original that each line gives or cites: over the network, slowly, as robots.txt allows it."
)
def checks(file: str, press: str | None, licences: str | None, *, fetch: bool) -> None:
    """Check posts (JSON Lines, `-` for standard input): a line of checks for each.

    A line is a post, with what else is known of it: site (aggregator, social, fanpage), domain, licensee, footer, home, comments_open,
    seen_at, original {title, text, url, published_at, lookups [{at, status, removed}]}, quoted [{at, press, delay}]: docs/checks.md.

    Exit code 1 when a check failed or a line cannot be read, which goes to stderr as {"line", "error"}.
    """
    settings = load()
    agencies, issued = press_register(press or settings.press_register), licence_register(licences or settings.licence_register)
    assessor, failed = make_assessor(settings), False
    originals = Originals(settings.originals_pace, settings.originals_contact, inside=settings.originals_inside) if fetch else None
    out = sys.stdout.buffer
    with opened(file) as stream, asyncio.Runner() as runner:
        for number, raw in enumerate(counted(stream, "posts"), 1):
            if raw.isspace():
                continue
            try:
                post, extra = decode(raw, Post), decode(raw, Extra)
            except Invalid as error:
                failed = True
                click.echo(json.dumps({"file": file, "line": number, "error": str(error)}, ensure_ascii=False), err=True)
                continue
            seen, look = assessor.seen(post), None
            if originals and (url := _original(extra, cited(post, seen.found, agencies))):
                look = runner.run(originals.look(url))
                extra = msgspec.structs.replace(extra, original=with_look(extra.original or Original(url=url), look))
            known = Known(post=post, extra=extra)
            told = advert.checks(seen.look) if seen.look else ()
            told += taken(known, agencies, issued) if extra != Extra() else ()
            failed = failed or any(check.status == "FAIL" for check in told)
            out.write(encode(_answer(known, told, look)) + b"\n")
    out.flush()
    sys.exit(failed)


def _original(extra: Extra, cites: str) -> str:
    """The address to look at: the one given, else the one the post cites."""
    return (fetchable(extra.original.url) if extra.original else "") or cites


def _answer(known: Known, told: tuple[Check, ...], look: Look | None) -> Answer:
    original, measured = known.extra.original, numbers(known) if known.extra.original else Numbers()
    seen = known.post.collected_at or known.post.published_at
    return Answer(
        id=known.post.id,
        checks=told,
        delay_minutes=measured.delay,
        verbatim=measured.verbatim,
        title_changed=measured.title_changed,
        next_look=due(seen, original.lookups) if original and seen else None,
        fetched=msgspec.convert(look, Fetched, from_attributes=True) if look else None,
    )
