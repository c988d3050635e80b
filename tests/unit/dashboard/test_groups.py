"""How the desk parts a person's lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from app.dashboard.presenter import grouped, says_networks
from app.web.desk import DeskItem, DeskPart

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def line(
    title: str, days: int | None = None, *, network: str = "", news: bool = False, own: bool = False
) -> DeskItem:
    """A line that is due in so many days, or news of so many days ago."""
    moment = None if days is None else NOW + timedelta(days=days)
    return DeskItem(
        verb="Do",
        title=title,
        url="/",
        network=network,
        due_at=None if news else moment,
        since=moment if news else NOW,
        part=DeskPart.AWAITED if own else DeskPart.NEWS if news else DeskPart.MINE,
    )


def test_what_has_no_deadline_is_not_later(app: Flask) -> None:
    lines = [
        line("whenever"),
        line("older", -5, news=True),
        line("in a month", 30),
        line("newer", -1, news=True),
        line("tomorrow", 1),
        line("yesterday", -1),
        line("my application", own=True),
    ]
    with app.test_request_context("/en/"):
        groups = grouped(lines, NOW)
    assert [(group.label, [item.title for item in group.items]) for group in groups] == [
        ("Overdue", ["yesterday"]),
        ("This week", ["tomorrow"]),
        ("Later", ["in a month"]),
        ("No deadline", ["whenever"]),
        ("News", ["newer", "older"]),
        ("In progress", ["my application"]),
    ]
    assert [group.is_late for group in groups] == [True, False, False, False, False, False]


def test_networks_are_named_only_where_there_are_several(app: Flask) -> None:
    with app.test_request_context("/en/"):
        one = grouped([line("a", 1, network="North"), line("of no network")], NOW)
        two = grouped([line("a", 1, network="North"), line("b", 2, network="South")], NOW)
    assert (says_networks(one), says_networks(two)) == (False, True)
