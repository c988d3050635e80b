"""Money set aside for a purpose, moved between lines, promised to a grantee, released again."""

from __future__ import annotations

from datetime import date

from app.grants.funding.enums import FactKind, FundingRefusal, RateSource
from app.grants.funding.models import Allocation, BudgetLine, Commitment, Fact, Fund
from app.grants.funding.queries import find_rate, sums
from app.grants.funding.queries.commitments import list_open_elsewhere
from app.grants.funding.rules import (
    can_promise,
    converted,
    largest_move,
    refuse_country,
    refuse_move,
    terms_of,
)
from app.grants.funding.services.ledger import (
    check_amount,
    check_running,
    check_tags,
    hold_fund,
    in_fund,
    new_act,
    rate_source,
    require_with,
    version_on,
    write,
)
from app.grants.funding.terms import Rate, Terms
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError


def revised(line: BudgetLine) -> int:
    """What the line holds after all moves, in minor units of the fund's currency."""
    return line.agreed_minor + sums(Fact.line_id == line.id).budget


def allocate(line: BudgetLine, *, minor: int, purpose: str, day: date, actor: Actor) -> Allocation:
    """Set a part of a line aside for a purpose, such as a call. Raises LINE_EXCEEDED."""
    hold_fund(line.fund, actor=actor)
    check_amount(minor)
    free = revised(line) - sums(Fact.line_id == line.id).allocated
    if minor > free:
        raise DomainError(FundingRefusal.LINE_EXCEEDED, line=line.code, over=in_fund(line.fund, minor - free))
    allocation = Allocation(line=line, purpose=purpose)
    db.session.add(allocation)
    db.session.flush()
    write(
        line.fund,
        FactKind.ALLOCATION,
        day=day,
        act=new_act(),
        actor=actor,
        line=line,
        allocation_id=allocation.id,
        allocated_minor=minor,
    )
    return allocation


def move(
    giving: BudgetLine, taking: BudgetLine, *, minor: int, day: date, actor: Actor, consented: bool = False
) -> None:
    """Move budget from one line of a fund to another, within the terms of the day.

    `consented`: the donor agreed in writing, which lifts a limit that its consent can lift. Raises
    MOVE_OUT_OF_SUB_GRANTS, MOVE_INTO_BARRED, MOVE_OVER_LIMIT, MOVE_NEEDS_CONSENT, MOVE_LEAVES_TOO_LITTLE,
    NOT_OF_THIS_FUND for a line of another fund or the same line.
    """
    fund = giving.fund
    hold_fund(fund, actor=actor)
    check_amount(minor)
    terms = terms_of(fund, day)
    rule = terms.reallocation
    if taking.fund_id != fund.id or taking.id == giving.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if rule.with_consent and not consented:
        raise DomainError(FundingRefusal.MOVE_NEEDS_CONSENT, clause=terms.clause("reallocation"))
    before = -sums(Fact.line_id == giving.id, Fact.budget_minor < 0).budget
    refused = refuse_move(
        rule,
        giving=giving.category,
        taking=taking.category,
        agreed=giving.agreed_minor,
        moved_before=before,
        amount=minor,
    )
    require_with(
        refused,
        lambda: {
            "line": taking.code if refused is FundingRefusal.MOVE_INTO_BARRED else giving.code,
            "most": in_fund(fund, largest_move(rule, giving.agreed_minor) - before),
            "clause": terms.clause("reallocation"),
        },
    )
    held = sums(Fact.line_id == giving.id)
    if giving.agreed_minor + held.budget - minor < max(held.used, held.allocated):
        raise DomainError(FundingRefusal.MOVE_LEAVES_TOO_LITTLE, line=giving.code)
    act = new_act()
    for line, amount in ((giving, -minor), (taking, minor)):
        write(fund, FactKind.MOVE, day=day, act=act, actor=actor, line=line, budget_minor=amount)


