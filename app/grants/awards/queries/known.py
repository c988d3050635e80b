"""How much the grants of a network need to know of their groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select

from app.casework.models import Casefile
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.applications.process_words import Status as ApplicationStatus
from app.grants.awards.models import GrantAward, Tranche
from app.grants.awards.process import GRANT_AWARD
from app.grants.awards.process_words import Status
from app.grants.awards.queries.grants import OWN, paid_of_tranche
from app.grants.diligence.enums import Tier
from app.grants.diligence.policy import CHECKED, needed_before_offer, tier_for
from app.grants.diligence.queries import Need, known_until
from app.grants.funding.models import BudgetLine, Commitment, Fact, Fund
from app.grants.funding.queries import sums
from app.kernel.database import db
from app.kernel.money import Money
from app.organisations.models import Organisation

GROUP = (
    Casefile.body_id,
    Casefile.organisation_id,
    Organisation.ref,
    Casefile.title,
    Casefile.sort_name,
    Casefile.country,
)
UNPAID = (Status.OFFERED, Status.ACTIVE, Status.SUSPENDED)
"""Where money may still be sent."""


def tier_of(commitment: Commitment) -> Tier:
    """How much is asked for all that was promised to a grant, paid or not."""
    currency = commitment.line.fund.currency or commitment.currency
    return tier_for(Money(sums(Fact.commitment_id == commitment.id).used, currency))


def tiers_to_offer(refs: Collection[str]) -> dict[str, Need]:
    """Reference of a selected application → its group, and how much is asked about it."""
    rows = db.session.execute(_to_offer().where(Casefile.ref.in_(refs)))
    return {row.case_ref: _need(row, _tier(row)) for row in rows}


def list_needs_of_grants(body_ids: Sequence[int]) -> list[Need]:
    """What selected applications on which nothing was offered, and grants of which a part is not paid, need
    to know of their groups."""
    offers = db.session.execute(_to_offer().where(Casefile.body_id.in_(body_ids)))
    found = [_need(row, tier) for row in offers if (tier := _tier(row)) is not Tier.NONE]
    given = db.session.execute(_unpaid(body_ids))
    return [*found, *(_need(row, row.diligence, offered=True) for row in given)]


def _to_offer() -> Any:
    application: Any = GrantApplication.__table__
    return (
        select(
            *GROUP,
            Casefile.ref.label("case_ref"),
            func.sum(Fact.committed_minor).label("committed"),
            func.coalesce(Fund.currency, Commitment.currency).label("counted_in"),
        )
        .join(application, application.c.id == Casefile.id)
        .join(Organisation, Organisation.id == Casefile.organisation_id)
        .join(Commitment, Commitment.id == application.c.commitment_id)
        .join(Fact, Fact.commitment_id == Commitment.id)
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .join(Fund, Fund.id == BudgetLine.fund_id)
        .where(
            Casefile.kind == GRANT_APPLICATION.kind,
            Casefile.status_code == ApplicationStatus.AWARDED,
            ~exists().where(OWN.application_id == Casefile.id),
        )
        .group_by(*GROUP, Casefile.ref, Casefile.id, Fund.currency, Commitment.currency)
        .order_by(Casefile.id)
    )


def _tier(row: Any) -> Tier:
    return tier_for(Money(int(row.committed), row.counted_in))


def _unpaid(body_ids: Sequence[int]) -> Any:
    open_part = exists().where(Tranche.award_id == OWN.id, paid_of_tranche() == 0)
    return (
        select(*GROUP, OWN.diligence)
        .join(GrantAward.__table__, OWN.id == Casefile.id)
        .join(Organisation, Organisation.id == Casefile.organisation_id)
        .where(
            Casefile.kind == GRANT_AWARD.kind,
            Casefile.body_id.in_(body_ids),
            Casefile.status_code.in_(UNPAID),
            OWN.diligence.in_(CHECKED),
            open_part,
        )
        .order_by(Casefile.id)
    )


def _need(row: Any, tier: Tier, *, offered: bool = False) -> Need:
    return Need(
        body_id=row.body_id,
        organisation_id=row.organisation_id,
        ref=row.ref,
        name=row.title,
        sort_name=row.sort_name,
        country=row.country,
        tier=tier,
        before_offer=needed_before_offer(tier) and not offered,
    )


def known_groups(awards: Collection[GrantAward]) -> dict[int, date]:
    """Key of a grant → until when its group is known as it asks; grants that ask for nothing, and groups that
    never passed, are not there."""
    found: dict[int, date] = {}
    for tier in CHECKED:
        asking = [one for one in awards if one.diligence is tier]
        for body_id in sorted({one.body_id for one in asking}):
            mine = [one for one in asking if one.body_id == body_id]
            until = known_until(body_id, {one.organisation_id for one in mine}, tier)
            found |= {one.id: until[one.organisation_id] for one in mine if one.organisation_id in until}
    return found
