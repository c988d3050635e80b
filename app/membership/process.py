"""The admission process: its stages, who may do what where, and whom an application waits for."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import Needs, StepForm
from app.casework.process import Asked, Process, Stage, Step, register_process
from app.casework.rules import may_work
from app.kernel.permissions import Permission, Role
from app.membership import rules
from app.membership.enums import CaseRole
from app.membership.process_words import DECISION, EVENTS, INSIDE, KIND, STATUS, WORDS, Action, Status

if TYPE_CHECKING:
    from app.membership.models import Application

S, A, P = Status, Action, Permission

STAGES: dict[StrEnum, Stage] = {
    S.DRAFT: Stage(queued=False),
    S.SUBMITTED: Stage("now", milestone=True, inside=True, tells_applicant=True),
    S.INFORMATION_REQUESTED: Stage("wait", within=S.SUBMITTED, tells_applicant=True),
    S.REGIONAL_CHECK: Stage("now", milestone=True, inside=True),
    S.MEMBER_COMMENT: Stage("now", milestone=True, inside=True),
    S.COMMITTEE: Stage("now", milestone=True, inside=True),
    S.ADMITTED: Stage("go", open=False, tells_applicant=True),
    S.DECLINED: Stage("stop", open=False, tells_applicant=True),
    S.WITHDRAWN: Stage(open=False, tells_office=True),
    S.CLOSED: Stage(open=False, tells_applicant=True),
}


def officers(case: Application) -> str:
    return parties.body_role(Role.MEMBERSHIP_OFFICER, case.body_id)


def committee(case: Application) -> str:
    return parties.body_role(Role.COMMITTEE_MEMBER, case.body_id)


def applicant(case: Application) -> str:
    """The group's contacts; of a group without an account, whoever writes it down."""
    if case.on_behalf and case.status == S.DRAFT:
        return parties.person(case.started_by)
    return parties.organisation(case.organisation_id)


def coordinators(case: Application) -> str:
    """Those of the region; without a region, the secretariat."""
    if case.region_id is None:
        return officers(case)
    return parties.region_role(Role.REGIONAL_COORDINATOR, case.region_id)


def waits(case: Application) -> list[Asked]:
    """Whom an application waits for, as it is now."""
    return [*_stage_waits(case), *_reach(case)]


def _stage_waits(case: Application) -> list[Asked]:
    match case.status:
        case S.DRAFT:
            return [Asked(applicant(case), A.SUBMIT)]
        case S.SUBMITTED:
            return [Asked(officers(case), A.ASSESS, "screen")]
        case S.INFORMATION_REQUESTED:
            return [Asked(applicant(case), A.ANSWER, "information")]
        case S.REGIONAL_CHECK:
            return [Asked(coordinators(case), A.RECORD_CHECK, "check", otherwise=officers(case))]
        case S.MEMBER_COMMENT:
            tiers = case.policy.commenting_tiers
            return [
                Asked(parties.members(case.body_id, tier), A.COMMENT, "comment", Needs.EACH) for tier in tiers
            ]
        case S.COMMITTEE:
            return [Asked(committee(case), A.VOTE, "committee", Needs.EACH), *_before_decision(case)]
    return []


def _before_decision(case: Application) -> list[Asked]:
    """Objections are put and replied to first; then the committee's decision is recorded."""
    asked = [Asked(officers(case), A.PUT_OBJECTIONS)] if rules.objections_to_put(case) else []
    open_notices = rules.notices_to_answer(case)
    if open_notices:
        asked.append(Asked(applicant(case), A.REPLY, until=min(one.reply_until for one in open_notices)))
    voted = rules.has_quorum(case) and rules.others_voted(case) and rules.majority(case) is not None
    if not asked and voted:
        asked.append(Asked(committee(case), A.ADMIT, until=case.due_of(A.VOTE)))
    return asked


def _reach(case: Application) -> list[Asked]:
    """Somebody tells a group without e-mail its news: its coordinator or the secretariat."""
    if case.reach_out_since is None:
        return []
    return [Asked(party, A.NOTE_REACHED) for party in sorted({officers(case), coordinators(case)})]


def left_out(case: Application) -> Collection[StrEnum]:
    """The stages that the policy, or the applicant's wish, leaves out."""
    found = [] if case.policy.regional_check else [S.REGIONAL_CHECK]
    return found if rules.wants_comment(case) else [*found, S.MEMBER_COMMENT]


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


WORKED_ON = at(S.SUBMITTED, S.REGIONAL_CHECK, S.MEMBER_COMMENT, S.COMMITTEE)
UNDECIDED = WORKED_ON | at(S.DRAFT, S.INFORMATION_REQUESTED)

