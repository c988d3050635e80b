"""The whole grid of the admission process: every status × every action × every kind of person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.casework import rules as casework
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.process import refusal
from app.kernel import clock
from app.kernel.actor import ANONYMOUS, SYSTEM, Grant, NonPersonActor
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.membership.enums import Ballot, CaseRole, CheckResult, MembershipRefusal, Stance
from app.membership.models import ObjectionNotice
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
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


def tie(
    person_id: int, said: DeclaredTie = DeclaredTie.NONE, *, role: CaseRole | None = None
) -> SimpleNamespace:
    return SimpleNamespace(person_id=person_id, tie=said, role=role, prepared_at=None)


def objection(notice_id: int | None) -> SimpleNamespace:
    return SimpleNamespace(stance=Stance.OBJECTION, notice_id=notice_id)


def notice(days_left: int, *, replied: bool) -> ObjectionNotice:
    moment = clock.now()
    return ObjectionNotice(
        replied_at=moment if replied else None, reply_until=moment + timedelta(days=days_left)
    )


def case(status: Status, **changes: Any) -> Any:
    """A case in which every step that could be taken is ready to be taken. `due_at` is the deadline of
    whatever it waits for."""
    facts: dict[str, Any] = {
        "process": ADMISSION,
        "id": 1,
        "body_id": BODY,
        "region_id": REGION,
        "organisation_id": 50,
        "parent": None,
        "open_waits": [],
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
            commenting_tiers=("member",),
            limits=SimpleNamespace(reopen=365),
        ),
        "on_behalf": False,
        "started_by": 2,
        "sent_at": None if status is Status.DRAFT else BEGAN,
        "may_circulate": True,
        "check_falls_to_secretariat": False,
        "closed_at": clock.now() - timedelta(days=10),
        "due_at": clock.now() - timedelta(minutes=1),
        "checks": [SimpleNamespace(result=CheckResult.KNOWN)],
        "comments": [],
        "exclusions": [],
        "objection_notices": [],
        "invitations": [],
        "reach_out_since": clock.now(),
        "officer_id": None,
        "held_at": None,
        "started_at": BEGAN,
        "people": [tie(7), tie(9)],
        "votes": [vote(9, C.ADMIT), vote(21, C.ADMIT), vote(22, C.DECLINE)],
    }
    thing = SimpleNamespace(**(facts | changes))
    thing.due_of = lambda _action: thing.due_at
    return thing


APPLICANT = {"lead", "editor"}
HANDED_IN = (Status.SUBMITTED, Status.REGIONAL_CHECK, Status.MEMBER_COMMENT, Status.COMMITTEE)
OVER = (Status.ADMITTED, Status.DECLINED, Status.WITHDRAWN, Status.CLOSED)
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
    (Status.COMMITTEE, Action.VOTE): {"committee"},
    (Status.COMMITTEE, Action.PUT_OBJECTIONS): set(),
    (Status.COMMITTEE, Action.REPLY): set(),
    (Status.COMMITTEE, Action.END_REPLY_PERIOD): {"clock"},
    (Status.REGIONAL_CHECK, Action.RECORD_CHECK): {"coordinator"},
    (Status.MEMBER_COMMENT, Action.COMMENT): set(),
    (Status.MEMBER_COMMENT, Action.EXTEND_COMMENT): {"officer"},
    **{
        (one, action): {"officer"}
        for one in HANDED_IN
        for action in (Action.ASSESS, Action.TAKE, Action.ASSIGN, Action.REMIND)
    },
    (Status.INFORMATION_REQUESTED, Action.REMIND): {"officer"},
    **{(one, Action.WITHDRAW): APPLICANT for one in (Status.DRAFT, Status.INFORMATION_REQUESTED, *HANDED_IN)},
    **{
        (one, Action.NOTE_REACHED): {"officer", "coordinator"}
        for one in (*HANDED_IN, Status.INFORMATION_REQUESTED, *OVER)
    },
}


def who_may(thing: Any, action: Action, names: Iterable[str] = PEOPLE) -> set[str]:
    return {name for name in names if refusal(PEOPLE[name], thing, action) is None}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_grid_allows_exactly_these_people(status: Status, action: Action) -> None:
    assert who_may(case(status), action) == ALLOWED.get((status, action), set())


def test_no_visitor_and_no_clock_comments_while_the_period_runs() -> None:
    """Of everybody else, the service asks for which members they may answer."""
    running = case(Status.MEMBER_COMMENT, due_at=clock.now() + timedelta(days=1), people=[])
    may = who_may(running, Action.COMMENT)
    assert "stranger" in may
    assert may & {"visitor", "clock", *APPLICANT} == set()


def test_table_and_grid_name_the_same_steps() -> None:
    assert {(status, one.action) for one in ADMISSION.steps for status in one.at} == set(ALLOWED)


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
    asked = SimpleNamespace(action=Action.RECORD_CHECK, party=f"{Role.MEMBERSHIP_OFFICER}/b{BODY}")
    vacant = case(Status.REGIONAL_CHECK, check_falls_to_secretariat=True, open_waits=[asked])
    assert who_may(vacant, Action.OPEN_COMMENT) == {"coordinator"}, "the officer has not declared ties"
    vacant.people.append(tie(5))
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
        ({"people": [tie(9, DeclaredTie.CONFLICT)]}, CaseworkRefusal.RECUSED),
        ({"people": []}, CaseworkRefusal.DECLARE_FIRST),
        (
            {"people": [tie(9, role=CaseRole.CHECKER)]},
            CaseworkRefusal.ALREADY_HAS_A_ROLE,
        ),
        (
            {"people": [tie(9, role=CaseRole.COMMENTER)]},
            CaseworkRefusal.ALREADY_HAS_A_ROLE,
        ),
        ({"comments": [objection(None)]}, MembershipRefusal.OBJECTIONS_NOT_PUT),
        ({"people": [tie(9), tie(21, DeclaredTie.CONFLICT)]}, MembershipRefusal.NO_QUORUM),
    ],
)
def test_admission_is_refused_for_a_named_reason(changes: dict[str, Any], code: str) -> None:
    assert refusal(PEOPLE["committee"], case(Status.COMMITTEE, **changes), Action.ADMIT) == code


def test_a_decline_needs_a_majority_against() -> None:
    against = [vote(9, C.DECLINE), vote(21, C.DECLINE), vote(22, C.ADMIT)]
    assert who_may(case(Status.COMMITTEE, votes=against), Action.DECLINE) == {"committee"}


def test_the_applicant_s_contact_has_no_other_part() -> None:
    both = NonPersonActor("both", actor_id=2, grants=(Grant(Role.COMMITTEE_MEMBER, ScopeKind.BODY, BODY),))
    assert refusal(both, case(Status.COMMITTEE, people=[tie(2)]), Action.ADMIT) == CaseworkRefusal.RECUSED
    officer = NonPersonActor(
        "officer", actor_id=2, grants=(Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),)
    )
    assert refusal(officer, case(Status.SUBMITTED), Action.START_CHECK) == CaseworkRefusal.RECUSED


def test_somebody_with_two_roles_says_first_in_which_one_they_act() -> None:
    grants = (
        Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY),
        Grant(Role.COMMITTEE_MEMBER, ScopeKind.BODY, BODY),
    )
    undecided = NonPersonActor("two hats", actor_id=9, grants=grants)
    assert refusal(undecided, case(Status.COMMITTEE), Action.ADMIT) == CaseworkRefusal.CHOOSE_ROLE_FIRST
    decided = NonPersonActor("two hats", actor_id=9, grants=grants, acting_as=Role.COMMITTEE_MEMBER)
    assert refusal(decided, case(Status.COMMITTEE), Action.ADMIT) is None
    assert refusal(decided, case(Status.SUBMITTED), Action.START_CHECK) == KernelRefusal.NOT_YOURS_TO_DO


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"due_at": clock.now() - timedelta(days=1)}, MembershipRefusal.COMMENT_IS_CLOSED),
        ({"people": [tie(1, DeclaredTie.CONFLICT)]}, CaseworkRefusal.RECUSED),
        (
            {"organisation": SimpleNamespace(contacts=[contact(1, ContactRole.VIEWER)])},
            CaseworkRefusal.RECUSED,
        ),
        ({"people": [tie(1, role=CaseRole.COMMENTER)]}, None),
        ({"people": [tie(1, role=CaseRole.CHECKER)]}, CaseworkRefusal.ALREADY_HAS_A_ROLE),
        ({"status": Status.COMMITTEE}, KernelRefusal.NOT_IN_THIS_STATE),
    ],
)
def test_members_comment_within_the_rules(changes: dict[str, Any], code: str | None) -> None:
    ready = {"status": Status.MEMBER_COMMENT, "due_at": clock.now() + timedelta(days=3)}
    assert refusal(PEOPLE["stranger"], case(**(ready | changes)), Action.COMMENT) == code


def test_a_draft_is_nobody_s_business_but_the_applicant_s() -> None:
    for draft in (case(Status.DRAFT), case(Status.WITHDRAWN, sent_at=None)):
        assert [name for name, who in PEOPLE.items() if casework.may_read(who, draft)] == []
    sent = case(Status.SUBMITTED)
    assert {name for name, who in PEOPLE.items() if casework.may_read(who, sent)} == {
        "officer",
        "coordinator",
        "committee",
    }


def test_diagram_shows_every_move() -> None:
    diagram = ADMISSION.diagram()
    for step in ADMISSION.steps:
        for source in step.at if step.to is not None else ():
            assert f"    {source.value} --> {step.to}: {step.action.value}" in diagram
