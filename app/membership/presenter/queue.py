"""The queue as a list: its columns and filters, and each row with who has it and what is special about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.models import Person
from app.casework import parties
from app.casework.models import deadline_of
from app.casework.parties import Party, PartyKind
from app.casework.presenter import stage_sign
from app.kernel.actor import Actor, grants_now
from app.kernel.locales import country_name
from app.kernel.permissions import Permission, Role
from app.membership.process import ADMISSION
from app.membership.process_words import STATUS, Status
from app.membership.queries import QUEUED, SORTS, QueueFilter
from app.web.list_page import Act, Column, Count, Export, Filter, ListPage, ListState, Option, Tab

NOBODY = "nobody"
SIGNS: dict[str, str] = {status: stage_sign(ADMISSION, status) for status in ADMISSION.stages}
COLUMNS = (
    Column("name", _l("Organisation"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Stage"), css="w12"),
    Column("holder", _l("Who has it"), css="w11"),
    Column("entered", _l("In stage"), sort="entered", css="w6 opt number"),
    Column("due", _l("Due"), sort="due", css="w10"),
)


@dataclass(frozen=True)
class QueueRow:
    """One application of the queue. `holder_kind` is you, nobody or empty: what is the reader's to act on is
    shown in bold and says "You", and nothing else does either."""

    ref: str
    name: str
    country: str
    stage: str
    sign: str
    holder: str
    holder_kind: str
    is_referred: bool
    has_concern: bool
    lacks_mail: bool
    stage_entered_at: datetime
    due_at: datetime | None


def queue_list(
    regions: Mapping[str, str], officers: Sequence[Person], actor: Actor, *, works: bool
) -> ListPage:
    """The list as this reader has it. `regions` are the codes and names they may choose from; `works` when
    the reader may act on applications."""
    people = [Option(one.ref, one.chosen_name) for one in officers]
    filters = [
        Filter("overdue", _l("Overdue")),
        Filter("mine", _l("Mine")),
        Filter("others", _l("Waiting for others")),
        Filter("officer", _l("Secretariat"), (Option(NOBODY, _l("Nobody yet")), *people)),
        Filter("region", _l("Region"), tuple(Option(code, name) for code, name in regions.items())),
        Filter("referred", _l("Referred to the committee")),
    ]
    own = [Option(one.ref, _l("You")) for one in officers if one.id == actor.actor_id]
    others = [option for option in people if option.value not in {one.value for one in own}]
    acts = (
        Act("assign", _l("Assign"), (*own, *others), _l("Assign to")),
        Act("remind", _l("Send a reminder")),
    )
    return ListPage(
        sorts=SORTS,
        default_sort="due",
        columns=COLUMNS,
        filters=filters,
        acts=acts if works and people else (),
    )


def wanted_of(
    state: ListState, region_ids: Mapping[str, int], officers: Sequence[Person], tab: str
) -> QueueFilter:
    """What the address asks for, as the query takes it."""
    officer = state.chosen("officer")
    return QueueFilter(
        status=Status(tab) if tab in QUEUED else None,
        region_id=region_ids.get(state.chosen("region")),
        mine=state.is_on("mine"),
        officer_id=next((one.id for one in officers if one.ref == officer), None),
        unassigned=officer == NOBODY,
        overdue=state.is_on("overdue"),
        others=state.is_on("others"),
        referred=state.is_on("referred"),
        closed=tab == "closed",
    )


def queue_tabs(state: ListState, counts: Mapping[str, Count], tab: str) -> list[Tab]:
    """All that is open, each stage, and what is over. The filters stay on from tab to tab."""
    stages = [
        Tab(STATUS[one], state.url(status=one.value, closed=None), tab == one, counts[one.value])
        for one in QUEUED
    ]
    closed = state.url(status=None, closed="1")
    return [
        Tab(_("All open"), state.url(status=None, closed=None), tab == "", counts[""]),
        *stages,
        Tab(_("Decided and closed"), closed, tab == "closed", counts["closed"]),
    ]


class Holders:
    """Who has an application now, in the reader's words; put together once for a page of rows."""

    def __init__(
        self, actor: Actor, body_id: int, regions: Mapping[int, str], names: Mapping[int, str]
    ) -> None:
        self._actor, self._body_id, self._regions, self._names = actor, body_id, regions, names
        self._you, self._nobody, self._secretariat = _("You"), _("Nobody yet"), _("The secretariat")
        self._fixed = {
            PartyKind.ORGANISATION: _("The group"),
            PartyKind.PERSON: _("The group"),
            PartyKind.MEMBERS: _("The members"),
        }
        self._committee = _("The committee")

    def of(self, row: Any, *, asks_reader: bool) -> tuple[str, str]:
        """(who, you | nobody | empty). What waits for the secretariat is the reader's once they have taken
        it; what waits for the region or the committee, where it still waits for the reader among these."""
        if not row.waits_on:
            return "", ""
        party = parties.read(row.waits_on)
        if asks_reader and party.role is not Role.MEMBERSHIP_OFFICER and self._is_in(party, row):
            return self._you, "you"
        if party.kind in self._fixed:
            return self._fixed[party.kind], ""
        if party.role is Role.COMMITTEE_MEMBER:
            return self._committee, ""
        if party.role is Role.REGIONAL_COORDINATOR:
            return self._regions.get(party.id, self._secretariat), ""
        if row.officer_id is None:
            return self._nobody, "nobody"
        if row.officer_id == self._actor.actor_id:
            return self._you, "you"
        return self._names.get(row.officer_id, self._secretariat), ""

    def _is_in(self, party: Party, row: Any) -> bool:
        grants = grants_now(self._actor)
        return any(party.includes(one, body=self._body_id, region=row.region_id) for one in grants)


def queue_rows(rows: Sequence[Any], holders: Holders, mine: Collection[int], language: str) -> list[QueueRow]:
    """The rows of a page, ready to be shown; `mine` are the keys of those that wait for the reader."""
    stages = {str(status): str(label) for status, label in STATUS.items()}
    found = []
    for row in rows:
        holder, kind = holders.of(row, asks_reader=row.id in mine)
        found.append(
            QueueRow(
                ref=row.ref,
                name=row.title,
                country=country_name(row.country, language) if row.country else "",
                stage=stages[row.status_code],
                sign=SIGNS[row.status_code],
                holder=holder,
                holder_kind=kind,
                is_referred=row.is_referred,
                has_concern=row.has_concern,
                lacks_mail=row.reach_out_since is not None,
                stage_entered_at=row.stage_entered_at,
                due_at=deadline_of(row.sort_due),
            )
        )
    return found


EXPORT = Export(
    Permission.EXPORT_LISTS,
    "applications",
    (
        (_l("Reference"), lambda row: row.ref),
        (_l("Organisation"), lambda row: row.name),
        (_l("Country"), lambda row: row.country),
        (_l("Stage"), lambda row: row.stage),
        (_l("Who has it"), lambda row: row.holder),
        (_l("In this stage since"), lambda row: row.stage_entered_at.date()),
        (_l("Due"), lambda row: row.due_at and row.due_at.date()),
    ),
)
