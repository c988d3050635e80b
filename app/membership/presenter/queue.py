"""The queue as a list: its columns and filters, and each row with who has it and what is special about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.models import Person
from app.kernel.actor import Actor, can
from app.kernel.locales import country_name
from app.kernel.permissions import Permission
from app.membership import labels
from app.membership.enums import QUEUE_STATUSES, Status
from app.membership.queries import SORTS, QueueFilter
from app.web.list_page import Act, Column, Count, Export, Filter, ListPage, ListState, Option, Tab

NOBODY = "nobody"
# How far along a stage is, as the sign before its name: the class of a pie that fills.
STAGE_SIGN = {
    Status.SUBMITTED: "s0",
    Status.INFORMATION_REQUESTED: "paused",
    Status.REGIONAL_CHECK: "s1",
    Status.MEMBER_COMMENT: "s2",
    Status.COMMITTEE: "s3",
}
COLUMNS = (
    Column("name", _l("Organisation"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Stage"), css="w12"),
    Column("holder", _l("Who has it"), css="w9"),
    Column("entered", _l("In stage"), sort="entered", css="w6 opt number"),
    Column("due", _l("Due"), sort="due", css="w10"),
)


@dataclass(frozen=True)
class QueueRow:
    """One application of the queue. `holder_kind` is you, nobody or empty."""

    ref: str
    name: str
    country: str
    stage: str
    sign: str
    holder: str
    holder_kind: str
    is_mine: bool
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
        export=EXPORT,
    )


def wanted_of(
    state: ListState, region_ids: Mapping[str, int], officers: Sequence[Person], tab: str
) -> QueueFilter:
    """What the address asks for, as the query takes it."""
    officer = state.chosen("officer")
    return QueueFilter(
        status=Status(tab) if tab in QUEUE_STATUSES else None,
        region_id=region_ids.get(state.chosen("region")),
        mine=state.is_on("mine"),
        officer_id=next((one.id for one in officers if one.ref == officer), None),
        unassigned=officer == NOBODY,
        overdue=state.is_on("overdue"),
        referred=state.is_on("referred"),
        closed=tab == "closed",
    )


def queue_tabs(state: ListState, counts: Mapping[str, Count], tab: str) -> list[Tab]:
    """All that is open, each stage, and what is over. The filters stay on from tab to tab."""
    stages = [
        Tab(labels.STATUS[one], state.url(status=one.value, closed=None), tab == one, counts[one.value])
        for one in QUEUE_STATUSES
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
        self._votes = can(actor, Permission.VOTE_ON_MEMBERSHIP, body=body_id)
        self._screens = can(actor, Permission.SCREEN_APPLICATIONS, body=body_id)
        self._fixed = {
            Status.INFORMATION_REQUESTED: _("The group"),
            Status.MEMBER_COMMENT: _("The members"),
            Status.COMMITTEE: _("The committee"),
        }
        self._you, self._nobody, self._secretariat = _("You"), _("Nobody yet"), _("The secretariat")

    def of(self, row: Any) -> tuple[str, str]:
        """(who, you | nobody | empty)."""
        if row.status in self._fixed:
            return self._fixed[row.status], ""
        if row.status is Status.REGIONAL_CHECK and not row.check_falls_to_secretariat:
            return self._regions.get(row.region_id, self._secretariat), ""
        if row.status not in (Status.SUBMITTED, Status.REGIONAL_CHECK):
            return "", ""
        if row.officer_id is None:
            return self._nobody, "nobody"
        if row.officer_id == self._actor.actor_id:
            return self._you, "you"
        return self._names.get(row.officer_id, self._secretariat), ""

    def is_readers_turn(self, row: Any) -> bool:
        """Whether the next step is the reader's."""
        if row.status is Status.COMMITTEE:
            return self._votes and not row.has_voted
        if row.status is Status.REGIONAL_CHECK and not row.check_falls_to_secretariat:
            return can(self._actor, Permission.CHECK_REGION, region=row.region_id, body=self._body_id)
        mine_or_free = row.officer_id in (None, self._actor.actor_id)
        return row.status in (Status.SUBMITTED, Status.REGIONAL_CHECK) and self._screens and mine_or_free


def queue_rows(rows: Sequence[Any], holders: Holders, language: str) -> list[QueueRow]:
    """The rows of a page, ready to be shown."""
    stages = {status: str(label) for status, label in labels.STATUS.items()}
    found = []
    for row in rows:
        holder, kind = holders.of(row)
        found.append(
            QueueRow(
                ref=row.ref,
                name=row.name,
                country=country_name(row.country, language) if row.country else "",
                stage=stages[row.status],
                sign=STAGE_SIGN.get(row.status, "s4"),
                holder=holder,
                holder_kind=kind,
                is_mine=holders.is_readers_turn(row),
                is_referred=row.is_referred,
                has_concern=row.has_concern,
                lacks_mail=row.reach_out_since is not None,
                stage_entered_at=row.stage_entered_at,
                due_at=row.due_at,
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
