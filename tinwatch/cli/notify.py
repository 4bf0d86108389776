"""`tinwatch notify`: check the desk's table of notices, and try a channel."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args
from urllib.parse import urlsplit

import click

from channels.mail import Mail
from channels.message import Later, Refused
from channels.webhook import Webhook
from tinwatch.cli.output import table as shown
from tinwatch.notices.table import AnyChannel, Table, table
from tinwatch.notices.wording import Wording
from tinwatch.settings import load
from topics.cases import Notice, Telling
from topics.records import BANDS


@click.group()
def notify() -> None:
    """Notices to the desk by e-mail, Telegram, Slack, Mattermost, Zalo or webhook, as notify.toml says (docs/cases.md, Notices)."""


@notify.command(epilog="Example: tinwatch notify check")
def check() -> None:
    """Read the table and say where notices of each kind go; exit 1 when some go nowhere or a channel is not encrypted."""
    settings = load()
    desk = table(settings)
    if not desk.channels:
        raise click.ClickException(f"there is no {settings.notify_file}: nobody is told of anything")
    click.echo(
        shown(("CHANNEL", "KIND", "PER MINUTE"), ((n, type(c).__name__.lower(), f"{c.per_minute:g}") for n, c in desk.channels.items()))
    )
    click.echo()
    click.echo(shown(("NOTICE", *BANDS), ((telling, *(_where(desk, telling, band) for band in BANDS)) for telling in get_args(Telling))))
    findings = [*_findings(desk), *([] if settings.public_url else ["TINWATCH_PUBLIC_URL is empty: notices carry no link to the case"])]
    for finding in findings:
        click.echo(finding, err=True)
    sys.exit(int(bool(findings)))


@notify.command(epilog="Example: tinwatch notify test mail --to lan@example.vn")
@click.argument("channel")
@click.option("--to", help="Recipient; the first of the table's when not given.")
def test(channel: str, to: str | None) -> None:
    """Send one test message now and say what the service answered."""
    settings = load()
    desk = table(settings)
    if channel not in desk.channels:
        raise click.UsageError(f"no channel {channel}; there are {', '.join(desk.channels) or 'none'}")
    to = to or next(_recipients(desk, channel), None)
    if not to:
        raise click.UsageError(f"the table sends nothing by {channel}: name a recipient with --to")
    way = desk.channels[channel]
    message = Wording(settings.public_url).test(to, way.language or desk.language, datetime.now(UTC))
    try:
        asyncio.run(way.send(message, desk.secrets[channel]))
    except Later as error:
        raise click.ClickException(f"{channel}: not delivered, may work later: {error.reason}") from error
    except Refused as error:
        raise click.ClickException(f"{channel}: refused: {error}") from error
    click.echo(f"{channel}: delivered to {to}")


def _recipients(desk: Table, channel: str) -> Iterator[str]:
    yield from (to for route in desk.routes.routes if route.channel == channel for to in route.to)
    yield from (addresses[channel] for addresses in desk.routes.people.values() if channel in addresses)


def _where(desk: Table, telling: str, band: str) -> str:
    """Channels of a notice of no code and no place; with a star those that take only some codes or places."""
    ways: dict[str, bool] = {}
    for route in desk.routes.routes:
        if (not route.tellings or telling in route.tellings) and (not route.bands or band in route.bands):
            ways[route.channel] = ways.get(route.channel, True) and bool(route.codes or route.offices)
    return " ".join(f"{name}*" if some else name for name, some in ways.items()) or "-"


def _findings(desk: Table) -> Iterator[str]:
    at = datetime.now(UTC)
    for telling in get_args(Telling):
        for band in BANDS:
            notice = Notice(id="0", telling=telling, case="", number="", band=band, at=at)
            if not list(desk.routes.recipients(notice)):
                yield f"{telling} {band}: nobody is told, unless a route for its codes or places takes it"
    for name, channel in desk.channels.items():
        if _plain(channel):
            yield f"channel {name}: not encrypted; whoever is on the way reads along"


def _plain(channel: AnyChannel) -> bool:
    if isinstance(channel, Mail):
        return channel.security == "none"
    return isinstance(channel, Webhook) and urlsplit(channel.url).scheme == "http"
