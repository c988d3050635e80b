"""How much is asked for which amount, and how long what was found holds. Pure but for the settings.

Amounts are compared in the currency of the fund that pays, as they were set aside there: the ledger has
converted them at the donor's own rate, and no second rate is needed. The limits are whole units of it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from babel.numbers import get_currency_precision

from app.grants.diligence.enums import Tier
from app.kernel.money import Money
from app.kernel.settings import setting

RANK = {Tier.NONE: 0, Tier.STANDARD: 1, Tier.FULL: 2}
CHECKED = (Tier.STANDARD, Tier.FULL)
"""The tiers for which a group is checked, the lower first."""


def tier_for(amount: Money) -> Tier:
    """How much is asked for a grant of this amount, in the currency of the fund that pays it."""
    unit, limits = 10 ** get_currency_precision(amount.currency), setting("DILIGENCE_FROM")
    reached = [one for one in CHECKED if amount.minor >= limits[one] * unit]
    return reached[-1] if reached else Tier.NONE


def needed_before_offer(tier: Tier) -> bool:
    """Whether the group is checked before a grant is offered, and not only before it is paid."""
    return tier is Tier.FULL


def covering(asked: Tier) -> tuple[Tier, ...]:
    """The tiers of a check that count where this one is asked: its own and those above."""
    return tuple(one for one in CHECKED if RANK[one] >= RANK[asked])


def last_day(tier: Tier, day: date) -> date:
    """The last day on which a check that passes on `day` can hold."""
    months = day.year * 12 + day.month - 1 + int(setting("DILIGENCE_MONTHS")[tier])
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
