"""When a point is answered, when a check may be sent and concluded, and when it counts."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.grants.diligence import rules
from app.grants.diligence.checklists import POINTS, Point
from app.grants.diligence.enums import DiligenceRefusal, Found
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import Status
from app.kernel.actor import Actor, Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind

DAY = date(2026, 11, 28)
OFFICER = Grant(Role.GRANTS_OFFICER, ScopeKind.BODY, 3)
MADE_UP = {
    "plain": Point("plain", {}, {}),
    "needed": Point("needed", {}, {}, essential=True),
    "lists": Point("lists", {}, {}, essential=True, names_lists=True),
    "money": Point("money", {}, {}, second_person=True),
    "absent": Point("absent", {}, {}, plainly_absent=True),
}


@pytest.fixture(autouse=True)
def _points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "POINTS", MADE_UP)


def officer(number: int = 5) -> Actor:
    return NonPersonActor("officer", actor_id=number, grants=(OFFICER,))


def point(code: str = "plain", found: Found | None = Found.MET, note: str | None = None, **more: Any) -> Any:
    known = {"source": None, "source_date": None} | more
    return SimpleNamespace(code=code, found=found, note=note, **known)


def check(*points: Any, status: Status = Status.CHECKING, conflict: int | None = None, **more: Any) -> Any:
    people = [SimpleNamespace(person_id=conflict, tie=DeclaredTie.CONFLICT, role=None)] if conflict else []
    known = {"sent_by_id": 5, "valid_until": DAY}
    return SimpleNamespace(
        points=list(points),
        status=status,
        people=people,
        process=DILIGENCE_CHECK,
        body_id=3,
        region_id=None,
        organisation=None,
        organisation_id=50,
        parent=None,
        invitations=[],
        open_waits=[],
        **(known | more),
    )


# --- one point


@pytest.mark.parametrize(
    ("code", "found", "missing"),
    [
        ("plain", Found.MET, ()),
        ("plain", Found.OTHERWISE, ("note",)),
        ("plain", Found.NOT_MET, ("note",)),
        ("plain", Found.NOT_APPLICABLE, ("note",)),
        ("absent", Found.NOT_APPLICABLE, ()),
        ("absent", Found.NOT_MET, ("note",)),
        ("lists", Found.MET, ("source", "source_date")),
        ("lists", Found.OTHERWISE, ("note", "source", "source_date")),
        ("lists", Found.NOT_MET, ("note",)),
        ("lists", Found.NOT_APPLICABLE, ("note",)),
    ],
)
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_answer_needs_what_makes_it_understood(
    code: str, found: Found, missing: tuple[str, ...], empty: str | None
) -> None:
    assert rules.lacks(code, found, empty, empty, None) == missing
    assert rules.lacks(code, found, "Words.", "UN list", DAY) == ()


def test_lists_are_named_with_their_day() -> None:
    assert rules.lacks("lists", Found.MET, None, "UN list", None) == ("source_date",)
    assert rules.lacks("lists", Found.MET, None, None, DAY) == ("source",)


def test_a_point_is_answered_with_all_that_belongs_to_it() -> None:
    assert rules.is_answered(point())
    assert not rules.is_answered(point(found=None, note="Words."))
    assert not rules.is_answered(point(found=Found.NOT_MET))
    assert rules.is_answered(point("lists", source="UN list", source_date=DAY))
    assert not rules.is_answered(point("lists", source="UN list"))
    assert not rules.is_answered(point("lists", source_date=DAY))
    unanswered = point(found=None)
    assert rules.open_points(check(point(), unanswered)) == [unanswered]


# --- the whole check


def test_what_is_essential_fails_a_check_where_it_is_not_met() -> None:
    not_met = point("needed", Found.NOT_MET, "No.")
    assert rules.must_fail(check(point(), not_met))
    assert rules.points_not_met(check(point(), not_met)) == [not_met]
    assert not rules.must_fail(check(point("plain", Found.NOT_MET, "No."), point("needed")))
    assert not rules.must_fail(check(point("needed", Found.OTHERWISE, "By phone.")))


@pytest.mark.parametrize(
    ("points", "confirms"),
    [
        ([point("money")], True),
        ([point("plain"), point("money")], True),
        ([point("money", Found.OTHERWISE, "In cash.")], False),
        ([point("plain")], False),
    ],
)
def test_whoever_concludes_confirms_where_money_goes(points: list[Any], confirms: bool) -> None:
    assert rules.confirms_details(check(*points)) is confirms


def test_a_check_is_sent_once_every_point_is_answered() -> None:
    assert rules.may_send(officer(), check(point())) is None
    assert rules.may_send(officer(), check(point(), point(found=None))) is DiligenceRefusal.POINTS_OPEN
    assert rules.may_send(officer(), check(point(), conflict=5)) is CaseworkRefusal.RECUSED


def test_another_person_concludes_it() -> None:
    assert rules.may_conclude(officer(5), check()) is DiligenceRefusal.SENT_BY_YOU
    assert rules.may_conclude(officer(6), check()) is None
    assert rules.may_conclude(officer(6), check(conflict=6)) is CaseworkRefusal.RECUSED


def test_whoever_sent_it_waits_for_the_second_person() -> None:
    assert rules.waits_for_second(officer(5), check(status=Status.READY))
    assert not rules.waits_for_second(officer(6), check(status=Status.READY))
    others = [one for one in Status if one is not Status.READY]
    assert not any(rules.waits_for_second(officer(5), check(status=one)) for one in others)


def test_a_check_that_passed_counts_to_its_last_day() -> None:
    assert [one for one in Status if rules.is_passed(check(status=one))] == [Status.PASSED]
    passed = check(status=Status.PASSED)
    assert rules.counts_on(passed, DAY)
    assert rules.counts_on(passed, date(2026, 11, 27))
    assert not rules.counts_on(passed, date(2026, 11, 29))
    assert not rules.counts_on(check(status=Status.ENDED), DAY)


# --- what the lists of points say


def test_what_is_essential_and_what_is_kept_of_it() -> None:
    marks = ("essential", "names_lists", "second_person", "plainly_absent")
    said = {mark: {code for code, one in POINTS.items() if getattr(one, mark)} for mark in marks}
    assert said == {
        "essential": {"bank", "sanctions"},
        "names_lists": {"sanctions"},
        "second_person": {"bank"},
        "plainly_absent": {"host"},
    }
    assert not POINTS["registration"].can_be_absent
    assert Found.NOT_APPLICABLE not in POINTS["registration"].answers
