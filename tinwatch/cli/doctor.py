"""`tinwatch doctor`: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator

import click

from tinwatch.cli.output import table
from tinwatch.doctor import files, judging, machine, stores
from tinwatch.doctor.finding import Finding


@click.command(epilog="Example: tinwatch doctor")
def doctor() -> None:
    """Look at settings, home, disk, broker, index, users, files, watch-list, detectors and models, and say what to do where something is
    wrong.

    Exit code 1 when something is.
    """
    findings = asyncio.run(_all())
    click.echo(table(("", "WHAT", "SEEN"), (("ok" if f.well else "WRONG", f.what, f.seen) for f in findings)))
    for finding in findings:
        if not finding.well:
            click.echo(f"\n{finding.what}: {finding.mend}")
    sys.exit(not all(f.well for f in findings))


async def _all() -> list[Finding]:
    return [finding async for finding in _looked()]


async def _looked() -> AsyncIterator[Finding]:
    """Whatever can be looked at: without settings nothing else, without a home nothing that lies in it."""
    settings, found = files.settings(os.environ)
    yield found
    if settings is None:
        return
    yield (home := machine.home(settings))
    if home.well:
        for finding in machine.machine(settings):
            yield finding
        async for finding in stores.stores(settings):
            yield finding
        for finding in files.files(settings):
            yield finding
        yield stores.evidence(settings)
    for finding in judging.judging(settings):
        yield finding
