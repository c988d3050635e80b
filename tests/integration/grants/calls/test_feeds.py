"""The calls of a network for readers of news and for calendars, read back as these read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from app.grants.calls import services
from app.grants.calls.models import Call
from app.kernel import clock
from tests.call_factories import make_call
from tests.clients import WeftClient
from tests.databases import counted_queries
from tests.grant_factories import Office

FEED, CALENDAR = "/en/n/river/grants/calls.atom", "/en/n/river/grants/calls.ics"
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
ODD = {
    "en": "Bread & <roses>; again, \\ and 🌹",
    "fr": "Du pain et des roses, l’été : « à tous », " + "é" * 90,
}
SUMMARY = {"en": "First line.\n\nSecond, with ; and \x0b.", "fr": "Un.\r\nDeux."}


@pytest.fixture
def office(session: Session) -> Iterator[Office]:
    with clock.at(NOW):
        yield Office()


def _published(office: Office, code: str = "day-of-action", days: tuple[int, int] = (-5, 16)) -> Call:
    return office.call(
        code=code,
        title=ODD,
        summary=SUMMARY,
        languages=["en", "fr"],
        opens_at=NOW + timedelta(days=days[0]),
        closes_at=NOW + timedelta(days=days[1], minutes=59),
    )


def _feed(client: WeftClient, path: str = FEED) -> ET.Element:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.data)


def _texts(parent: ET.Element, name: str) -> list[str | None]:
    return [one.text for one in parent.iter(f"{ATOM}{name}")]


def _calendar(client: WeftClient, path: str = CALENDAR) -> list[dict[str, str]]:
    """The events of a calendar: name → value as it was before it was written."""
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    lines = answer.data.split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    for line in lines:
        line.decode()  # no sign is cut in two
    whole = answer.data.decode().replace("\r\n ", "")
    events: list[dict[str, str]] = []
    for line in whole.split("\r\n")[:-1]:
        name, value = line.split(":", 1)
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append({})
        elif events:
            if name.split(";")[0] in ("SUMMARY", "DESCRIPTION"):
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value), "of these signs each is escaped"
            events[-1][name.split(";")[0]] = re.sub(
                r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value
            )
    return events


def test_a_feed_tells_the_calls_that_are_open_or_open_later(
    client: WeftClient, session: Session, office: Office
) -> None:
    _published(office, "soon", (4, 20))
    _published(office, "open")
    _published(office, "over", (-9, 1))
    services.cancel_call(_published(office, "gone"), actor=office.officer, reason="No money")
    Office("lake").call(code="foreign")
    session.commit()
    with clock.at(NOW + timedelta(days=2)):
        feed, events = _feed(client), _calendar(client)
    links = [one.attrib["href"] for one in feed.findall(f"{ATOM}entry/{ATOM}link")]
    assert links == [f"http://127.0.0.1:8000/en/n/river/grants/{code}" for code in ("open", "soon")]
    stages = [one.attrib for one in feed.iter(f"{ATOM}category")]
    assert stages == [{"term": "open", "label": "Open"}, {"term": "scheduled", "label": "Opens later"}]
    assert [(one["SUMMARY"][:7], one["DTSTART"]) for one in events] == [
        ("Closes:", "20260426T125900Z"),
        ("Opens: ", "20260414T120000Z"),
        ("Closes:", "20260430T125900Z"),
    ]


def test_what_was_written_is_read_back(client: WeftClient, session: Session, office: Office) -> None:
    _published(office)
    session.commit()
    for language in ("en", "fr"):
        feed = _feed(client, FEED.replace("en", language, 1))
        assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
        assert _texts(feed, "title")[1] == ODD[language]
        (event,) = _calendar(client, CALENDAR.replace("en", language, 1))
        assert event["SUMMARY"].endswith(f": {ODD[language]}".replace("\u00a0:", ":"))
    (event,) = _calendar(client)
    assert event["DESCRIPTION"].startswith("First line.\n\nSecond, with ; and .\n\nHow much: USD")
    assert "Closes: Sunday 26 April 2026, 15:59 in Nairobi" in event["DESCRIPTION"]
    assert _texts(_feed(client), "summary") == ["First line.\n\nSecond, with ; and ."]


def test_a_draft_is_in_no_feed(client: WeftClient, session: Session, office: Office) -> None:
    make_call(office.body, office.officer, office.line)
    session.commit()
    feed = _feed(client)
    assert feed.findall(f"{ATOM}entry") == []
    assert _texts(feed, "updated") == ["2000-01-01T00:00:00Z"]
    assert _calendar(client) == []


def test_ids_stay_and_times_move_when_a_call_is_extended(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = _published(office)
    session.commit()
    before, (event,) = _feed(client), _calendar(client)
    with clock.at(NOW + timedelta(hours=1)):
        later = NOW + timedelta(days=30)
        services.extend_call(call, closes_at=later, reason="Storm", actor=office.officer)
        session.commit()
        after, (moved,) = _feed(client), _calendar(client)
    assert _texts(before, "id") == _texts(after, "id")
    assert _texts(before, "updated") == ["2026-04-10T12:00:00Z"] * 2
    assert _texts(after, "updated") == ["2026-04-10T13:00:00Z"] * 2
    assert event["UID"] == moved["UID"]
    assert (event["DTSTART"], moved["DTSTART"]) == ("20260426T125900Z", "20260510T120000Z")
    assert int(moved["SEQUENCE"]) > int(event["SEQUENCE"])
    assert moved["LAST-MODIFIED"] == "20260410T130000Z"


def test_a_call_that_opens_by_the_clock_is_news(client: WeftClient, session: Session, office: Office) -> None:
    call = _published(office, days=(4, 20))
    session.commit()
    assert _texts(_feed(client), "updated") == ["2026-04-10T12:00:00Z"] * 2
    with clock.at(NOW + timedelta(days=5)):
        assert call.opens_at is not None
        assert _texts(_feed(client), "updated") == ["2026-04-14T12:00:00Z"] * 2
        assert len(_calendar(client)) == 1


@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_a_feed_that_did_not_change_is_not_sent_again(
    client: WeftClient, session: Session, office: Office, path: str
) -> None:
    call = _published(office)
    session.commit()
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    services.cancel_call(call, actor=office.officer, reason="No money")
    session.commit()
    assert client.get(path, headers=known).status_code == 200


def test_ids_differ_between_languages_calls_and_networks(
    client: WeftClient, session: Session, office: Office
) -> None:
    for code in ("one", "two"):
        _published(office, code)
    Office("lake").call(code="one")
    session.commit()
    paths = (FEED, FEED.replace("en", "fr", 1), FEED.replace("river", "lake"))
    ids = [one for path in paths for one in _texts(_feed(client, path), "id")]
    assert len(ids) == len(set(ids)) == 3 + 3 + 2
    assert all(one is not None and one.startswith("urn:uuid:") for one in ids)


def test_the_list_leads_to_feed_and_calendar(client: WeftClient, session: Session, office: Office) -> None:
    session.commit()
    page = client.get("/fr/n/river/grants/").text
    assert page.count('href="/fr/n/river/grants/calls.atom"') == 2
    assert page.count('href="/fr/n/river/grants/calls.ics"') == 1


@pytest.mark.parametrize("path", [FEED, CALENDAR])
def test_a_feed_asks_the_same_few_queries(
    client: WeftClient, session: Session, office: Office, path: str
) -> None:
    _published(office, "first")
    session.commit()
    with counted_queries() as one:
        client.get(f"{path}?n=1")
    for number in range(10):
        _published(office, f"call-{number}")
    session.commit()
    with counted_queries() as many:
        assert client.get(f"{path}?n=11").data.count(b"/grants/call-") >= 10
    assert len(one.statements) == len(many.statements)
