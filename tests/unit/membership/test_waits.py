"""Whom an application waits for: one test for every status, and for what changes it within the committee."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.casework.enums import Needs
from app.casework.process import Asked
from app.kernel import clock
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
from tests.unit.membership.test_process import C, case, notice, objection, tie, vote

OFFICERS = "membership_officer/b1"
COORDINATORS = "regional_coordinator/r7"
COMMITTEE = "committee_member/b1"
APPLICANT = "o50"
VOTING = Asked(COMMITTEE, Action.VOTE, "committee", Needs.EACH)
NO_VOTES: dict[str, Any] = {"votes": []}


def waits(status: Status, **changes: Any) -> list[Asked]:
    return ADMISSION.waits(case(status, **({"reach_out_since": None} | changes)))


WAITS: dict[Status, list[Asked]] = {
    Status.DRAFT: [Asked(APPLICANT, Action.SUBMIT)],
    Status.SUBMITTED: [Asked(OFFICERS, Action.ASSESS, "screen")],
    Status.INFORMATION_REQUESTED: [Asked(APPLICANT, Action.ANSWER, "information")],
    Status.REGIONAL_CHECK: [Asked(COORDINATORS, Action.RECORD_CHECK, "check", otherwise=OFFICERS)],
    Status.MEMBER_COMMENT: [Asked("member/b1/member", Action.COMMENT, "comment", Needs.EACH)],
    Status.COMMITTEE: [VOTING],
    Status.ADMITTED: [],
    Status.DECLINED: [],
    Status.WITHDRAWN: [],
    Status.CLOSED: [],
}


@pytest.mark.parametrize("status", Status)
def test_each_status_waits_for_exactly_these(status: Status) -> None:
    assert waits(status, **NO_VOTES) == WAITS[status]


def test_whoever_writes_a_draft_down_for_a_group_is_asked_to_send_it() -> None:
    assert waits(Status.DRAFT, on_behalf=True, started_by=5) == [Asked("p5", Action.SUBMIT)]
    assert waits(Status.INFORMATION_REQUESTED, on_behalf=True, started_by=5)[0].party == APPLICANT


def test_without_a_region_the_secretariat_checks() -> None:
    assert waits(Status.REGIONAL_CHECK, region_id=None)[0].party == OFFICERS


def test_a_vacant_seat_is_asked_of_the_secretariat_instead() -> None:
    assert waits(Status.REGIONAL_CHECK)[0].otherwise == OFFICERS


def test_every_tier_that_comments_is_asked() -> None:
    policy = SimpleNamespace(commenting_tiers=("full", "associate"))
    parties = [one.party for one in waits(Status.MEMBER_COMMENT, policy=policy)]
    assert parties == ["member/b1/full", "member/b1/associate"]


def test_an_objection_is_put_before_anything_is_decided() -> None:
    asked = waits(Status.COMMITTEE, comments=[objection(1), objection(None)])
    assert asked == [VOTING, Asked(OFFICERS, Action.PUT_OBJECTIONS)]


def test_the_applicant_is_asked_to_reply_until_the_soonest_notice_ends() -> None:
    notices = [notice(9, replied=False), notice(3, replied=False), notice(1, replied=True)]
    asked = waits(Status.COMMITTEE, comments=[objection(1)], objection_notices=notices)
    assert asked == [VOTING, Asked(APPLICANT, Action.REPLY, until=notices[1].reply_until)]


@pytest.mark.parametrize("told", [notice(3, replied=True), notice(-1, replied=False)])
def test_after_the_reply_or_its_time_the_decision_opens(told: Any) -> None:
    asked = waits(Status.COMMITTEE, comments=[objection(1)], objection_notices=[told])
    assert [one.action for one in asked] == [Action.VOTE, Action.ADMIT]


def test_with_quorum_and_majority_the_decision_is_asked_for_by_the_end_of_the_vote() -> None:
    due = clock.now() + timedelta(days=4)
    assert waits(Status.COMMITTEE, due_at=due) == [VOTING, Asked(COMMITTEE, Action.ADMIT, until=due)]


@pytest.mark.parametrize(
    "votes",
    [
        [vote(9, C.ADMIT), vote(21, C.ADMIT)],
        [vote(9, C.ADMIT), vote(21, C.DECLINE), vote(22, C.ABSTAIN)],
    ],
    ids=["no quorum", "drawn"],
)
def test_without_quorum_or_majority_only_votes_are_asked_for(votes: list[Any]) -> None:
    assert waits(Status.COMMITTEE, votes=votes) == [VOTING]


def test_nobody_is_asked_to_record_what_the_one_who_prepared_it_decided_alone() -> None:
    votes = [vote(9, C.ABSTAIN), vote(21, C.ADMIT), vote(22, C.ABSTAIN)]
    people = [tie(9), tie(21), tie(22)]
    assert [one.action for one in waits(Status.COMMITTEE, votes=votes, people=people)][1:] == [Action.ADMIT]
    people[1].prepared_at = clock.now()
    assert waits(Status.COMMITTEE, votes=votes, people=people) == [VOTING]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ADMITTED])
def test_a_group_without_e_mail_is_reached_by_secretariat_or_coordinator(status: Status) -> None:
    reach = [
        one.party for one in waits(status, reach_out_since=clock.now()) if one.action is Action.NOTE_REACHED
    ]
    assert reach == [OFFICERS, COORDINATORS]