def commit(
    line: BudgetLine,
    *,
    ref: str,
    minor: int,
    currency: str,
    agreed_on: date,
    actor: Actor,
    allocation: Allocation | None = None,
    country: str | None = None,
) -> Commitment:
    """Promise a grantee `minor` units of `currency` from a line, under the terms of the day.

    It is booked in the fund's currency at the terms' budget rate. Raises SUSPENDED, OUTSIDE_PERIOD,
    TAG_BARRED, COUNTRY_CLOSED, LINE_EXCEEDED, ALLOCATION_EXCEEDED, NO_RATE, NOT_OF_THIS_FUND.
    """
    fund = line.fund
    hold_fund(fund, actor=actor, allowed=can_promise)
    check_amount(minor)
    check_running(fund, agreed_on)
    version = version_on(fund, agreed_on)
    terms = terms_of(fund, agreed_on)
    check_tags(line, terms)
    if allocation is not None and allocation.line_id != line.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    require_with(
        refuse_country(terms, country),
        lambda: {"country": country, "clause": terms.clause("closed_countries")},
    )
    rate = _budget_rate(terms, fund, currency)
    booked = _in_fund(fund, minor, currency, rate, agreed_on)
    _check_room(line, allocation, booked)
    commitment = Commitment(
        ref=ref,
        line=line,
        allocation=allocation,
        version=version,
        currency=currency,
        agreed_on=agreed_on,
        country=country,
    )
    db.session.add(commitment)
    db.session.flush()
    write(
        fund,
        FactKind.COMMITMENT,
        day=agreed_on,
        act=new_act(),
        actor=actor,
        line=line,
        commitment=commitment,
        allocation_id=allocation.id if allocation is not None else None,
        committed_minor=booked,
        promised_minor=minor,
        rate=str(rate.value) if rate is not None else None,
        rate_source=RateSource.BUDGET if rate is not None else None,
        terms_id=version.id if version is not None else None,
    )
    return commitment


def release_promise(commitment: Commitment, *, day: date, actor: Actor, note: str = "") -> None:
    """Give back to the line what is promised and will not be paid. Nothing open: nothing happens."""
    fund = commitment.line.fund
    hold_fund(fund, actor=actor)
    open_now = sums(Fact.commitment_id == commitment.id)
    if open_now.promised == 0 and open_now.committed == 0:
        return
    write(
        fund,
        FactKind.RELEASE,
        day=day,
        act=new_act(),
        actor=actor,
        line=commitment.line,
        commitment=commitment,
        allocation_id=commitment.allocation_id,
        committed_minor=-open_now.committed,
        promised_minor=-open_now.promised,
        note=note,
    )


def revalue(fund: Fund, *, day: date, actor: Actor) -> None:
    """Book what is still promised in other currencies at the published rate of the month.

    A line may go over by this: nobody acted, so it is shown, and nothing is refused for it.
    """
    hold_fund(fund, actor=actor)
    act = new_act()
    for commitment, promised, committed in list_open_elsewhere(fund):
        rate = find_rate(rate_source(), fund.currency or "", commitment.currency, day)
        difference = _in_fund(fund, promised, commitment.currency, rate, day) - committed
        if difference == 0:
            continue
        write(
            fund,
            FactKind.REVALUATION,
            day=day,
            act=act,
            actor=actor,
            line=commitment.line,
            commitment=commitment,
            allocation_id=commitment.allocation_id,
            committed_minor=difference,
            rate=str(rate.value) if rate is not None else None,
            rate_source=RateSource.PUBLISHED,
        )


def _check_room(line: BudgetLine, allocation: Allocation | None, booked: int) -> None:
    free = revised(line) - sums(Fact.line_id == line.id).used
    if booked > free:
        raise DomainError(
            FundingRefusal.LINE_EXCEEDED, line=line.code, over=in_fund(line.fund, booked - free)
        )
    if allocation is not None:
        held = sums(Fact.allocation_id == allocation.id)
        if held.used + booked > held.allocated:
            raise DomainError(
                FundingRefusal.ALLOCATION_EXCEEDED,
                purpose=allocation.purpose,
                over=in_fund(line.fund, held.used + booked - held.allocated),
            )


def _budget_rate(terms: Terms, fund: Fund, currency: str) -> Rate | None:
    wanted = {currency, fund.currency}
    return next((rate for rate in terms.budget_rates if {rate.base, rate.quote} == wanted), None)


def _in_fund(fund: Fund, minor: int, currency: str, rate: Rate | None, day: date) -> int:
    target = fund.currency or currency
    try:
        return converted(minor, currency, target, rate)
    except ValueError as problem:
        raise DomainError(FundingRefusal.NO_RATE, left=target, right=currency, day=day) from problem
