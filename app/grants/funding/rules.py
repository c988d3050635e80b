"""The arithmetic of funds, and what their terms allow. Pure.

Amounts are minor units. Every conversion rounds half up, once for each transaction, so that a report is the
sum of the rows behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from app.grants.funding.enums import Act, Category, Evidence, FundingRefusal
from app.grants.funding.models import Fund, Suspension, TermsVersion
from app.grants.funding.terms import Rate, Reallocation, Terms
from app.kernel.actor import Actor, can, is_system
from app.kernel.permissions import Permission

COUNTRIES, CLOSED_COUNTRIES = "countries", "closed_countries"  # keys of the terms


def can_keep_funds(actor: Actor, body_id: int) -> bool:
    return can(actor, Permission.MANAGE_FUNDS, body=body_id)


def can_do(actor: Actor, act: Act, body_id: int) -> bool:
    """Finance does everything with money. Whoever decides on grants promises it, and whoever reads the
    reports accepts what it was spent for; a promise that nobody took, or that became
    less, goes back by itself."""
    if is_system(actor):
        return act in (Act.LOWER_PROMISE, Act.RELEASE_PROMISE)
    by_office = _OF_OFFICE.get(act)
    decides = by_office is not None and can(actor, by_office, body=body_id)
    return decides or can_keep_funds(actor, body_id)


_OF_OFFICE: Mapping[Act, Permission] = {
    Act.COMMIT: Permission.DECIDE_GRANTS,
    Act.RAISE_PROMISE: Permission.DECIDE_GRANTS,
    Act.ACCEPT: Permission.SCREEN_GRANTS,
}


def half_up(amount: Decimal) -> int:
    """The nearest whole number of minor units; a half goes away from zero."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def converted(minor: int, source: str, target: str, rate: Rate | None) -> int:
    """`minor` units of `source` in minor units of `target`. Raises ValueError where `rate` is not between the
    two."""
    if source == target:
        return minor
    if rate is None or {rate.base, rate.quote} != {source, target}:
        raise ValueError(f"no rate between {source} and {target}")
    factor = rate.value if source == rate.base else 1 / rate.value
    digits = get_currency_precision(target) - get_currency_precision(source)
    return half_up((Decimal(minor) * factor).scaleb(digits))


def terms_on(versions: Iterable[TermsVersion], day: date) -> TermsVersion | None:
    """The version that holds on `day`; the first one for the days before any."""
    ordered = sorted(versions, key=lambda version: version.number)
    holding = [version for version in ordered if version.since <= day]
    return holding[-1] if holding else next(iter(ordered), None)


def terms_of(fund: Fund, day: date) -> Terms:
    """The fund's terms on a day; own funds have the plainest."""
    version = terms_on(fund.versions, day)
    return version.terms if version is not None else Terms()


def indirect_due(direct_by_terms: Iterable[tuple[Terms, int]]) -> int:
    """All indirect costs on direct costs that each stand under their own terms, in one rounding."""
    total = Decimal(0)
    for terms, direct in direct_by_terms:
        if terms.indirect is not None:
            numerator, denominator = terms.indirect.share_of_direct
            total += Decimal(direct) * numerator / denominator
    return half_up(total)


def counts_for_indirect(terms: Terms, category: Category) -> bool:
    """Whether a cost of this category is part of the base of indirect costs."""
    return (
        terms.indirect is not None
        and category is not Category.INDIRECT
        and category not in terms.indirect.without
    )


def is_suspended(suspensions: Iterable[Suspension], day: date) -> Suspension | None:
    """The suspension in force on `day`."""
    return next(
        (one for one in suspensions if one.since <= day and (one.resumed_on is None or day < one.resumed_on)),
        None,
    )


def gap_around(suspensions: Iterable[Suspension], day: date) -> Suspension | None:
    """The suspension after whose last eligible day, and before whose end, `day` lies."""
    return next(
        (
            one
            for one in suspensions
            if one.last_eligible_on < day and (one.resumed_on is None or day < one.resumed_on)
        ),
        None,
    )


def refuse_country(terms: Terms, country: str | None) -> str | None:
    """Which of the terms bars money from this country, by its key; a country that is not known is barred only
    where the terms name those that may receive."""
    if terms.countries and country not in terms.countries:
        return COUNTRIES
    if country is not None and country in terms.closed_countries:
        return CLOSED_COUNTRIES
    return None


def refuse_move(
    rule: Reallocation, *, giving: Category, taking: Category, agreed: int, moved_before: int, amount: int
) -> FundingRefusal | None:
    """Why `amount` may not move out of a line of which `agreed` was agreed and `moved_before` left already.

    Between two lines of one category the category's own bar does not count: sub-grants stay sub-grants.
    """
    if giving is not taking:
        if giving in rule.never_from:
            return FundingRefusal.MOVE_OUT_OF_SUB_GRANTS
        if taking in rule.never_into:
            return FundingRefusal.MOVE_INTO_BARRED
    if rule.percent is not None and moved_before + amount > largest_move(rule, agreed):
        return FundingRefusal.MOVE_OVER_LIMIT
    return None


def largest_move(rule: Reallocation, agreed: int) -> int:
    """How much may leave a line over the whole award; all of it where the terms set no share."""
    return agreed if rule.percent is None else int(Decimal(agreed) * rule.percent / 100)


def refuse_statement(terms: Terms, evidence: Evidence, amount: int) -> FundingRefusal | None:
    """A signed statement proves an expense only up to the ceiling of the terms."""
    if evidence is not Evidence.SIGNED_STATEMENT or terms.statement_ceiling is None:
        return None
    return FundingRefusal.STATEMENT_TOO_LARGE if amount > terms.statement_ceiling else None


def largest_carry_over(terms: Terms, agreed: int) -> int:
    """What of an award of `agreed` may stay for the next one without asking the donor."""
    if terms.carry_over_percent is None or terms.carry_over_with_consent:
        return 0
    return int(Decimal(agreed) * terms.carry_over_percent / 100)


def at_cost(held: int, held_value: int, amount: int) -> int:
    """What `amount` of a holding cost, by its average: `held` units cost `held_value`. All of the holding
    costs all of the value."""
    return half_up(Decimal(held_value) * amount / held)
