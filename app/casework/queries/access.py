"""Who may know of which case, as conditions of SQL. They have no twin in Python: a case is only found
through them, and every list, page, count, search and mail asks the same ones."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.casework import parties
from app.casework.enums import DeclaredTie
from app.casework.models import CaseExclusion, Casefile, CasePerson, Wait, WaitDone
from app.casework.process import PROCESSES, Process
from app.casework.rules import ACTING_CONTACTS
from app.kernel.actor import Actor, Grant
from app.kernel.permissions import ROLE_PERMISSIONS, ScopeKind
from app.organisations.enums import MembershipStatus
from app.organisations.models import Contact, Membership


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Whether this person may know that a case exists, in whatever part they have in it."""
    return or_(readable_by(actor), owned_by(actor), asked_of(actor))


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """The network's side: cases of the processes, networks and regions that the actor may read, once sent."""
    ways = [way for process in PROCESSES.values() if (way := _readable(actor, process)) is not None]
    return or_(*ways) if ways else false()


def readable_in(actor: Actor, process: Process, body_id: int) -> ColumnElement[bool]:
    """The cases of one process in one network that the actor may read, as an index reads them: all of the
    network's, or those of the actor's regions."""
    grants = _granted(actor, process)
    if any(grant.covers(body=body_id, region=None) for grant in grants):
        where: ColumnElement[bool] = Casefile.body_id == body_id
    else:
        where = and_(Casefile.body_id == body_id, Casefile.region_id.in_(_regions(grants)))
    return and_(where, Casefile.kind == process.kind)


def _readable(actor: Actor, process: Process) -> ColumnElement[bool] | None:
    grants = _granted(actor, process)
    if not grants:
        return None
    sent = and_(Casefile.kind == process.kind, Casefile.status_code != process.start)
    if any(grant.scope_kind is ScopeKind.INSTALLATION for grant in grants):
        return sent
    bodies = {grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.BODY}
    regions = _regions(grants)
    scopes = [Casefile.body_id.in_(bodies)] if bodies else []
    scopes += [Casefile.region_id.in_(regions)] if regions else []
    return and_(sent, or_(*scopes))


def _regions(grants: list[Grant]) -> set[int | None]:
    return {grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.REGION}


def _granted(actor: Actor, process: Process) -> list[Grant]:
    """The grants by which the actor reads cases of this process, as they act now."""
    return [
        grant
        for grant in actor.grants
        if process.read in ROLE_PERMISSIONS[grant.role] and actor.acting_as in (None, grant.role)
    ]


def owned_by(actor: Actor) -> ColumnElement[bool]:
    """Cases of organisations whose contact the actor is, and what they write down for a group."""
    if actor.actor_id is None:
        return false()
    starts = {process.kind: process.start for process in PROCESSES.values()}
    drafts = or_(*(and_(Casefile.kind == k, Casefile.status_code == s) for k, s in sorted(starts.items())))
    writing = and_(Casefile.on_behalf.is_(True), Casefile.started_by == actor.actor_id, drafts)
    return or_(Casefile.organisation_id.in_(own_organisations(actor)), writing)


def own_organisations(actor: Actor) -> Select[Any]:
    """The organisations whose contact the actor is today."""
    return select(Contact.organisation_id).where(
        Contact.person_id == actor.actor_id, Contact.ended_at.is_(None)
    )


def asked_of(actor: Actor, *, done: bool = True) -> ColumnElement[bool]:
    """Cases that wait for the actor as a member of a party. With `done`, also where their part is done."""
    if actor.actor_id is None:
        return false()
    mine = union_all(*waits_of(actor, done=done)).subquery()
    return Casefile.id.in_(select(mine.c.case_id))


