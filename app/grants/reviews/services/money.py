"""What the budget lines of a call still give."""

from __future__ import annotations

from app.grants.calls.models import Call, CallLine
from app.grants.funding.rules import converted, terms_of
from app.grants.funding.services.ceilings import free_on
from app.kernel import clock


def money_left(call: Call) -> int:
    """What is neither used nor set aside on the lines of a call, in minor units of its currency. A line whose
    fund has no budget rate for it gives nothing: nothing could be promised from it."""
    return sum(_left_on(one, call.currency) for one in call.lines)


def _left_on(one: CallLine, currency: str) -> int:
    fund, free = one.line.fund, max(0, free_on(one.line))
    if fund.currency in (None, currency):
        return free
    rates = terms_of(fund, clock.today()).budget_rates
    rate = next((rate for rate in rates if {rate.base, rate.quote} == {currency, fund.currency}), None)
    return 0 if rate is None else converted(free, fund.currency, currency, rate)
