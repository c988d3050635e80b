"""What every act on a fund asks first, and the one writer of facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.grants.funding.enums import (
    Act,
    ExchangeBasis,
    FactKind,
    FundingRefusal,
    FundStatus,
    RateSource,
)
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact, Fund, Period, TermsVersion
from app.grants.funding.queries import find_own_fund, find_rate, holding, lock_fund
from app.grants.funding.queries.balances import free_cash, list_holdings
from app.grants.funding.rules import (
    at_cost,
    can_do,
    can_keep_funds,
    converted,
    gap_around,
    is_suspended,
    terms_of,
    terms_on,
)
from app.grants.funding.terms import Rate, Terms
from app.grants.funding.workflow import (
    ACTS,
    COSTS,
    OWN_FUNDS_ALONE,
    STOPPED_BY_SUSPENSION,
    WITHIN_THE_AWARD,
)
from app.kernel import audit, jobs
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.dates import Month
from app.kernel.errors import DomainError
from app.kernel.ids import new_ref
from app.kernel.money import Money
from app.kernel.settings import setting

PAYMENTS = (FactKind.PAYMENT, FactKind.REISSUE)


@dataclass(frozen=True)
class Held:
    """Funds that one act holds, so that it may write their facts. `ref` is one reference for all of them."""

    funds: tuple[Fund, ...]
    actor: Actor
    ref: str

    def write(self, fund: Fund, kind: FactKind, *, day: date, **columns: Any) -> Fact:
        """Write one fact; amounts as the columns of Fact say.

        Raises PERIOD_CLOSED, DAY_TO_COME, and NOT_OF_THIS_FUND for a line or an account of somebody else.
        """
        if fund not in self.funds:
            raise ValueError(f"this act does not hold fund {fund.code}")
        _check_place(fund, day, columns.get("line"), columns.get("account"))
        fund.facts_written += 1
        columns.setdefault("of_day", day)
        fact = Fact(
            fund=fund,
            number=fund.facts_written,
            kind=kind,
            effective_on=day,
            act=self.ref,
            made_by_id=self.actor.actor_id,
            **columns,
        )
        db.session.add(fact)
        db.session.flush()
        audit.record(
            f"fund.{kind.value}",
            subject="fund",
            subject_id=fund.id,
            actor=self.actor,
            body_id=fund.body_id,
            details={"fact": fact.number},
        )
        if fact.commitment is not None and fact.commitment.is_granted:
            jobs.enqueue("grants.money_moved", commitment_id=fact.commitment.id)
        return fact


def begin(
    act: Act, fund: Fund, *others: Fund, actor: Actor, day: date | None = None, ref: str | None = None
) -> Held:
    """Begin an act on a fund: only who may (`rules.can_do`), one act at a time, and only what the state of
    the fund lets happen on that day (`workflow.ACTS`). `others` take part in it; `ref` joins it to another
    act.

    Raises NOT_YOURS, ONLY_OWN_FUNDS, SUSPENDED, NOT_ACTIVE, OUTSIDE_PERIOD, NOT_ELIGIBLE_THAT_DAY.
    """
    for one in (fund, *others):
        if not can_do(actor, act, one.body_id):
            raise DomainError(FundingRefusal.NOT_YOURS)
    lock_fund(fund, *others)
    if not fund.is_own:
        _check_state(act, fund)
        if day is not None:
            _check_day(act, fund, day)
    return Held((fund, *others), actor, ref or new_ref())


def hold(*funds: Fund, actor: Actor) -> None:
    """Let nobody else act on these funds until the transaction ends. Raises NOT_YOURS."""
    for one in funds:
        if not can_keep_funds(actor, one.body_id):
            raise DomainError(FundingRefusal.NOT_YOURS)
    lock_fund(*funds)


def _check_state(act: Act, fund: Fund) -> None:
    if act in OWN_FUNDS_ALONE:
        raise DomainError(FundingRefusal.ONLY_OWN_FUNDS)
    if fund.status in ACTS[act]:
        return
    if fund.status is FundStatus.SUSPENDED:
        raise DomainError(FundingRefusal.SUSPENDED, since=fund.suspensions[-1].since)
    raise DomainError(FundingRefusal.NOT_ACTIVE)


def _check_day(act: Act, fund: Fund, day: date) -> None:
    suspension = is_suspended(fund.suspensions, day)
    if suspension is not None and act in STOPPED_BY_SUSPENSION:
        raise DomainError(FundingRefusal.SUSPENDED, since=suspension.since)
    first, last = fund.starts_on or day, fund.ends_on or day
    if act in WITHIN_THE_AWARD and not first <= day <= last:
        raise DomainError(FundingRefusal.OUTSIDE_PERIOD, first=first, last=last)
    gap = gap_around(fund.suspensions, day)
    if gap is not None and act in COSTS:
        raise DomainError(FundingRefusal.NOT_ELIGIBLE_THAT_DAY, last=gap.last_eligible_on)


def _check_place(fund: Fund, day: date, line: BudgetLine | None, account: Account | None) -> None:
    if day > today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    if line is not None and line.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if account is not None and account.body_id != fund.body_id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    period = period_of(fund, day)
    if period is not None and period.closed_at is not None:
        raise DomainError(FundingRefusal.PERIOD_CLOSED, day=day)


def period_of(fund: Fund, day: date) -> Period | None:
    """The period of the fund's accounts in which `day` lies; what comes before the award began is part of the
    first."""
    if fund.periods and day < fund.periods[0].starts_on:
        return fund.periods[0]
    return next((one for one in fund.periods if one.starts_on <= day <= one.ends_on), None)


def version_on(fund: Fund, day: date) -> TermsVersion | None:
    return terms_on(fund.versions, day)


def check_tags(line: BudgetLine, terms: Terms) -> None:
    """Raises TAG_BARRED for a line that is meant for what the terms do not pay."""
    if terms.barred_tags.intersection(line.tags):
        raise DomainError(FundingRefusal.TAG_BARRED, line=line.code, clause=terms.clause("barred_tags"))


def check_not_granted(commitment: Commitment, *, by_grant: bool) -> None:
    """Raises OF_A_GRANT for what a grant holds, where something else would pay or release it."""
    if commitment.is_granted and not by_grant:
        raise DomainError(FundingRefusal.OF_A_GRANT)


def check_currency(account: Account, wanted: str | None) -> None:
    """Raises WRONG_CURRENCY. Own funds, whose currency is None, take every account."""
    if wanted not in (None, account.currency):
        raise DomainError(FundingRefusal.WRONG_CURRENCY, wanted=wanted)


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
    rate = published_rate(fund, account.currency, day)
    return {
        "value_minor": -converted(minor, account.currency, fund.currency, rate),
        "rate": str(rate.value),
        "rate_source": RateSource.PUBLISHED,
    }


def published_rate(fund: Fund, currency: str, day: date) -> Rate:
    """The published rate of the month between the fund's currency and another one. Raises NO_RATE."""
    own = fund.currency or ""
    rate = find_rate(rate_source(), own, currency, day)
    if rate is None:
        raise DomainError(FundingRefusal.NO_RATE, left=own, right=currency, month=Month(day))
    return rate


