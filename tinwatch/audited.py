"""What is done on the command line, written into the audit log."""

from __future__ import annotations

import asyncio
import getpass
import logging

import click

from console.journal import Journal
from console.users import Users, fold_name
from search.port import Unavailable, Unusable
from tinwatch.app import make_app
from tinwatch.broker.errors import BrokerError
from tinwatch.deciding import sender
from tinwatch.running import opened_broker, started
from tinwatch.settings import SettingError, load

PATIENCE_S = 20.0


def written_down(users: Users, reason: str, user: str, *, about: str = "") -> None:
    """One line for the log, by whoever is logged in at this machine; where the broker is away a console sends it later."""
    journal = Journal(users)
    journal.add(reason, fold_name(user), by=f"cli:{getpass.getuser()}", about=about)
    try:
        asyncio.run(asyncio.wait_for(_flush(journal), PATIENCE_S))
    except (BrokerError, Unavailable, Unusable, SettingError, TimeoutError, OSError) as error:
        logging.getLogger(__name__).info("audit log: %s", error)
        click.echo("done; the broker does not answer, the line for the audit log is kept and sent by the console", err=True)


async def _flush(journal: Journal) -> None:
    settings = load()
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await journal.flush(sender(app))
