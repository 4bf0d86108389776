"""The command line: one file per group of commands, loaded only when called, since a pipeline starts `tinwatch text` often."""

from __future__ import annotations

import importlib
import os
import sys

import click

from search.port import Unavailable, Unusable
from tinwatch.broker.errors import BrokerError
from tinwatch.settings import SettingError

COMMANDS = {
    "demo": "run", "serve": "run", "worker": "run", "console": "run", "collect": "collect",
    "replay": "replay", "upload": "upload", "assess": "assess", "checks": "checks", "text": "text", "evaluate": "evaluate",
    "entities": "entities", "names": "names", "media": "media",
    "blocklists": "blocklists", "ocr": "ocr", "alerts": "find", "search": "find", "watchlist": "watchlist",
    "rules": "rules", "backtest": "backtest",
    "clusters": "patterns", "bursts": "patterns", "claims": "claims",
    "places": "places", "offices": "places",
    "model": "model", "verify": "verify", "evidence": "evidence",
    "notify": "notify", "audit": "audit",
    "case": "case", "report": "report",
    "index": "index", "kibana": "kibana", "purge": "purge", "requests": "requests", "backup": "backup", "restore": "backup", "size": "size",
    "dead": "dead", "user": "user", "migrate": "migrate", "servers": "servers", "topics": "topics", "doctor": "doctor",
}  # fmt: skip


class Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"tinwatch.cli.{COMMANDS[name]}"), name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tinwatch")
def tinwatch() -> None:
    """Watch public pages for checkable false claims, scams and unlawful advertising.

    Exit code: 0 all well, 1 findings or failed items, 2 wrong usage or settings.

    Example: tinwatch demo
    """


def main() -> None:
    """Entry point; a setting that cannot be used or a reader that hung up is no traceback."""
    try:
        tinwatch.main(standalone_mode=True)
    except (SettingError, Unusable) as error:
        click.echo(f"tinwatch: {error}", err=True)
        sys.exit(2)
    except (BrokerError, Unavailable) as error:
        click.echo(f"tinwatch: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more while it shuts down
        sys.exit(1)
