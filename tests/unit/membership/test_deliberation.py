"""Objections, replies, conflicts and votes: the rules of what is said about an applicant."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.process import refusal
from app.casework.rules import is_conflicted
from app.kernel import clock
from app.kernel.actor import Grant, NonPersonActor
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.membership import rules
from app.membership.enums import Ballot, MembershipRefusal
from app.membership.process_words import Action, Status
from app.organisations.enums import ContactRole
from tests.unit.membership.test_process import (
    BEGAN,
    BODY,
    PEOPLE,
    REGION,
    C,
    case,
    notice,
    objection,
    tie,
    vote,
)


@pytest.mark.parametrize(
    ("notices", "code"),
    [
        ([notice(3, replied=False)], MembershipRefusal.REPLY_PERIOD_RUNS),
        ([notice(3, replied=True)], None),
        ([notice(-1, replied=False)], None),
        ([notice(-1, replied=False), notice(3, replied=False)], MembershipRefusal.REPLY_PERIOD_RUNS),
        ([notice(3, replied=True), notice(-1, replied=False)], None),
    ],
)
def test_the_decision_comes_after_each_reply_or_its_time(notices: list[Any], code: str | None) -> None:
    put = case(Status.COMMITTEE, comments=[objection(1)], objection_notices=notices)
    assert refusal(PEOPLE["committee"], put, Action.ADMIT) == code


@pytest.mark.parametrize(("action", "choice"), [(Action.ADMIT, C.ADMIT), (Action.DECLINE, C.DECLINE)])
def test_one_objection_not_put_holds_the_decision_whichever_it_is(action: Action, choice: Ballot) -> None:
    some = case(
        Status.COMMITTEE,
        comments=[objection(1), objection(None)],
        objection_notices=[notice(3, replied=True)],
        votes=[vote(person_id, choice) for person_id in (9, 21, 22)],
    )
    assert refusal(PEOPLE["committee"], some, action) is MembershipRefusal.OBJECTIONS_NOT_PUT
    some.comments = [objection(1)]
    assert refusal(PEOPLE["committee"], some, action) is None


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("officer", {}, None),
        ("committee", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("officer elsewhere", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("officer", {"status": Status.MEMBER_COMMENT}, KernelRefusal.NOT_IN_THIS_STATE),
        ("officer", {"comments": [objection(1)]}, MembershipRefusal.NO_OBJECTION_TO_PUT),
        ("officer", {"comments": []}, MembershipRefusal.NO_OBJECTION_TO_PUT),
        ("officer", {"people": [tie(5, DeclaredTie.CONFLICT)]}, CaseworkRefusal.RECUSED),
        ("officer", {"comments": [objection(1), objection(None)]}, None),
    ],
)
def test_objections_are_put_by_the_secretariat_once_comment_is_over(
    who: str, changes: dict[str, Any], code: str | None
) -> None:
    ready = {"status": Status.COMMITTEE, "comments": [objection(None)]}
    assert refusal(PEOPLE[who], case(**(ready | changes)), Action.PUT_OBJECTIONS) == code


@pytest.mark.parametrize(
    ("who", "status", "told", "code"),
    [
        ("lead", Status.COMMITTEE, notice(3, replied=False), None),
        ("editor", Status.COMMITTEE, notice(3, replied=False), None),
        ("viewer", Status.COMMITTEE, notice(3, replied=False), MembershipRefusal.ONLY_THE_APPLICANT),
        ("officer", Status.COMMITTEE, notice(3, replied=False), MembershipRefusal.ONLY_THE_APPLICANT),
        ("lead", Status.DECLINED, notice(3, replied=False), KernelRefusal.NOT_IN_THIS_STATE),
        ("lead", Status.COMMITTEE, notice(3, replied=True), MembershipRefusal.ALREADY_REPLIED),
        ("lead", Status.COMMITTEE, notice(-1, replied=True), MembershipRefusal.ALREADY_REPLIED),
        ("lead", Status.COMMITTEE, notice(-1, replied=False), MembershipRefusal.REPLY_PERIOD_OVER),
    ],
)
def test_the_applicant_replies_once_and_in_time(
    who: str, status: Status, told: Any, code: str | None
) -> None:
    assert rules.may_reply(PEOPLE[who], case(status), told) == code


def test_the_reply_period_is_over_at_its_very_end() -> None:
    told = notice(3, replied=False)
    for moment, awaited in ((told.reply_until - timedelta(seconds=1), True), (told.reply_until, False)):
        assert told.awaits_reply_at(moment) is awaited


def test_there_is_nothing_to_reply_to_once_the_committee_has_decided() -> None:
    told = notice(3, replied=False)
    for status, open_notices in ((Status.COMMITTEE, [told]), (Status.DECLINED, [])):
        assert rules.notices_to_answer(case(status, objection_notices=[told])) == open_notices


@pytest.mark.parametrize(
    ("who", "told", "code"),
    [
        ("lead", notice(3, replied=False), None),
        ("lead", notice(3, replied=True), MembershipRefusal.REPLY_PERIOD_OVER),
        ("officer", notice(3, replied=False), MembershipRefusal.ONLY_THE_APPLICANT),
    ],
)
def test_only_the_applicant_is_offered_a_reply(who: str, told: Any, code: str | None) -> None:
    asked = case(Status.COMMITTEE, objection_notices=[told])
    assert rules.may_reply_to_something(PEOPLE[who], asked) == code


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("officer", {}, None),
        ("coordinator", {}, None),
        ("coordinator elsewhere", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("committee", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("lead", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("coordinator", {"people": [tie(7, DeclaredTie.CONFLICT)]}, CaseworkRefusal.RECUSED),
        ("officer", {"reach_out_since": None}, MembershipRefusal.NOBODY_TO_REACH),
    ],
)
def test_officer_and_coordinator_reach_a_group_that_has_news(
    who: str, changes: dict[str, Any], code: str | None
) -> None:
    ready = {"status": Status.SUBMITTED, "reach_out_since": clock.now()}
    assert refusal(PEOPLE[who], case(**(ready | changes)), Action.NOTE_REACHED) == code


def former(person_id: int, days_before_the_case: int) -> SimpleNamespace:
    ended = BEGAN - timedelta(days=days_before_the_case)
    return SimpleNamespace(person_id=person_id, role=ContactRole.LEAD, ended_at=ended)


def invitation(days_before_the_case: int, *, by: int = 98, to: int | None = None) -> SimpleNamespace:
    moment = BEGAN - timedelta(days=days_before_the_case)
    return SimpleNamespace(
        invited_by_id=by, accepted_by_id=to, accepted_at=moment if to else None, expires_at=moment
    )


CLOSED_TO_9 = [
    ({"organisation": SimpleNamespace(contacts=[former(9, -1)])}, True),
    ({"organisation": SimpleNamespace(contacts=[former(9, 1)])}, False),
    ({"organisation": SimpleNamespace(contacts=[former(99, -1)])}, False),
    ({"invitations": [invitation(-1, by=9)]}, True),
    ({"invitations": [invitation(-1, to=9)]}, True),
    ({"invitations": [invitation(1, by=9)]}, False),
    ({"invitations": [invitation(1, to=9)]}, False),
    ({"invitations": [invitation(-1, to=97)]}, False),
]


@pytest.mark.parametrize(("changes", "closed"), CLOSED_TO_9)
def test_whoever_was_close_to_the_applicant_since_it_began_judges_nothing(
    changes: dict[str, Any], closed: bool
) -> None:
    code = CaseworkRefusal.RECUSED if closed else None
    before_committee = case(Status.COMMITTEE, **changes)
    assert refusal(PEOPLE["committee"], before_committee, Action.VOTE) is code
    assert refusal(PEOPLE["committee"], before_committee, Action.ADMIT) is code
    officer = NonPersonActor(
        "officer", actor_id=9, grants=(Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),)
    )
    assert refusal(officer, case(Status.SUBMITTED, **changes), Action.START_CHECK) is code
    assert refusal(officer, case(Status.SUBMITTED, **changes), Action.ASSESS) is code
    grants = (Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION),)
    checker = NonPersonActor("coordinator", actor_id=9, grants=grants)
    assert rules.may_check(checker, case(Status.REGIONAL_CHECK, **changes)) is code
    in_comment = case(Status.MEMBER_COMMENT, due_at=clock.now() + timedelta(days=1), **changes)
    assert refusal(NonPersonActor("member", actor_id=9), in_comment, Action.COMMENT) is code


@pytest.mark.parametrize(("changes", "closed"), CLOSED_TO_9)
def test_votes_count_by_the_facts_at_the_decision(changes: dict[str, Any], closed: bool) -> None:
    voted = case(Status.COMMITTEE, **changes)
    assert len(rules.counted_votes(voted)) == (2 if closed else 3)
    assert rules.has_quorum(voted) is not closed
    assert rules.majority(voted) is (None if closed else Ballot.ADMIT)
    assert [is_conflicted(one, voted) for one in (9, 21, 22)] == [closed, False, False]


@pytest.mark.parametrize(
    ("prepared", "choices", "code"),
    [
        ([], (C.ABSTAIN, C.ADMIT, C.ABSTAIN), None),
        ([21], (C.ABSTAIN, C.ADMIT, C.ABSTAIN), MembershipRefusal.ANOTHER_MUST_VOTE),
        ([9, 21], (C.ADMIT, C.ADMIT, C.ABSTAIN), MembershipRefusal.ANOTHER_MUST_VOTE),
        ([21], (C.ADMIT, C.ADMIT, C.ABSTAIN), None),
        ([21], (C.DECLINE, C.ADMIT, C.ADMIT), None),
        ([9], (C.ABSTAIN, C.ADMIT, C.ABSTAIN), None),
    ],
)
def test_whoever_prepared_an_application_does_not_decide_it_alone_while_others_abstain(
    prepared: list[int], choices: tuple[Ballot, ...], code: str | None
) -> None:
    people = [tie(9), tie(21), tie(22)]
    for one in people:
        one.prepared_at = BEGAN if one.person_id in prepared else None
    votes = [vote(one.person_id, choice) for one, choice in zip(people, choices, strict=True)]
    decided = case(Status.COMMITTEE, people=people, votes=votes)
    assert rules.others_voted(decided) is (code is None)
    assert refusal(PEOPLE["committee"], decided, Action.ADMIT) == code


@pytest.mark.parametrize("action", [Action.ADMIT, Action.DECLINE])
def test_a_draw_decides_nothing(action: Action) -> None:
    even = [vote(9, C.ADMIT), vote(21, C.DECLINE), vote(22, C.ABSTAIN)]
    assert refusal(PEOPLE["committee"], case(Status.COMMITTEE, votes=even), action) == (
        MembershipRefusal.NOT_THE_MAJORITY
    )
