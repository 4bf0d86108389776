"""The command line as a page: every command with what it does, its options and its example."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from tinwatch.cli import tinwatch

_HEAD = """# Commands

Made from the code; `tinwatch COMMAND --help` says the same. Exit code: 0 all well, 1 findings or failed items, 2 wrong usage or settings.
"""


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The words after `tinwatch` and the command they name, groups before what is in them."""
    yield from _below(tinwatch, ())


def commands_page() -> str:
    """Markdown, a heading for each command."""
    return _HEAD + "".join(_written(path, command) for path, command in every_command())


def _below(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _below(command, (*path, name))


def _written(path: tuple[str, ...], command: click.Command) -> str:
    name = " ".join(("tinwatch", *path))
    context = click.Context(command, info_name=name)
    usage = " ".join((name, *command.collect_usage_pieces(context)))
    parts = [f"\n{'#' * (len(path) + 1)} {name}\n", _text(command.help or "")]
    if not isinstance(command, click.Group):
        parts.append(f"```sh\n{usage}\n```")
    records = [param.get_help_record(context) for param in command.params]
    if options := [record for record in records if record]:
        rows = "\n".join(f"| `{_cell(option)}` | {_cell(_text(said))} |" for option, said in options)
        parts.append(f"| Option | |\n|---|---|\n{rows}")
    if command.epilog:
        parts.append(f"Example: `{command.epilog.rpartition('Example:')[2].strip()}`")
    return "\n\n".join(parts) + "\n"


def _text(help: str) -> str:
    """What click shows as it stands (`<home>`) must not become markup."""
    return inspect.cleandoc(help).replace("\b\n", "").replace("\f", "").replace("<", "&lt;")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