def check_cash(fund: Fund, account: Account, minor: int, *, day: date) -> None:
    """Raises CASH_SHORT where the account does not hold so much of this fund: the rest would be the money of
    another one."""
    held, _cost = holding(fund, account)
    if minor > held:
        amount = Money(minor, account.currency)
        own = fund.currency is None
        raise DomainError(
            FundingRefusal.CASH_SHORT,
            account=account.code,
            fund=fund.code,
            held=Money(held, account.currency),
            amount=amount,
            free=_own_cash(fund, account, day) if own else in_fund(fund, free_cash(fund, until=day)),
            needs=amount if own else _worth(fund, account, amount, day),
        )


def _own_cash(own: Fund, account: Account, day: date) -> Money:
    """What own funds hold in all accounts of this one's currency."""
    held = sum(one.held for one in list_holdings(own, day) if one.currency == account.currency)
    return Money(held, account.currency)


def _worth(fund: Fund, account: Account, amount: Money, day: date) -> Money:
    """What the amount costs in the fund's currency, or itself where nobody published a rate yet."""
    try:
        return in_fund(fund, -charged(fund, account, amount.minor, day)["value_minor"])
    except DomainError:
        return amount


def check_payment(origin: Fact) -> None:
    """Raises NOT_A_PAYMENT for anything but a payment to a grantee."""
    if origin.kind not in PAYMENTS:
        raise DomainError(FundingRefusal.NOT_A_PAYMENT)


def own_fund_of(fund: Fund) -> Fund:
    """The own funds of the network. Raises NO_SUCH_FUND."""
    own = find_own_fund(fund.body_id)
    if own is None:
        raise DomainError(FundingRefusal.NO_SUCH_FUND)
    return own


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