# In the order of the buttons: what decides comes first.
STEPS = (
    Step(A.SUBMIT, at(S.DRAFT), S.SUBMITTED, unless=rules.acts_for_applicant),
    Step(A.ANSWER, at(S.INFORMATION_REQUESTED), S.SUBMITTED, unless=rules.acts_for_applicant),
    Step(A.VOTE, at(S.COMMITTEE), needs=P.VOTE_ON_MEMBERSHIP, unless=rules.may_decide, personal=True),
    Step(A.ADMIT, at(S.COMMITTEE), S.ADMITTED, P.VOTE_ON_MEMBERSHIP, rules.may_record_admission),
    Step(A.DECLINE, at(S.COMMITTEE), S.DECLINED, P.VOTE_ON_MEMBERSHIP, rules.may_record_decline),
    Step(A.RECORD_CHECK, at(S.REGIONAL_CHECK), unless=rules.may_check),
    Step(A.PUT_OBJECTIONS, at(S.COMMITTEE), needs=P.SCREEN_APPLICATIONS, unless=rules.may_put_objections),
    Step(A.REPLY, at(S.COMMITTEE), unless=rules.may_reply_to_something),
    Step(A.END_REPLY_PERIOD, at(S.COMMITTEE), unless=rules.reply_period_has_ended),
    Step(A.START_CHECK, at(S.SUBMITTED), S.REGIONAL_CHECK, P.SCREEN_APPLICATIONS, rules.region_is_asked),
    Step(
        A.OPEN_COMMENT,
        at(S.SUBMITTED),
        S.MEMBER_COMMENT,
        P.SCREEN_APPLICATIONS,
        rules.may_skip_check_to_comment,
    ),
    Step(A.OPEN_COMMENT, at(S.REGIONAL_CHECK), S.MEMBER_COMMENT, unless=rules.may_pass_to_comment),
    Step(
        A.SEND_TO_COMMITTEE,
        at(S.SUBMITTED),
        S.COMMITTEE,
        P.SCREEN_APPLICATIONS,
        rules.may_skip_to_committee,
    ),
    Step(A.SEND_TO_COMMITTEE, at(S.REGIONAL_CHECK), S.COMMITTEE, unless=rules.may_pass_to_committee),
    Step(A.COMMENT, at(S.MEMBER_COMMENT), unless=rules.may_comment, personal=True),
    Step(
        A.CLOSE_COMMENT,
        at(S.MEMBER_COMMENT),
        S.COMMITTEE,
        unless=rules.may_close_comment,
        form=StepForm.CONFIRM,
    ),
    Step(A.ASSESS, WORKED_ON, needs=P.SCREEN_APPLICATIONS, unless=may_work),
    Step(
        A.REQUEST_INFORMATION,
        at(S.SUBMITTED),
        S.INFORMATION_REQUESTED,
        P.SCREEN_APPLICATIONS,
        may_work,
    ),
    Step(
        A.EXTEND_COMMENT,
        at(S.MEMBER_COMMENT),
        needs=P.SCREEN_APPLICATIONS,
        unless=may_work,
        form=StepForm.DAYS,
        extends=A.COMMENT,
    ),
    Step(
        A.RETURN_TO_SECRETARIAT,
        at(S.REGIONAL_CHECK),
        S.SUBMITTED,
        unless=rules.may_check,
        form=StepForm.REASON,
    ),
    Step(A.NOTE_REACHED, frozenset(S) - at(S.DRAFT), unless=rules.may_reach, form=StepForm.CONFIRM),
    Step(A.TAKE, WORKED_ON, needs=P.SCREEN_APPLICATIONS, unless=rules.may_take, form=StepForm.CONFIRM),
    Step(A.ASSIGN, WORKED_ON, needs=P.SCREEN_APPLICATIONS, unless=may_work),
    Step(A.REMIND, UNDECIDED - at(S.DRAFT), needs=P.SCREEN_APPLICATIONS, unless=may_work),
    Step(A.CLOSE_FOR_SILENCE, at(S.INFORMATION_REQUESTED), S.CLOSED, unless=rules.answer_time_has_ended),
    Step(
        A.REOPEN,
        at(S.CLOSED),
        S.INFORMATION_REQUESTED,
        unless=rules.may_reopen,
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

ADMISSION = register_process(
    Process(
        kind=KIND,
        subject="application",
        read=P.READ_CASES,
        judges=frozenset({P.CHECK_REGION, P.VOTE_ON_MEMBERSHIP}),
        start=S.DRAFT,
        stages=STAGES,
        steps=STEPS,
        waits=waits,
        office=officers,
        status_words=STATUS,
        words=WORDS,
        at_end={
            A.ANSWER: A.CLOSE_FOR_SILENCE,
            A.COMMENT: A.CLOSE_COMMENT,
            A.REPLY: A.END_REPLY_PERIOD,
        },
        roles={
            A.RECORD_CHECK: CaseRole.CHECKER,
            A.COMMENT: CaseRole.COMMENTER,
            A.VOTE: CaseRole.DECIDER,
            A.ADMIT: CaseRole.DECIDER,
        },
        left_out=left_out,
        inside_words=INSIDE,
        ending=DECISION,
        earlier_events=EVENTS,
    )
)
