"""Who may know of which case, as conditions of SQL: a case is only found through them, and every list, page,
count, search and mail asks the same ones. Of one case that was found, `casework.rules` says the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.accounts.models import Invitation
from app.casework import parties
from app.casework.enums import DeclaredTie
from app.casework.models import CaseExclusion, Casefile, CasePerson, Wait, WaitDone
from app.casework.parties import Seat
from app.casework.process import PROCESSES, Process
from app.casework.queries.own_side import (
    is_hidden_from,
    is_written_down,
    may_write_down,
    own_organisations,
    owned_by_person,
    per_person,
)
from app.casework.rules import ACTING_CONTACTS
from app.kernel import clock
from app.kernel.actor import Actor, Grant, grants_now
from app.kernel.database import UtcDateTime
from app.kernel.permissions import ScopeKind
from app.organisations.enums import MembershipStatus
from app.organisations.models import Contact, Membership

_NOW = bindparam("asked_at", callable_=clock.now, type_=UtcDateTime)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Whether this person may know that a case exists, in whatever part they have in it."""
    return or_(readable_by(actor), owned_by(actor), asked_of(actor))


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """The network's side: cases of the processes, networks and regions that the actor may read, once sent.
    Whoever belongs to an organisation that must not know of a case does not, whatever role they hold."""
    ways = [way for process in PROCESSES.values() if (way := _readable(actor, process)) is not None]
    return and_(or_(*ways), ~is_kept_from(actor.actor_id)) if ways else false()


def open_in(actor: Actor, process: Process, body_id: int) -> ColumnElement[bool]:
    """The cases of one process in one network that are open to the actor, as an index reads them: all of the
    network's, or those of the actor's regions, but none from which they are excluded or recused."""
    return and_(
        sent_in(process, body_id, regions_read(actor, process, body_id)), ~is_closed_to(actor.actor_id)
    )


def regions_read(actor: Actor, process: Process, body_id: int) -> set[int | None] | None:
    """The regions whose cases of a network the actor reads; None for all of the network's."""
    grants = grants_now(actor, process.read)
    if any(grant.covers(body=body_id, region=None) for grant in grants):
        return None
    return _regions(grants)


def sent_in(process: Process, body_id: Any, regions: Any) -> ColumnElement[bool]:
    """The cases of one process in one network that were sent: all, or those of `regions`. Both may be
    parameters."""
    where = [Casefile.body_id == body_id, Casefile.kind == process.kind, Casefile.sent_at.is_not(None)]
    return and_(*where) if regions is None else and_(*where, Casefile.region_id.in_(regions))


def _readable(actor: Actor, process: Process) -> ColumnElement[bool] | None:
    grants = grants_now(actor, process.read)
    if not grants:
        return None
    sent = and_(Casefile.kind == process.kind, Casefile.sent_at.is_not(None))
    if any(grant.scope_kind is ScopeKind.INSTALLATION for grant in grants):
        return sent
    bodies = {grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.BODY}
    regions = _regions(grants)
    scopes = [Casefile.body_id.in_(bodies)] if bodies else []
    scopes += [Casefile.region_id.in_(regions)] if regions else []
    return and_(sent, or_(*scopes))


def _regions(grants: list[Grant]) -> set[int | None]:
    return {grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.REGION}


def owned_by(actor: Actor) -> ColumnElement[bool]:
    """Cases of organisations whose contact the actor is, as far as these know of them, and what they write
    down for a group."""
    return false() if actor.actor_id is None else owned_by_person(actor.actor_id)


def asked_of(actor: Actor, *, done: bool = True) -> ColumnElement[bool]:
    """Cases that wait for the actor as a member of a party. With `done`, also where their part is done."""
    if actor.actor_id is None:
        return false()
    mine = union_all(*waits_of(actor, done=done)).subquery()
    return Casefile.id.in_(select(mine.c.case_id))


def waits_for_others(actor: Actor) -> ColumnElement[bool]:
    """Cases that wait for somebody, and not, or not any more, for the actor."""
    return and_(Casefile.waits_on != "", ~asked_of(actor, done=False))


