"""The process of a grant: its stages, who may do what where, and whom it waits for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import Asked, Process, Stage, Step, register_process
from app.casework.rules import may_work
from app.grants.awards import rules
from app.grants.awards.process_words import ENDING, KIND, STARTED, STATUS, WORDS, Action, Status
from app.kernel.permissions import Permission, Role

if TYPE_CHECKING:
    from app.grants.awards.models import GrantAward

S, A, P = Status, Action, Permission

STAGES: dict[StrEnum, Stage] = {
    S.OFFERED: Stage("wait", milestone=True, tells_applicant=True),
    S.ACTIVE: Stage("now", milestone=True, tells_applicant=True),
    S.SUSPENDED: Stage("stop", within=S.ACTIVE, tells_applicant=True),
    S.REPORTED: Stage("now", milestone=True, tells_applicant=True),
    S.CLOSED: Stage("go", open=False, tells_applicant=True),
    S.REFUSED: Stage(open=False),
    S.LAPSED: Stage("stop", open=False, tells_applicant=True),
    S.CANCELLED: Stage("stop", open=False, tells_applicant=True),
}


def officers(case: GrantAward) -> str:
    return parties.body_role(Role.GRANTS_OFFICER, case.body_id)


def grantee(case: GrantAward) -> str:
    return parties.organisation(case.organisation_id)


def waits(case: GrantAward) -> list[Asked]:
    """What the group is asked for, and the office where the grant is to be changed. What else waits for the
    office or for finance is done as a list, for many grants at once: sixty of them are not sixty tasks."""
    group = grantee(case)
    asked: list[Asked] = []
    if case.status is S.OFFERED:
        return [Asked(group, A.ACCEPT, "offer")]
    if case.status is not S.ACTIVE:
        return asked
    proposed, to_sign = rules.proposed_variation(case), rules.variation_to_sign(case)
    if proposed is not None:
        asked.append(Asked(officers(case), rules.approval_of(proposed)))
    if to_sign is not None:
        asked.append(Asked(group, A.SIGN_VARIATION))
    if case.route is None:
        asked.append(Asked(group, A.ENTER_DETAILS))
    if rules.unconfirmed(case) is not None:
        asked.append(Asked(group, A.CONFIRM))
    if rules.is_paid_out(case) and to_sign is None:
        asked.append(Asked(group, A.REPORT, until=case.report_until))
    return asked


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


ACCEPTED = at(S.ACTIVE, S.SUSPENDED)
# Where it is refused in words of its own: a grant that is suspended, or whose report is read.
ACCEPTED_OR_READ = ACCEPTED | at(S.REPORTED)

STEPS = (
    Step(A.ACCEPT, at(S.OFFERED), S.ACTIVE, unless=rules.acts_for_grantee),
    Step(
        A.REFUSE,
        at(S.OFFERED),
        S.REFUSED,
        unless=rules.acts_for_grantee,
        form=StepForm.NOTE,
        personal=True,
    ),
    Step(A.LAPSE, at(S.OFFERED), S.LAPSED, unless=rules.offer_time_is_over),
    Step(A.ENTER_DETAILS, ACCEPTED, unless=rules.acts_for_grantee, personal=True),
    Step(A.PAY, at(S.ACTIVE), None, P.MANAGE_FUNDS, rules.may_pay),
    Step(A.CONFIRM, at(S.ACTIVE, S.SUSPENDED, S.REPORTED), unless=rules.may_confirm, personal=True),
    Step(A.MISS, at(S.ACTIVE, S.SUSPENDED), unless=rules.may_confirm, personal=True),
    Step(A.REPORT, at(S.ACTIVE), S.REPORTED, unless=rules.may_report, personal=True),
    Step(A.ACCEPT_REPORT, at(S.REPORTED), S.CLOSED, P.SCREEN_GRANTS, may_work),
    Step(A.REQUEST_CHANGES, at(S.REPORTED), S.ACTIVE, P.SCREEN_GRANTS, may_work, form=StepForm.REASON),
    Step(A.ASK_TIME, ACCEPTED, unless=rules.may_ask_for_time, personal=True),
    Step(A.APPROVE_VARIATION, at(S.ACTIVE), None, P.SCREEN_GRANTS, rules.may_approve_variation),
    Step(A.APPROVE_AMOUNT, at(S.ACTIVE), None, P.DECIDE_GRANTS, rules.may_approve_amount),
    Step(A.REFUSE_AMOUNT, ACCEPTED, None, P.SCREEN_GRANTS, rules.may_refuse_variation),
    Step(A.SIGN_VARIATION, at(S.ACTIVE), unless=rules.may_answer_variation, personal=True),
    Step(
        A.DECLINE_VARIATION,
        ACCEPTED,
        unless=rules.may_answer_variation,
        form=StepForm.NOTE,
        personal=True,
    ),
    Step(A.REFUSE_VARIATION, ACCEPTED, None, P.SCREEN_GRANTS, rules.may_refuse_variation),
    Step(A.PROPOSE_TIME, ACCEPTED, None, P.SCREEN_GRANTS, rules.may_propose_time),
    Step(A.PROPOSE_AMOUNT, ACCEPTED_OR_READ, None, P.SCREEN_GRANTS, rules.may_propose_amount),
    Step(A.SUSPEND, at(S.ACTIVE), S.SUSPENDED, P.SCREEN_GRANTS, may_work, form=StepForm.REASON),
    Step(A.RESUME, at(S.SUSPENDED), S.ACTIVE, P.SCREEN_GRANTS, may_work, form=StepForm.CONFIRM),
    Step(
        A.WITHDRAW_VARIATION,
        ACCEPTED,
        None,
        P.SCREEN_GRANTS,
        rules.may_withdraw_variation,
        form=StepForm.REASON,
    ),
    Step(
        A.CANCEL,
        at(S.OFFERED, S.ACTIVE, S.SUSPENDED),
        S.CANCELLED,
        P.DECIDE_GRANTS,
        may_work,
        form=StepForm.REASON,
    ),
)

GRANT_AWARD = register_process(
    Process(
        kind=KIND,
        subject=KIND,
        read=P.READ_GRANTS,
        also_declare=frozenset({P.MANAGE_FUNDS}),
        judges=frozenset(),
        start=S.OFFERED,
        stages=STAGES,
        steps=STEPS,
        waits=waits,
        office=officers,
        status_words=STATUS,
        words=WORDS,
        at_end={A.ACCEPT: A.LAPSE},
        earlier_events=STARTED,
        ending=ENDING,
    )
)
