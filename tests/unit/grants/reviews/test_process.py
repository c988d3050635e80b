"""What the table of a review says, and whom it waits for."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.grants.reviews import rules
from app.grants.reviews.enums import ReviewStatus
from app.grants.reviews.process import GRANT_REVIEW, officers, waits
from app.grants.reviews.process_words import Action, Status
from app.kernel.permissions import Permission
from tests.unit.process_tables import stages_of, steps_of

DUE = datetime(2026, 5, 4, tzinfo=UTC)
# stage | tone | what holds of it
STAGES = """
asking | wait | milestone hidden
complete | go | closed hidden
ended |  | closed hidden
"""
# action | from | to | permission | guard | form
STEPS = """
assign | asking |  | screen_grants | may_ask
assign | complete | asking | screen_grants | may_ask
look_at_flags | asking complete |  | screen_grants | may_look_at_flags
record | complete |  | screen_grants | may_steer | reason
edit_comments | complete |  | screen_grants | may_steer
go_on | asking | complete | screen_grants | may_steer | reason
set_aside | asking |  | screen_grants | may_steer
set_aside | complete | asking | screen_grants | may_set_sent_aside
reopen | asking |  | screen_grants | may_steer
reopen | complete | asking | screen_grants | may_steer
answer | asking |  | review_grants | may_answer |  | personal
submit | asking |  | review_grants | may_score |  | personal
flag | asking |  | review_grants | may_score |  | personal
complete | asking | complete |  | only_when_all_are_in
end | asking | ended |  | only_with_parent
"""


def test_the_stages_are_these() -> None:
    assert stages_of(GRANT_REVIEW) == STAGES.strip().splitlines()


def test_each_step_is_taken_from_these_stages_by_these_people() -> None:
    assert steps_of(GRANT_REVIEW) == STEPS.strip().splitlines()


def review(person_id: int, status: ReviewStatus = ReviewStatus.INVITED) -> Any:
    return SimpleNamespace(person_id=person_id, status=status, due_at=DUE)


def case(*reviews: Any, status: Status = Status.ASKING) -> Any:
    return SimpleNamespace(status=status, reviews=list(reviews), body_id=3)


def test_each_open_review_waits_for_its_own_reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "is_reviewer", lambda one: one.person_id != 9)
    open_ones = [review(1), review(2, ReviewStatus.ACCEPTED)]
    others = [review(3, ReviewStatus.SUBMITTED), review(9)]
    asked = waits(case(*open_ones, *others))
    assert [(one.party, one.action, one.until, one.quiet) for one in asked] == [
        ("p1", Action.SUBMIT, DUE, True),
        ("p2", Action.SUBMIT, DUE, True),
    ]
    assert waits(case(*open_ones, status=Status.COMPLETE)) == []


def test_the_rest_of_the_table() -> None:
    assert officers(case()) == "grants_officer/b3"
    assert (GRANT_REVIEW.start, GRANT_REVIEW.read) == (Status.ASKING, Permission.READ_GRANTS)
    assert GRANT_REVIEW.judges == {Permission.REVIEW_GRANTS}
    assert GRANT_REVIEW.ends_with_parent is Action.END
