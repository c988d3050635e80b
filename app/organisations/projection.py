"""The only way to read an organisation's record: it decides which fields a viewer sees.

`project` is the only way from an `Organisation` to a page, a list, a search index, a count, a map, an
export or a mail. It first asks whether the viewer may know of the organisation at all, then lets through
each field that the viewer's standing in *this body* reaches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from app.kernel.actor import Actor, can
from app.kernel.clock import now
from app.kernel.permissions import Permission
from app.organisations.enums import AffiliationKind, Audience, Field, MembershipStatus
from app.organisations.fields import FIELDS
from app.organisations.models import Affiliation, FieldChoice, FieldConsent, Organisation


@dataclass(frozen=True)
class Viewer:
    """What somebody may see of the organisations of one body.

    `standing` holds for all of them; `regions` are those in which it rises to a coordinator's. Need-to-know
    standing is given by `services.open_need_to_know`, which logs the reading, for one organisation.
    """

    body_id: int
    standing: Audience = Audience.PUBLIC
    regions: frozenset[int] = frozenset()
    need_to_know_of: int | None = None

    def standing_towards(self, organisation_id: int, region_id: int | None) -> Audience:
        """Which audience this viewer belongs to, before one organisation."""
        if self.need_to_know_of == organisation_id:
            return Audience.NEED_TO_KNOW
        if region_id in self.regions and self.standing.is_wider_than(Audience.COORDINATORS):
            return Audience.COORDINATORS
        return self.standing

    @property
    def listing_audience(self) -> Audience:
        """Which of the body's listings this viewer reads."""
        if self.standing.narrowness >= Audience.SECRETARIAT.narrowness:
            return Audience.SECRETARIAT
        if self.standing is not Audience.PUBLIC or self.regions:
            return Audience.MEMBERS
        return Audience.PUBLIC


@dataclass(frozen=True)
class ListingScope:
    """Which entries of a body's listings a viewer reads: those of one audience, and of `unlisted_in` (None:
    of no region in particular, of all) also those whom only coordinators find."""

    audience: Audience
    unlisted_in: frozenset[int] | None = frozenset()


def shelf_of(viewer: Viewer) -> ListingScope:
    """The listings that this viewer reads."""
    if viewer.standing is Audience.COORDINATORS:
        return ListingScope(viewer.listing_audience, None)
    if viewer.listing_audience is Audience.MEMBERS:
        return ListingScope(viewer.listing_audience, viewer.regions)
    return ListingScope(viewer.listing_audience)


def viewer_for(
    actor: Actor, *, body_id: int, region_ids: Iterable[int] = (), is_member: bool = False
) -> Viewer:
    """An actor's viewer in one body.

    `region_ids` are the regions of the body's own scheme; `is_member` says that the actor speaks for an
    active member of this very body (see `queries.viewer_in`, which asks both).
    """
    if can(actor, Permission.READ_SECRETARIAT_FIELDS, body=body_id):
        return Viewer(body_id, Audience.SECRETARIAT)
    if can(actor, Permission.READ_REGION_FIELDS, body=body_id):
        return Viewer(body_id, Audience.COORDINATORS)
    regions = frozenset(
        region for region in region_ids if can(actor, Permission.READ_REGION_FIELDS, region=region)
    )
    return Viewer(body_id, Audience.MEMBERS if is_member else Audience.PUBLIC, regions)


@dataclass(frozen=True)
class ProjectedOrganisation:
    """What one viewer may see of one organisation, and who else sees each of these fields."""

    id: int
    ref: str
    body_id: int
    language: str
    standing: Audience
    region_id: int | None
    country_shown_as_region: bool
    values: dict[Field, Any] = field(default_factory=dict)
    audiences: dict[Field, Audience] = field(default_factory=dict)

    def get(self, wanted: Field, default: Any = None) -> Any:
        """The field's value, or `default` when it is empty or not for this viewer."""
        value = self.values.get(wanted)
        return default if value in (None, "", [], {}) else value

    @property
    def country(self) -> str | None:
        """The country, unless it may not be seen or the organisation shows only its region."""
        return None if self.country_shown_as_region else self.get(Field.COUNTRY)


