"""The mails of accounts: "you have a message" and a link. Nothing in them says what Weft is for."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.links import Purpose, make_token
from app.accounts.models import Person
from app.web.mail import mail_link, write_mail


def write_confirm(person: Person, *, lasts: timedelta, next_path: str | None) -> None:
    """The link that confirms an address."""
    link = mail_link(
        "accounts.confirm", person.language, token=make_token(Purpose.CONFIRM, person), next=next_path
    )
    _write("confirm", person, link=link, days=lasts.days)


def write_already_registered(person: Person) -> None:
    """Somebody registered with an address that has an account: only its owner may learn that."""
    _write(
        "already_registered",
        person,
        link=mail_link("accounts.sign_in", person.language),
        reset_link=mail_link("accounts.reset", person.language),
    )


def write_reset(person: Person, *, lasts: timedelta) -> None:
    """The link that sets a new passphrase."""
    link = mail_link("accounts.reset_with_link", person.language, token=make_token(Purpose.RESET, person))
    _write("reset", person, link=link, hours=int(lasts.total_seconds() // 3600))


def write_access_changed(person: Person) -> None:
    """Passphrase or second step changed: if it was somebody else, the owner learns it now."""
    if person.confirmed_at is not None:
        _write("access_changed", person, link=mail_link("accounts.reset", person.language))


def write_invitation(address: str, *, token: str, language: str, lasts: timedelta) -> None:
    """A link for somebody who may or may not have an account: the mail is the same."""
    write_mail(
        "accounts/email/invitation",
        to=address,
        language=language,
        about="accounts.invitation",
        link=mail_link("accounts.invitation", language, token=token),
        days=lasts.days,
    )


def _write(message: str, person: Person, **context: object) -> None:
    write_mail(
        f"accounts/email/{message}",
        to=person.email,
        language=person.language,
        about=f"accounts.{message}",
        **context,
    )
