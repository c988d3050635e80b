"""Network bodies, their members, and how somebody stands towards them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.permissions import ScopeKind
from app.kernel.settings import setting
from app.organisations.enums import MembershipStatus, OrganisationRefusal
from app.organisations.models import Contact, Membership, NetworkBody, Region
from app.organisations.projection import Viewer, viewer_for

KeysOf = Callable[[Any], Select[Any]]


class MemberContact(NamedTuple):
    """A person who speaks for a member: `person_id` for one `organisation_id`."""

    person_id: int
    organisation_id: int


def find_body(slug: str) -> NetworkBody | None:
    return db.session.execute(select(NetworkBody).where(NetworkBody.slug == slug)).scalar_one_or_none()


def get_body(slug: str) -> NetworkBody:
    """The body of this slug. Raises NotFound."""
    body = find_body(slug)
    if body is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_NETWORK)
    return body


def list_bodies() -> Sequence[NetworkBody]:
    """Every body, the home body first, then by short name."""
    return (
        db.session.execute(
            select(NetworkBody).order_by(*_home_first(), func.lower(NetworkBody.short_name), NetworkBody.id)
        )
        .scalars()
        .all()
    )


def list_networks_of(
    actor: Actor, slug: str = "", also: tuple[KeysOf, ...] = ()
) -> list[tuple[NetworkBody, bool]]:
    """(body, whether it is the actor's own) of the networks where they hold a role or speak for a member, of
    those whose keys the selects of `also` answer for a person, and of the one of this slug."""
    asking = {
        "me": actor.actor_id,
        "bodies": [one.scope_id for one in actor.grants if one.scope_kind is ScopeKind.BODY],
        "regions": [one.scope_id for one in actor.grants if one.scope_kind is ScopeKind.REGION],
        "slug": slug,
    }
    return [(row[0], bool(row[1])) for row in db.session.execute(_networks(also), asking)]


@cache
def _networks(also: tuple[KeysOf, ...]) -> Select[NetworkBody, bool]:
    """Asked for every page of whoever is signed in; putting it together takes as long as asking: once."""
    me = bindparam("me", type_=Integer)
    schemes = select(Region.scheme_id).where(Region.id.in_(bindparam("regions", expanding=True)))
    spoken_for = (
        select(Membership.body_id)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Contact.person_id == me,
            Contact.ended_at.is_(None),
            Membership.status == MembershipStatus.ACTIVE,
        )
    )
    is_own = or_(
        NetworkBody.id.in_(bindparam("bodies", expanding=True)),
        NetworkBody.scheme_id.in_(schemes),
        *(NetworkBody.id.in_(keys) for keys in (spoken_for, *(keys_of(me) for keys_of in also))),
    )
    return (
        select(NetworkBody, is_own.label("is_own"))
        .where(or_(is_own, NetworkBody.slug == bindparam("slug")))
        .order_by(NetworkBody.is_home.desc(), func.lower(NetworkBody.short_name), NetworkBody.id)
    )


def home_body() -> NetworkBody | None:
    """The body whose landing page is the first page of this installation: the one that HOME_BODY names by
    its slug, else the one marked in the database, else the first made."""
    return db.session.execute(
        select(NetworkBody).order_by(*_home_first(), NetworkBody.id).limit(1)
    ).scalar_one_or_none()


def _home_first() -> tuple[ColumnElement[Any], ...]:
    marked = NetworkBody.is_home.desc()
    named = setting("HOME_BODY")
    return (marked,) if named is None else ((NetworkBody.slug == named).desc(), marked)


def active_membership(organisation_id: int, body_id: int) -> Membership | None:
    """The organisation's active membership in this body."""
    return db.session.execute(
        select(Membership).where(
            Membership.organisation_id == organisation_id,
            Membership.body_id == body_id,
            Membership.status == MembershipStatus.ACTIVE,
        )
    ).scalar_one_or_none()


def current_membership(organisation_id: int, body_id: int) -> Membership | None:
    """The organisation's membership in this body that has not ended: active or suspended."""
    return db.session.execute(
        select(Membership).where(
            Membership.organisation_id == organisation_id,
            Membership.body_id == body_id,
            Membership.status != MembershipStatus.ENDED,
        )
    ).scalar_one_or_none()


def get_membership(ref: str, organisation_id: int) -> Membership:
    """A membership of this organisation. Raises NotFound."""
    found = db.session.execute(
        select(Membership).where(Membership.ref == ref, Membership.organisation_id == organisation_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_MEMBERSHIP)
    return found


def list_memberships(organisation_id: int) -> Sequence[Membership]:
    """All memberships of an organisation with their bodies, ended ones too, the latest first."""
    return (
        db.session.execute(
            select(Membership)
            .where(Membership.organisation_id == organisation_id)
            .options(joinedload(Membership.body))
            .order_by(Membership.effective_from.desc(), Membership.id.desc())
        )
        .scalars()
        .all()
    )


def count_members(body_id: int) -> int:
    """How many active members the body has. For officers: everyone else reads `public_counts`."""
    return db.session.execute(
        select(func.count())
        .select_from(Membership)
        .where(Membership.body_id == body_id, Membership.status == MembershipStatus.ACTIVE)
    ).scalar_one()


def list_member_contacts(
    body_id: int, *, tiers: Collection[str] | None = None, excluding: Collection[int] = ()
) -> list[MemberContact]:
    """The people who speak for active members: for circulation, never for a page.

    `tiers` keeps only members of those tiers; `excluding` leaves out organisations by id.
    """
    statement = (
        select(Contact.person_id, Contact.organisation_id)
        .join(Membership, Membership.organisation_id == Contact.organisation_id)
        .where(
            Membership.body_id == body_id,
            Membership.status == MembershipStatus.ACTIVE,
            Contact.ended_at.is_(None),
        )
        .order_by(Contact.organisation_id, Contact.person_id)
    )
    if tiers is not None:
        statement = statement.where(Membership.tier.in_(tiers))
    if excluding:
        statement = statement.where(Contact.organisation_id.not_in(excluding))
    return [MemberContact(*row) for row in db.session.execute(statement)]


def speaks_for_member(person_id: int | None, body_id: int) -> bool:
    """Whether this person is a contact of an active member of the body."""
    if person_id is None:
        return False
    statement = (
        select(Contact.id)
        .join(Membership, Membership.organisation_id == Contact.organisation_id)
        .where(
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
            Membership.body_id == body_id,
            Membership.status == MembershipStatus.ACTIVE,
        )
        .limit(1)
    )
    return db.session.execute(statement).first() is not None


def viewer_in(body: NetworkBody, actor: Actor) -> Viewer:
    """How this actor stands towards the members of the body. Anonymous visitors cost no query."""
    if actor.actor_id is None:
        return viewer_for(actor, body_id=body.id)
    regions: list[int] = []
    if actor.grants:
        regions = list(
            db.session.execute(select(Region.id).where(Region.scheme_id == body.scheme_id)).scalars()
        )
    return viewer_for(
        actor,
        body_id=body.id,
        region_ids=regions,
        is_member=speaks_for_member(actor.actor_id, body.id),
    )
