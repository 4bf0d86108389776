"""`tinwatch servers`: a real Kafka and Elasticsearch on this machine, for development and tests."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tinwatch.cli.output import table
from tinwatch.servers import elasticsearch_secure, kafka_secure
from tinwatch.servers.errors import ServerError
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.servers.secrets import USER
from tinwatch.settings import load


@click.group()
def servers() -> None:
    """Start and stop a Kafka and an Elasticsearch of your own on loopback ports; needs Maven and a JDK, no Docker."""


@servers.command(epilog='Example: eval "$(tinwatch servers up)" && tinwatch serve')
@click.option("--only", type=click.Choice(["kafka", "elasticsearch"]), help="Start only this one.")
@click.option("--brokers", type=click.Choice(["1", "3"]), default="1", show_default=True, help="Kafka brokers.")
@click.option("--kafka-port", type=click.IntRange(1024, 65535), default=None, help="A free one by default.")
@click.option("--elasticsearch-port", type=click.IntRange(1024, 65535), default=None, help="A free one by default.")
@click.option("--secure", is_flag=True, help="With TLS, passwords, an API key and rights, as servers outside a laptop have them.")
def up(only: str | None, brokers: str, kafka_port: int | None, elasticsearch_port: int | None, secure: bool) -> None:
    """Start the servers and print where they are as settings for a shell; what they need is fetched the first time (1 GB).

    Secrets are never printed: with --secure the settings name the files that hold them.
    """
    both = only is None
    ports = (kafka_port or 0, elasticsearch_port or 0)
    wanted = Wanted(both or only == "kafka", both or only == "elasticsearch", int(brokers), *ports, secure)
    with _plainly():
        fleet = Fleet(load(), _say)
        fleet.up(wanted)
        _say("")
    for name, value in settings_of(fleet, wanted).items():
        click.echo(f"export {name}={shlex.quote(value)}")


def settings_of(fleet: Fleet, wanted: Wanted) -> dict[str, str]:
    """The settings under which tinwatch finds the servers that are up; secrets stay in their files."""
    ports, secrets = fleet.ports, fleet.secrets
    found = {}
    if wanted.kafka:
        found["TINWATCH_BROKER"] = ports.broker_url
    if wanted.kafka and wanted.secure:
        found["TINWATCH_BROKER_USER"] = USER
        found["TINWATCH_BROKER_PASSWORD_FILE"] = str(secrets.file(kafka_secure.PASSWORD))
        found["TINWATCH_BROKER_CA"] = str(secrets.ca)
    if wanted.elasticsearch:
        found["TINWATCH_INDEX"] = ports.index_url
    if wanted.elasticsearch and wanted.secure:
        found["TINWATCH_INDEX_API_KEY_FILE"] = str(secrets.file(elasticsearch_secure.API_KEY))
        found["TINWATCH_INDEX_CA"] = str(secrets.ca)
    return found


@servers.command(epilog="Example: tinwatch servers down")
@click.option("--wipe", is_flag=True, help="Delete their data too.")
def down(wipe: bool) -> None:
    """Stop the servers; their data stays unless told otherwise."""
    with _plainly():
        stopped = Fleet(load(), _say).down(wipe)
    for name, cleanly in stopped.items():
        click.echo(f"{name} stopped" if cleanly else f"{name} did not stop by itself and was killed")


@servers.command(epilog="Example: tinwatch servers status")
def status() -> None:
    """Show what runs. Exit code 0 when all that was started runs, 1 when something does not or nothing was started."""
    found = Fleet(load()).status()
    click.echo(
        table(
            ("SERVER", "STATE", "ADDRESS", "PID"),
            [(s.name, "up" if s.alive else "down", f"127.0.0.1:{s.port}", str(s.pid or "")) for s in found],
        )
    )
    sys.exit(not (found and all(s.alive for s in found)))


@contextmanager
def _plainly() -> Iterator[None]:
    """A server's trouble is told in one sentence."""
    try:
        yield
    except ServerError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'servers'}: {error.strerror}") from error


_said: list[str] = [""]


def _say(note: str) -> None:
    """Progress on stderr: over and over in one line of a terminal, elsewhere one line for each step."""
    if sys.stderr.isatty():
        print(f"\r{note:<{len(_said[0])}}", end="", file=sys.stderr, flush=True)
    elif note and note.partition(":")[0] != _said[0].partition(":")[0]:
        print(note, file=sys.stderr, flush=True)
    _said[0] = note
