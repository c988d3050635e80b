"""What pages say of whether groups are known well enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.awards import queries, rules
from app.grants.awards.models import GrantAward
from app.grants.awards.presenter.grants import country_in
from app.grants.calls.models import Call
from app.grants.diligence.enums import Tier
from app.grants.diligence.labels import TIERS
from app.grants.diligence.policy import needed_before_offer
from app.grants.diligence.queries import known_until
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.dates import write_date
from app.kernel.money import Money


@dataclass(frozen=True)
class OfferRow:
    """One grant that is decided. `check_url` leads to the checks of its group where it cannot be offered
    before one."""

    ref: str
    name: str
    country: str
    amount: Money
    check_url: str


@dataclass(frozen=True)
class KnownLine:
    """What a page says of one grant. `waits`: money waits for a check."""

    tier: str
    until: date | None
    waits: bool


def offer_rows(actor: Actor, call: Call, slug: str, language: str) -> list[OfferRow]:
    """The grants of a call that are decided and not offered yet, by the group's name."""
    rows = queries.list_to_offer(actor, call)
    unknown = _unknown(call.body_id, [one.ref for one in rows])
    return [
        OfferRow(
            ref=one.ref,
            name=one.title,
            country=country_in(one.country, language),
            amount=Money(one.proposed_minor, call.currency),
            check_url=url_for("grants_diligence.group", slug=slug, ref=unknown[one.ref], tier=Tier.FULL.value)
            if one.ref in unknown
            else "",
        )
        for one in rows
    ]


def _unknown(body_id: int, refs: Sequence[str]) -> dict[str, str]:
    """Reference of the application → that of its group, where a check is needed first."""
    asked = {
        ref: group for ref, group in queries.tiers_to_offer(refs).items() if needed_before_offer(group.tier)
    }
    if not asked:
        return {}
    ids = {group.organisation_id for group in asked.values()}
    until, day = known_until(body_id, ids, Tier.FULL), today()
    return {
        ref: group.ref
        for ref, group in asked.items()
        if until.get(group.organisation_id) is None or until[group.organisation_id] < day
    }


def known_line(award: GrantAward) -> KnownLine | None:
    """What the pages of a grant say; None where nothing is asked about its group."""
    if award.diligence is Tier.NONE:
        return None
    until = queries.known_groups([award]).get(award.id)
    is_known = until is not None and until >= today()
    return KnownLine(str(TIERS[award.diligence]), until, not is_known and rules.is_to_be_paid(award))


def words_of_check(line: KnownLine, language: str) -> str:
    """The tier, and until when the group is known."""
    if line.until is None:
        return str(_("%(check)s: not checked yet", check=line.tier))
    day = write_date(line.until, language)
    if line.until < today():
        return str(_("%(check)s: expired on %(day)s", check=line.tier, day=day))
    return str(_("%(check)s: valid until %(day)s", check=line.tier, day=day))


def words_until(award: GrantAward, until: date | None, language: str) -> str:
    """All that finance reads of the check of a group."""
    if award.diligence is Tier.NONE:
        return ""
    if until is None:
        return str(_("Not checked yet"))
    day = write_date(until, language)
    if until < today():
        return str(_("Check expired on %(day)s", day=day))
    return str(_("Checked until %(day)s", day=day))


def checks_url(award: GrantAward, slug: str) -> Any:
    return url_for(
        "grants_diligence.group", slug=slug, ref=award.organisation.ref, tier=award.diligence.value
    )
