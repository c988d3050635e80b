"""The organisation's side, as conditions of SQL: whose a case is, and which are hidden from whom."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, false, or_, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import RoleGrant
from app.casework.models import Casefile
from app.casework.process import PROCESSES
from app.kernel import clock
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, ScopeKind
from app.organisations.models import Contact

# A condition says nothing but who asks, and takes longer to put together than to ask: those of the last
# people who asked are kept. The values in it are bound again by each statement.
per_person = lru_cache(maxsize=64)
_TODAY = bindparam("asked_on", callable_=clock.today, type_=Date)


@per_person
def owned_by_person(person_id: Any) -> ColumnElement[bool]:
    """What `owned_by` says of a person, who may be a parameter of a statement that is put together once. The
    few cases it can be are found first: of two ways in one condition no database begins with either."""
    one = aliased(Casefile)
    of_own = select(one.id).where(one.organisation_id.in_(own_organisations(person_id)))
    started = select(one.id).where(one.started_by == person_id, one.on_behalf.is_(True))
    writing = and_(is_written_down(), Casefile.started_by == person_id, may_write_down(person_id))
    own = Casefile.organisation_id.in_(own_organisations(person_id))
    return and_(Casefile.id.in_(union_all(of_own, started)), or_(and_(own, ~_is_hidden()), writing))


@cache
def is_written_down() -> ColumnElement[bool]:
    """Drafts of groups without an account, which somebody of the network writes down for them."""
    starts = {process.kind: process.start for process in PROCESSES.values()}
    drafts = or_(*(and_(Casefile.kind == k, Casefile.status_code == s) for k, s in sorted(starts.items())))
    return and_(Casefile.on_behalf.is_(True), drafts)


@per_person
def may_write_down(person_id: Any) -> ColumnElement[bool]:
    """Whether this person holds a role today by which they write down cases in the network of this one."""
    roles = sorted(role for role, held in ROLE_PERMISSIONS.items() if Permission.ENTER_ON_BEHALF in held)
    of_body = and_(RoleGrant.scope_kind == ScopeKind.BODY, RoleGrant.scope_id == Casefile.body_id)
    return (
        exists()
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.role.in_(roles),
            or_(RoleGrant.scope_kind == ScopeKind.INSTALLATION, of_body),
            RoleGrant.starts_on <= _TODAY,
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on > _TODAY),
        )
        .correlate(Casefile)
    )


@cache
def _is_hidden() -> ColumnElement[bool]:
    """What `rules.is_hidden` says of one case: the network has it, or the one it belongs to, to itself."""
    stages = {
        process.kind: found
        for process in PROCESSES.values()
        if (found := [status for status, stage in process.stages.items() if stage.hidden])
    }
    if not stages:
        return false()
    parent = aliased(Casefile)
    here, above = (
        or_(*(and_(one.kind == kind, one.status_code.in_(found)) for kind, found in stages.items()))
        for one in (Casefile, parent)
    )
    return or_(here, exists().where(parent.id == Casefile.parent_id, above).correlate(Casefile))


def own_organisations(person_id: Any) -> Select[Any]:
    """The organisations whose contact this person is today."""
    return select(Contact.organisation_id).where(Contact.person_id == person_id, Contact.ended_at.is_(None))


@per_person
def is_hidden_from(person_id: Any) -> ColumnElement[bool]:
    """What `rules.is_hidden_from` says of one case: it is hidden, and this person is a contact of its
    organisation."""
    one = aliased(Contact)
    contact = exists().where(
        one.organisation_id == Casefile.organisation_id, one.person_id == person_id, one.ended_at.is_(None)
    )
    return and_(_is_hidden(), contact.correlate(Casefile, Contact))
