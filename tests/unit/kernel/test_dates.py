"""A day in words, as readers of three languages write it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.dates import write_date, write_date_in_full, write_date_without_year, write_month
from app.organisations.enums import DatePrecision
from app.organisations.formatting import show_partial_date
from app.questionnaires.building import question
from app.questionnaires.number_format import read_date
from app.questionnaires.types.base import Known
from app.questionnaires.types.dates import TOO_EARLY, Date
from app.questionnaires.types.problems import AnswerProblem
from app.questionnaires.validation_messages import problem_words
from app.web.due import show_due
from app.web.filters import show_date, show_datetime
from tests.unit.questionnaires.examples import t

FIRST, ELEVENTH = date(2013, 1, 1), date(2026, 8, 11)


@pytest.mark.parametrize(
    ("language", "day", "with_year", "in_full", "without_year", "month"),
    [
        ("en", FIRST, "1 Jan 2013", "1 January 2013", "1 Jan", "January 2013"),
        ("en", ELEVENTH, "11 Aug 2026", "11 August 2026", "11 Aug", "August 2026"),
        ("es", FIRST, "1 ene 2013", "1 de enero de 2013", "1 ene", "enero de 2013"),
        ("es", ELEVENTH, "11 ago 2026", "11 de agosto de 2026", "11 ago", "agosto de 2026"),
        ("fr", FIRST, "1er janv. 2013", "1er janvier 2013", "1er janv.", "janvier 2013"),
        ("fr", ELEVENTH, "11 août 2026", "11 août 2026", "11 août", "août 2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(
    language: str, day: date, with_year: str, in_full: str, without_year: str, month: str
) -> None:
    assert write_date(day, language) == with_year
    assert write_date_in_full(day, language) == in_full
    assert write_date_without_year(day, language) == without_year
    assert write_month(day, language) == month


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("day", [FIRST, ELEVENTH])
def test_a_day_in_full_is_understood_when_it_is_typed_again(language: str, day: date) -> None:
    assert read_date(write_date_in_full(day, language), language) == day


@pytest.mark.parametrize(
    ("language", "listed", "moment", "due", "far", "answer", "problem"),
    [
        (
            "en",
            "1 Dec 2026",
            "1 Dec 2026, 09:05 UTC",
            "1 Dec",
            "1 Jan 2027",
            "1 January 2013",
            "Enter a date on or after 1 Jan 2013",
        ),
        (
            "es",
            "1 dic 2026",
            "1 dic 2026, 09:05 UTC",
            "1 dic",
            "1 ene 2027",
            "1 de enero de 2013",
            "Indica una fecha a partir del 1 ene 2013",
        ),
        (
            "fr",
            "1er déc. 2026",
            "1er déc. 2026, 09:05 UTC",
            "1er déc.",
            "1er janv. 2027",
            "1er janvier 2013",
            "Indiquez une date à partir du 1er janv. 2013",
        ),
    ],
)
def test_every_place_that_shows_a_day_shows_the_same(
    app: Flask, language: str, listed: str, moment: str, due: str, far: str, answer: str, problem: str
) -> None:
    december, january = datetime(2026, 12, 1, 9, 5, tzinfo=UTC), datetime(2027, 1, 1, 9, 5, tzinfo=UTC)
    with app.test_request_context(f"/{language}/"), clock.at(datetime(2026, 11, 25, tzinfo=UTC)):
        assert show_date(december) == show_date(december.date()) == listed
        assert show_partial_date(december.date(), DatePrecision.DAY) == listed
        assert show_datetime(december) == f'<time datetime="2026-12-01T09:05+00:00">{moment}</time>'
        near, later = show_due(december), show_due(january)
        assert (near and near.day, later and later.day) == (due, far)
        words = Date().words(question("q", "date", t("Q")), "2013-01-01", language, Known())
        assert [word.text for word in words] == [answer]
        assert problem_words(AnswerProblem(TOO_EARLY, {"limit": FIRST}), language) == problem
