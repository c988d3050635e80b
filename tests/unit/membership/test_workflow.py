"""The whole grid of the admission process: every status × every action × every kind of person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.kernel import clock
from app.kernel.actor import ANONYMOUS, SYSTEM, Grant, NonPersonActor
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.kernel.workflow import refusal
from app.membership import rules
from app.membership.enums import (
    Action,
    Ballot,
    CaseRole,
    CheckResult,
    DeclaredTie,
    MembershipRefusal,
    Stance,
    Status,
)
from app.membership.workflow import ADMISSION
from app.organisations.enums import ContactRole

BEGAN = clock.now() - timedelta(days=100)
BODY, OTHER_BODY, REGION, OTHER_REGION = 1, 2, 7, 8


def person(
    number: int, role: Role | None = None, kind: ScopeKind = ScopeKind.BODY, scope: int = BODY
) -> NonPersonActor:
    grants = (Grant(role, kind, scope),) if role else ()
    return NonPersonActor(f"person {number}", actor_id=number, grants=grants)


C = Ballot
PEOPLE: dict[str, Any] = {
    "visitor": ANONYMOUS,
    "stranger": person(1),
    "lead": person(2),
    "editor": person(3),
    "viewer": person(4),
    "officer": person(5, Role.MEMBERSHIP_OFFICER),
    "officer elsewhere": person(6, Role.MEMBERSHIP_OFFICER, scope=OTHER_BODY),
    "coordinator": person(7, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION),
    "coordinator elsewhere": person(8, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, OTHER_REGION),
    "committee": person(9, Role.COMMITTEE_MEMBER),
    "committee elsewhere": person(10, Role.COMMITTEE_MEMBER, scope=OTHER_BODY),
    "administrator": person(11, Role.ADMINISTRATOR, ScopeKind.INSTALLATION),
    "auditor": person(12, Role.AUDITOR, ScopeKind.INSTALLATION),
    "grants officer": person(13, Role.GRANTS_OFFICER),
    "clock": SYSTEM,
}


def contact(person_id: int, role: ContactRole) -> SimpleNamespace:
    return SimpleNamespace(person_id=person_id, role=role, ended_at=None)


def vote(person_id: int, choice: Ballot) -> SimpleNamespace:
    return SimpleNamespace(person_id=person_id, choice=choice, tier=None)


def tie(person_id: int, said: DeclaredTie = DeclaredTie.NONE) -> SimpleNamespace:
    return SimpleNamespace(person_id=person_id, tie=said)


def objection(notice_id: int | None) -> SimpleNamespace:
    return SimpleNamespace(stance=Stance.OBJECTION, notice_id=notice_id)


def notice(days_left: int, *, replied: bool) -> SimpleNamespace:
    moment = clock.now()
    return SimpleNamespace(
        replied_at=moment if replied else None, reply_until=moment + timedelta(days=days_left)
    )


def case(status: Status, **changes: Any) -> Any:
    """A case in which every step that could be taken is ready to be taken."""
    facts: dict[str, Any] = {
        "WORKFLOW": ADMISSION,
        "id": 1,
        "body_id": BODY,
        "region_id": REGION,
        "organisation_id": 50,
        "status": status,
        "organisation": SimpleNamespace(
            contacts=[
                contact(2, ContactRole.LEAD),
                contact(3, ContactRole.EDITOR),
                contact(4, ContactRole.VIEWER),
            ]
        ),
        "policy": SimpleNamespace(
            regional_check=True,
            member_comment=True,
            quorum=3,
            limits=SimpleNamespace(reopen=365),
        ),
        "entered_on_behalf": False,
        "started_by": 2,
        "may_circulate": True,
        "check_falls_to_secretariat": False,
        "closed_at": clock.now() - timedelta(days=10),
        "due_at": clock.now() - timedelta(minutes=1),
        "checks": [SimpleNamespace(result=CheckResult.KNOWN)],
        "comments": [],
        "exclusions": [],
        "objection_notices": [],
        "invitations": [],
        "reach_out_since": None,
        "started_at": BEGAN,
        "parts": [],
        "ties": [tie(7), tie(9)],
        "votes": [vote(9, C.ADMIT), vote(21, C.ADMIT), vote(22, C.DECLINE)],
    }
    return SimpleNamespace(**(facts | changes))


APPLICANT = {"lead", "editor"}
ALLOWED: dict[tuple[Status, Action], set[str]] = {
    (Status.DRAFT, Action.SUBMIT): APPLICANT,
    (Status.SUBMITTED, Action.REQUEST_INFORMATION): {"officer"},
    (Status.SUBMITTED, Action.START_CHECK): {"officer"},
    (Status.SUBMITTED, Action.OPEN_COMMENT): {"officer"},
    (Status.SUBMITTED, Action.SEND_TO_COMMITTEE): set(),
    (Status.INFORMATION_REQUESTED, Action.ANSWER): APPLICANT,
    (Status.INFORMATION_REQUESTED, Action.CLOSE_FOR_SILENCE): {"clock"},
    (Status.CLOSED, Action.REOPEN): APPLICANT,
    (Status.REGIONAL_CHECK, Action.OPEN_COMMENT): {"coordinator"},
    (Status.REGIONAL_CHECK, Action.SEND_TO_COMMITTEE): set(),
    (Status.REGIONAL_CHECK, Action.RETURN_TO_SECRETARIAT): {"coordinator"},
    (Status.MEMBER_COMMENT, Action.CLOSE_COMMENT): {"clock", "officer"},
    (Status.COMMITTEE, Action.ADMIT): {"committee"},
    (Status.COMMITTEE, Action.DECLINE): set(),
    (Status.DRAFT, Action.WITHDRAW): APPLICANT,
    (Status.SUBMITTED, Action.WITHDRAW): APPLICANT,
    (Status.INFORMATION_REQUESTED, Action.WITHDRAW): APPLICANT,
    (Status.REGIONAL_CHECK, Action.WITHDRAW): APPLICANT,
    (Status.MEMBER_COMMENT, Action.WITHDRAW): APPLICANT,
    (Status.COMMITTEE, Action.WITHDRAW): APPLICANT,
}


def who_may(thing: Any, action: Action, names: Iterable[str] = PEOPLE) -> set[str]:
    return {name for name in names if refusal(PEOPLE[name], thing, action) is None}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_grid_allows_exactly_these_people(status: Status, action: Action) -> None:
    assert who_may(case(status), action) == ALLOWED.get((status, action), set())


def test_table_and_grid_name_the_same_steps() -> None:
    assert set(ADMISSION.transitions) == set(ALLOWED)


def test_without_member_comment_the_case_goes_straight_to_the_committee() -> None:
    policy = SimpleNamespace(regional_check=True, member_comment=False, quorum=3, limits=None)
    assert who_may(case(Status.SUBMITTED, policy=policy), Action.SEND_TO_COMMITTEE) == {"officer"}
    assert who_may(case(Status.REGIONAL_CHECK, policy=policy), Action.SEND_TO_COMMITTEE) == {"coordinator"}
    assert who_may(case(Status.REGIONAL_CHECK, policy=policy), Action.OPEN_COMMENT) == set()


def test_refused_circulation_skips_the_members() -> None:
    refused = case(Status.REGIONAL_CHECK, may_circulate=False)
    assert who_may(refused, Action.OPEN_COMMENT) == set()
    assert who_may(refused, Action.SEND_TO_COMMITTEE) == {"coordinator"}


def test_concerns_go_to_the_committee_not_to_the_members() -> None:
    worried = case(Status.REGIONAL_CHECK, checks=[SimpleNamespace(result=CheckResult.CONCERNS)])
    assert who_may(worried, Action.OPEN_COMMENT) == set()
    assert who_may(worried, Action.SEND_TO_COMMITTEE) == {"coordinator"}


def test_a_vacant_seat_falls_to_the_secretariat() -> None:
    vacant = case(Status.REGIONAL_CHECK, check_falls_to_secretariat=True)
    assert who_may(vacant, Action.OPEN_COMMENT) == {"coordinator", "officer"}


def test_comment_is_never_cut_short() -> None:
    running = case(Status.MEMBER_COMMENT, due_at=clock.now() + timedelta(days=1))
    assert who_may(running, Action.CLOSE_COMMENT) == set()


def test_silence_closes_only_when_the_time_is_over() -> None:
    waiting = case(Status.INFORMATION_REQUESTED, due_at=clock.now() + timedelta(days=1))
    assert who_may(waiting, Action.CLOSE_FOR_SILENCE) == set()


def test_a_closed_case_opens_again_only_within_the_policy_s_time() -> None:
    old = case(Status.CLOSED, closed_at=clock.now() - timedelta(days=366))
    assert refusal(PEOPLE["lead"], old, Action.REOPEN) == MembershipRefusal.TOO_LATE_TO_REOPEN


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"votes": [vote(9, C.ADMIT), vote(21, C.ADMIT)]}, MembershipRefusal.NO_QUORUM),
        (
            {"votes": [vote(9, C.DECLINE), vote(21, C.DECLINE), vote(22, C.ADMIT)]},
            MembershipRefusal.NOT_THE_MAJORITY,
        ),
        (
            {"votes": [vote(9, C.ADMIT), vote(21, C.DECLINE), vote(22, C.ABSTAIN)]},
            MembershipRefusal.NOT_THE_MAJORITY,
        ),
        ({"ties": [tie(9, DeclaredTie.CONFLICT)]}, MembershipRefusal.RECUSED),
        ({"ties": []}, MembershipRefusal.DECLARE_FIRST),
        (
            {"parts": [SimpleNamespace(person_id=9, part=CaseRole.CHECKER)]},
            MembershipRefusal.ALREADY_HAS_A_PART,
        ),
        (
            {"parts": [SimpleNamespace(person_id=9, part=CaseRole.COMMENTER)]},
            MembershipRefusal.ALREADY_HAS_A_PART,
        ),
        ({"comments": [objection(None)]}, MembershipRefusal.OBJECTIONS_NOT_PUT),
        ({"ties": [tie(9), tie(21, DeclaredTie.CONFLICT)]}, MembershipRefusal.NO_QUORUM),
    ],
)
def test_admission_is_refused_for_a_named_reason(changes: dict[str, Any], code: str) -> None:
    assert refusal(PEOPLE["committee"], case(Status.COMMITTEE, **changes), Action.ADMIT) == code


def test_a_decline_needs_a_majority_against() -> None:
    against = [vote(9, C.DECLINE), vote(21, C.DECLINE), vote(22, C.ADMIT)]
    assert who_may(case(Status.COMMITTEE, votes=against), Action.DECLINE) == {"committee"}


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


def test_one_objection_not_put_holds_the_decision() -> None:
    some = case(
        Status.COMMITTEE,
        comments=[objection(1), objection(None)],
        objection_notices=[notice(3, replied=True)],
    )
    assert refusal(PEOPLE["committee"], some, Action.ADMIT) is MembershipRefusal.OBJECTIONS_NOT_PUT


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("officer", {}, None),
        ("committee", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("officer elsewhere", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("officer", {"status": Status.MEMBER_COMMENT}, KernelRefusal.NOT_IN_THIS_STATE),
        ("officer", {"comments": [objection(1)]}, MembershipRefusal.NO_OBJECTION_TO_PUT),
        ("officer", {"comments": []}, MembershipRefusal.NO_OBJECTION_TO_PUT),
        ("officer", {"ties": [tie(5, DeclaredTie.CONFLICT)]}, MembershipRefusal.RECUSED),
        ("officer", {"comments": [objection(1), objection(None)]}, None),
    ],
)
def test_objections_are_put_by_the_secretariat_once_comment_is_over(
    who: str, changes: dict[str, Any], code: str | None
) -> None:
    ready = {"status": Status.COMMITTEE, "comments": [objection(None)]}
    assert rules.may_put_objections(PEOPLE[who], case(**(ready | changes))) == code


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


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("officer", {}, None),
        ("coordinator", {}, None),
        ("coordinator elsewhere", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("committee", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("lead", {}, KernelRefusal.NOT_YOURS_TO_DO),
        ("coordinator", {"ties": [tie(7, DeclaredTie.CONFLICT)]}, MembershipRefusal.RECUSED),
        ("officer", {"reach_out_since": None}, MembershipRefusal.NOBODY_TO_REACH),
    ],
)
def test_officer_and_coordinator_reach_a_group_that_has_news(
    who: str, changes: dict[str, Any], code: str | None
) -> None:
    ready = {"status": Status.SUBMITTED, "reach_out_since": clock.now()}
    assert rules.may_reach(PEOPLE[who], case(**(ready | changes))) == code


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
    code = MembershipRefusal.RECUSED if closed else None
    before_committee = case(Status.COMMITTEE, **changes)
    assert rules.may_vote(PEOPLE["committee"], before_committee) is code
    assert refusal(PEOPLE["committee"], before_committee, Action.ADMIT) is code
    officer = NonPersonActor(
        "officer", actor_id=9, grants=(Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),)
    )
    assert refusal(officer, case(Status.SUBMITTED, **changes), Action.START_CHECK) is code
    assert rules.may_assess(officer, case(Status.SUBMITTED, **changes)) is code
    grants = (Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION),)
    checker = NonPersonActor("coordinator", actor_id=9, grants=grants)
    assert rules.may_check(checker, case(Status.REGIONAL_CHECK, **changes)) is code
    in_comment = case(Status.MEMBER_COMMENT, due_at=clock.now() + timedelta(days=1), **changes)
    assert rules.may_comment(NonPersonActor("member", actor_id=9), in_comment) is code


@pytest.mark.parametrize(("changes", "closed"), CLOSED_TO_9)
def test_votes_count_by_the_facts_at_the_decision(changes: dict[str, Any], closed: bool) -> None:
    voted = case(Status.COMMITTEE, **changes)
    assert len(rules.counted_votes(voted)) == (2 if closed else 3)
    assert rules.has_quorum(voted) is not closed
    assert rules.majority(voted) is (None if closed else Ballot.ADMIT)
    assert rules.count_recused({9, 21, 22}, voted) == int(closed)


@pytest.mark.parametrize("action", [Action.ADMIT, Action.DECLINE])
def test_a_draw_decides_nothing(action: Action) -> None:
    even = [vote(9, C.ADMIT), vote(21, C.DECLINE), vote(22, C.ABSTAIN)]
    assert refusal(PEOPLE["committee"], case(Status.COMMITTEE, votes=even), action) == (
        MembershipRefusal.NOT_THE_MAJORITY
    )


def test_the_applicant_s_contact_has_no_other_part() -> None:
    both = NonPersonActor("both", actor_id=2, grants=(Grant(Role.COMMITTEE_MEMBER, ScopeKind.BODY, BODY),))
    assert refusal(both, case(Status.COMMITTEE, ties=[tie(2)]), Action.ADMIT) == MembershipRefusal.RECUSED
    officer = NonPersonActor(
        "officer", actor_id=2, grants=(Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),)
    )
    assert refusal(officer, case(Status.SUBMITTED), Action.START_CHECK) == MembershipRefusal.RECUSED


def test_somebody_with_two_roles_says_first_in_which_one_they_act() -> None:
    grants = (
        Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),
        Grant(Role.COMMITTEE_MEMBER, ScopeKind.BODY, BODY),
    )
    undecided = NonPersonActor("two hats", actor_id=9, grants=grants)
    assert refusal(undecided, case(Status.COMMITTEE), Action.ADMIT) == MembershipRefusal.CHOOSE_ROLE_FIRST
    decided = NonPersonActor("two hats", actor_id=9, grants=grants, acting_as=Role.COMMITTEE_MEMBER)
    assert refusal(decided, case(Status.COMMITTEE), Action.ADMIT) is None
    assert refusal(decided, case(Status.SUBMITTED), Action.START_CHECK) == KernelRefusal.NOT_YOURS_TO_DO


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"due_at": clock.now() - timedelta(days=1)}, MembershipRefusal.COMMENT_IS_CLOSED),
        ({"ties": [tie(1, DeclaredTie.CONFLICT)]}, MembershipRefusal.RECUSED),
        (
            {"organisation": SimpleNamespace(contacts=[contact(1, ContactRole.VIEWER)])},
            MembershipRefusal.RECUSED,
        ),
        (
            {"parts": [SimpleNamespace(person_id=1, part=CaseRole.CHECKER)]},
            MembershipRefusal.ALREADY_HAS_A_PART,
        ),
        ({"status": Status.COMMITTEE}, MembershipRefusal.COMMENT_IS_CLOSED),
    ],
)
def test_members_comment_within_the_rules(changes: dict[str, Any], code: str | None) -> None:
    ready = {"status": Status.MEMBER_COMMENT, "due_at": clock.now() + timedelta(days=3)}
    assert rules.may_comment(PEOPLE["stranger"], case(**(ready | changes))) == code


def test_a_draft_is_nobody_s_business_but_the_applicant_s() -> None:
    draft = case(Status.DRAFT)
    assert [name for name, who in PEOPLE.items() if rules.may_read_case(who, draft)] == []
    sent = case(Status.SUBMITTED)
    assert {name for name, who in PEOPLE.items() if rules.may_read_case(who, sent)} == {
        "officer",
        "coordinator",
        "committee",
    }


def test_diagram_shows_every_transition() -> None:
    diagram = ADMISSION.diagram()
    for (source, action), transition in ADMISSION.transitions.items():
        assert f"    {source.value} --> {transition.target.value}: {action.value}" in diagram
