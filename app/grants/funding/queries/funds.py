"""Funds, their rates and who holds them for writing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app.grants.funding.enums import FundingRefusal, FundKind
from app.grants.funding.models import Account, Donor, Fund, PublishedRate
from app.grants.funding.terms import Rate
from app.grants.funding.workflow import CAN_FOLLOW
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound


def get_fund(ref: str, body_id: int) -> Fund:
    """A fund of this network. Raises NotFound."""
    found = db.session.scalar(select(Fund).where(Fund.ref == ref, Fund.body_id == body_id))
    if found is None:
        raise NotFound(FundingRefusal.NO_SUCH_FUND)
    return found


def find_fund(body_id: int, code: str) -> Fund | None:
    """A network's fund of this code."""
    return db.session.scalar(select(Fund).where(Fund.body_id == body_id, Fund.code == code))


def find_donor(body_id: int, name: str) -> Donor | None:
    """A network's donor of this name."""
    return db.session.scalar(select(Donor).where(Donor.body_id == body_id, Donor.name == name))


def list_donors(body_id: int) -> list[Donor]:
    """Who gives money to a network, by name."""
    statement = select(Donor).where(Donor.body_id == body_id).order_by(Donor.name, Donor.id)
    return list(db.session.scalars(statement))


def find_account(body_id: int, code: str) -> Account | None:
    """A network's account of this name."""
    return db.session.scalar(select(Account).where(Account.body_id == body_id, Account.code == code))


def list_funds(body_id: int) -> list[Fund]:
    """Donor awards by their code, then own funds, with the versions of their terms."""
    statement = select(Fund).where(Fund.body_id == body_id).options(selectinload(Fund.versions))
    return list(db.session.scalars(statement.order_by(Fund.kind, Fund.code)))


def list_following(fund: Fund) -> list[Fund]:
    """The other awards of the same donor in the same currency that can still take money, by their code."""
    statement = select(Fund).where(
        Fund.body_id == fund.body_id,
        Fund.donor_id == fund.donor_id,
        Fund.currency == fund.currency,
        Fund.id != fund.id,
        Fund.status.in_(sorted(CAN_FOLLOW)),
    )
    return list(db.session.scalars(statement.order_by(Fund.code)))


def find_own_fund(body_id: int) -> Fund | None:
    """The network's own funds."""
    return db.session.scalar(select(Fund).where(Fund.body_id == body_id, Fund.kind == FundKind.OWN))


def lock_fund(*funds: Fund) -> None:
    """Hold these funds until the transaction ends: what their facts add up to stands still. Several are
    always taken in the same order, so that two acts never wait for each other.

    Periods, suspensions, terms and lines are read again: one may have been closed or begun meanwhile."""
    keys = sorted({fund.id for fund in funds})
    take_lock(select(Fund.id).where(Fund.id.in_(keys)).order_by(Fund.id))
    db.session.scalars(
        select(Fund)
        .where(Fund.id.in_(keys))
        .order_by(Fund.id)
        .options(selectinload(Fund.periods), selectinload(Fund.suspensions))
        .options(selectinload(Fund.versions), selectinload(Fund.lines))
        .execution_options(populate_existing=True)
    ).all()


def find_rate(source: str, left: str, right: str, day: date) -> Rate | None:
    """The rate between two currencies that `source` published for the month of `day`, whichever way round."""
    found = db.session.scalar(
        select(PublishedRate)
        .where(
            PublishedRate.source == source,
            PublishedRate.month == day.replace(day=1),
            or_(
                (PublishedRate.base == left) & (PublishedRate.quote == right),
                (PublishedRate.base == right) & (PublishedRate.quote == left),
            ),
        )
        .order_by(PublishedRate.id)
        .limit(1)
    )
    return None if found is None else Rate(found.base, found.quote, found.rate)
