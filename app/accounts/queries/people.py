"""People, their sessions and what they sign in with."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager

from app.accounts.enums import CodePurpose
from app.accounts.models import (
    ConsumedToken,
    FailedSignIn,
    Invitation,
    Person,
    RecoveryCode,
    RoleGrant,
    SignInSession,
)
from app.accounts.rules import normalise_email, normalise_sign_in_name
from app.kernel.database import db
from app.kernel.encryption import lookup_hash
from app.kernel.errors import NotFound
from app.kernel.paging import Page, Sort, keyset_page


def token_hash(token: str) -> str:
    """What is kept of a random token: it has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_lookup(address: str) -> str:
    """The keyed hash by which a normalised address is found."""
    return lookup_hash(address, purpose="email")


def find_person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def get_person(person_id: int) -> Person:
    """The person of this id. Raises NotFound."""
    person = find_person(person_id)
    if person is None:
        raise NotFound
    return person


def find_person_by_ref(ref: str) -> Person | None:
    """The person of this reference, unless they were erased."""
    return db.session.scalar(select(Person).where(Person.ref == ref, Person.erased_at.is_(None)))


def get_person_by_ref(ref: str) -> Person:
    """The person of this reference. Raises NotFound, also for those who were erased."""
    person = find_person_by_ref(ref)
    if person is None:
        raise NotFound
    return person


def find_person_by_sign_in(text: str) -> Person | None:
    """The person whose sign-in name or e-mail address was typed, in any spelling of case and space."""
    if "@" in text:
        address = normalise_email(text)
        return find_person_by_email(address) if address else None
    name = normalise_sign_in_name(text)
    return db.session.scalar(select(Person).where(Person.sign_in_name == name)) if name else None


@dataclass(frozen=True)
class Credentials:
    """What sign-in compares, and nothing that would have to be decrypted."""

    person_id: int
    password: str | None
    usable: bool


def find_credentials(text: str) -> Credentials | None:
    """Like `find_person_by_sign_in`, but decrypts nothing: timing must not show who has an account."""
    statement = select(Person.id, Person.password, Person.active, Person.confirmed_at)
    if "@" in text:
        address = normalise_email(text)
        statement = statement.where(Person.email_lookup == email_lookup(address or ""))
    else:
        statement = statement.where(Person.sign_in_name == (normalise_sign_in_name(text) or ""))
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    return Credentials(row.id, row.password, row.active and row.confirmed_at is not None)


def find_person_by_email(address: str) -> Person | None:
    """The person with this normalised address."""
    return db.session.scalar(select(Person).where(Person.email_lookup == email_lookup(address)))


def find_person_by_uniquifier(uniquifier: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier))


def find_session(key: str) -> SignInSession | None:
    """A session with its person and all their grants, in one query: what every signed-in request asks."""
    found = db.session.execute(_session_by_key(), {"key_hash": token_hash(key)})
    return found.unique().scalar_one_or_none()


@cache
def _session_by_key() -> Select[SignInSession]:
    """The statement, built once: building it takes longer than running it."""
    return (
        select(SignInSession)
        .join(SignInSession.person)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .options(contains_eager(SignInSession.person).contains_eager(Person.role_grants))
        .where(SignInSession.key_hash == bindparam("key_hash"))
        .order_by(RoleGrant.id)
        .execution_options(populate_existing=True)
    )


def list_open_sessions(person: Person, *, seen_since: datetime, begun_since: datetime) -> list[SignInSession]:
    """The sessions that still work, the one seen last first."""
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(
                SignInSession.person_id == person.id,
                SignInSession.ended_at.is_(None),
                SignInSession.last_seen_at > seen_since,
                SignInSession.created_at > begun_since,
            )
            .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        )
    )


def get_own_session(person: Person, ref: str) -> SignInSession:
    """One of this person's sessions. Raises NotFound for anybody else's."""
    found = db.session.scalar(
        select(SignInSession).where(SignInSession.person_id == person.id, SignInSession.ref == ref)
    )
    if found is None:
        raise NotFound
    return found


def list_failures(name_hash: str, *, since: datetime) -> list[datetime]:
    """When sign-in failed under this name, newest first."""
    return list(
        db.session.scalars(
            select(FailedSignIn.at)
            .where(FailedSignIn.name_hash == name_hash, FailedSignIn.at > since)
            .order_by(FailedSignIn.at.desc(), FailedSignIn.id.desc())
            .limit(50)
        )
    )


def is_consumed(token: str) -> bool:
    return db.session.get(ConsumedToken, token_hash(token)) is not None


def find_recovery_code(person: Person, purpose: CodePurpose, code_hash: str) -> RecoveryCode | None:
    """The unused code of this hash."""
    return db.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.purpose == purpose,
            RecoveryCode.code_hash == code_hash,
            RecoveryCode.used_at.is_(None),
        )
    )


def count_recovery_codes(person: Person, purpose: CodePurpose) -> int:
    """How many codes are still unused."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(
                RecoveryCode.person_id == person.id,
                RecoveryCode.purpose == purpose,
                RecoveryCode.used_at.is_(None),
            )
        )
        or 0
    )


def find_invitation(token: str) -> Invitation | None:
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))


def list_people_names(person_ids: Collection[int | None]) -> dict[int, str]:
    """The chosen names of these people, in one query."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.chosen_name).where(Person.id.in_(wanted)))
    return {row.id: row.chosen_name for row in rows}


PEOPLE_SORT = Sort(columns=(Person.created_at, Person.id), names=("created_at", "id"), descending=True)


def page_of_people(*, after: str | None, before: str | None, size: int) -> Page[Person]:
    """People, the newest first. Columns only: no address is read."""
    statement: Any = select(
        Person.id,
        Person.ref,
        Person.chosen_name,
        Person.sign_in_name,
        Person.active,
        Person.created_at,
        Person.confirmed_at,
        Person.totp_last_step,
    ).where(Person.erased_at.is_(None))
    return keyset_page(db.session(), statement, sort=PEOPLE_SORT, after=after, before=before, size=size)
