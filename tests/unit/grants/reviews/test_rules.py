"""Who may review, ask, read and set aside, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.grants.applications.process_words import Status as Application
from app.grants.calls.enums import CallStatus, Method
from app.grants.reviews import rules
from app.grants.reviews.enums import CannotReview, ReviewRefusal, ReviewStatus
from app.kernel import clock
from app.kernel.permissions import Permission, Role
from tests.unit.grants.reviews.cases import (
    BODY,
    NOW,
    OFFICER,
    REGION,
    REVIEWER,
    actor,
    call,
    casefile,
    held,
    in_body,
    person,
    review,
    reviewed,
    seat,
)

INVITED, ACCEPTED, SUBMITTED = ReviewStatus.INVITED, ReviewStatus.ACCEPTED, ReviewStatus.SUBMITTED
GONE = (ReviewStatus.CONFLICT, ReviewStatus.REFUSED, ReviewStatus.SET_ASIDE)
CONFLICT = (1, DeclaredTie.CONFLICT)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(NOW):
        yield


# --- one review


def test_something_is_expected_until_it_is_sent() -> None:
    assert [one for one in ReviewStatus if rules.is_open(review(1, one))] == [INVITED, ACCEPTED]
    assert [one for one in ReviewStatus if rules.is_invited(review(1, one))] == [INVITED]
    assert [one for one in ReviewStatus if rules.is_accepted(review(1, one))] == [ACCEPTED]
    assert [one for one in ReviewStatus if rules.is_submitted(review(1, one))] == [SUBMITTED]


@pytest.mark.parametrize(
    ("status", "ties", "in_conflict", "counts"),
    [
        (SUBMITTED, [], False, True),
        (SUBMITTED, [CONFLICT], True, False),
        (SUBMITTED, [(2, DeclaredTie.CONFLICT)], False, True),
        (ACCEPTED, [], False, False),
        (ACCEPTED, [CONFLICT], False, False),
    ],
)
def test_a_review_that_was_sent_counts_unless_there_is_a_conflict_now(
    status: ReviewStatus, ties: Any, in_conflict: bool, counts: bool
) -> None:
    one = review(1, status)
    reviewed(one, ties=ties)
    assert (rules.is_in_conflict(one), rules.counts(one)) == (in_conflict, counts)


@pytest.mark.parametrize(
    ("grants", "ties", "still"),
    [
        ([REVIEWER], [], True),
        ([in_body(Role.REVIEWER, 4)], [], False),
        ([in_body(Role.FINANCE_OFFICER)], [], False),
        ([REVIEWER], [CONFLICT], False),
        ([REVIEWER, OFFICER], [], False),
    ],
)
def test_a_reviewer_has_the_role_and_nothing_in_between(grants: Any, ties: Any, still: bool) -> None:
    one = review(1, INVITED, *grants)
    reviewed(one, ties=ties)
    assert rules.is_reviewer(one) is still


def test_any_role_counts_whichever_somebody_acts_in() -> None:
    both = person(1, REVIEWER, in_body(Role.FINANCE_OFFICER))
    assert rules.holds_ever(both, Permission.REVIEW_GRANTS, BODY)
    assert rules.holds_ever(both, Permission.MANAGE_FUNDS, BODY)
    assert not rules.holds_ever(both, Permission.MANAGE_FUNDS, 4)
    assert not rules.holds_ever(both, Permission.SCREEN_GRANTS, BODY)


# --- what the record knows


@pytest.mark.parametrize(
    ("of_application", "who", "tie"),
    [
        ({}, 1, None),
        ({}, 100, CannotReview.OFFICE),  # wrote it down
        ({}, 101, CannotReview.OFFICE),  # has it in hand
        ({"people": [held(1)]}, 1, None),
        ({"people": [held(1, None, "decider")]}, 1, CannotReview.OFFICE),
        ({"people": [held(2, None, "decider")]}, 1, None),
        ({"people": [held(1, DeclaredTie.CONFLICT)]}, 1, CannotReview.CONNECTED),
    ],
)
def test_what_is_known_of_the_application_ties_its_reviewers(
    of_application: dict[str, Any], who: int, tie: CannotReview | None
) -> None:
    application = casefile(**of_application)
    assert rules.known_tie(person(who), application) is tie
    below = casefile(parent=application, started_by=None, officer_id=None)
    assert rules.known_tie(person(who), below) is tie


@pytest.mark.parametrize(
    ("grants", "tie"),
    [
        ([REVIEWER], None),
        ([OFFICER], CannotReview.OFFICE),
        ([in_body(Role.GRANTS_OFFICER, 4)], None),
        ([in_body(Role.FINANCE_OFFICER)], None),
        ([seat(REGION)], CannotReview.REGION_SEAT),
        ([seat(8)], None),
        ([in_body(Role.REGIONAL_COORDINATOR, REGION)], None),
        ([REVIEWER, seat(REGION)], CannotReview.REGION_SEAT),
    ],
)
def test_the_office_and_the_seat_of_the_region_review_nothing(grants: Any, tie: CannotReview | None) -> None:
    assert rules.standing_tie(person(1, *grants), BODY, REGION) is tie


@pytest.mark.parametrize("permission", rules.OFFICE)
def test_whoever_screens_decides_or_reads_is_of_the_office(
    permission: Permission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ROLE_PERMISSIONS", {Role.PROVIDER: frozenset({permission})})
    assert rules.standing_tie(person(1, in_body(Role.PROVIDER)), BODY, None) is CannotReview.OFFICE
    assert set(rules.OFFICE) == {
        Permission.SCREEN_GRANTS,
        Permission.DECIDE_GRANTS,
        Permission.READ_GRANTS,
    }


# --- what a reviewer reads and does


def test_a_reviewer_knows_of_an_application_until_they_are_out() -> None:
    for status in ReviewStatus:
        mine = review(1, status)
        case = reviewed(review(2, ACCEPTED), mine)
        assert rules.own_review(actor(1), case) is (None if status in GONE else mine)
        assert rules.own_review(actor(3), case) is None
        assert rules.any_review_of(1, case) is mine
        assert rules.any_review_of(3, case) is None


@pytest.mark.parametrize(
    ("mine", "ties", "reads"),
    [
        (review(1, INVITED), [(1,)], False),
        (review(1, ACCEPTED), [(1,)], True),
        (review(1, SUBMITTED), [(1,)], True),
        (review(1, ACCEPTED), [], False),
        (review(1, ACCEPTED), [CONFLICT], False),
        (review(1, ACCEPTED, in_body(Role.FINANCE_OFFICER)), [(1,)], False),
        (review(1, ReviewStatus.SET_ASIDE), [(1,)], False),
        (review(2, ACCEPTED), [(1,)], False),
    ],
)
def test_answers_are_read_after_a_declaration_without_conflict(mine: Any, ties: Any, reads: bool) -> None:
    assert rules.may_read_application(actor(1), reviewed(mine, ties=ties)) is reads


@pytest.mark.parametrize(
    ("status", "ties", "refused"),
    [
        (ACCEPTED, [(1,)], None),
        (ACCEPTED, [], CaseworkRefusal.DECLARE_FIRST),
        (ACCEPTED, [CONFLICT], CaseworkRefusal.RECUSED),
        (INVITED, [(1,)], ReviewRefusal.NOT_YOUR_REVIEW),
        (SUBMITTED, [(1,)], ReviewRefusal.NOT_YOUR_REVIEW),
        (ReviewStatus.CONFLICT, [(1,)], ReviewRefusal.NOT_YOUR_REVIEW),
    ],
)
def test_a_reviewer_writes_once_they_declared(status: ReviewStatus, ties: Any, refused: Any) -> None:
    assert rules.may_score(actor(1), reviewed(review(1, status), ties=ties)) is refused


def test_whoever_is_no_reviewer_any_more_or_never_was_one_writes_nothing() -> None:
    lost = reviewed(review(1, ACCEPTED, in_body(Role.FINANCE_OFFICER)), ties=[(1,)])
    assert rules.may_score(actor(1), lost) is CaseworkRefusal.RECUSED
    other = reviewed(review(2, ACCEPTED), ties=[(1,)])
    assert rules.may_score(actor(1), other) is ReviewRefusal.NOT_YOUR_REVIEW


@pytest.mark.parametrize("status", list(ReviewStatus))
def test_a_reviewer_answers_while_the_review_is_open(status: ReviewStatus) -> None:
    refused = None if status in (INVITED, ACCEPTED) else ReviewRefusal.NOT_YOUR_REVIEW
    assert rules.may_answer(actor(1), reviewed(review(1, status))) is refused
    assert rules.may_answer(actor(2), reviewed(review(1, status))) is ReviewRefusal.NOT_YOUR_REVIEW


# --- what the office reads and does


def test_scores_are_read_once_nobody_writes_and_never_by_whoever_wrote_one() -> None:
    mine = review(1, SUBMITTED)
    assert rules.may_read_scores(actor(5, OFFICER), reviewed(mine, is_open=False))
    assert not rules.may_read_scores(actor(5, OFFICER), reviewed(mine, is_open=True))
    assert not rules.may_read_scores(actor(1, OFFICER), reviewed(mine, is_open=False))
    out = review(1, ReviewStatus.SET_ASIDE)
    assert not rules.may_read_scores(actor(1, OFFICER), reviewed(out, is_open=False))
    nobody_in_particular = review(1, SUBMITTED), review(-1, SUBMITTED)
    assert rules.may_read_scores(actor(None, OFFICER), reviewed(*nobody_in_particular, is_open=False))


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, None),
        ({"method": Method.STAFF}, ReviewRefusal.NOT_SCORED),
        ({"status": CallStatus.CANCELLED}, ReviewRefusal.NOT_SCORED),
        ({"closes_at": NOW + timedelta(days=1)}, ReviewRefusal.CALL_STILL_OPEN),
    ],
)
def test_reviews_begin_when_a_call_that_is_scored_has_closed(changes: Any, refused: Any) -> None:
    assert rules.refusal_of_call(call(**changes)) is refused
    case = reviewed(call=call(**changes))
    assert rules.may_ask(actor(5, OFFICER), case) is refused


def test_the_office_steers_until_something_is_proposed() -> None:
    late = reviewed(status=Application.PROPOSED)
    for rule in (rules.may_steer, rules.may_ask, rules.may_set_sent_aside):
        assert rule(actor(5, OFFICER), late) is ReviewRefusal.NO_LONGER_CONSIDERED
    tied = reviewed(ties=[(5, DeclaredTie.CONFLICT)])
    for rule in (rules.may_steer, rules.may_ask, rules.may_set_sent_aside, rules.may_look_at_flags):
        assert rule(actor(5, OFFICER), tied) is CaseworkRefusal.RECUSED
    assert rules.may_steer(actor(5, OFFICER), reviewed()) is None
    considered = {one for one in Application if rules.is_considered(casefile(status=one))}
    assert considered == {
        Application.SUBMITTED,
        Application.CHANGES_REQUESTED,
        Application.SHORTLISTED,
        Application.RESERVE,
    }


def test_what_was_sent_is_set_aside_for_a_conflict_alone() -> None:
    well, tied = review(2, SUBMITTED), review(1, SUBMITTED)
    both = reviewed(well, tied, ties=[CONFLICT])
    assert rules.may_set_sent_aside(actor(5, OFFICER), both) is None
    assert rules.refusal_to_set_aside(well) is ReviewRefusal.NOT_IN_CONFLICT
    assert rules.refusal_to_set_aside(tied) is None
    only_well = reviewed(well)
    assert rules.may_set_sent_aside(actor(5, OFFICER), only_well) is ReviewRefusal.NOT_IN_CONFLICT
    waiting = review(3, INVITED)
    reviewed(waiting)
    assert rules.refusal_to_set_aside(waiting) is None


# --- concerns


def flagged(who: int, *, read: bool = False, words: str = "Police") -> Any:
    return review(who, SUBMITTED, flagged_at=NOW, flag_read_at=NOW if read else None, flag=words)


def test_a_concern_is_looked_at_until_it_was_read() -> None:
    officer = actor(5, OFFICER)
    assert rules.may_look_at_flags(officer, reviewed(review(2), flagged(1))) is None
    for none_left in (reviewed(review(1)), reviewed(flagged(1, read=True))):
        assert rules.may_look_at_flags(officer, none_left) is ReviewRefusal.NO_FLAG
        assert not rules.has_open_flags(none_left)
    read_without_one = reviewed(review(1, flag_read_at=NOW))
    assert not rules.has_open_flags(read_without_one)


def test_the_stamp_changes_with_what_nobody_has_read() -> None:
    alone = rules.flag_stamp(reviewed(flagged(1)))
    assert rules.flag_stamp(reviewed(flagged(1), review(2), flagged(3, read=True))) == alone
    assert rules.flag_stamp(reviewed(flagged(3, read=True), review(2), flagged(1))) == alone
    changed = [reviewed(flagged(1), flagged(2)), reviewed(flagged(1, words="Money")), reviewed()]
    assert len({alone, *map(rules.flag_stamp, changed)}) == 4
    two = flagged(1), flagged(2)
    assert rules.flag_stamp(reviewed(*two)) == rules.flag_stamp(reviewed(*reversed(two)))
