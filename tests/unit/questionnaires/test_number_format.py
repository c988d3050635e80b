from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.dates import NoSuchDay
from app.kernel.locales import LANGUAGES
from app.questionnaires.number_format import AmbiguousNumber, read_date, read_number, write_number


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1234.5", "en", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("1234,5", "es", "1234.5"),
        ("12.345,6", "es", "12345.6"),
        ("1 234,5", "fr", "1234.5"),
        ("1\u00a0234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        (" 7 ", "fr", "7"),
        ("-3", "en", "-3"),
        ("\u22123", "en", "-3"),
        ("1.5", "es", "1.5"),
        ("1,5", "en", "1.5"),
        ("1.5", "fr", "1.5"),
        ("1.234,5", "en", "1234.5"),
        ("1,234.5", "es", "1234.5"),
        ("1,234.567", "es", "1234.567"),
        ("10,000", "en", "10000"),
        ("10.000", "es", "10000"),
        ("10 000", "fr", "10000"),
        ("1.000.000", "en", "1000000"),
        ("1,000,000", "fr", "1000000"),
        ("0,125", "es", "0.125"),
        ("1234,567", "es", "1234.567"),
        (".5", "en", "0.5"),
        ("1'234.56", "en", "1234.56"),
        ("1\u2019234\u2019567,5", "fr", "1234567.5"),
        ("12,34,567", "en", "1234567"),
        ("1,23,456.78", "en", "123456.78"),
        ("1,23,456.78", "es", "123456.78"),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0666", "en", "1234.56"),
        ("\u06f1\u06f2\u06f3\u06f4", "fr", "1234"),
        ("\u0967\u0968\u0969", "en", "123"),
        ("\uff11\uff12", "en", "12"),
        ("\u200e1,200.50\u200f", "en", "1200.5"),
        ("\ufeff\u206612\u2069", "es", "12"),
    ],
)
def test_read_number_takes_the_languages_own_signs(text: str, language: str, number: str) -> None:
    assert read_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5.", "en"),
        ("1.2.3", "es"),
        ("1,23,45", "en"),
        ("1,2,345", "en"),
        ("1.23.456", "es"),
        ("1'5", "en"),
        ("1'2345", "fr"),
        ("'123", "en"),
        ("12 lakh", "en"),
        ("\u00bd", "en"),
        ("\u2460", "en"),
        ("1.234,567.8", "en"),
        ("12 34", "fr"),
        ("-", "en"),
        ("--1", "en"),
        ("about ten", "en"),
        ("1,2,3", "fr"),
        ("", "en"),
        ("9" * 60, "en"),
        ("NaN", "en"),
    ],
)
def test_read_number_refuses_what_could_mean_two_things(text: str, language: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_number(text, language)


@pytest.mark.parametrize(
    ("text", "language"), [("10,000", "es"), ("10.000", "en"), ("10.000", "fr"), ("-1,234", "fr")]
)
def test_read_number_asks_which_of_two_numbers_is_meant(text: str, language: str) -> None:
    with pytest.raises(AmbiguousNumber) as raised:
        read_number(text, language, decimals=2)
    assert raised.value.large == raised.value.small * 1000


def test_three_decimals_are_taken_after_the_languages_own_sign() -> None:
    assert read_number("10,125", "es", decimals=3) == Decimal("10.125")
    assert read_number("10.125", "en", decimals=3) == Decimal("10.125")
    assert read_number("10,125", "en", decimals=3) == Decimal("10125")
    with pytest.raises(AmbiguousNumber):
        read_number("10.125", "fr", decimals=3)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(LANGUAGES))
def test_numbers_are_read_as_they_are_written(number: Decimal, language: str) -> None:
    assert read_number(write_number(number, language), language) == number


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2024-05-03", "en", date(2024, 5, 3)),
        ("3/5/2024", "es", date(2024, 5, 3)),
        ("3.5.2024", "fr", date(2024, 5, 3)),
        ("31/5/2024", "en", date(2024, 5, 31)),
        ("5/31/2024", "en", date(2024, 5, 31)),
        ("3 May 2024", "en", date(2024, 5, 3)),
        ("May 3rd, 2024", "en", date(2024, 5, 3)),
        ("3 de mayo de 2024", "es", date(2024, 5, 3)),
        ("3 de setiembre del 2024", "es", date(2024, 9, 3)),
        ("1er août 2024", "fr", date(2024, 8, 1)),
        ("3 févr. 2024", "fr", date(2024, 2, 3)),
        ("29 Feb 2024", "en", date(2024, 2, 29)),
        ("\u0663\u0661/\u0660\u0665/\u0662\u0660\u0662\u0664", "es", date(2024, 5, 31)),
        ("\u200e2024-05-31\u200f", "en", date(2024, 5, 31)),
        ("31\u200b/5/2024", "fr", date(2024, 5, 31)),
    ],
)
def test_read_date_takes_what_people_type(text: str, language: str, day: date) -> None:
    assert read_date(text, language) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3/5/2024", "en"),
        ("2024-13-01", "fr"),
        ("31/04/0000", "fr"),
        ("yesterday", "en"),
        ("3 brumaire 2024", "fr"),
        ("", "es"),
    ],
)
def test_read_date_refuses_what_it_cannot_know(text: str, language: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(text, language)


@pytest.mark.parametrize(
    ("text", "language", "day", "month"),
    [
        ("2024-02-30", "fr", 30, date(2024, 2, 1)),
        ("29/02/2023", "es", 29, date(2023, 2, 1)),
        ("02/29/2023", "en", 29, date(2023, 2, 1)),
        ("29 Feb 2023", "en", 29, date(2023, 2, 1)),
        ("April 31, 2024", "en", 31, date(2024, 4, 1)),
        ("31 de abril de 2024", "es", 31, date(2024, 4, 1)),
        ("0/4/2024", "fr", 0, date(2024, 4, 1)),
    ],
)
def test_read_date_knows_which_days_a_month_has(text: str, language: str, day: int, month: date) -> None:
    with pytest.raises(NoSuchDay) as raised:
        read_date(text, language)
    assert (raised.value.day, raised.value.month) == (day, month)
