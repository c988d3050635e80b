"""How much is asked for which amount, and for how long a check counts."""

from __future__ import annotations

from datetime import date

import pytest

from app.grants.diligence import policy
from app.grants.diligence.enums import Tier
from app.grants.diligence.policy import covering, last_day, needed_before_offer, tier_for
from app.kernel.money import Money

SETTINGS = {
    "DILIGENCE_FROM": {"standard": 2_000, "full": 20_000},
    "DILIGENCE_MONTHS": {"standard": 24, "full": 12},
}
NONE, STANDARD, FULL = Tier


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "setting", SETTINGS.__getitem__)


@pytest.mark.parametrize(
    ("minor", "currency", "tier"),
    [
        (1_999_99, "USD", NONE),
        (2_000_00, "USD", STANDARD),
        (19_999_99, "USD", STANDARD),
        (20_000_00, "USD", FULL),
        (1_999, "XOF", NONE),
        (2_000, "XOF", STANDARD),
        (20_000, "XOF", FULL),
        (1_999_999, "JOD", NONE),
        (2_000_000, "JOD", STANDARD),
        (20_000_000, "JOD", FULL),
    ],
)
def test_the_amount_says_how_much_is_asked(minor: int, currency: str, tier: Tier) -> None:
    assert tier_for(Money(minor, currency)) is tier


def test_a_higher_check_counts_for_a_lower_one_and_only_the_full_one_comes_before_the_offer() -> None:
    assert [covering(one) for one in Tier] == [(STANDARD, FULL), (STANDARD, FULL), (FULL,)]
    assert [one for one in Tier if needed_before_offer(one)] == [FULL]


@pytest.mark.parametrize(
    ("tier", "day", "last"),
    [
        (FULL, date(2026, 11, 28), date(2027, 11, 28)),
        (STANDARD, date(2026, 11, 28), date(2028, 11, 28)),
        (FULL, date(2026, 12, 31), date(2027, 12, 31)),
        (FULL, date(2026, 1, 1), date(2027, 1, 1)),
        (FULL, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_check_counts_for_so_many_months(tier: Tier, day: date, last: date) -> None:
    assert last_day(tier, day) == last


def test_a_day_that_the_last_month_lacks_becomes_its_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "DILIGENCE_MONTHS", {"full": 6})
    assert last_day(FULL, date(2026, 8, 31)) == date(2027, 2, 28)
