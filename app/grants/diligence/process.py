"""The process of a check: its stages, who may do what where, and whom it waits for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import Asked, Process, Stage, Step, register_process
from app.casework.rules import may_work
from app.grants.diligence import rules
from app.grants.diligence.process_words import KIND, STARTED, STATUS, WORDS, Action, Status
from app.kernel.permissions import Permission, Role

if TYPE_CHECKING:
    from app.grants.diligence.models import DiligenceCheck

S, A, P = Status, Action, Permission

# What is written in a check is for the office alone. The group reads on its grant what it needs to know.
STAGES: dict[StrEnum, Stage] = {
    S.CHECKING: Stage("now", milestone=True, hidden=True),
    S.READY: Stage("wait", milestone=True, hidden=True),
    S.PASSED: Stage("go", open=False, hidden=True),
    S.NOT_PASSED: Stage("stop", open=False, hidden=True),
    S.ENDED: Stage("stop", open=False, hidden=True),
    S.CANCELLED: Stage(open=False, hidden=True),
}


def officers(case: DiligenceCheck) -> str:
    return parties.body_role(Role.GRANTS_OFFICER, case.body_id)


def waits(case: DiligenceCheck) -> list[Asked]:
    """The office fills it in. What waits for a second person is a line of the desk of whoever can be that
    person, as payment runs are; nobody gets mail for either."""
    if case.status is S.CHECKING:
        return [Asked(officers(case), A.SEND, quiet=True)]
    return []


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


STEPS = (
    Step(A.ANSWER, at(S.CHECKING), None, P.SCREEN_GRANTS, may_work),
    Step(A.SEND, at(S.CHECKING), S.READY, P.SCREEN_GRANTS, rules.may_send),
    Step(A.CLEAR, at(S.READY), S.PASSED, P.DECIDE_GRANTS, rules.may_conclude),
    Step(A.FAIL, at(S.READY), S.NOT_PASSED, P.DECIDE_GRANTS, rules.may_conclude),
    Step(A.RETURN, at(S.READY), S.CHECKING, P.SCREEN_GRANTS, may_work, form=StepForm.REASON),
    Step(A.END, at(S.PASSED), S.ENDED, P.DECIDE_GRANTS, may_work, form=StepForm.REASON),
    Step(A.CANCEL, at(S.CHECKING, S.READY), S.CANCELLED, P.SCREEN_GRANTS, may_work, form=StepForm.REASON),
)

DILIGENCE_CHECK = register_process(
    Process(
        kind=KIND,
        subject=KIND,
        read=P.READ_GRANTS,
        judges=frozenset(),
        start=S.CHECKING,
        stages=STAGES,
        steps=STEPS,
        waits=waits,
        office=officers,
        status_words=STATUS,
        words=WORDS,
        earlier_events=STARTED,
        ending=STATUS[S.PASSED],
    )
)
