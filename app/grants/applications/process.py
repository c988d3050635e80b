"""The process of an application for a grant: its stages, who may do what where, and whom it waits for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import Asked, Process, Stage, Step, register_process
from app.casework.rules import may_work
from app.grants.applications import rules
from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import DECISION, INSIDE, KIND, STATUS, WORDS, Action, Status
from app.grants.calls.enums import CallStatus
from app.grants.calls.rules import end_for
from app.kernel.permissions import Permission, Role

if TYPE_CHECKING:
    from app.grants.applications.models import GrantApplication

S, A, P = Status, Action, Permission

STAGES: dict[StrEnum, Stage] = {
    S.DRAFT: Stage(queued=False),
    S.EXCEPTION_ASKED: Stage("wait", within=S.SUBMITTED),
    S.SUBMITTED: Stage("now", milestone=True, tells_applicant=True),
    S.CHANGES_REQUESTED: Stage("wait", within=S.SUBMITTED, tells_applicant=True),
    S.SHORTLISTED: Stage("now", milestone=True, inside=True),
    S.PROPOSED: Stage("now", milestone=True, inside=True),
    S.RESERVE: Stage("wait", within=S.PROPOSED, tells_applicant=True),
    S.AWARDED: Stage("go", open=False, tells_applicant=True),
    S.DECLINED: Stage("stop", open=False, tells_applicant=True),
    S.NOT_ELIGIBLE: Stage("stop", open=False, tells_applicant=True),
    S.WITHDRAWN: Stage(open=False),
    S.LAPSED: Stage(open=False, tells_applicant=True),
    S.CALL_CANCELLED: Stage("stop", open=False, tells_applicant=True),
}

DECIDED_BY = {Outcome.AWARD: A.AWARD, Outcome.RESERVE: A.KEEP_IN_RESERVE, Outcome.DECLINE: A.DECLINE}
"""The step by which a second person decides what was proposed."""


def officers(case: GrantApplication) -> str:
    return parties.body_role(Role.GRANTS_OFFICER, case.body_id)


def applicant(case: GrantApplication) -> str:
    return parties.organisation(case.organisation_id)


def waits(case: GrantApplication) -> list[Asked]:
    """Whom an application waits for. Those that are received are screened as a list, on the page of their
    call: sixty of them are not sixty tasks."""
    match case.status:
        case S.DRAFT if case.call.status is CallStatus.PUBLISHED:
            return [Asked(applicant(case), A.SUBMIT, until=end_for(case.call, case.organisation_id))]
        case S.EXCEPTION_ASKED:
            return [Asked(officers(case), A.ALLOW)]
        case S.CHANGES_REQUESTED:
            return [Asked(applicant(case), A.ANSWER, "changes")]
    return []


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


# A group that was asked to change something and never answers is decided on all the same.
PROPOSABLE = at(S.SUBMITTED, S.CHANGES_REQUESTED, S.SHORTLISTED, S.RESERVE)
UNDECIDED = PROPOSABLE | at(S.DRAFT, S.EXCEPTION_ASKED, S.PROPOSED)

# In the order of the buttons: what decides comes first.
STEPS = (
    Step(A.SUBMIT, at(S.DRAFT), S.SUBMITTED, unless=rules.may_send),
    Step(A.ANSWER, at(S.CHANGES_REQUESTED), S.SUBMITTED, unless=rules.acts_for_applicant),
    Step(
        A.TAKE_BACK,
        at(S.SUBMITTED),
        S.DRAFT,
        unless=rules.may_send,
        form=StepForm.CONFIRM,
        personal=True,
    ),
    Step(
        A.ASK_EXCEPTION,
        at(S.DRAFT),
        S.EXCEPTION_ASKED,
        unless=rules.may_send,
        form=StepForm.REASON,
        personal=True,
    ),
    Step(A.ALLOW, at(S.EXCEPTION_ASKED), S.DRAFT, P.SCREEN_GRANTS, rules.may_allow, form=StepForm.CONFIRM),
    Step(
        A.REFUSE_EXCEPTION,
        at(S.EXCEPTION_ASKED),
        S.NOT_ELIGIBLE,
        P.SCREEN_GRANTS,
        may_work,
        form=StepForm.REASON,
    ),
    Step(
        A.AWARD,
        at(S.PROPOSED),
        S.AWARDED,
        P.DECIDE_GRANTS,
        rules.may_award,
        form=StepForm.CONFIRM,
    ),
    Step(
        A.KEEP_IN_RESERVE,
        at(S.PROPOSED),
        S.RESERVE,
        P.DECIDE_GRANTS,
        rules.may_keep_in_reserve,
        form=StepForm.CONFIRM,
    ),
    Step(
        A.DECLINE,
        at(S.PROPOSED),
        S.DECLINED,
        P.DECIDE_GRANTS,
        rules.may_decline,
        form=StepForm.CONFIRM,
    ),
    Step(
        A.SEND_BACK,
        at(S.PROPOSED),
        S.SHORTLISTED,
        P.DECIDE_GRANTS,
        may_work,
        form=StepForm.REASON,
    ),
    Step(A.PROPOSE, PROPOSABLE, S.PROPOSED, P.SCREEN_GRANTS, rules.may_propose),
    Step(
        A.SHORTLIST,
        at(S.SUBMITTED),
        S.SHORTLISTED,
        P.SCREEN_GRANTS,
        rules.may_judge_now,
        form=StepForm.CONFIRM,
    ),
    Step(
        A.REQUEST_CHANGES,
        at(S.SUBMITTED, S.SHORTLISTED),
        S.CHANGES_REQUESTED,
        P.SCREEN_GRANTS,
        may_work,
        form=StepForm.REASON,
    ),
    Step(A.END_WITH_CALL, UNDECIDED | at(S.AWARDED), S.CALL_CANCELLED, unless=rules.call_was_cancelled),
    Step(A.LAPSE, at(S.DRAFT), S.LAPSED, unless=rules.draft_time_is_over),
    Step(
        A.REOPEN,
        at(S.LAPSED),
        S.DRAFT,
        unless=rules.may_send,
        form=StepForm.CONFIRM,
        personal=True,
    ),
    Step(
        A.WITHDRAW,
        UNDECIDED,
        S.WITHDRAWN,
        unless=rules.acts_for_applicant,
        form=StepForm.NOTE,
        personal=True,
    ),
)

GRANT_APPLICATION = register_process(
    Process(
        kind=KIND,
        subject=KIND,
        read=P.READ_GRANTS,
        judges=frozenset(),
        start=S.DRAFT,
        stages=STAGES,
        steps=STEPS,
        waits=waits,
        office=officers,
        status_words=STATUS,
        words=WORDS,
        at_end={A.SUBMIT: A.LAPSE},
        inside_words=INSIDE,
        ending=DECISION,
    )
)
