"""`tinwatch blocklists`: the public lists of scam and betting sites, and the desk's own."""

from __future__ import annotations

import os
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.error import URLError

import click

from agents.lists import KINDS, blocklist, read, sources
from enrichers.blocklist import hosts_in, listable
from enrichers.lookalike import guise
from tinwatch.cli.output import table
from tinwatch.settings import load, private

LARGEST = 100_000_000
"""Bytes of one list: the largest public ones hold some twenty million."""


@click.group()
def blocklists() -> None:
    """Lists of reported scam and betting sites: they ship with tinwatch and can be renewed.

    Example: tinwatch blocklists check vietcombank-xacthuc.top
    """


@blocklists.command("list", epilog="Example: tinwatch blocklists list")
def listing() -> None:
    """Name, number of hosts and origin of every list in force."""
    folder = load().blocklists
    sizes = blocklist(load().shelf, folder).sizes
    rows = ((name, str(sizes[name]), str(file)) for name, file in sources(folder).items())
    click.echo(table(("LIST", "HOSTS", "FROM"), rows))


@blocklists.command(epilog="Example: tinwatch blocklists check 0fb.co vietcombank-xacthuc.top")
@click.argument("hosts", nargs=-1, required=True)
def check(hosts: tuple[str, ...]) -> None:
    """Say which list has a host, and whom its name imitates. Exit 1 when any is listed or imitates."""
    lists = blocklist(load().shelf, load().blocklists)
    found = False
    for given in hosts:
        host = next(hosts_in(given), given)
        listed, passes = lists.of(host), guise(host)
        said = [f"on {listed}"] * bool(listed) + ([f"imitates {passes.real} ({passes.how})"] if passes else [])
        found = found or bool(said)
        click.echo(f"{given}: {', '.join(said) or 'nothing known'}")
    sys.exit(1 if found else 0)


@blocklists.command(epilog="Example: tinwatch blocklists update scam.hostsvn hosts.txt")
@click.argument("name")
@click.argument("source")
@click.option("--force", is_flag=True, help="Take a list that is less than half as long as the present one.")
def update(name: str, source: str, force: bool) -> None:
    """Replace or add the list NAME (scam.… or gambling.…) from SOURCE, a file or an https address. Workers take it at their next start."""
    if name.partition(".")[0] not in KINDS or not name.partition(".")[2].isidentifier():
        raise click.UsageError(f"a list is called scam.<publisher> or gambling.<publisher>, not {name}")
    content = _fetched(source)
    hosts = sorted(set(hosts_in(content.decode(errors="replace"))))
    kept = [host for host in hosts if listable(host)]
    folder = load().blocklists
    present = sources(folder).get(name)
    before = len(set(hosts_in(read(present).decode(errors="replace")))) if present else 0
    if not kept or (len(hosts) < before / 2 and not force):
        click.echo(f"tinwatch: {source} holds {len(hosts)} hosts, the present list {before}: not taken (--force takes it)", err=True)
        sys.exit(1)
    _write(folder / f"{name}.txt", kept)
    click.echo(f"{name}: {len(kept)} hosts, {len(hosts) - len(kept)} left out (platforms, real organisations, no domain); before: {before}")


def _fetched(source: str) -> bytes:
    """The list in bytes; a source that cannot be read ends the command with the reason."""
    try:
        if source.startswith("https://"):
            with urllib.request.urlopen(source, timeout=60) as answer:  # noqa: S310 - https only
                content: bytes = answer.read(LARGEST + 1)
        else:
            content = read(Path(source))
    except (OSError, URLError, EOFError) as error:
        raise click.UsageError(f"{source} cannot be read: {error}") from error
    if len(content) > LARGEST:
        raise click.UsageError(f"{source} is longer than {LARGEST:,} bytes: no list of hosts")
    return content


def _write(path: Path, hosts: list[str]) -> None:
    """Whole or not at all."""
    private(path.parent)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as draft:
        draft.write("".join(f"{host}\n" for host in hosts))
    os.replace(draft.name, path)
