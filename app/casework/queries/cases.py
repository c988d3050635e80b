"""Cases by key, and the people of a party."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import joinedload, lazyload, raiseload

from app.accounts.models import Person
from app.accounts.queries import list_people_with_role
from app.casework import parties
from app.casework.models import CaseExclusion, Casefile, Wait, WaitDone
from app.casework.parties import Party, PartyKind
from app.casework.queries.access import members_asked
from app.casework.rules import declared_conflict, is_conflicted, is_hidden_from
from app.kernel import audit
from app.kernel.audit import AuditEvent
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.kernel.locales import picked
from app.organisations.models import Contact, Membership, Organisation, Region
from app.organisations.queries import list_contact_ids


def whole_case(kind: type[Any]) -> Select[Any]:
    """A select of one case for `find_whole`; the caller adds what its process needs. Its collections are
    one query each, made when a rule or a page comes to it: the applicant's pages come to few of them.
    """
    return select(kind).options(
        joinedload(kind.body, innerjoin=True),
        joinedload(kind.organisation).options(
            lazyload(Organisation.contacts).options(raiseload("*")),
        ),
        lazyload(kind.waits).options(raiseload("*")),
        lazyload(kind.people).options(raiseload("*")),
        lazyload(kind.invitations).options(raiseload("*")),
        lazyload(kind.parent).options(
            lazyload(Casefile.people).options(raiseload("*")),
            lazyload(Casefile.invitations).options(raiseload("*")),
        ),
    )


def find_whole(statement: Select[Any], *which: ColumnElement[bool], lock: bool = False) -> Any | None:
    """The case of `statement` that `which`, conditions on the casefile, name; None where there is none.

    With `lock`, nobody else writes on the case until this transaction ends: votes and the decision that
    counts them never cross. It is locked before it is read, and read afresh. One statement for both would
    wait for the lock and then see, beside the new casefile, all other tables as they were before it waited.
    """
    if lock:
        take_lock(select(Casefile.id).where(*which))
        statement = statement.execution_options(populate_existing=True)
    return db.session.execute(statement.where(*which)).unique().scalar_one_or_none()


@cache
def _by_id() -> Select[Any]:
    return select(Casefile.kind).where(Casefile.id == bindparam("wanted"))


def get_case(case_id: int) -> Any:
    """Any case by its key, as its own class, locked: for jobs. Raises NotFound."""
    kind = db.session.execute(_by_id(), {"wanted": case_id}).scalar_one_or_none()
    if kind is None:
        raise NotFound
    model = Casefile.__mapper__.polymorphic_map[kind].class_
    found = find_whole(whole_case(model), Casefile.id == case_id, lock=True)
    if found is None:
        raise NotFound
    return found


def list_members_to_answer_for(case: Casefile, person_id: int) -> list[int]:
    """The members that are asked about this case and for which this person may answer."""
    statement = members_asked(Membership.organisation_id).where(
        Wait.case_id == case.id, Contact.person_id == person_id
    )
    return list(db.session.execute(statement.distinct().order_by(Membership.organisation_id)).scalars())


def find_kind(ref: str, known: Any) -> str | None:
    """The kind of the case with this reference, if it is one of those that `known` (a condition of
    `queries.access`) lets the reader know of."""
    statement = select(Casefile.kind).where(Casefile.ref == ref, known)
    return db.session.execute(statement).scalar_one_or_none()


def list_people_of(party: str, case: Casefile, action: str | None = None) -> Sequence[Person]:
    """The people of a party with an account, who may know of this case, in a stable order. Of those asked for
    an `action` that takes a role in the case, whoever has another role there is left out."""
    found = [one for one in _list_people_of(parties.read(party), case) if not is_hidden_from(one.id, case)]
    role = case.process.roles.get(action) if action is not None else None
    if role is None:
        return found
    taken = {one.person_id for one in case.people if one.role not in (None, role)}
    return [one for one in found if one.id not in taken]


def _list_people_of(party: Party, case: Casefile) -> Sequence[Person]:
    if party.kind is PartyKind.ROLE:
        assert party.role is not None
        scopes = party.scopes(body=case.body_id, region=case.region_id)
        holders = list_people_with_role(party.role, **scopes)
        excluded = _list_excluded_ids(case) if holders else set()
        return [one for one in holders if one.id not in excluded and not is_conflicted(one.id, case)]
    if party.kind is PartyKind.MEMBERS:
        return _members_to_ask(party.id, party.tier, case)
    if party.kind is PartyKind.ORGANISATION:
        return list_people(list_contact_ids(party.id, party.contact_role))
    if party.kind is not PartyKind.PERSON or declared_conflict(party.id, case):
        return []
    return list_people([party.id])


def _list_excluded_ids(case: Casefile) -> set[int]:
    """The contacts of organisations that must not know of the case."""
    statement = (
        select(Contact.person_id)
        .join(CaseExclusion, CaseExclusion.organisation_id == Contact.organisation_id)
        .where(CaseExclusion.case_id.in_((case.id, case.parent_id)), Contact.ended_at.is_(None))
    )
    return set(db.session.execute(statement).scalars())


def _members_to_ask(body_id: int, tier: str, case: Casefile) -> Sequence[Person]:
    """The contacts of a network's active members in a tier who may be asked about this case."""
    asked = (
        members_asked(Contact.person_id)
        .where(Wait.case_id == case.id, Wait.party == parties.members(body_id, tier))
        .distinct()
    )
    statement = select(Person).where(Person.id.in_(asked), Person.active.is_(True)).order_by(Person.id)
    return db.session.execute(statement).scalars().all()


def list_people(person_ids: Collection[int]) -> Sequence[Person]:
    """These people, in a stable order."""
    statement = select(Person).where(Person.id.in_(person_ids), Person.active.is_(True))
    return db.session.execute(statement.order_by(Person.id)).scalars().all()


def list_open_children(parent_id: int) -> list[int]:
    """The keys of the open cases that belong to this one, in a stable order."""
    statement = select(Casefile.id).where(Casefile.parent_id == parent_id, Casefile.is_open.is_(True))
    return list(db.session.execute(statement.order_by(Casefile.id)).scalars())


def list_children(parent_id: int) -> Sequence[Any]:
    """The cases that belong to this one, the oldest first, as columns: kind, ref, status_code."""
    columns = select(Casefile.kind, Casefile.ref, Casefile.status_code)
    return db.session.execute(columns.where(Casefile.parent_id == parent_id).order_by(Casefile.id)).all()


def list_who_did(wait_id: int) -> set[int]:
    """Who has done their part of a wait."""
    return set(db.session.execute(select(WaitDone.person_id).where(WaitDone.wait_id == wait_id)).scalars())


def list_events(case: Casefile) -> Sequence[AuditEvent]:
    """What the trail tells of a case, the oldest first."""
    return audit.list_events(case.process.subject, case.id)


def region_name(region_id: int | None, language: str) -> str | None:
    """The name of a case's region, for a reader of `language`."""
    if region_id is None:
        return None
    region = db.session.get(Region, region_id)
    return picked(region.name, language) if region is not None else None