def waits_of(actor: Actor, *, done: bool = False) -> list[Select[Any]]:
    """For each way in which somebody can be asked, the open waits for this person: id, case, sort due."""
    return waits_for(actor.actor_id or 0, parties.seats_of(actor), done=done)


def waits_for(
    me: Any, seats: Sequence[Seat], *, done: bool = False, among: Select[Any] | None = None
) -> list[Select[Any]]:
    """What `waits_of` answers, by values or by parameters of a statement that is put together once; of some
    cases only where it is `among` these.

    Left out is what somebody may not take part in: excluded, recused, their own organisation's, in another
    role already, hidden from them, written down in a role that ended, and (without `done`) what they have
    done.
    """
    contacts = literal("o").concat(cast(Contact.organisation_id, String))
    some = contacts.concat("/").concat(cast(Contact.role, String))
    own = _waits().join(Contact, Wait.party.in_((contacts, some)))
    own = own.where(Contact.person_id == me, Contact.ended_at.is_(None), Contact.role.in_(ACTING_CONTACTS))
    person = _waits().where(Wait.party == literal("p").concat(cast(me, String)))
    person = person.where(or_(~is_written_down(), may_write_down(me)))
    # Who declared a conflict is not asked by name either, though the case may not have been asked again yet.
    person = person.where(Wait.case_id.not_in(union_all(*_declared_conflicts(me))))
    found = [one.where(~is_hidden_from(me)) for one in (own, person)]
    # The party of an office has thousands of waits: adding nothing to it keeps a database from beginning
    # with those where only a few cases are asked for.
    party: ColumnElement[str] = Wait.party.expression if among is None else Wait.party.concat("")
    roles = [_waits().where(*_in_seat(seat, party)) for seat in seats]
    # Asked where the statement begins: PostgreSQL counts again what a set costs for each row it looks up.
    beginning = Wait.case_id if among is None else Casefile.id
    closed = beginning.in_(closed_to(me))
    found += [one.where(~closed, ~_has_another_role(me)) for one in roles]
    members = members_asked(Wait.id, Wait.case_id, Wait.sort_due).where(Contact.person_id == me).distinct()
    found.append(members.where(~_has_another_role(me)))
    if among is not None:
        found = [one.where(Wait.case_id.in_(among)) for one in found]
    return found if done else [one.where(~_is_done(me)) for one in found]


def _waits() -> Select[Any]:
    columns: tuple[Any, ...] = (Wait.id, Wait.case_id, Wait.sort_due)
    return select(*columns).join(Casefile, Casefile.id == Wait.case_id).where(Wait.ended_at.is_(None))


