"""The list of a network's grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.models import deadline_of
from app.casework.presenter import stage_sign
from app.grants.awards import queries
from app.grants.awards.presenter.grants import country_in
from app.grants.awards.process import GRANT_AWARD
from app.grants.awards.process_words import STATUS, Status
from app.kernel.actor import Actor, can
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.web.list_page import Act, Column, Count, ListPage, ListState, Tab

SIGNS: dict[str, str] = {status: stage_sign(GRANT_AWARD, status) for status in GRANT_AWARD.stages}
COLUMNS = (
    Column("name", _l("Group"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Stage"), css="w12"),
    Column("amount", _l("Grant"), css="w10 number"),
    Column("paid", _l("Sent"), css="w10 number"),
    Column("due", _l("The group acts by"), sort="due", css="w12"),
)
TABS = (Status.OFFERED, Status.ACTIVE, Status.SUSPENDED, Status.REPORTED, Status.CLOSED)


@dataclass(frozen=True)
class AwardRow:
    """One grant in the network's list."""

    ref: str
    name: str
    country: str
    stage: str
    sign: str
    amount: Money
    paid: Money
    due: Any


def list_of(actor: Actor, body_id: int) -> ListPage:
    """The list of a network's grants as this reader has it."""
    acts: tuple[Act, ...] = ()
    if can(actor, Permission.SCREEN_GRANTS, body=body_id):
        acts = (Act("accept", _l("Accept the report")),)
    return ListPage(sorts=queries.SORTS, default_sort="due", columns=COLUMNS, acts=acts, search=False)


def award_rows(rows: Sequence[Any], language: str) -> list[AwardRow]:
    """The rows of a page, ready to be shown."""
    return [
        AwardRow(
            ref=row.ref,
            name=row.title,
            country=country_in(row.country, language),
            stage=str(STATUS[Status(row.status_code)]),
            sign=SIGNS[row.status_code],
            amount=Money(row.amount_minor, row.currency),
            paid=Money(row.paid_minor, row.currency),
            due=deadline_of(row.sort_due),
        )
        for row in rows
    ]


def chosen_tab(status: str) -> str:
    """The stage that the address names; empty for all."""
    return status if status in {one.value for one in TABS} else ""


def list_tabs(state: ListState, counts: Mapping[str, int], chosen: str) -> list[Tab]:
    """All, and each stage that a grant stays in."""
    return [
        Tab(_("All"), state.url(status=None), not chosen, Count(sum(counts.values()))),
        *(
            Tab(STATUS[one], state.url(status=one.value), chosen == one, Count(counts.get(one, 0)))
            for one in TABS
        ),
    ]
