"""Who may do what in a case of any process, rule by rule, on a loan that a committee judges."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.casework import parties, rules
from app.casework.enums import CaseworkRefusal, DeclaredTie, Standing
from app.casework.process import Stage
from app.kernel import clock
from app.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from tests.unit.casework.cases import (
    AFTER,
    BEFORE,
    BEGAN,
    BODY,
    COMMITTEE,
    COORDINATOR,
    EDITOR,
    GROUP,
    JUDGED,
    LEAD,
    LOAN,
    NOW,
    OFFICER,
    REGION,
    VIEWER,
    A,
    S,
    case,
    contact,
    held,
    in_body,
    invitation,
    somebody,
    waiting,
)

# --- the organisation's side


@pytest.mark.parametrize(
    ("one", "role", "acts"),
    [
        (contact(2, LEAD), LEAD, True),
        (contact(2, EDITOR), EDITOR, True),
        (contact(2, VIEWER), VIEWER, False),
        (contact(2, LEAD, ended_at=BEFORE), None, False),
        (contact(3, LEAD), None, False),
    ],
)
def test_current_lead_and_editor_act_for_their_organisation(
    one: Any, role: ContactRole | None, acts: bool
) -> None:
    assert rules.contact_role(somebody(2), case([one])) is role
    assert (rules.contact_role(somebody(2), case([one])) in rules.ACTING_CONTACTS) is acts
    assert rules.standing(somebody(2), case([one])) is (Standing.OPEN if role is None else Standing.OWN)


def test_a_case_without_an_organisation_has_no_contacts() -> None:
    assert rules.contact_role(somebody(2), case(organisation=None)) is None
    assert rules.belongs_to_organisation(2, case(organisation=None)) is False


@pytest.mark.parametrize(
    ("changes", "writes"),
    [
        ({"on_behalf": True, "status": S.ASKED}, True),
        ({"on_behalf": False, "status": S.ASKED}, False),
        ({"on_behalf": True, "status": S.LENT}, False),
        ({"on_behalf": True, "status": S.ASKED, "started_by": 2}, False),
        ({"on_behalf": True, "status": S.ASKED, "body_id": BODY + 1}, False),
    ],
)
def test_whoever_wrote_it_down_for_a_group_writes_until_it_is_sent(
    changes: dict[str, Any], writes: bool
) -> None:
    assert rules.writes_on_behalf(somebody(1, OFFICER), case(**changes)) is writes
    assert rules.writes_on_behalf(somebody(1, COMMITTEE), case(**changes)) is False


HIDDEN = replace(JUDGED, stages=LOAN.stages | {S.ASKED: Stage(hidden=True)})


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({"process": HIDDEN, "status": S.ASKED}, True),
        ({"process": HIDDEN, "status": S.LENT}, False),
        ({"parent": case(process=HIDDEN, status=S.ASKED)}, True),
        ({"parent": case(process=HIDDEN, status=S.LENT)}, False),
    ],
)
def test_a_hidden_case_hides_what_belongs_to_it_from_the_organisation_s_contacts(
    changes: dict[str, Any], hidden: bool
) -> None:
    one = case([contact(2), contact(3, ended_at=BEFORE)], **changes)
    assert rules.is_hidden(one) is hidden
    assert [rules.is_hidden_from(person, one) for person in (2, 3, 4)] == [hidden, False, False]
    assert rules.is_hidden_from(2, case(**changes, organisation=None)) is False


@pytest.mark.parametrize(
    ("changes", "close"),
    [
        ({"contacts": [contact(2)]}, True),
        ({"contacts": [contact(2, VIEWER, ended_at=BEGAN)]}, True),
        ({"contacts": [contact(2, ended_at=BEFORE)]}, False),
        ({"contacts": [contact(3)]}, False),
        ({"invitations": [invitation(2, None, BEGAN)]}, True),
        ({"invitations": [invitation(2, None, BEFORE)]}, False),
        ({"invitations": [invitation(3, 2, BEFORE, accepted_at=BEGAN)]}, True),
        ({"invitations": [invitation(3, 2, AFTER, accepted_at=BEFORE)]}, False),
        ({"invitations": [invitation(3, 4, AFTER)]}, False),
    ],
)
def test_whoever_was_close_to_the_organisation_since_the_case_began_judges_nothing(
    changes: dict[str, Any], close: bool
) -> None:
    assert rules.belongs_to_organisation(2, case(**changes)) is close
    assert rules.is_conflicted(2, case(**changes)) is close
    assert rules.is_recused(somebody(2), case(**changes)) is close


def test_nobody_in_particular_is_close_to_no_organisation() -> None:
    assert rules.is_recused(SYSTEM, case(invitations=[invitation(3, None, AFTER)])) is False


# --- what the case holds about a person


@pytest.mark.parametrize(
    ("people", "tie", "role", "conflicted"),
    [
        ([], None, None, False),
        ([held(3, DeclaredTie.CONFLICT, "judge")], None, None, False),
        ([held(2, None, "judge")], None, "judge", False),
        ([held(3), held(2, DeclaredTie.CONNECTION)], DeclaredTie.CONNECTION, None, False),
        ([held(2, DeclaredTie.CONFLICT)], DeclaredTie.CONFLICT, None, True),
    ],
)
def test_a_declared_conflict_closes_the_case_and_nothing_less_does(
    people: list[Any], tie: DeclaredTie | None, role: str | None, conflicted: bool
) -> None:
    thing, actor = case(people=people), somebody(2)
    assert (rules.declared_tie(actor, thing), rules.case_role(actor, thing)) == (tie, role)
    assert rules.is_recused(actor, thing) is conflicted
    assert rules.may_work(actor, thing) == (CaseworkRefusal.RECUSED if conflicted else None)


@pytest.mark.parametrize(
    ("grants", "judges"),
    [
        ((COMMITTEE,), True),
        ((COORDINATOR,), True),
        ((OFFICER,), False),
        ((in_body(Role.COMMITTEE_MEMBER, BODY + 1),), False),
        ((Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION + 1),), False),
    ],
)
def test_whoever_judges_declares_first(grants: tuple[Grant, ...], judges: bool) -> None:
    actor = somebody(2, *grants)
    assert rules.must_declare(actor, case()) is judges
    assert rules.standing(actor, case()) is (Standing.DECLARE if judges else Standing.OPEN)
    assert rules.must_declare(actor, case(people=[held(2)])) is False
    conflict = case(people=[held(2, DeclaredTie.CONFLICT)])
    assert rules.standing(actor, conflict) is Standing.RECUSED


def test_whoever_is_asked_for_a_step_that_takes_a_role_declares_first() -> None:
    asked = parties.body_role(Role.MEMBERSHIP_OFFICER, BODY)
    judging = replace(LOAN, roles={A.LEND: "judge"})
    officer = somebody(2, OFFICER)
    lend, bring_back = waiting(asked, action=A.LEND), waiting(asked)
    for process, waits, declares in (
        (judging, [bring_back, lend], True),
        (judging, [bring_back], False),
        (judging, [waiting("p2", action=A.LEND)], False),
        (LOAN, [lend], False),
    ):
        assert rules.must_declare(officer, case(process=process, open_waits=waits)) is declares
    assert rules.must_declare(officer, case(process=judging, open_waits=[lend], people=[held(2)])) is False


# --- a case that belongs to another


def test_ties_and_conflicts_hold_for_the_cases_below() -> None:
    friend, foe = held(2, DeclaredTie.CONNECTION), held(2, DeclaredTie.CONFLICT)
    actor = somebody(2, COMMITTEE)
    for own, above, tie, recused in (
        ([], [], None, False),
        ([], [friend], DeclaredTie.CONNECTION, False),
        ([held(2)], [friend], DeclaredTie.NONE, False),
        ([held(2, None, "judge")], [friend], DeclaredTie.CONNECTION, False),
        ([], [foe], DeclaredTie.CONFLICT, True),
        ([held(2)], [foe], DeclaredTie.NONE, True),
    ):
        below = case(people=own, parent=case(people=above))
        assert rules.declared_tie(actor, below) is tie
        assert rules.must_declare(actor, below) is (tie is None)
        assert rules.is_recused(actor, below) is recused


def test_whoever_was_close_to_the_group_when_the_case_above_began_judges_nothing_below() -> None:
    left = [contact(2, ended_at=BEFORE)]
    below = case(contacts=left, parent=case(contacts=left, started_at=BEFORE))
    assert rules.is_recused(somebody(2), below) is True
    assert rules.is_recused(somebody(2), below.parent) is True
    assert rules.is_recused(somebody(2), case(contacts=left, parent=case(contacts=left))) is False


@pytest.mark.parametrize(
    ("parent", "actor", "allowed"),
    [
        (case(is_open=False), SYSTEM, True),
        (case(is_open=False), somebody(2, OFFICER), False),
        (case(is_open=True), SYSTEM, False),
        (None, SYSTEM, False),
    ],
)
def test_a_case_ends_with_the_one_above_by_itself_alone(parent: Any, actor: Actor, allowed: bool) -> None:
    refused = rules.only_with_parent(actor, case(parent=parent))
    assert refused == (None if allowed else CaseworkRefusal.ONLY_WITH_PARENT)


# --- roles


@pytest.mark.parametrize(
    ("grants", "roles"),
    [
        ((COMMITTEE, OFFICER), {Role.COMMITTEE_MEMBER, Role.MEMBERSHIP_OFFICER}),
        ((OFFICER,), {Role.MEMBERSHIP_OFFICER}),
        ((COORDINATOR,), {Role.REGIONAL_COORDINATOR}),
        ((OFFICER, in_body(Role.AUDITOR)), {Role.MEMBERSHIP_OFFICER}),
        ((OFFICER, in_body(Role.COMMITTEE_MEMBER, BODY + 1)), {Role.MEMBERSHIP_OFFICER}),
        (
            (COORDINATOR, Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.REGION, REGION + 1)),
            {Role.REGIONAL_COORDINATOR},
        ),
    ],
)
def test_a_role_counts_where_the_process_uses_it_and_its_scope_holds_the_case(
    grants: tuple[Grant, ...], roles: set[Role]
) -> None:
    actor = somebody(2, *grants)
    assert rules.roles_in(actor, case()) == roles
    several = len(roles) > 1
    assert rules.must_choose_role(actor, case()) is several
    assert rules.may_work(actor, case()) == (CaseworkRefusal.CHOOSE_ROLE_FIRST if several else None)


def test_whoever_chose_a_role_acts_in_it() -> None:
    actor = somebody(2, COMMITTEE, OFFICER, acting_as=Role.MEMBERSHIP_OFFICER)
    assert rules.must_choose_role(actor, case()) is False
    assert rules.may_work(actor, case()) is None


@pytest.mark.parametrize(
    ("actor", "changes", "reads"),
    [
        (somebody(2, OFFICER), {}, True),
        (somebody(2, COORDINATOR), {}, True),
        (somebody(2, in_body(Role.MEMBERSHIP_OFFICER, BODY + 1)), {}, False),
        (somebody(2, Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION + 1)), {}, False),
        (somebody(2), {}, False),
        (somebody(2, OFFICER), {"sent_at": None}, False),
    ],
)
def test_the_network_s_side_reads_what_was_sent_to_it(
    actor: Actor, changes: dict[str, Any], reads: bool
) -> None:
    assert rules.may_read(actor, case(**changes)) is reads


# --- judging


@pytest.mark.parametrize(
    ("grants", "changes", "code"),
    [
        ((COMMITTEE,), {"people": [held(2)]}, None),
        ((COMMITTEE,), {"people": [held(2, role=A.LEND)]}, None),
        ((COMMITTEE,), {"people": [held(2, role=A.REFUSE)]}, CaseworkRefusal.ALREADY_HAS_A_ROLE),
        ((COMMITTEE,), {"people": []}, CaseworkRefusal.DECLARE_FIRST),
        ((COMMITTEE,), {"people": [held(2, DeclaredTie.CONFLICT)]}, CaseworkRefusal.RECUSED),
        ((COMMITTEE, OFFICER), {"people": []}, CaseworkRefusal.CHOOSE_ROLE_FIRST),
        (
            (COMMITTEE,),
            {"people": [held(2)], "on_behalf": True, "started_by": 2},
            CaseworkRefusal.ALREADY_HAS_A_ROLE,
        ),
        ((COMMITTEE,), {"people": [held(2)], "on_behalf": True, "started_by": 1}, None),
        ((COMMITTEE,), {"people": [held(2)], "on_behalf": False, "started_by": 2}, None),
    ],
)
def test_whoever_judges_has_one_role_no_conflict_and_did_not_write_it_down(
    grants: tuple[Grant, ...], changes: dict[str, Any], code: CaseworkRefusal | None
) -> None:
    assert rules.may_judge(somebody(2, *grants), case(**changes), A.LEND) == code


# --- time


@pytest.mark.parametrize(
    ("asked", "group", "found"),
    [
        (["p3", parties.organisation(GROUP)], GROUP, [1]),
        ([parties.organisation(GROUP), parties.organisation(GROUP)], GROUP, [0, 1]),
        ([parties.organisation(GROUP + 1)], GROUP, []),
        ([], GROUP, []),
        ([parties.organisation(GROUP)], None, []),
    ],
)
def test_what_a_case_waits_for_of_its_own_organisation(
    asked: list[str], group: int | None, found: list[int]
) -> None:
    thing = case(open_waits=[waiting(party) for party in asked], organisation_id=group)
    assert rules.organisation_waits(thing) == [thing.open_waits[place] for place in found]


@pytest.mark.parametrize(
    ("left", "over"),
    [(None, False), (timedelta(seconds=1), False), (timedelta(0), True), (-timedelta(1), True)],
)
def test_the_clock_alone_takes_its_step_and_only_when_time_is_over(
    left: timedelta | None, over: bool
) -> None:
    thing = case(due_of=lambda action: NOW + left if action is A.BRING_BACK and left is not None else None)
    with clock.at(NOW):
        assert rules.is_over(thing, A.BRING_BACK) is over
        assert rules.is_over(thing, A.LEND) is False
        refused = rules.only_when_over(SYSTEM, thing, A.BRING_BACK)
        assert refused == (None if over else CaseworkRefusal.NOT_YET_DUE)
        for actor in (somebody(2, OFFICER), ANONYMOUS):
            assert rules.only_when_over(actor, thing, A.BRING_BACK) == CaseworkRefusal.ONLY_THE_CLOCK
