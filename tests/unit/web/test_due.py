"""Deadlines are counted one way on every page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.kernel import clock
from app.web.due import show_due
from app.web.filters import countdown

NOW = datetime(2026, 11, 25, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "in_lists", "in_words"),
    [
        (NOW + timedelta(hours=2), "today", "2 hours left"),
        (NOW + timedelta(hours=5), "in 1 d", "1 day left"),
        (NOW + timedelta(days=4, hours=20), "in 5 d", "5 days left"),
        (NOW + timedelta(days=11), "in 11 d", "11 days left"),
        (NOW + timedelta(days=48), "in 48 d", "48 days left"),
        (NOW - timedelta(minutes=1), "1 d late", "1 day overdue"),
        (NOW - timedelta(days=8, hours=3), "9 d late", "9 days overdue"),
    ],
)
def test_lists_and_sentences_count_the_same_days(
    app: Flask, moment: datetime, in_lists: str, in_words: str
) -> None:
    with app.test_request_context("/en/"), clock.at(NOW):
        due = show_due(moment)
        assert due is not None
        assert (due.words, countdown(moment)) == (in_lists, in_words)


def test_a_deadline_far_away_is_told_in_months(app: Flask) -> None:
    with app.test_request_context("/en/"), clock.at(NOW):
        assert countdown(NOW + timedelta(days=120)) == "4 months left"


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [("en", "3 Dec", "12 Jan 2027"), ("es", "3 dic", "12 ene 2027"), ("fr", "3 déc.", "12 janv. 2027")],
)
def test_another_year_is_named_the_same_way_round(
    app: Flask, language: str, this_year: str, next_year: str
) -> None:
    with app.test_request_context(f"/{language}/"), clock.at(NOW):
        near, far = show_due(NOW + timedelta(days=8)), show_due(NOW + timedelta(days=48))
    assert near is not None
    assert far is not None
    assert (near.day, far.day) == (this_year, next_year)
