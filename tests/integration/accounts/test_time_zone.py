"""Moments are shown as the clocks of the place that the reader chose show them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask, g, session
from sqlalchemy.orm import Session

from app.kernel import clock
from app.kernel.actor import NonPersonActor
from app.web.due import days_to, show_due
from app.web.filters import show_date, show_datetime
from tests.clients import WeftClient, sign_in
from tests.factories import make_person

LATE = datetime(2026, 4, 26, 21, 30, tzinfo=UTC)
NIGHT = datetime(2026, 4, 26, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moment", "shown"),
    [
        ("UTC", LATE, "26 Apr 2026, 21:30 UTC"),
        ("Africa/Nairobi", LATE, "27 Apr 2026, 00:30 Nairobi"),
        ("America/Bogota", NIGHT, "25 Apr 2026, 22:30 Bogota"),
        ("Europe/Paris", LATE, "26 Apr 2026, 23:30 Paris"),
        ("Europe/Paris", datetime(2026, 1, 26, 21, 30, tzinfo=UTC), "26 Jan 2026, 22:30 Paris"),
    ],
)
def test_a_moment_is_shown_in_the_readers_zone(app: Flask, zone: str, moment: datetime, shown: str) -> None:
    with app.test_request_context("/en/"):
        session["_user_id"], g.actor = "somebody", NonPersonActor("reader", zone=zone)
        html = show_datetime(moment)
        assert re.sub("<[^>]*>", "", html) == shown
        assert f'datetime="{moment.isoformat(timespec="minutes")}"' in html
        assert show_date(moment) == shown.split(",")[0]


@pytest.mark.parametrize(("zone", "days"), [("UTC", 0), ("Africa/Nairobi", 1)])
def test_days_until_a_deadline_are_days_of_the_readers_calendar(app: Flask, zone: str, days: int) -> None:
    with app.test_request_context("/en/"), clock.at(datetime(2026, 4, 26, 12, tzinfo=UTC)):
        session["_user_id"], g.actor = "somebody", NonPersonActor("reader", zone=zone)
        assert days_to(LATE) == (days, False)
        due = show_due(LATE)
        assert due is not None
        assert due.day == f"{26 + days} Apr"


def test_the_zone_is_chosen_with_name_and_language(client: WeftClient, session: Session) -> None:
    person = make_person("Ana")
    session.commit()
    sign_in(client, person)
    url = "/en/account/name-and-language"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', client.get(url).text)
    assert token is not None
    chosen = {"csrf_token": token[1], "chosen_name": "Ana", "language": "en"}
    assert client.post(url, data={**chosen, "zone": "Mars/Olympus"}).status_code == 422
    assert client.post(url, data={**chosen, "zone": "Africa/Nairobi"}).status_code == 303
    session.refresh(person)
    assert person.zone == "Africa/Nairobi"
    assert '<option selected value="Africa/Nairobi">' in client.get(url).text
    assert "Nairobi</time>" in client.get("/en/account/sessions").text
    assert client.post(url, data=chosen).status_code == 303
    session.refresh(person)
    assert person.zone == "Africa/Nairobi"


def test_visitors_read_times_in_utc(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert "21:30 UTC" in show_datetime(LATE)
