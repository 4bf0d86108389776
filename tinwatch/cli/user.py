"""`tinwatch user`: who may open the console."""

from __future__ import annotations

import click

from console.users import ROLES, Users
from tinwatch.cli.output import table
from tinwatch.settings import NEW_PASSWORD, load, private


def _users() -> Users:
    settings = load()
    private(settings.home)
    return Users(settings.users_file)


@click.group()
def user() -> None:
    """Add, list and remove the people who may open the console."""


@user.command(epilog="Example: tinwatch user add lan --role analyst")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="viewer", show_default=True)
@click.password_option(
    envvar=NEW_PASSWORD,
    help="At least 12 characters; asked for when not given. The variable TINWATCH_NEW_PASSWORD keeps it off the process list.",
)
def add(name: str, role: str, password: str) -> None:
    """Add a user, or refuse with the reason."""
    try:
        _users().add(name, password, role)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{name} may open the console as {role}")


@user.command("list", epilog="Example: tinwatch user list")
def list_() -> None:
    """List users and roles."""
    click.echo(table(("NAME", "ROLE"), ((u.name, u.role) for u in _users().list())))


@user.command(epilog="Example: tinwatch user remove lan")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a user and end their sessions."""
    try:
        _users().remove(name)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name} removed")
