"""A country moves to another region while the installation runs: by a service, and on the console."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError
from app.organisations import queries, services
from app.organisations.enums import Audience
from app.organisations.models import ListingEntry, Organisation, Region
from app.organisations.queries.regions import list_assignments
from app.organisations.services.regions import CountryMove
from tests.organisation_factories import make_body, make_member, region

MENA, EURASIA = "middle_east_north_africa", "eurasia"
DECIDED = "Board decision 12"


def move(to: Region | None, *, country: str = "TR", reason: str = DECIDED, days_ago: int = 0) -> CountryMove:
    return services.move_country(
        queries.get_scheme("inpud"),
        country=country,
        region=to,
        reason=reason,
        effective_on=clock.today() - timedelta(days=days_ago),
        actor=SYSTEM,
    )


def listed_in(session: Session, member: Organisation) -> set[int | None]:
    statement = select(ListingEntry.region_id).where(ListingEntry.organisation_id == member.id)
    return set(session.execute(statement).scalars())


def test_move_closes_one_assignment_and_begins_another(session: Session) -> None:
    make_body()
    scheme = queries.get_scheme("inpud")
    before = list_assignments(scheme.id, "TR")[-1]
    move(region(MENA), days_ago=3)
    first, second = list_assignments(scheme.id, "TR")
    day = clock.today() - timedelta(days=3)
    assert (first.region_id, first.effective_to) == (before.region_id, day)
    assert (second.region_id, second.effective_from, second.effective_to) == (region(MENA).id, day, None)
    assert second.note == DECIDED


def test_move_takes_entries_and_counts_along_but_not_those_placed_by_decision(session: Session) -> None:
    body = make_body()
    member, placed = make_member(body, country="TR"), make_member(body, "Placed", country="TR")
    neighbour = make_member(body, "Neighbour", country="GR")
    services.place_in_region(placed, region_id=region("asia").id, reason="exile", actor=SYSTEM)
    held = listed_in(session, neighbour)
    moved = move(region(MENA))
    assert moved.members == 2
    assert listed_in(session, member) == {region(MENA).id}
    assert listed_in(session, placed) == {region("asia").id}
    assert listed_in(session, neighbour) == held
    assert queries.count_by_region(body.id, Audience.PUBLIC)[region(MENA).id] == 1


def test_move_is_recorded_with_where_from_where_to_and_why(session: Session) -> None:
    make_body()
    before = queries.region_of("TR", queries.get_scheme("inpud").id)
    assert before is not None
    move(region(MENA))
    session.commit()
    event = audit.list_events("region_scheme", queries.get_scheme("inpud").id)[-1]
    assert event.kind == "region.country_moved"
    assert event.details == {
        "country": "TR",
        "from": queries.get_region(before).code,
        "to": MENA,
        "effective_on": clock.today().isoformat(),
        "note": DECIDED,
    }


def test_a_country_can_belong_to_no_region(session: Session) -> None:
    body = make_body()
    member = make_member(body, country="TR")
    move(None)
    assert queries.region_of(member, body.scheme_id) is None
    assert listed_in(session, member) == {None}


def test_what_other_features_keep_by_region_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_body()
    asked: list[tuple[int, str]] = []

    def follow(scheme_id: int, country: str, _actor: object) -> int:
        assert queries.region_of(country, scheme_id) == region(MENA).id
        asked.append((scheme_id, country))
        return 4

    monkeypatch.setattr("app.organisations.services.regions._country_hooks", {"Loans": follow})
    assert move(region(MENA)).followers == {"Loans": 4}
    assert asked == [(queries.get_scheme("inpud").id, "TR")]


def test_move_refuses_what_cannot_be(session: Session) -> None:
    make_body()
    make_body("other", scheme="idpc")
    foreign = queries.list_regions(queries.get_scheme("idpc").id)[0]
    for code, wrong in {
        "reason_needed": lambda: move(region(MENA), reason=" "),
        "no_such_country": lambda: move(region(MENA), country="ZZ"),
        "no_such_region": lambda: move(foreign),
        "not_in_the_future": lambda: move(region(MENA), days_ago=-1),
        "ends_before_it_began": lambda: move(region(MENA), days_ago=365 * 100),
    }.items():
        with pytest.raises(DomainError, match=code):
            wrong()
    move(region(MENA))
    with pytest.raises(DomainError, match="country_already_there"):
        move(region(MENA))
    assert len(list_assignments(queries.get_scheme("inpud").id, "TR")) == 2


def run(app: Flask, *args: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["regions", *args])
    return result.exit_code, result.output


def test_command_moves_a_country_and_says_what_went_with_it(app: Flask, session: Session) -> None:
    body = make_body()
    member = make_member(body, country="TR")
    before = queries.get_region(queries.region_of("TR", body.scheme_id) or 0).code
    session.commit()
    code, output = run(app, "move-country", "tr", "--scheme", "inpud", "--to", MENA, "--reason", DECIDED)
    assert (code, output) == (
        0,
        f"TR moved from {before} to {MENA} in inpud.\n"
        "Memberships whose entries were written again: 1\n"
        "Applications that no region was asked about yet: 0\n",
    )
    session.rollback()
    assert listed_in(session, member) == {region(MENA).id}


def test_command_names_the_codes_there_are(app: Flask, session: Session) -> None:
    make_body()
    session.commit()
    listed = run(app, "list")
    assert listed[0] == 0
    assert f"\n  {MENA}: " in listed[1]
    for wrong, words in (
        (("--scheme", "mars", "--to", MENA), "no scheme is called mars. There are:"),
        (("--scheme", "inpud", "--to", "mars"), "inpud has no region called mars. There are:"),
    ):
        code, output = run(app, "move-country", "TR", *wrong, "--reason", DECIDED)
        assert code == 2
        assert words in output


def test_command_says_why_it_refuses_and_changes_nothing(app: Flask, session: Session) -> None:
    make_body()
    session.commit()
    code, output = run(app, "move-country", "ZZ", "--scheme", "inpud", "--to", MENA, "--reason", DECIDED)
    assert (code, output) == (1, "Error: Choose a country from the list\n")
    assert list_assignments(queries.get_scheme("inpud").id, "ZZ") == []
