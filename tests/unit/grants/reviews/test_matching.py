"""Who is asked to review what: conflicts never, language first, the load spread."""

from __future__ import annotations

from app.grants.reviews.enums import CannotReview
from app.grants.reviews.matching import Candidate, Choice, Wanted, plan


def _who(key: int, language: str, *regions: int, load: int = 0, room: int = 9) -> Candidate:
    return Candidate(key, frozenset({language}), frozenset(regions), load, room)


def test_a_plan_prefers_language_then_region_and_says_so() -> None:
    people = [_who(1, "en", 7), _who(2, "fr"), _who(3, "fr", 7)]
    found = plan([Wanted(10, "fr", 7, 2)], people, {})
    assert found.choices == (Choice(10, 2, True, False, 0), Choice(10, 3, True, True, 0))
    assert found.short == {}


def test_nobody_with_a_conflict_is_chosen_and_what_lacks_is_told() -> None:
    people = [_who(1, "en"), _who(2, "en", room=0)]
    cannot = {(10, 1): CannotReview.CONNECTED}
    found = plan([Wanted(10, "en", None, 2), Wanted(11, "en", None, 1)], people, cannot)
    assert [(one.wanted, one.candidate) for one in found.choices] == [(11, 1)]
    assert found.short == {10: 2}


def test_the_load_is_spread() -> None:
    people = [_who(1, "en", load=4), _who(2, "en")]
    found = plan([Wanted(10 + one, "en", None, 1) for one in range(4)], people, {})
    assert [one.candidate for one in found.choices] == [2, 2, 2, 2]
    assert plan([Wanted(10, "en", None, 2)], [], {}).short == {10: 2}
