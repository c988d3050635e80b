"""The record of a member as its network's secretariat reads it: through the projection, like everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.accounts.queries import list_people_names, list_people_with_role
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.audit import AuditEvent
from app.kernel.locales import LANGUAGES, language_name, picked
from app.kernel.permissions import Role
from app.kernel.workflow import available_actions
from app.organisations import labels, queries
from app.organisations.enums import AffiliationKind, Audience, Field, MembershipStatus
from app.organisations.fields import Section, fields_of
from app.organisations.formatting import show_field
from app.organisations.models import Affiliation, HiddenListing, Region, RegionPlacement
from app.organisations.projection import (
    ProjectedOrganisation,
    Viewer,
    audiences_of,
    may_know_other_end,
    other_end,
    project,
)
from app.organisations.queries import MemberRecord

TOLD_ELSEWHERE = frozenset({Field.LISTING, Field.AFFILIATIONS})
"""Fields that have a part of the page of their own."""


@dataclass(frozen=True)
class RecordRow:
    """One field that says something, and who else sees it."""

    label: Any
    value: Any
    audience: Any
    audience_tag: str


@dataclass(frozen=True)
class RecordSection:
    label: Any
    rows: list[RecordRow]


@dataclass(frozen=True)
class Edge:
    """An affiliation, with the name of its other end as this reader may know it."""

    affiliation: Affiliation
    kind: Any
    name: str
    holds: bool


@dataclass(frozen=True)
class RecordPage:
    """Everything on the page of a record. `seen` is None of a former member: only its history is kept."""

    record: MemberRecord
    seen: ProjectedOrganisation | None
    name: str
    name_language: str
    listing: Any
    hidden_here: HiddenListing | None
    hidden_elsewhere: bool
    sections: list[RecordSection]
    empty: list[str]
    closed: list[str]
    contact_count: int
    region: str
    placements: Sequence[RegionPlacement]
    edges: list[Edge]
    translatable: list[str]
    actions: dict[str, list[Any]]
    timeline: list[dict[str, Any]]
    opened: bool
    in_directory: bool


def record_page(record: MemberRecord, viewer: Viewer, actor: Actor, language: str) -> RecordPage:
    """The page for one reader. The number of queries does not depend on how much there is."""
    organisation, body = record.organisation, record.body
    regions = {region.id: region for region in queries.list_regions(body.scheme_id)}
    region_id = queries.region_of(organisation, body.scheme_id)
    edges = _edges(record, viewer) if record.is_kept else []
    seen = project(organisation, viewer, region_id=region_id) if record.is_kept else None
    hidings = queries.list_hidings(organisation.id)
    names = organisation.known_as_by_language
    name = names.get(language) or organisation.known_as
    opened = viewer.need_to_know_of == organisation.id
    audiences = audiences_of(organisation, body.id)
    return RecordPage(
        record=record,
        seen=seen,
        name=name,
        name_language=next(code for code, text in names.items() if text == name),
        listing=labels.AUDIENCES_OF_OTHERS[audiences[Field.LISTING]],
        hidden_here=next((one for one in hidings if one.body_id == body.id), None),
        hidden_elsewhere=any(one.body_id != body.id for one in hidings),
        sections=list(_sections(seen, audiences)) if seen is not None else [],
        empty=_labels(seen, audiences, closed=False),
        closed=_labels(seen, audiences, closed=True),
        contact_count=len(queries.list_contact_ids(organisation.id)) if seen is not None else 0,
        region=picked(regions[region_id].name, language) if region_id in regions else "",
        placements=queries.list_placements(organisation.id, body.scheme_id) if seen is not None else (),
        edges=edges,
        translatable=_translatable(record) if seen is not None else [],
        actions={edge.ref: list(available_actions(actor, edge)) for edge in record.memberships},
        timeline=_timeline(record, regions.values(), language, opened=opened),
        opened=opened,
        in_directory=record.memberships[0].status is MembershipStatus.ACTIVE,
    )


def _sections(seen: ProjectedOrganisation, audiences: dict[Field, Audience]) -> Iterator[RecordSection]:
    for section in Section:
        rows = [
            RecordRow(
                label=labels.FIELDS_OF_OTHERS[rule.field],
                value=value,
                audience=labels.AUDIENCES_OF_OTHERS[audiences[rule.field]],
                audience_tag=labels.AUDIENCE_TAGS[audiences[rule.field]],
            )
            for rule in fields_of(section)
            if rule.field not in TOLD_ELSEWHERE and (value := show_field(rule.field, seen.get(rule.field)))
        ]
        if rows:
            yield RecordSection(labels.SECTIONS_OF_OTHERS[section], rows)


def _labels(
    seen: ProjectedOrganisation | None, audiences: dict[Field, Audience], *, closed: bool
) -> list[str]:
    """The fields that are not for this reader until opened with a reason (whether or not they hold anything),
    or those of the others that hold nothing."""
    if seen is None:
        return []
    return [
        str(labels.FIELDS_OF_OTHERS[field])
        for field in audiences
        if field not in TOLD_ELSEWHERE
        and (field not in seen.audiences if closed else field in seen.audiences and seen.get(field) is None)
    ]


def _edges(record: MemberRecord, viewer: Viewer) -> list[Edge]:
    return [
        Edge(edge, labels.AFFILIATION_KINDS[edge.kind], other_end(edge), edge.ended_at is None)
        for edge in queries.list_affiliations(record.organisation.id)
        if may_know_other_end(edge, viewer)
    ]


def _translatable(record: MemberRecord) -> list[str]:
    """The languages of the network in which the organisation wrote no description of its own."""
    own = {one.language for one in record.organisation.descriptions if not one.is_working_translation}
    return [language for language in LANGUAGES if language not in own] if own else []


@dataclass(frozen=True)
class Names:
    """Who may be named in the history. The names of contacts are opened like every closed field; officers of
    other networks would tell of those networks."""

    names: dict[int, str]
    contacts: set[int]
    officers: set[int]
    body_id: int
    opened: bool

    def by(self, event: AuditEvent) -> str | None:
        """Who it was, as far as this reader may know."""
        if event.actor_id is None:
            return None
        if event.actor_id in self.contacts and not self.opened:
            return str(_("a contact of the organisation"))
        known = self.contacts | self.officers
        return self.names.get(event.actor_id) if event.actor_id in known or self._is_here(event) else None

    def _is_here(self, event: AuditEvent) -> bool:
        return event.body_id == self.body_id


def _timeline(record: MemberRecord, regions: Any, language: str, *, opened: bool) -> list[dict[str, Any]]:
    """What happened, newest first: to the record, and between it and this network. What it has with other
    networks is not told here, nor what a former member does today."""
    body_id = record.body.id
    events = [
        *audit.list_events("organisation", record.organisation.id),
        *audit.list_events("membership", *(edge.id for edge in record.memberships)),
    ]
    bodies = (None, body_id) if record.is_kept else (body_id,)
    told = [event for event in events if event.body_id in bodies and event.kind in labels.TIMELINE]
    officers = list_people_with_role(Role.MEMBERSHIP_OFFICER, body=body_id)
    names = Names(
        names=list_people_names({event.actor_id for event in told}),
        contacts=queries.list_contact_ids_ever(record.organisation.id),
        officers={person.id for person in officers},
        body_id=body_id,
        opened=opened,
    )
    named_regions = {region.code: region for region in regions}
    return [
        {
            "at": event.at,
            "text": _words(event, named_regions, language),
            "by": names.by(event),
            "note": event.details.get("note") or event.details.get("reason"),
        }
        for event in sorted(told, key=lambda one: (one.at, one.id), reverse=True)
    ]


def _words(event: AuditEvent, regions: dict[str, Region], language: str) -> str:
    what = labels.TIMELINE[event.kind]
    detail = _detail(event, regions, language)
    return str(_("%(what)s: %(detail)s", what=what, detail=detail)) if detail else str(what)


def _detail(event: AuditEvent, regions: dict[str, Region], language: str) -> str:
    """What it was about, where the trail keeps a code for it that this network can read."""
    details = event.details
    if "region" in details and details["region"] in regions:
        return picked(regions[details["region"]].name, language)
    if "language" in details:
        return language_name(details["language"], language)
    if "field" in details:
        return str(labels.FIELDS_OF_OTHERS[Field(details["field"])])
    if event.kind.startswith("organisation.affiliat") and "kind" in details:
        return str(labels.AFFILIATION_KINDS[AffiliationKind(details["kind"])])
    return ""
