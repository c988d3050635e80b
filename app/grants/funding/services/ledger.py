"""The one writer of facts, and what every act on a fund asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.grants.funding.enums import ExchangeBasis, FactKind, FundingRefusal, FundStatus, RateSource
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period, TermsVersion
from app.grants.funding.queries import find_rate, holding, lock_fund
from app.grants.funding.rules import at_cost, can_keep_funds, converted, is_suspended, terms_of, terms_on
from app.grants.funding.terms import Terms
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.ids import new_ref
from app.kernel.money import Money
from app.kernel.settings import setting

RUNNING = frozenset({FundStatus.ACTIVE, FundStatus.SUSPENDED, FundStatus.CLOSING})


def hold_fund(
    fund: Fund, *others: Fund, actor: Actor, allowed: Callable[[Actor, int], bool] = can_keep_funds
) -> None:
    """Begin an act on these funds: only their finance may, unless `allowed` says who else, and one act at a
    time."""
    for one in (fund, *others):
        if not allowed(actor, one.body_id):
            raise DomainError(FundingRefusal.NOT_YOURS)
    lock_fund(fund, *others)


def new_act() -> str:
    """A reference for the facts of one act."""
    return new_ref()


def write(
    fund: Fund,
    kind: FactKind,
    *,
    day: date,
    act: str,
    actor: Actor,
    of_day: date | None = None,
    **columns: Any,
) -> Fact:
    """Write one fact of a fund that the caller holds; amounts as the columns of Fact say.

    Raises PERIOD_CLOSED, DAY_TO_COME, and NOT_OF_THIS_FUND for a line or an account of somebody else.
    """
    if day > today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    line, account = columns.get("line"), columns.get("account")
    if line is not None and line.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if account is not None and account.body_id != fund.body_id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    period = period_of(fund, day)
    if period is not None and period.closed_at is not None:
        raise DomainError(FundingRefusal.PERIOD_CLOSED, day=day)
    fund.facts_written += 1
    fact = Fact(
        fund=fund,
        number=fund.facts_written,
        kind=kind,
        effective_on=day,
        of_day=of_day or day,
        act=act,
        made_by_id=actor.actor_id,
        **columns,
    )
    db.session.add(fact)
    db.session.flush()
    audit.record(
        f"fund.{kind.value}",
        subject="fund",
        subject_id=fund.id,
        actor=actor,
        body_id=fund.body_id,
        details={"fact": fact.number},
    )
    return fact


def period_of(fund: Fund, day: date) -> Period | None:
    """The period of the fund's accounts in which `day` lies; what comes before the award began is part of the
    first."""
    if fund.periods and day < fund.periods[0].starts_on:
        return fund.periods[0]
    return next((one for one in fund.periods if one.starts_on <= day <= one.ends_on), None)


def version_on(fund: Fund, day: date) -> TermsVersion | None:
    return terms_on(fund.versions, day)


def check_running(fund: Fund, day: date) -> None:
    """Nothing is promised or paid from a fund that is not running, is suspended that day, has not begun or is
    over by then. Raises NOT_ACTIVE, SUSPENDED, OUTSIDE_PERIOD."""
    if fund.is_own:
        return
    if fund.status not in RUNNING:
        raise DomainError(FundingRefusal.NOT_ACTIVE)
    suspension = is_suspended(fund.suspensions, day)
    if suspension is not None:
        raise DomainError(FundingRefusal.SUSPENDED, since=suspension.since)
    check_period(fund, day)


def check_period(fund: Fund, day: date) -> None:
    """Raises OUTSIDE_PERIOD for a day on which the award does not run; own funds always do."""
    if fund.starts_on is not None and fund.ends_on is not None and not fund.starts_on <= day <= fund.ends_on:
        raise DomainError(FundingRefusal.OUTSIDE_PERIOD)


def check_tags(line: BudgetLine, terms: Terms) -> None:
    """Raises TAG_BARRED for a line that is meant for what the terms do not pay."""
    if terms.barred_tags.intersection(line.tags):
        raise DomainError(FundingRefusal.TAG_BARRED, line=line.code, clause=terms.clause("barred_tags"))


def check_currency(account: Account, wanted: str | None) -> None:
    """Raises WRONG_CURRENCY. Own funds, whose currency is None, take every account."""
    if wanted not in (None, account.currency):
        raise DomainError(FundingRefusal.WRONG_CURRENCY, wanted=wanted)


def check_own(fund: Fund) -> None:
    """Raises ONLY_OWN_FUNDS for a donor's award."""
    if not fund.is_own:
        raise DomainError(FundingRefusal.ONLY_OWN_FUNDS)


def check_amount(minor: int) -> None:
    if minor <= 0:
        raise DomainError(FundingRefusal.NOT_A_POSITIVE_AMOUNT)


def check_second(fund: Fund, actor: Actor, approver: Actor) -> None:
    """Four eyes: who approves is a person of the network's finance, and another one than who proposed. Raises
    NOT_YOURS, SAME_PERSON."""
    if not can_keep_funds(approver, fund.body_id):
        raise DomainError(FundingRefusal.NOT_YOURS)
    if approver.actor_id is None or approver.actor_id == actor.actor_id:
        raise DomainError(FundingRefusal.SAME_PERSON)


def charged(fund: Fund, account: Account, minor: int, day: date) -> dict[str, Any]:
    """What taking `minor` out of the account costs the donor: the columns `value_minor` (negative), `rate`
    and `rate_source` of a fact. By the terms of the day: at what the bank took for the holding, or at the
    published rate of the month. Raises NO_RATE where neither is known."""
    if fund.currency is None or account.currency == fund.currency:
        return {"value_minor": -minor}
    if terms_of(fund, day).exchange is ExchangeBasis.BANK:
        held, cost = holding(fund, account)
        if held >= minor > 0:
            return {"value_minor": -at_cost(held, cost, minor), "rate_source": RateSource.BANK}
    rate = find_rate(rate_source(), fund.currency, account.currency, day)
    if rate is None:
        raise DomainError(FundingRefusal.NO_RATE, left=fund.currency, right=account.currency, day=day)
    return {
        "value_minor": -converted(minor, account.currency, fund.currency, rate),
        "rate": str(rate.value),
        "rate_source": RateSource.PUBLISHED,
    }


def in_fund(fund: Fund, minor: int) -> Money:
    """An amount in the fund's currency, as a refusal names it."""
    return Money(minor, fund.currency or "")


def rate_source() -> str:
    """Whose published monthly rates count in this installation."""
    return str(setting("RATE_SOURCE"))


def require_with(refused: FundingRefusal | None, params: Callable[[], dict[str, Any]]) -> None:
    """Raise what a rule answered, with what its sentence names."""
    if refused is not None:
        raise DomainError(refused, **params())
