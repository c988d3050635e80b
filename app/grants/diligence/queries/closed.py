"""Who must not open the checks of a group: its people, and whoever declared a conflict on a case of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select, union_all
from sqlalchemy.orm import aliased

from app.casework.enums import DeclaredTie
from app.casework.models import Casefile, CasePerson
from app.kernel.actor import Actor
from app.kernel.database import db
from app.organisations.models import Contact


def _conflicts(body_id: Any) -> Select[Any]:
    case: Any = aliased(Casefile)
    return (
        select(case.organisation_id, CasePerson.person_id)
        .join(CasePerson, CasePerson.case_id == case.id)
        .where(
            CasePerson.tie == DeclaredTie.CONFLICT,
            case.body_id == body_id,
            case.organisation_id.is_not(None),
        )
    )


def list_conflicted(body_id: int, organisation_id: int) -> list[int]:
    """The people who declared a conflict with this group, in whatever case of the network."""
    found = _conflicts(body_id).subquery()
    statement = select(found.c.person_id).where(found.c.organisation_id == organisation_id).distinct()
    return list(db.session.execute(statement.order_by(found.c.person_id)).scalars())


def _closed_groups(body_id: Any, person_id: int | None) -> Any:
    found = _conflicts(body_id).subquery()
    declared = select(found.c.organisation_id).where(found.c.person_id == person_id)
    own = select(Contact.organisation_id).where(Contact.person_id == person_id, Contact.ended_at.is_(None))
    return union_all(declared, own)


def list_closed_groups(body_id: int, actor: Actor) -> set[int]:
    """The groups whose checks this person must not open."""
    return set(db.session.execute(_closed_groups(body_id, actor.actor_id)).scalars())


def is_closed(body_id: int, organisation_id: int, actor: Actor) -> bool:
    """Whether this person must not open the checks of a group."""
    return organisation_id in list_closed_groups(body_id, actor)


def is_kept_from(body_id: int, actor: Actor) -> ColumnElement[bool]:
    """The same for lists of cases."""
    return Casefile.organisation_id.in_(_closed_groups(body_id, actor.actor_id))
