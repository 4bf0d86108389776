"""`tinwatch user`: who may open the console, and how."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from console.factors import Factors
from console.sessions import Sessions
from console.tokens import LONGEST_DAYS, SCOPES, Tokens
from console.users import ROLES, Users
from tinwatch.audited import written_down
from tinwatch.cli.output import table
from tinwatch.settings import NEW_PASSWORD, load, private

NAME = click.argument("name")
PASSWORD = click.password_option(
    envvar=NEW_PASSWORD,
    help="At least 12 characters; asked for when not given. The variable TINWATCH_NEW_PASSWORD keeps it off the process list.",
)


@contextmanager
def _opened() -> Iterator[Users]:
    """The users; what is wrong with a wish is told and is exit code 1 or 2."""
    settings = load()
    private(settings.home)
    users = Users(settings.users_file)
    try:
        yield users
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    finally:
        users.close()


@click.group()
def user() -> None:
    """Add, change, list and remove the people who may open the console; every change goes into the audit log."""


@user.command(epilog="Example: tinwatch user add lan --role analyst")
@NAME
@click.option("--role", type=click.Choice(ROLES), default="viewer", show_default=True)
@PASSWORD
def add(name: str, role: str, password: str) -> None:
    """Add a user, or refuse with the reason."""
    with _opened() as users:
        added = users.add(name, password, role)
        written_down(users, "user_added", added.name, about=role)
    click.echo(f"{name} may open the console as {role}")


@user.command("list", epilog="Example: tinwatch user list")
def list_() -> None:
    """List users with role, second factor and open sessions."""
    with _opened() as users:
        factors, sessions = Factors(users), Sessions(users, idle_s=12 * 3600, longest_s=7 * 86400)
        rows = [(u.name, u.role, "yes" if factors.enrolled(u.name) else "no", sessions.count(u.name)) for u in users.list()]
    click.echo(table(("NAME", "ROLE", "SECOND FACTOR", "SESSIONS"), rows))


@user.command(epilog="Example: tinwatch user remove lan")
@NAME
def remove(name: str) -> None:
    """Remove a user; their sessions and tokens end."""
    with _opened() as users:
        users.remove(name)
        written_down(users, "user_removed", name)
    click.echo(f"{name} removed")


@user.command(epilog="Example: tinwatch user passwd lan")
@NAME
@PASSWORD
def passwd(name: str, password: str) -> None:
    """Give a user a new password; their sessions end."""
    with _opened() as users:
        users.set_password(name, password)
        written_down(users, "password_changed", name)
    click.echo(f"{name} has a new password")


@user.command(epilog="Example: tinwatch user role lan approver")
@NAME
@click.argument("role", type=click.Choice(ROLES))
def role(name: str, role: str) -> None:
    """Give a user another role; it holds from their next request on."""
    with _opened() as users:
        users.set_role(name, role)
        written_down(users, "role_changed", name, about=role)
    click.echo(f"{name} is {role} now")


@user.command(epilog="Example: tinwatch user logout lan")
@NAME
def logout(name: str) -> None:
    """End all sessions of a user."""
    with _opened() as users:
        _there(users, name)
        ended = Sessions(users, idle_s=0, longest_s=0).end_all(name)
        written_down(users, "sessions_ended", name)
    click.echo(f"{name}: {ended} sessions ended")


@user.command(epilog="Example: tinwatch user unfactor lan")
@NAME
def unfactor(name: str) -> None:
    """Take away the second factor of somebody who lost phone and recovery codes; their sessions end."""
    with _opened() as users:
        _there(users, name)
        if not Factors(users).remove(name):
            raise LookupError(f"{name} has no second factor")
        Sessions(users, idle_s=0, longest_s=0).end_all(name)
        written_down(users, "factor_removed", name)
    click.echo(f"{name} has no second factor any more")


@user.group()
def token() -> None:
    """API tokens, for programs that read /api and /metrics."""


@token.command("add", epilog="Example: tinwatch user token add lan --scope read --days 90 --about 'wall display'")
@NAME
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), default=("read",), show_default=True)
@click.option("--days", type=click.FloatRange(0, LONGEST_DAYS, min_open=True), default=90, show_default=True)
@click.option("--about", default="", help="What it is for.")
def token_add(name: str, scopes: tuple[str, ...], days: float, about: str) -> None:
    """Print a new token, once: it is kept as a hash. It can do what its scopes and its user's role both allow, by reading only."""
    with _opened() as users:
        made, secret = Tokens(users).add(name, scopes, days, about)
        written_down(users, "token_added", made.name, about=f"{made.id} {' '.join(made.scopes)}")
    click.echo(f"token {made.id} of {made.name}, good until {made.expires_at:%Y-%m-%d %H:%M} UTC:", err=True)
    click.echo(secret)


@token.command("list", epilog="Example: tinwatch user token list")
@click.argument("name", default="")
def token_list(name: str) -> None:
    """List tokens, of one user or all."""
    with _opened() as users:
        rows = [(t.id, t.name, " ".join(t.scopes), _day(t.expires), _day(t.used), t.about) for t in Tokens(users).list(name)]
    click.echo(table(("ID", "USER", "SCOPES", "EXPIRES", "LAST USED", "ABOUT"), rows))


@token.command("revoke", epilog="Example: tinwatch user token revoke 1f0c9a2b")
@click.argument("id")
def token_revoke(id: str) -> None:
    """Revoke a token at once."""
    with _opened() as users:
        name = Tokens(users).revoke(id)
        written_down(users, "token_revoked", name, about=id)
    click.echo(f"token {id} of {name} revoked")


def _there(users: Users, name: str) -> None:
    if users.get(name) is None:
        raise LookupError(f"there is no user {name}")


def _day(at: float | None) -> str:
    return "-" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