def _in_seat(seat: Seat, party: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Found by the party. Adding nothing to the key of the network keeps a database from beginning with all
    cases of the network instead, which are thousands where the parties of one role are few."""
    where = [party == seat.first]
    if seat.end is not None:
        where = [party >= seat.first, party < seat.end]
    if seat.body_id is not None:
        where.append(Casefile.body_id + 0 == seat.body_id)
    if seat.region_id is not None:
        where.append(Casefile.region_id + 0 == seat.region_id)
    return where


def members_asked(*columns: Any) -> Select[Any]:
    """Which members are asked about which case, and who may answer for them: one row for each open wait,
    member and contact. List, page, the member's answer and mail all ask this.

    Those answer who act for the member: its viewers neither read nor replace what it said. Left out is
    whoever is recused, and whoever is a contact of an organisation that must not know of the case: whatever
    else they act for, and even while that membership is suspended or has ended. Left out, too, is whoever
    became a member after the case was sent: nobody could name it to be left out.
    """
    party = literal("member/b").concat(cast(Membership.body_id, String)).concat("/").concat(Membership.tier)
    return (
        select(*columns)
        .select_from(Wait)
        .join(Casefile, Casefile.id == Wait.case_id)
        .join(Membership, Wait.party == party)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Wait.ended_at.is_(None),
            or_(Wait.due_at.is_(None), Wait.due_at > _NOW),
            Membership.status == MembershipStatus.ACTIVE,
            Membership.recorded_at <= Casefile.sent_at,
            Contact.ended_at.is_(None),
            Contact.role.in_(ACTING_CONTACTS),
            ~is_excluded(Contact.person_id),
            ~is_recused(Contact.person_id),
        )
    )


@per_person
def is_kept_from(person_id: Any) -> ColumnElement[bool]:
    """Whether this person must not know of the case, whatever role they hold."""
    return or_(is_excluded(person_id), is_hidden_from(person_id))


# What a person must not know of is a set of cases, found by the person, and not a question put to each case:
# a list or a count over thousands of cases looks it up once.


@per_person
def is_excluded(person_id: Any) -> ColumnElement[bool]:
    """Whether this person is a contact of an organisation that must not know of the case, or of the one it
    belongs to, whatever became of its membership."""
    return Casefile.id.in_(union_all(*_excluded(person_id)))


@per_person
def is_recused(person_id: Any) -> ColumnElement[bool]:
    """What `rules.is_conflicted` says of one case, for statements over many: a declared conflict, a place
    among the contacts of the case's organisation since it (or the case it belongs to) began, or an invitation
    to one."""
    return Casefile.id.in_(union_all(*_recused(person_id)))


@per_person
def is_closed_to(person_id: Any) -> ColumnElement[bool]:
    """Excluded or recused, as one set."""
    return Casefile.id.in_(closed_to(person_id))


def closed_to(person_id: Any) -> CompoundSelect[Any]:
    """The keys of the cases from which this person is excluded or recused."""
    return union_all(*_excluded(person_id), *_recused(person_id))


def _excluded(person_id: Any) -> list[Select[Any]]:
    """The keys of the cases."""
    other = aliased(Contact)
    excluded = (
        select(CaseExclusion.case_id)
        .join(other, other.organisation_id == CaseExclusion.organisation_id)
        .where(other.person_id == person_id, other.ended_at.is_(None))
    )
    return [one.correlate(Contact) for one in (excluded, _below(excluded))]


def _recused(person_id: Any) -> list[Select[Any]]:
    """The keys of the cases."""
    case, above, since = aliased(Casefile), aliased(Casefile), aliased(Contact)
    began = func.coalesce(above.started_at, case.started_at)
    contact = (
        select(case.id)
        .join(since, since.organisation_id == case.organisation_id)
        .outerjoin(above, above.id == case.parent_id)
        .where(since.person_id == person_id, or_(since.ended_at.is_(None), since.ended_at >= began))
    )
    invited = (
        select(case.id)
        .join(Invitation, Invitation.organisation_id == case.organisation_id)
        .outerjoin(above, above.id == case.parent_id)
        .where(
            or_(Invitation.invited_by_id == person_id, Invitation.accepted_by_id == person_id),
            func.coalesce(Invitation.accepted_at, Invitation.expires_at) >= began,
        )
    )
    return [*_declared_conflicts(person_id), *(one.correlate(Contact) for one in (contact, invited))]


def _declared_conflicts(person_id: Any) -> list[Select[Any]]:
    """The keys of the cases."""
    declared = select(CasePerson.case_id).where(
        CasePerson.person_id == person_id, CasePerson.tie == DeclaredTie.CONFLICT
    )
    return [one.correlate(Contact) for one in (declared, _below(declared))]


def _below(cases: Select[Any]) -> Select[Any]:
    """The cases that belong to these."""
    child = aliased(Casefile)
    return select(child.id).where(child.parent_id.in_(cases.correlate(Contact)))


@per_person
def _has_another_role(person_id: Any) -> ColumnElement[bool]:
    """One person has one role in a case: somebody who commented is not asked to vote."""
    judging = [
        (and_(Casefile.kind == process.kind, Wait.action == action), role)
        for process in PROCESSES.values()
        for action, role in process.roles.items()
    ]
    if not judging:
        return false()
    return exists().where(
        CasePerson.case_id == Casefile.id,
        CasePerson.person_id == person_id,
        or_(*(and_(asked, CasePerson.role != role) for asked, role in judging)),
    )


@per_person
def _is_done(person_id: Any) -> ColumnElement[bool]:
    """Whether this person, or another contact of the same member for it, has done their part."""
    mine = own_organisations(person_id)
    return (
        exists()
        .where(
            WaitDone.wait_id == Wait.id,
            or_(WaitDone.person_id == person_id, WaitDone.organisation_id.in_(mine)),
        )
        .correlate(Wait)
    )
