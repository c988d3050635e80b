"""When all reviews are in, and what a review has to say before it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.grants.calls.rubric import Criterion, Rubric
from app.grants.reviews import rules
from app.grants.reviews.enums import ReviewRefusal, ReviewStatus
from app.grants.reviews.scoring import Judgement
from app.kernel.actor import SYSTEM
from tests.unit.grants.reviews.cases import OFFICER, actor, call, review, reviewed

INVITED, ACCEPTED, SUBMITTED = ReviewStatus.INVITED, ReviewStatus.ACCEPTED, ReviewStatus.SUBMITTED
CONFLICT = (1, DeclaredTie.CONFLICT)


# --- how many


@pytest.mark.parametrize(
    ("reviews", "wanted", "ties", "all_in", "lacking"),
    [
        ([], 2, [], False, 2),
        ([], None, [], False, 1),
        ([SUBMITTED], None, [], True, 0),
        ([SUBMITTED], 2, [], False, 1),
        ([SUBMITTED, SUBMITTED], 2, [], True, 0),
        ([SUBMITTED, SUBMITTED, SUBMITTED], 2, [], True, 0),
        ([SUBMITTED, SUBMITTED, INVITED], 2, [], False, 0),
        ([SUBMITTED, ACCEPTED], 2, [], False, 0),
        ([INVITED, ACCEPTED], 2, [], False, 0),
        ([SUBMITTED, SUBMITTED], 2, [CONFLICT], False, 1),
        ([INVITED, SUBMITTED], 2, [CONFLICT], False, 1),
        ([ReviewStatus.REFUSED, SUBMITTED], 2, [], False, 1),
    ],
)
def test_all_are_in_when_as_many_count_as_the_call_wants(
    reviews: Any, wanted: int | None, ties: Any, all_in: bool, lacking: int
) -> None:
    several = [review(number, status) for number, status in enumerate(reviews, 1)]
    case = reviewed(*several, call=call(reviewers=wanted), ties=ties)
    assert (rules.all_are_in(case), rules.lacks_reviewers(case)) == (all_in, lacking)
    refused = None if all_in else ReviewRefusal.REVIEWS_OPEN
    assert rules.only_when_all_are_in(SYSTEM, case) is refused
    assert rules.only_when_all_are_in(actor(5, OFFICER), case) is CaseworkRefusal.ONLY_THE_CLOCK


def test_what_is_lacking_is_shown_while_reviews_are_written_or_one_counts_no_more() -> None:
    sent = review(1, SUBMITTED), review(2, SUBMITTED)
    assert rules.is_lacking_shown(reviewed(*sent))
    assert not rules.is_lacking_shown(reviewed(*sent, is_open=False))
    assert rules.is_lacking_shown(reviewed(*sent, is_open=False, ties=[CONFLICT]))


# --- scores

RUBRIC = Rubric((Criterion("need", {}, {}, 1), Criterion("plan", {}, {}, 1)), ({}, {}, {}, {}))
WELL = Judgement(3, False, "Much needed.")


@pytest.mark.parametrize(
    ("need", "refused"),
    [
        (WELL, None),
        (Judgement(0, False, "Not needed."), None),
        (Judgement(None, True, ""), None),
        (Judgement(None, True, "No idea."), None),
        (None, ReviewRefusal.SCORE_MISSING),
        (Judgement(None, False, "Words."), ReviewRefusal.SCORE_MISSING),
        (Judgement(2, True, "Words."), ReviewRefusal.SCORE_MISSING),
        (Judgement(4, False, "Words."), ReviewRefusal.NOT_ON_THE_SCALE),
        (Judgement(-1, False, "Words."), ReviewRefusal.NOT_ON_THE_SCALE),
        (Judgement(2, False, "  "), ReviewRefusal.WORDS_MISSING),
    ],
)
def test_each_criterion_has_points_with_words_or_cannot_be_judged(
    need: Judgement | None, refused: ReviewRefusal | None
) -> None:
    given = {"plan": WELL} | ({"need": need} if need is not None else {})
    assert rules.refusal_of(RUBRIC, given) is refused
    swapped = {"need": WELL} | ({"plan": need} if need is not None else {})
    assert rules.refusal_of(RUBRIC, swapped) is refused
