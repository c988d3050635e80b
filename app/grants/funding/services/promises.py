"""Money set aside for a purpose, moved between lines, promised to a grantee, released again."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, FactKind, FundingRefusal, RateSource
from app.grants.funding.models import Allocation, BudgetLine, Commitment, Fact, Fund
from app.grants.funding.queries import sums
from app.grants.funding.queries.commitments import is_last_of, is_promised, list_open_elsewhere
from app.grants.funding.rules import at_cost, converted, largest_move, refuse_country, refuse_move, terms_of
from app.grants.funding.services.ceilings import (
    FOR_GRANTS,
    check_award,
    check_line,
    check_meant_for,
    check_promise,
    free_on,
)
from app.grants.funding.services.ledger import (
    begin,
    check_amount,
    check_not_granted,
    check_tags,
    in_fund,
    published_rate,
    require_with,
    version_on,
)
from app.grants.funding.terms import Rate, Terms
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.locales import Country


def allocate(line: BudgetLine, *, minor: int, purpose: str, day: date, actor: Actor) -> Allocation:
    """Set a part of a line aside for a purpose, such as a call. Raises LINE_EXCEEDED, also for what is
    promised from the line already."""
    begun = begin(Act.ALLOCATE, line.fund, actor=actor, day=day)
    check_amount(minor)
    check_meant_for(line, FOR_GRANTS)
    check_line(line, minor)
    allocation = Allocation(line=line, purpose=purpose)
    db.session.add(allocation)
    db.session.flush()
    begun.write(
        line.fund,
        FactKind.ALLOCATION,
        day=day,
        line=line,
        allocation_id=allocation.id,
        allocated_minor=minor,
    )
    return allocation


def release_allocation(allocation: Allocation, *, day: date, actor: Actor, note: str = "") -> None:
    """Give back to the line what was set aside and is neither promised nor paid. Nothing left: nothing
    happens."""
    line = allocation.line
    begun = begin(Act.RELEASE_ALLOCATION, line.fund, actor=actor)
    held = sums(Fact.allocation_id == allocation.id)
    if held.allocated <= held.used:
        return
    begun.write(
        line.fund,
        FactKind.ALLOCATION,
        day=day,
        line=line,
        allocation_id=allocation.id,
        allocated_minor=held.used - held.allocated,
        note=note,
    )


def move(
    giving: BudgetLine, taking: BudgetLine, *, minor: int, day: date, actor: Actor, consented: bool = False
) -> None:
    """Move budget from one line of a fund to another, within the terms of the day.

    `consented`: the donor agreed in writing, which lifts a limit that its consent can lift. Raises
    MOVE_OUT_OF_SUB_GRANTS, MOVE_INTO_BARRED, MOVE_OVER_LIMIT, MOVE_NEEDS_CONSENT, MOVE_LEAVES_TOO_LITTLE,
    NOT_OF_THIS_FUND for a line of another fund or the same line.
    """
    fund = giving.fund
    begun = begin(Act.MOVE, fund, actor=actor, day=day)
    check_amount(minor)
    if taking.fund_id != fund.id or taking.id == giving.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    _check_move(giving, taking, minor, terms_of(fund, day), consented=consented)
    free = free_on(giving)
    if minor > free:
        raise DomainError(
            FundingRefusal.MOVE_LEAVES_TOO_LITTLE, line=giving.code, most=in_fund(fund, max(0, free))
        )
    for line, amount in ((giving, -minor), (taking, minor)):
        begun.write(fund, FactKind.MOVE, day=day, line=line, budget_minor=amount)


def _check_move(giving: BudgetLine, taking: BudgetLine, minor: int, terms: Terms, *, consented: bool) -> None:
    rule, clause = terms.reallocation, terms.clause("reallocation")
    if rule.with_consent and not consented:
        raise DomainError(FundingRefusal.MOVE_NEEDS_CONSENT, clause=clause)
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
            "most": in_fund(giving.fund, largest_move(rule, giving.agreed_minor) - before),
            "clause": clause,
        },
    )


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
    is_granted: bool = False,
) -> Commitment:
    """Promise a grantee `minor` units of `currency` from a line, under the terms of the day.

    It is booked in the fund's currency at the terms' budget rate. One grant may be promised from several
    lines under one `ref`, from each of them once. Raises SUSPENDED, OUTSIDE_PERIOD, TAG_BARRED,
    COUNTRY_CLOSED, COUNTRY_NEEDED, REF_TAKEN, LINE_EXCEEDED, ALLOCATION_EXCEEDED, NO_BUDGET_RATE,
    NOT_OF_THIS_FUND.
    """
    fund = line.fund
    begun = begin(Act.COMMIT, fund, actor=actor, day=agreed_on)
    check_amount(minor)
    terms = terms_of(fund, agreed_on)
    _check_grant(line, ref, allocation, terms, country)
    rate = _budget_rate(terms, fund, currency)
    booked = converted(minor, currency, fund.currency or currency, rate)
    check_promise(line, allocation, booked)
    commitment = Commitment(
        ref=ref,
        line=line,
        allocation=allocation,
        version=version_on(fund, agreed_on),
        currency=currency,
        agreed_on=agreed_on,
        country=country,
        is_granted=is_granted,
    )
    db.session.add(commitment)
    db.session.flush()
    amounts = {"committed_minor": booked, "promised_minor": minor}
    source = RateSource.BUDGET if rate is not None else None
    columns = {**_of(commitment), **_rated(rate, source), **amounts, "terms_id": commitment.terms_id}
    begun.write(fund, FactKind.COMMITMENT, day=agreed_on, **columns)
    return commitment


def _check_grant(
    line: BudgetLine, ref: str, allocation: Allocation | None, terms: Terms, country: str | None
) -> None:
    if allocation is not None and allocation.line_id != line.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if is_promised(line, ref):
        raise DomainError(FundingRefusal.REF_TAKEN, ref=ref, line=line.code)
    _check_terms(line, terms, country)


def _check_terms(line: BudgetLine, terms: Terms, country: str | None) -> None:
    """Whether the donor lets this line pay a grant in this country. Raises LINE_NOT_FOR_THIS, TAG_BARRED,
    COUNTRY_CLOSED, COUNTRY_NEEDED."""
    check_meant_for(line, FOR_GRANTS)
    check_tags(line, terms)
    barred_by = refuse_country(terms, country)
    if barred_by is None:
        return
    clause = terms.clause(barred_by)
    if country is None:
        raise DomainError(FundingRefusal.COUNTRY_NEEDED, clause=clause)
    raise DomainError(FundingRefusal.COUNTRY_CLOSED, country=Country(country), clause=clause)


def raise_promise(
    commitment: Commitment, *, minor: int, day: date, actor: Actor, by_grant: bool = False
) -> Fact:
    """Promise the grantee `minor` units of the commitment's currency more, under the terms of the day: the
    same ceilings hold as for the first promise, and it is booked at the budget rate of these terms. What it
    answers can be released again as it was booked (`lower_promise` with it as `origin`).

    Raises SUSPENDED, OUTSIDE_PERIOD, LINE_NOT_FOR_THIS, TAG_BARRED, COUNTRY_CLOSED, COUNTRY_NEEDED,
    LINE_EXCEEDED, ALLOCATION_EXCEEDED, NO_BUDGET_RATE; OF_A_GRANT, but for the grant itself (`by_grant`).
    """
    line = commitment.line
    fund = line.fund
    begun = begin(Act.RAISE_PROMISE, fund, actor=actor, day=day)
    check_amount(minor)
    check_not_granted(commitment, by_grant=by_grant)
    terms = terms_of(fund, day)
    _check_terms(line, terms, commitment.country)
    rate = _budget_rate(terms, fund, commitment.currency)
    booked = converted(minor, commitment.currency, fund.currency or commitment.currency, rate)
    check_promise(line, commitment.allocation, booked)
    version = version_on(fund, day)
    return begun.write(
        fund,
        FactKind.COMMITMENT,
        day=day,
        committed_minor=booked,
        promised_minor=minor,
        terms_id=version.id if version is not None else None,
        **_of(commitment),
        **_rated(rate, RateSource.BUDGET if rate is not None else None),
    )


def lower_promise(
    commitment: Commitment,
    *,
    minor: int,
    day: date,
    actor: Actor,
    origin: Fact | None = None,
    note: str = "",
    by_grant: bool = False,
) -> Fact:
    """Give back to the line `minor` units of what is still promised, in the commitment's currency: at its
    share of what the open promise is booked with. Where nothing was booked on the commitment since `origin`,
    a raise, exactly that is taken back.

    Raises COMMITMENT_EXCEEDED; OF_A_GRANT, but for the grant itself (`by_grant`).
    """
    fund = commitment.line.fund
    begun = begin(Act.LOWER_PROMISE, fund, actor=actor)
    check_amount(minor)
    check_not_granted(commitment, by_grant=by_grant)
    open_now = sums(Fact.commitment_id == commitment.id)
    check_award(commitment, minor, open_now.promised)
    booked = at_cost(open_now.promised, open_now.committed, minor)
    if origin is not None and origin.promised_minor == minor and is_last_of(commitment, origin):
        booked = origin.committed_minor
    return begun.write(
        fund,
        FactKind.RELEASE,
        day=day,
        origin=origin,
        committed_minor=-booked,
        promised_minor=-minor,
        note=note,
        **_of(commitment),
    )


def release_promise(
    commitment: Commitment, *, day: date, actor: Actor, note: str = "", by_grant: bool = False
) -> None:
    """Give back to the line what is promised and will not be paid. Nothing open: nothing happens. Raises
    OF_A_GRANT, but for the grant itself (`by_grant`)."""
    fund = commitment.line.fund
    begun = begin(Act.RELEASE_PROMISE, fund, actor=actor)
    check_not_granted(commitment, by_grant=by_grant)
    open_now = sums(Fact.commitment_id == commitment.id)
    if open_now.promised == 0 and open_now.committed == 0:
        return
    amounts = {"committed_minor": -open_now.committed, "promised_minor": -open_now.promised}
    begun.write(fund, FactKind.RELEASE, day=day, note=note, **_of(commitment), **amounts)


def revalue(fund: Fund, *, day: date, actor: Actor) -> None:
    """Book what is still promised in other currencies at the published rate of the month.

    A line may go over by this: nobody acted, so it is shown, and nothing is refused for it.
    """
    begun = begin(Act.REVALUE, fund, actor=actor)
    for commitment, promised, committed in list_open_elsewhere(fund):
        rate = published_rate(fund, commitment.currency, day)
        difference = converted(promised, commitment.currency, fund.currency or "", rate) - committed
        if difference != 0:
            columns = {**_of(commitment), **_rated(rate, RateSource.PUBLISHED)}
            begun.write(fund, FactKind.REVALUATION, day=day, committed_minor=difference, **columns)


def _of(commitment: Commitment) -> dict[str, Any]:
    """The columns that say which promise a fact is about."""
    return {
        "line": commitment.line,
        "commitment": commitment,
        "allocation_id": commitment.allocation_id,
    }


def _rated(rate: Rate | None, source: RateSource | None) -> dict[str, Any]:
    return {"rate": str(rate.value) if rate is not None else None, "rate_source": source}


def _budget_rate(terms: Terms, fund: Fund, currency: str) -> Rate | None:
    """The rate at which a promise in this currency is booked; None in the fund's own. Raises
    NO_BUDGET_RATE."""
    if fund.currency in (None, currency):
        return None
    wanted = {currency, fund.currency}
    found = next((rate for rate in terms.budget_rates if {rate.base, rate.quote} == wanted), None)
    if found is None:
        raise DomainError(FundingRefusal.NO_BUDGET_RATE, left=fund.currency, right=currency)
    return found
