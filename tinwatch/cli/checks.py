"""`tinwatch checks`: the advertising and aggregator checks of docs/checks.md over posts and what else is known of them."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import click
import msgspec

from agents.aggregator import Numbers, numbers
from agents.checked import taken
from agents.gone import due
from agents.known import Extra, Known
from collectors.lines import opened
from detectors.checks import advert
from tinwatch.assessors import make_assessor
from tinwatch.cli.output import counted
from tinwatch.registers import licence_register, press_register
from tinwatch.settings import load
from topics.records import Check, Invalid, Post, decode, encode


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the output; `next_look`: when to look at the original again."""

    id: str
    checks: tuple[Check, ...]
    delay_minutes: float | None = None
    verbatim: float | None = None
    title_changed: bool | None = None
    next_look: datetime | None = None


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
def checks(file: str, press: str | None, licences: str | None) -> None:
    """Check posts (JSON Lines, `-` for standard input): a line of checks for each.

    A line is a post, with what else is known of it: site (aggregator, social, fanpage), domain, licensee, footer, home, comments_open,
    original {title, text, url, published_at, lookups [{at, status, removed}]}, quoted [{at, press, delay}]. docs/checks.md tells each.

    Exit code 1 when a check failed or a line cannot be read, which goes to stderr as {"line", "error"}.
    """
    settings = load()
    agencies, issued = press_register(press or settings.press_register), licence_register(licences or settings.licence_register)
    assessor, found = make_assessor(settings), False
    out = sys.stdout.buffer
    with opened(file) as stream:
        for number, raw in enumerate(counted(stream, "posts"), 1):
            if raw.isspace():
                continue
            try:
                post, extra = decode(raw, Post), decode(raw, Extra)
            except Invalid as error:
                found = True
                click.echo(json.dumps({"file": file, "line": number, "error": str(error)}, ensure_ascii=False), err=True)
                continue
            look, known = assessor.seen(post).look, Known(post=post, extra=extra)
            told = advert.checks(look) if look else ()
            told += taken(known, agencies, issued) if extra != Extra() else ()
            found = found or any(check.status == "FAIL" for check in told)
            out.write(encode(_answer(known, told)) + b"\n")
    out.flush()
    sys.exit(found)


def _answer(known: Known, told: tuple[Check, ...]) -> Answer:
    original, measured = known.extra.original, numbers(known) if known.extra.original else Numbers()
    seen = known.post.collected_at or known.post.published_at
    return Answer(
        id=known.post.id,
        checks=told,
        delay_minutes=measured.delay,
        verbatim=measured.verbatim,
        title_changed=measured.title_changed,
        next_look=due(seen, original.lookups) if original and seen else None,
    )