def effective_audiences(
    choices: Iterable[FieldChoice],
    consents: Iterable[FieldConsent],
    *,
    body_id: int,
    hidden: bool = False,
    moment: datetime,
) -> dict[Field, Audience]:
    """Who sees each field of an organisation in one body, at one moment.

    A narrowing choice always wins. Without one, the widest live consent opens the field, never past what
    the table allows. Otherwise the default stands.
    """
    chosen = {choice.field: choice.audience for choice in choices if choice.body_id == body_id}
    given: dict[Field, Audience] = {}
    for consent in consents:
        if consent.body_id == body_id and consent.is_live(moment):
            before = given.get(consent.field, FIELDS[consent.field].default)
            given[consent.field] = consent.audience if consent.audience.is_wider_than(before) else before
    audiences = {
        name: _effective(given.get(name, rule.default), rule.widest, chosen.get(name))
        for name, rule in FIELDS.items()
    }
    if hidden:
        audiences[Field.LISTING] = Audience.SECRETARIAT
    audiences[Field.NAME] = audiences[Field.LISTING]  # an entry without its name would be no entry
    return audiences


def _effective(opened: Audience, widest: Audience, choice: Audience | None) -> Audience:
    allowed = widest if opened.is_wider_than(widest) else opened
    return allowed if choice is None or choice.is_wider_than(allowed) else choice


def audiences_of(organisation: Organisation, body_id: int) -> dict[Field, Audience]:
    """Who sees each field of this organisation in this body, now."""
    return effective_audiences(
        organisation.field_choices,
        organisation.field_consents,
        body_id=body_id,
        hidden=organisation.hidden,
        moment=now(),
    )


def project(
    organisation: Organisation,
    viewer: Viewer,
    *,
    region_id: int | None,
    only: frozenset[Field] | None = None,
) -> ProjectedOrganisation | None:
    """What `viewer` may see of `organisation`; None when they may not even know of it.

    `region_id` is the organisation's region in the body's scheme. That the organisation belongs to the
    viewer's body, or applied to it, is for the caller to have asked. `only` reads no other fields' values.
    """
    standing = viewer.standing_towards(organisation.id, region_id)
    audiences = audiences_of(organisation, viewer.body_id)
    if _is_beyond(standing, audiences[Field.LISTING]):
        return None
    seen = {name: audience for name, audience in audiences.items() if not _is_beyond(standing, audience)}
    return ProjectedOrganisation(
        id=organisation.id,
        ref=organisation.ref,
        body_id=viewer.body_id,
        language=organisation.content_language,
        standing=standing,
        region_id=region_id if Field.COUNTRY in seen else None,
        country_shown_as_region=organisation.country_shown_as_region and _is_outside(standing),
        values={
            name: _value(name, organisation, viewer)
            for name in seen
            if (only is None or name in only) and _may_tell(name, organisation, standing)
        },
        audiences=seen,
    )


def _is_beyond(standing: Audience, audience: Audience) -> bool:
    return standing.is_wider_than(audience)


def _is_outside(standing: Audience) -> bool:
    """Visitors and other members read a coarsened country; coordinators and officers the real one."""
    return standing.is_wider_than(Audience.COORDINATORS)


def _may_tell(name: Field, organisation: Organisation, standing: Audience) -> bool:
    coarsened = organisation.country_shown_as_region and _is_outside(standing)
    return not (coarsened and name in (Field.COUNTRY, Field.OTHER_COUNTRIES))


class TiedTo(NamedTuple):
    """An affiliation as a viewer may know it."""

    kind: AffiliationKind
    name: str


def _value(name: Field, organisation: Organisation, viewer: Viewer) -> Any:
    value = FIELDS[name].load(organisation)
    if name is not Field.AFFILIATIONS:
        return value
    knows_all = viewer.need_to_know_of == organisation.id
    return [
        TiedTo(edge.kind, other_end(edge)) for edge in value if knows_all or may_know_other_end(edge, viewer)
    ]


def other_end(edge: Affiliation) -> str:
    """The name of what an organisation is tied to."""
    return edge.to_organisation.known_as if edge.to_organisation is not None else edge.outside_name or ""


def may_know_other_end(edge: Affiliation, viewer: Viewer) -> bool:
    """An edge must not tell of a group that its reader would not find by itself.

    Names from outside and networks are no secret; a member is told to those who may see its entry.
    """
    other = edge.to_organisation
    if other is None or other.own_body is not None:
        return True
    active = {held.body_id for held in other.memberships if held.status is MembershipStatus.ACTIVE}
    return viewer.body_id in active and not _is_beyond(
        viewer.standing, audiences_of(other, viewer.body_id)[Field.LISTING]
    )


def own_viewer(organisation: Organisation, body_id: int) -> Viewer:
    """An organisation's own contacts read their record whole; that is no disclosure, so it is not logged."""
    return Viewer(body_id, Audience.SECRETARIAT, need_to_know_of=organisation.id)
