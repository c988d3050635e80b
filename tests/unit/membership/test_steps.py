"""Steps of the network: what each waits for, and that a conflict or a second role bars it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.process import refusal
from app.kernel.actor import Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind
from app.membership.enums import CheckResult, MembershipRefusal
from app.membership.process_words import Action, Status
from tests.unit.membership.test_process import ALLOWED, BODY, PEOPLE, case, objection, tie


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ((), MembershipRefusal.CHECK_COMES_FIRST),
        ((CheckResult.KNOWN,), None),
        ((CheckResult.KNOWN, CheckResult.CONCERNS), MembershipRefusal.CHECK_WAS_NEGATIVE),
        ((CheckResult.CONCERNS, CheckResult.KNOWN), None),
    ],
)
def test_the_region_passes_on_what_it_checked_last(
    results: tuple[CheckResult, ...], code: str | None
) -> None:
    checked = case(Status.REGIONAL_CHECK, checks=[SimpleNamespace(result=one) for one in results])
    assert refusal(PEOPLE["coordinator"], checked, Action.OPEN_COMMENT) == code
    to_committee = refusal(PEOPLE["coordinator"], checked, Action.SEND_TO_COMMITTEE)
    others = {None: MembershipRefusal.MEMBERS_COME_FIRST, MembershipRefusal.CHECK_WAS_NEGATIVE: None}
    assert to_committee == others.get(code, code)


def test_members_are_not_asked_where_the_policy_does_not_say_so() -> None:
    policy = SimpleNamespace(regional_check=False, member_comment=False, quorum=3, limits=None)
    sent = case(Status.SUBMITTED, policy=policy)
    for action in (Action.START_CHECK, Action.OPEN_COMMENT):
        assert refusal(PEOPLE["officer"], sent, action) == MembershipRefusal.POLICY_HAS_NO_SUCH_STEP


def test_whoever_looks_after_it_need_not_take_it_again() -> None:
    theirs = case(Status.SUBMITTED, officer_id=5)
    assert refusal(PEOPLE["officer"], theirs, Action.TAKE) == MembershipRefusal.ALREADY_YOURS


NETWORK = ("officer", "coordinator", "committee")
WITHOUT_MEMBERS = SimpleNamespace(regional_check=True, member_comment=False, quorum=3, limits=None)
OF_THE_NETWORK = [
    *(
        (status, action, name, {})
        for (status, action), names in ALLOWED.items()
        for name in NETWORK
        if name in names
    ),
    (Status.SUBMITTED, Action.SEND_TO_COMMITTEE, "officer", {"policy": WITHOUT_MEMBERS}),
    (Status.REGIONAL_CHECK, Action.SEND_TO_COMMITTEE, "coordinator", {"policy": WITHOUT_MEMBERS}),
    (Status.COMMITTEE, Action.PUT_OBJECTIONS, "officer", {"comments": [objection(None)]}),
]


@pytest.mark.parametrize(("status", "action", "name", "changes"), OF_THE_NETWORK)
def test_no_step_of_the_network_is_taken_in_a_conflict(
    status: Status, action: Action, name: str, changes: dict[str, Any]
) -> None:
    who = PEOPLE[name]
    ready = case(status, **changes)
    assert refusal(who, ready, action) is None
    ready.people = [tie(who.actor_id, DeclaredTie.CONFLICT)]
    assert refusal(who, ready, action) == CaseworkRefusal.RECUSED


@pytest.mark.parametrize(
    ("status", "action", "name", "changes"),
    [one for one in OF_THE_NETWORK if one[1] is not Action.NOTE_REACHED],
)
def test_each_step_of_the_network_is_taken_in_one_role(
    status: Status, action: Action, name: str, changes: dict[str, Any]
) -> None:
    who = PEOPLE[name]
    other = Role.COMMITTEE_MEMBER if name != "committee" else Role.MEMBERSHIP_OFFICER
    both = NonPersonActor(
        "both", actor_id=who.actor_id, grants=(*who.grants, Grant(other, ScopeKind.BODY, BODY))
    )
    assert refusal(both, case(status, **changes), action) == CaseworkRefusal.CHOOSE_ROLE_FIRST
