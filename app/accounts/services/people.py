"""An account begins, is confirmed, and changes. Passphrases come here already hashed: hashing is slow and
no transaction may wait for it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.accounts import queries
from app.accounts.enums import AccountRefusal, CodePurpose
from app.accounts.models import Person
from app.accounts.services.codes import give_codes
from app.accounts.services.sessions import end_all_sessions
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.ids import new_token


def register_person(
    *,
    chosen_name: str,
    language: str,
    password_hash: str,
    sign_in_name: str | None = None,
    email: str | None = None,
) -> Person:
    """A new account, by a normalised sign-in name or e-mail address.

    With an address it waits for confirmation. Without one it works at once and gets a recovery code to write
    down. Raises DomainError: SIGN_IN_NAME_TAKEN or EMAIL_TAKEN; the caller must not show the second.
    """
    person = Person(
        sign_in_name=sign_in_name,
        email=email,
        email_lookup=queries.email_lookup(email) if email else None,
        chosen_name=chosen_name.strip(),
        language=language,
        password=password_hash,
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        taken = AccountRefusal.EMAIL_TAKEN if email else AccountRefusal.SIGN_IN_NAME_TAKEN
        raise DomainError(taken) from None
    if email is None:
        person.confirmed_at = now()
        give_codes(person, CodePurpose.ACCOUNT)
    audit.record("person.registered", subject="person", subject_id=person.id, actor=person)
    return person


def register_again(person: Person, *, chosen_name: str, password_hash: str) -> None:
    """Registered once more before it was confirmed: what was typed last counts, and older links end."""
    person.chosen_name, person.password = chosen_name.strip(), password_hash


def create_example_person(
    *,
    sign_in_name: str,
    password_hash: str,
    language: str,
    chosen_name: str,
    totp_secret: str | None = None,
    email: str | None = None,
) -> Person:
    """A person of the example network, ready to sign in. Added, not flushed: thousands are made at once."""
    person = Person(
        sign_in_name=sign_in_name,
        password=password_hash,
        language=language,
        chosen_name=chosen_name,
        totp_secret=totp_secret,
        email=email,
        email_lookup=queries.email_lookup(email) if email else None,
        confirmed_at=now(),
    )
    db.session.add(person)
    return person


def confirm_email(person: Person) -> None:
    """Whoever opened the link reads the address. Doing it twice changes nothing."""
    if person.confirmed_at is None:
        person.confirmed_at = now()
        audit.record("person.confirmed", subject="person", subject_id=person.id, actor=person)


def change_words(person: Person, *, chosen_name: str, language: str, zone: str) -> None:
    """The name that others see, the language of pages and mail, and the zone in which times are read."""
    person.chosen_name, person.language, person.zone = chosen_name.strip(), language, zone


def set_passphrase(person: Person, password_hash: str, *, keep_session_key: str | None = None) -> None:
    """Set a new passphrase; every session but the one of `keep_session_key` ends."""
    person.password = password_hash
    person.fs_uniquifier = new_token()
    end_all_sessions(person, actor=person, but_key=keep_session_key)
    audit.record("person.passphrase_changed", subject="person", subject_id=person.id, actor=person)


def mail_address(person: Person) -> str | None:
    """Where mail reaches this person, or None: then notices wait on their desk."""
    return person.email if person.active and person.confirmed_at is not None else None
