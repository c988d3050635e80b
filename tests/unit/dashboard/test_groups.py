"""How the desk parts a person's lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from app.dashboard.presenter import by_network, grouped, how_many_wait, says_networks
from app.kernel import clock
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


def stage(number: int, days: int | None, *, more: bool = False) -> DeskItem:
    """A stage in which so many wait, the first of them due in so many days from now."""
    due = None if days is None else clock.now() + timedelta(days=days)
    return DeskItem("", "Stage", "/", due_at=due, part=DeskPart.WAITING, number=number, more=more)


def test_a_stage_says_how_many_wait_and_when_the_first_is_due(app: Flask) -> None:
    told = {}
    for language in ("en", "es", "fr"):
        with (
            app.test_request_context(f"/{language}/"),
            clock.shift(datetime(2027, 1, 10, tzinfo=UTC) - clock.now()),
        ):
            told[language] = [
                how_many_wait(one)
                for one in (stage(1, None), stage(2, 3), stage(1, 3), stage(1, -3), stage(100, -3, more=True))
            ]
    assert told == {
        "en": [
            "1 waiting",
            "2 waiting, the first due on 13 Jan",
            "1 waiting, due on 13 Jan",
            "1 waiting, overdue since 7 Jan",
            "100+ waiting, the first overdue since 7 Jan",
        ],
        "es": [
            "1 en espera",
            "2 en espera, primer plazo hasta el 13 ene",
            "1 en espera, con plazo hasta el 13 ene",
            "1 en espera, plazo vencido el 7 ene",
            "100+ en espera, primer plazo vencido el 7 ene",
        ],
        "fr": [
            "1 en attente",
            "2 en attente, première échéance le 13 janv.",
            "1 en attente, échéance le 13 janv.",
            "1 en attente, en retard depuis le 7 janv.",
            "100+ en attente, première échéance dépassée le 7 janv.",
        ],
    }


def test_stages_stand_under_their_networks_in_the_order_in_which_they_come() -> None:
    lines = [line("b", network="South"), line("a", network="South"), line("c", network="North")]
    groups = [(group.label, [item.title for item in group.items]) for group in by_network(lines)]
    assert groups == [("South", ["b", "a"]), ("North", ["c"])]
