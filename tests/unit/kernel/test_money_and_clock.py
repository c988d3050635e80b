"""Money never mixes currencies or loses a cent; the clock runs where tests put it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.errors import DomainError
from app.kernel.money import Money

amounts = st.integers(min_value=-(10**15), max_value=10**15)


@given(amounts, amounts)
def test_adding_and_taking_away_lose_nothing(one: int, other: int) -> None:
    left, right = Money(one, "EUR"), Money(other, "EUR")
    assert (left + right) - right == left
    assert (left <= right) == (one <= other)
    assert (left < right) == (one < other)


def test_currencies_never_mix() -> None:
    for act in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(DomainError, match=r"kernel\.currencies_differ"):
            act(Money(1, "EUR"), Money(1, "USD"))


@pytest.mark.parametrize(
    ("money", "language", "shown"),
    [
        (Money(123456, "EUR"), "en", "EUR 1,234.56"),
        (Money(123456, "EUR"), "es", "EUR 1.234,56"),
        (Money(5, "USD"), "en", "USD 0.05"),
        (Money(-123456, "EUR"), "en", "-EUR 1,234.56"),
    ],
)
def test_money_is_shown_as_the_reader_writes_it(money: Money, language: str, shown: str) -> None:
    assert money.shown(language).replace("\u00a0", " ").replace("\u202f", " ") == shown


def test_clock_stands_where_it_is_put_and_goes_back() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    before = clock.now()
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == moment.date()
        with clock.shift(timedelta(days=2)):
            assert clock.now() == moment + timedelta(days=2)
        assert clock.now() == moment
    assert before <= clock.now() < before + timedelta(minutes=5)


def test_clock_goes_back_after_a_fault() -> None:
    with pytest.raises(RuntimeError), clock.at(datetime(2000, 1, 1, tzinfo=UTC)):
        raise RuntimeError
    assert clock.now().year > 2000


def test_moment_without_a_zone_is_none() -> None:
    with pytest.raises(ValueError, match="zone"), clock.at(datetime(2026, 3, 1)):
        pass
