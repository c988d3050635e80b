"""Console commands of accounts."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from app.accounts import queries, services
from app.accounts.security import limits
from app.kernel.actor import SYSTEM
from app.kernel.database import db, end_transaction, writing
from app.kernel.permissions import Role, ScopeKind
from app.web.mail import mail_link

accounts = AppGroup("accounts", help="People and their way in.")


def first_administrator_link() -> str | None:
    """A one-time link that makes whoever opens it administrator, or None when there is one already.

    Commits: it is for the console, where no request does. What was read before is let go first: on SQLite a
    transaction that has read cannot write once the worker has written.
    """
    end_transaction()
    with writing():
        if queries.has_administrator():
            db.session.rollback()
            return None
        token = services.invite(
            actor=SYSTEM,
            lasts=limits().first_administrator_link_lasts,
            reason="first administrator",
            role=Role.ADMINISTRATOR,
            scope_kind=ScopeKind.INSTALLATION,
        )
        db.session.commit()
    return mail_link("accounts.invitation", "en", token=token)


@accounts.command("first-administrator")
@with_appcontext
def first_administrator() -> None:
    """Print a one-time link that makes whoever opens it administrator."""
    link = first_administrator_link()
    if link is None:
        raise click.ClickException("There is an administrator already: ask them to invite you.")
    click.echo(f"Open this link within a day, once:\n{link}")


COMMANDS = (accounts,)