def waits_of(actor: Actor, *, done: bool = False, soonest: int | None = None) -> list[Select[Any]]:
    """For each way in which somebody can be asked, the open waits for this person: id, case, sort due. With
    `soonest`, only that many of each, as the index gives them.

    Left out is what the actor may not take part in: excluded, recused, their own organisation's, in another
    role already, and (without `done`) what they have done.
    """
    own = _columns().join(Contact, Wait.party == literal("o").concat(cast(Contact.organisation_id, String)))
    own = own.where(
        Contact.person_id == actor.actor_id, Contact.ended_at.is_(None), Contact.role.in_(ACTING_CONTACTS)
    )
    found = [own, _columns().where(Wait.party == parties.person(actor.actor_id or 0))]
    others = [_columns().where(Wait.party == party) for party in parties.role_parties(actor)]
    others += [_columns().where(*_of_any_body(role.value)) for role in parties.roles_everywhere(actor)]
    found += [one.where(*may_take_part(actor, done=done)) for one in [*others, _member_waits(actor)]]
    if soonest is None:
        return found
    return [select(one.order_by(Wait.sort_due, Wait.id).limit(soonest).subquery()) for one in found]


def _columns() -> Any:
    return select(Wait.id, Wait.case_id, Wait.sort_due).join(Casefile).where(Wait.ended_at.is_(None))


def _of_any_body(role: str) -> tuple[ColumnElement[bool], ...]:
    """Every network's party of one role, as a range of the index."""
    return Wait.party >= f"{role}/b", Wait.party < f"{role}/c"


def _member_waits(actor: Actor) -> Select[Any]:
    """What the members are asked for whom the actor acts."""
    party = literal("member/b").concat(cast(Membership.body_id, String)).concat("/").concat(Membership.tier)
    return (
        _columns()
        .join(Membership, Wait.party == party)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Contact.person_id == actor.actor_id,
            Contact.ended_at.is_(None),
            Membership.status == MembershipStatus.ACTIVE,
        )
        .distinct()
    )


def may_take_part(actor: Actor, *, done: bool) -> list[ColumnElement[bool]]:
    """What keeps somebody from a wait for a role or for members, whoever asks."""
    found = [~is_excluded(actor), ~_is_recused(actor), ~_has_another_role(actor)]
    return found if done else [*found, ~_is_done(actor)]


def is_excluded(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor is a contact of an organisation that must not know of the case, whatever became of
    its membership."""
    return exists().where(
        CaseExclusion.case_id == Casefile.id,
        CaseExclusion.organisation_id.in_(own_organisations(actor)),
    )


def _is_recused(actor: Actor) -> ColumnElement[bool]:
    """A declared conflict, or a place among the contacts of the case's organisation since it began."""
    conflict = exists().where(
        CasePerson.case_id == Casefile.id,
        CasePerson.person_id == actor.actor_id,
        CasePerson.tie == DeclaredTie.CONFLICT,
    )
    since = aliased(Contact)
    contact = exists().where(
        since.person_id == actor.actor_id,
        since.organisation_id == Casefile.organisation_id,
        or_(since.ended_at.is_(None), since.ended_at >= Casefile.started_at),
    )
    return or_(conflict, contact)


def _has_another_role(actor: Actor) -> ColumnElement[bool]:
    """One person has one role in a case: somebody who commented is not asked to vote."""
    fitting = [
        and_(Casefile.kind == process.kind, Wait.action == action, CasePerson.role == role)
        for process in PROCESSES.values()
        for action, role in process.roles.items()
    ]
    return exists().where(
        CasePerson.case_id == Casefile.id,
        CasePerson.person_id == actor.actor_id,
        CasePerson.role.is_not(None),
        ~or_(*fitting) if fitting else false(),
        or_(*_judging()) if fitting else false(),
    )


def _judging() -> list[ColumnElement[bool]]:
    return [
        and_(Casefile.kind == process.kind, Wait.action.in_(list(process.roles)))
        for process in PROCESSES.values()
        if process.roles
    ]


def _is_done(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        WaitDone.wait_id == Wait.id,
        or_(
            WaitDone.person_id == actor.actor_id,
            WaitDone.organisation_id.in_(own_organisations(actor)),
        ),
    )
