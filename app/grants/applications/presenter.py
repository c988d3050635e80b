"""What the pages of applications show; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.casework.presenter import stage_sign
from app.grants.applications import queries
from app.grants.applications.enums import Outcome
from app.grants.applications.labels import OUTCOMES
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.applications.process_words import STATUS, Status
from app.grants.calls.models import Call
from app.grants.calls.rules import has_closed
from app.kernel.actor import Actor, can
from app.kernel.locales import country_name
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart
from app.web.list_page import Act, Column, Count, ListPage, ListState, Tab

SIGNS: dict[str, str] = {status: stage_sign(GRANT_APPLICATION, status) for status in GRANT_APPLICATION.stages}
COLUMNS = (
    Column("name", _l("Group"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Stage"), css="w12"),
    Column("asked", _l("Asked for"), css="w10 number"),
    Column("proposed", _l("Proposed"), css="w12"),
    Column("entered", _l("In stage"), sort="entered", css="w6 opt number"),
)
TABS = (Status.SUBMITTED, Status.SHORTLISTED, Status.PROPOSED, Status.RESERVE, Status.AWARDED)


@dataclass(frozen=True)
class ApplicationRow:
    """One application in the list of a call."""

    ref: str
    name: str
    country: str
    stage: str
    sign: str
    asked: Money | None
    proposed: str
    stage_entered_at: Any


DECLINE = "decline"
"""The act that goes on to a page, since it takes a reason."""


def list_of(call: Call, actor: Actor) -> ListPage:
    """The list of a call's applications as this reader has it: acts only once the call has closed."""
    acts: list[Act] = []
    closed = has_closed(call)
    if closed and can(actor, Permission.SCREEN_GRANTS, body=call.body_id):
        acts.append(Act("shortlist", _l("Put on the shortlist")))
        acts.append(Act("propose", _l("Propose to give the grant")))
        acts.append(Act(DECLINE, _l("Propose not to select, with one reason")))
    if closed and can(actor, Permission.DECIDE_GRANTS, body=call.body_id):
        acts.append(Act("decide", _l("Decide as proposed")))
    return ListPage(
        sorts=queries.SORTS, default_sort="entered", columns=COLUMNS, acts=tuple(acts), search=False
    )


def application_rows(rows: Sequence[Any], call: Call, language: str) -> list[ApplicationRow]:
    """The rows of a page, ready to be shown."""
    return [
        ApplicationRow(
            ref=row.ref,
            name=row.title,
            country=country_name(row.country, language) if row.country else "",
            stage=str(STATUS[Status(row.status_code)]),
            sign=SIGNS[row.status_code],
            asked=None if row.asked_minor is None else Money(row.asked_minor, call.currency),
            proposed=_proposed(row, call, language),
            stage_entered_at=row.stage_entered_at,
        )
        for row in rows
    ]


def _proposed(row: Any, call: Call, language: str) -> str:
    if row.outcome is None:
        return ""
    if row.outcome is Outcome.AWARD and row.proposed_minor is not None:
        return Money(row.proposed_minor, call.currency).shown(language)
    return str(OUTCOMES[row.outcome])


def chosen_tab(status: str) -> str:
    """The stage that the address names; empty for all."""
    return status if status in {one.value for one in TABS} else ""


def list_tabs(state: ListState, counts: Mapping[str, int], chosen: str) -> list[Tab]:
    """All, and each stage in which the office does something."""
    every = sum(counts.values())
    return [
        Tab(_("All"), state.url(status=None), not chosen, Count(every)),
        *(
            Tab(STATUS[one], state.url(status=one.value), chosen == one, Count(counts.get(one, 0)))
            for one in TABS
        ),
    ]


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """What waits for the office in each call, as one line for each thing to do: never one for each group."""
    bodies = [one.id for one in networks if can(actor, Permission.SCREEN_GRANTS, body=one.id)]
    if not bodies:
        return []
    items = []
    for call, status, number in queries.work_by_call(actor, bodies):
        if not has_closed(call):
            continue
        url = url_for("grants_applications.applications", slug=call.body.slug, ref=call.ref, status=status)
        items.append(
            DeskItem(
                verb=_verb(Status(status), number),
                title=call.title_in(language),
                url=url,
                network=call.body.name_in(language),
                part=DeskPart.MINE,
                number=number,
            )
        )
    return items


def _verb(status: Status, number: int) -> str:
    if status is Status.SUBMITTED:
        return str(ngettext("Screen %(num)s application:", "Screen %(num)s applications:", number))
    if status is Status.SHORTLISTED:
        words = ngettext(
            "Propose a decision on %(num)s application:", "Propose decisions on %(num)s applications:", number
        )
        return str(words)
    return str(ngettext("Decide on %(num)s proposal:", "Decide on %(num)s proposals:", number))
