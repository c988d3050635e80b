"""Donors' awards as everybody may read them: what came in, and what the published grants add up to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.grants.awards.enums import VariationStatus
from app.grants.awards.models import GrantAward, GrantVariation
from app.grants.funding.enums import FactKind, FundKind, FundStatus
from app.grants.funding.models import Fact, Fund
from app.grants.publishing.enums import Publicity
from app.grants.publishing.projection import Movement, Record, ShownFund, quarter_sums
from app.grants.publishing.queries.grants import list_chosen
from app.grants.publishing.rules import terms_allow
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.money import Money
from app.organisations.models import NetworkBody

OWN = GrantAward.__table__.c
PROMISED = (FactKind.COMMITMENT, FactKind.RELEASE)
MOVED = (FactKind.PAYMENT, FactKind.REISSUE, FactKind.RETURN, FactKind.REFUND)


def list_shown_funds(body: NetworkBody) -> list[ShownFund]:
    """The donors' awards that may be published, by their code; `today` ends what is not over yet."""
    by_fund: dict[int, list[Record]] = {}
    for record in list_chosen(body):
        by_fund.setdefault(record.fund_id, []).append(record)
    funds = [fund for fund in _funds(body) if _may_be_shown(fund)]
    named = [one for fund in funds for one in by_fund.get(fund.id, ()) if one.publicity is Publicity.PUBLISH]
    moved = _moved([one.award_id for one in named])
    incoming = _incoming([fund.id for fund in funds])
    return [
        ShownFund(
            ref=fund.ref,
            title=fund.title,
            donor=fund.donor.name if fund.donor is not None else "",
            donor_id=fund.donor.iati_org_id if fund.donor is not None else None,
            donor_activity=fund.iati_activity_id,
            status=fund.status,
            starts_on=fund.starts_on or today(),
            ends_on=fund.ends_on or today(),
            agreed=Money(fund.agreed_minor, fund.currency or ""),
            incoming=incoming.get(fund.id, ()),
            committed=quarter_sums(_of(moved, fund.id, PROMISED), today()),
            disbursed=quarter_sums(_of(moved, fund.id, MOVED), today()),
        )
        for fund in funds
    ]


def _funds(body: NetworkBody) -> Sequence[Fund]:
    statement = (
        select(Fund)
        .where(
            Fund.body_id == body.id,
            Fund.kind == FundKind.DONOR_AWARD,
            Fund.status != FundStatus.PROSPECTIVE,
        )
        .options(joinedload(Fund.donor), selectinload(Fund.versions))
        .order_by(Fund.code, Fund.id)
    )
    return db.session.scalars(statement).all()


def _may_be_shown(fund: Fund) -> bool:
    held = [one for one in fund.versions if one.since <= today()]
    return bool(held) and terms_allow(None, held[-1].terms)


Fact_ = tuple[int, FactKind, Movement]


def _moved(award_ids: Collection[int]) -> list[Fact_]:
    """(fund, kind, movement) of what was promised and paid to these grants, in the fund's currency."""
    rows = db.session.execute(
        select(
            Fact.fund_id, Fact.kind, Fact.effective_on, Fact.committed_minor, Fact.paid_minor, Fund.currency
        )
        .join(Fund, Fund.id == Fact.fund_id)
        .join(GrantAward.__table__, OWN.commitment_id == Fact.commitment_id)
        .where(OWN.id.in_(award_ids), Fact.kind.in_((*PROMISED, *MOVED)), ~_is_not_signed())
        .order_by(Fact.effective_on, Fact.id)
    )
    return [
        (fund_id, kind, Movement(day, Money(promised if kind in PROMISED else paid, currency or "")))
        for fund_id, kind, day, promised, paid, currency in rows
    ]


def _is_not_signed() -> ColumnElement[bool]:
    """Whether an entry holds the money of a raise that the group has not signed, or gives it back: it is no
    part of a grant."""
    hold = exists().where(
        GrantVariation.hold_id.in_((Fact.id, Fact.origin_id)),
        GrantVariation.status != VariationStatus.APPROVED,
    )
    return Fact.kind.in_(PROMISED) & hold


def _of(moved: Sequence[Fact_], fund_id: int, kinds: Collection[FactKind]) -> list[Movement]:
    return [one for fund, kind, one in moved if fund == fund_id and kind in kinds]


def _incoming(fund_ids: Collection[int]) -> Mapping[int, list[Movement]]:
    """Fund → what the donor sent, day by day, in the fund's currency."""
    rows = db.session.execute(
        select(Fact.fund_id, Fact.effective_on, Fact.value_minor, Fund.currency)
        .join(Fund, Fund.id == Fact.fund_id)
        .where(Fact.fund_id.in_(fund_ids), Fact.kind == FactKind.RECEIVED)
        .order_by(Fact.effective_on, Fact.id)
    )
    found: dict[int, dict[date, Money]] = {}
    for fund_id, day, minor, currency in rows:
        days = found.setdefault(fund_id, {})
        days[day] = days.get(day, Money(0, currency or "")) + Money(minor, currency or "")
    return {
        fund_id: [Movement(day, amount) for day, amount in days.items()] for fund_id, days in found.items()
    }
