"""The list of a network's checks, and the groups that need one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.casework.presenter import stage_sign
from app.grants.diligence import queries
from app.grants.diligence.enums import Shown, Tier
from app.grants.diligence.labels import SHOWN, TIERS
from app.grants.diligence.models import UNDATED
from app.grants.diligence.policy import CHECKED
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import STATUS, Status
from app.grants.diligence.queries import Need
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.locales import country_name
from app.kernel.settings import setting
from app.web.list_page import Column, Count, ListPage, ListState, Tab

COLUMNS = (
    Column("name", _l("Group"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Result"), css="w12"),
    Column("tier", _l("Check"), css="w8"),
    Column("until", _l("Valid until"), sort="until", css="w12"),
)


@dataclass(frozen=True)
class CheckRow:
    """One check in a list."""

    ref: str
    group_ref: str
    name: str
    country: str
    stage: str
    sign: str
    tier: str
    until: date | None
    is_over: bool


@dataclass(frozen=True)
class NeedRow:
    """One group that is to be checked. `until`: its check runs out on that day, or did."""

    name: str
    country: str
    url: str
    tier: str
    before_offer: bool
    until: date | None
    is_over: bool
    running_url: str


def list_of() -> ListPage:
    return ListPage(sorts=queries.SORTS, default_sort="until", columns=COLUMNS, acts=(), search=False)


def chosen_tab(text: str) -> Shown:
    """What the address asks for; what is needed, where it asks for nothing."""
    return Shown(text) if text in {one.value for one in Shown} else Shown.NEEDED


def list_tabs(state: ListState, counts: Mapping[Shown, int], chosen: Shown) -> list[Tab]:
    return [
        Tab(SHOWN[one], state.url(show=one.value), chosen is one, Count(counts.get(one, 0))) for one in Shown
    ]


def check_rows(rows: Sequence[Any], language: str) -> list[CheckRow]:
    """The rows of a list, ready to be shown."""
    day = today()
    return [
        CheckRow(
            ref=row.ref,
            group_ref=row.group_ref,
            name=row.title,
            country=country_name(row.country, language) if row.country else "",
            stage=str(STATUS[Status(row.status_code)]),
            sign=stage_sign(DILIGENCE_CHECK, Status(row.status_code)),
            tier=str(TIERS[row.tier]),
            until=row.valid_until if row.valid_until != UNDATED else None,
            is_over=row.valid_until < day,
        )
        for row in rows
    ]


def open_needs(actor: Actor, body_ids: Sequence[int]) -> list[tuple[Need, date | None]]:
    """What grants need to know of groups that are not known, or soon will not be, of those that are open to
    the actor; each with the last day of the check that is there."""
    found = []
    soon = today() + timedelta(days=setting("DILIGENCE_REMIND_BEFORE_DAYS"))
    needs = queries.list_needs(body_ids)
    for body_id in sorted({one.body_id for one in needs}):
        closed = queries.list_closed_groups(body_id, actor)
        mine = [one for one in needs if one.body_id == body_id and one.organisation_id not in closed]
        known = {tier: _known(body_id, mine, tier) for tier in CHECKED}
        for one in mine:
            until = known[one.tier].get(one.organisation_id)
            if until is None or until < soon:
                found.append((one, until))
    return found


def _known(body_id: int, needs: Sequence[Need], tier: Tier) -> dict[int, date]:
    ids = {one.organisation_id for one in needs if one.tier is tier}
    return queries.known_until(body_id, ids, tier) if ids else {}


def need_rows(actor: Actor, body: Any, language: str) -> list[NeedRow]:
    """The groups that are to be checked: those without a check first, then those whose check runs out."""
    day, running = today(), queries.list_running([body.id])
    rows = [
        NeedRow(
            name=need.name,
            country=country_name(need.country, language) if need.country else "",
            url=url_for("grants_diligence.group", slug=body.slug, ref=need.ref, tier=need.tier.value),
            tier=str(TIERS[need.tier]),
            before_offer=need.before_offer,
            until=until,
            is_over=until is None or until < day,
            running_url=_running_url(body.slug, running.get((body.id, need.organisation_id))),
        )
        for need, until in open_needs(actor, [body.id])
    ]
    return sorted(rows, key=lambda row: (not row.is_over, row.until is not None))


def _running_url(slug: str, ref: str | None) -> str:
    return url_for("grants_diligence.work", slug=slug, ref=ref) if ref is not None else ""
