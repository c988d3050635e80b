"""Which steps of a process are open to whom, and what is read of a stage and an event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.casework import process as processes
from app.casework.process import BadProcess, Process, Step, StepWords, register_process
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Permission, Role, ScopeKind
from tests.unit.casework.cases import (
    ASKED,
    BODY,
    COORDINATOR,
    LENT,
    LOAN,
    OFFICER,
    A,
    Grant,
    S,
    case,
    in_body,
    somebody,
)

BORROWER = somebody(1)
NOT_HERE, NOT_YOURS = KernelRefusal.NOT_IN_THIS_STATE, KernelRefusal.NOT_YOURS_TO_DO
ELSEWHERE = in_body(Role.MEMBERSHIP_OFFICER, BODY + 1)
TWICE = (
    Step(A.LEND, ASKED, S.LENT, Permission.SCREEN_APPLICATIONS),
    Step(A.LEND, frozenset({S.RETURNED}), S.LENT, Permission.CHECK_REGION),
)  # the same button in two stages, each for somebody else
LENT_AGAIN = replace(LOAN, steps=(*TWICE, *LOAN.steps[1:]))
CHECKED = replace(LOAN, steps=(Step(A.LEND, ASKED, S.LENT, Permission.CHECK_REGION), *LOAN.steps[1:]))


@pytest.mark.parametrize(
    ("actor", "status", "action", "refused"),
    [
        (somebody(2, OFFICER), S.ASKED, A.LEND, None),
        (somebody(2, OFFICER), S.LENT, A.LEND, NOT_HERE),
        (somebody(2, OFFICER), S.ASKED, A.EXTEND, NOT_HERE),
        (somebody(2, OFFICER), S.LENT, A.EXTEND, None),
        (somebody(2, ELSEWHERE), S.ASKED, A.LEND, NOT_YOURS),
        (BORROWER, S.ASKED, A.LEND, NOT_YOURS),
        (BORROWER, S.LENT, A.BRING_BACK, None),
        (somebody(2, OFFICER), S.LENT, A.BRING_BACK, NOT_YOURS),
    ],
)
def test_a_step_is_open_where_the_table_has_it_to_whom_it_names(
    actor: Actor, status: S, action: A, refused: KernelRefusal | None
) -> None:
    loan = case(process=LOAN, status=status)
    assert processes.refusal(actor, loan, action) == refused
    assert processes.may(actor, loan, action) is (refused is None)


@pytest.mark.parametrize(
    ("actor", "status", "open_to"),
    [
        (somebody(2, OFFICER), S.ASKED, [A.LEND, A.REFUSE]),
        (somebody(2, OFFICER), S.LENT, [A.EXTEND]),
        (somebody(1, OFFICER), S.LENT, [A.EXTEND, A.BRING_BACK]),
        (BORROWER, S.ASKED, []),
        (somebody(1, OFFICER), S.RETURNED, []),
    ],
)
def test_the_buttons_are_the_steps_open_to_somebody(actor: Actor, status: S, open_to: list[A]) -> None:
    loan = case(process=LOAN, status=status)
    assert [one.action for one in processes.steps_open_to(actor, loan)] == open_to


def test_a_step_of_two_stages_is_one_button() -> None:
    both = somebody(2, OFFICER, COORDINATOR)
    found = processes.steps_open_to(both, case(process=LENT_AGAIN, status=S.ASKED))
    assert found.count(TWICE[0]) == 1
    assert TWICE[1] not in found


@pytest.mark.parametrize(
    ("grant", "process", "action", "goes"),
    [
        (OFFICER, LOAN, A.LEND, True),
        (OFFICER, LOAN, A.EXTEND, True),
        (ELSEWHERE, LOAN, A.LEND, False),
        (ELSEWHERE, LOAN, A.BRING_BACK, True),
        (COORDINATOR, CHECKED, A.LEND, True),
        (COORDINATOR, LENT_AGAIN, A.LEND, True),
        (OFFICER, LENT_AGAIN, A.LEND, True),
        (COORDINATOR, CHECKED, A.REFUSE, False),
        (Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, 8), CHECKED, A.LEND, False),
    ],
)
def test_a_role_goes_with_a_step_in_whatever_status_the_case_is(
    grant: Grant, process: Process, action: A, goes: bool
) -> None:
    for status in S:
        assert processes.permits(somebody(2, grant), case(process=process, status=status), action) is goes


def test_a_coordinator_takes_the_steps_of_their_region_alone() -> None:
    for region, refused in ((7, None), (8, NOT_YOURS)):
        actor = somebody(2, Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region))
        assert processes.refusal(actor, case(process=CHECKED, status=S.ASKED), A.LEND) == refused


def test_the_row_of_a_step_is_found_where_the_case_is_now() -> None:
    assert processes.current_step(case(process=LOAN, status=S.LENT), A.EXTEND) is LOAN.steps[2]
    with pytest.raises(DomainError) as refused:
        processes.current_step(case(process=LOAN, status=S.ASKED), A.EXTEND)
    assert refused.value.code == NOT_HERE


def test_the_organisation_reads_one_status_for_all_that_are_inside() -> None:
    inside = {status: replace(stage, inside=status is S.ASKED) for status, stage in LOAN.stages.items()}
    process = replace(LOAN, stages=inside, inside_words="Being considered")
    assert process.sign_for_organisation(S.ASKED) == ("now", "Being considered")
    assert process.sign_for_organisation(S.LENT) == ("wait", "Lent")
    assert list(process.faults()) == []
    assert list(replace(process, inside_words="").faults()) == ["inside: no words"]


def test_the_history_has_words_for_its_own_events_and_for_earlier_ones() -> None:
    earlier = StepWords("Hand over", "The book was handed over.")
    process = replace(LOAN, earlier_events={"hand_over": earlier, "extend": earlier})
    read: list[tuple[str, Any]] = [
        ("loan.lend", LOAN.words[A.LEND]),
        ("loan.hand_over", earlier),
        ("loan.extend", earlier),
        ("loan.lose", None),
        ("book.lend", None),
        ("lend", None),
    ]
    assert [(kind, process.event_words(kind)) for kind, _ in read] == read


def test_roles_are_taken_by_steps_of_the_process_alone() -> None:
    broken = replace(LOAN, steps=LOAN.steps[:3], roles={A.BRING_BACK: "borrower"})
    assert "bring_back: named, but no step" in list(broken.faults())
    assert list(replace(LOAN, roles={A.BRING_BACK: "borrower"}).faults()) == []


def test_what_two_statuses_may_do_and_what_extends_is_sound() -> None:
    both = replace(LOAN.steps[1], at=ASKED | LENT)
    assert list(replace(LOAN, steps=(LOAN.steps[0], both, *LOAN.steps[2:])).faults()) == []


def test_every_status_has_a_stage_with_words_and_none_besides() -> None:
    stages = {**LOAN.stages, A.LEND: LOAN.stages[S.LENT]}
    assert list(replace(LOAN, stages=stages).faults()) == ["lend: no step leads here", "lend: no words"]


def test_a_process_is_registered_under_a_name_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PROCESSES", {})
    named = replace(LOAN, kind="loan_of_a_boat")
    assert register_process(named) is named
    assert register_process(named) is named
    assert {"loan_of_a_boat": named} == processes.PROCESSES
    with pytest.raises(BadProcess, match="loan_of_a_boat: another process has this name"):
        register_process(replace(named))
