"""The one gate: what a masked grant lets out, and that a withheld one lets out nothing."""

from __future__ import annotations

from datetime import date

import pytest

from app.grants.publishing.enums import Publicity
from app.grants.publishing.projection import Shown, in_order, project, rounded, totals
from app.kernel.money import Money
from tests.unit.grants.publishing.grants import around, masked, record


def test_a_published_grant_is_shown_whole() -> None:
    assert project(record(), around()) == Shown(
        ref="GRANT-1",
        recipient_ref="GROUP-1",
        name="Reed on the lake",
        country="KE",
        region={"en": "East Africa", "es": "África Oriental"},
        year=2026,
        amount=Money(4_317_25, "USD"),
        call_code="care-2026",
        call_title={"en": "Care", "es": "Cuidado"},
        call_summary={"en": "For groups that care."},
        awarded_on=date(2026, 5, 20),
        ends_on=date(2026, 12, 31),
        asked=Money(5_000_00, "USD"),
        payments=around().payments[1],
        donor_activity="XM-DAC-1-22",
    )


def test_a_masked_grant_is_a_region_a_year_and_about_how_much() -> None:
    assert project(masked(), around()) == Shown(
        ref="MASK-2",
        recipient_ref="NOBODY-2",
        name="",
        country="",
        region={"en": "East Africa", "es": "África Oriental"},
        year=2026,
        amount=Money(4_300_00, "USD"),
        call_code="care-2026",
        call_title={"en": "Care", "es": "Cuidado"},
        call_summary={"en": "For groups that care."},
        is_rounded=True,
    )


def test_a_region_of_few_groups_is_left_out_of_a_mask() -> None:
    found = project(masked(), around(groups=4))
    assert found is not None
    assert found.region == {}


def test_an_amount_that_all_have_is_not_rounded() -> None:
    found = project(masked(is_one_size=True), around())
    assert found is not None
    assert (found.amount, found.is_rounded) == (Money(4_317_25, "USD"), False)


def test_a_withheld_grant_is_nothing() -> None:
    assert project(record(choice=Publicity.WITHHOLD), around()) is None


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (4_317_25, "USD", 4_300_00),
        (9_999_99, "USD", 10_000_00),
        (12, "USD", 1_00),
        (1, "USD", 1_00),
        (4_317, "XOF", 4_300),
        (5, "XOF", 5),
        (1_234_567, "JOD", 1_200_000),
    ],
)
def test_a_rounded_amount_is_never_nothing(minor: int, currency: str, shown: int) -> None:
    assert rounded(Money(minor, currency), 2) == Money(shown, currency)


def test_a_total_is_the_sum_of_what_is_shown() -> None:
    withheld = record(3, choice=Publicity.WITHHOLD)
    shown = [one for one in (project(each, around()) for each in (record(), masked(), withheld)) if one]
    assert totals(shown) == {"USD": Money(8_617_25, "USD")}
    assert totals([]) == {}


def test_the_order_tells_nothing_of_a_masked_grant() -> None:
    last_year, ash = record(6, agreed_on=date(2025, 1, 1)), record(7, title="Ash")
    several = (last_year, masked(4), record(5), masked(3), ash)
    found = in_order([one for one in (project(each, around()) for each in several) if one is not None])
    assert [one.ref for one in found] == ["GRANT-7", "GRANT-5", "MASK-3", "MASK-4", "GRANT-6"]
