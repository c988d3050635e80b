"""The process of the review of an application: whom it asks, who may do what, and when it is complete."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import Asked, Process, Stage, Step, register_process
from app.casework.rules import only_with_parent
from app.grants.reviews import rules
from app.grants.reviews.process_words import KIND, STARTED, STATUS, WORDS, Action, Status
from app.kernel.permissions import Permission, Role

if TYPE_CHECKING:
    from app.grants.reviews.models import ApplicationReview

S, A, P = Status, Action, Permission

# The group never learns of it: it hears what was decided, and the comments that the office edited.
STAGES: dict[StrEnum, Stage] = {
    S.ASKING: Stage("wait", milestone=True, hidden=True),
    S.COMPLETE: Stage("go", open=False, hidden=True),
    S.ENDED: Stage(open=False, hidden=True),
}


def officers(case: ApplicationReview) -> str:
    return parties.body_role(Role.GRANTS_OFFICER, case.body_id)


def waits(case: ApplicationReview) -> list[Asked]:
    """Each reviewer for their own part. They are told once of all that they are asked to review, so the case
    itself tells nobody."""
    if case.status is not S.ASKING:
        return []
    return [
        Asked(parties.person(one.person_id), A.SUBMIT, until=one.due_at, quiet=True)
        for one in case.reviews
        if rules.is_open(one) and rules.is_reviewer(one)
    ]


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


SCORING = at(S.ASKING)
ANY_TIME = at(S.ASKING, S.COMPLETE)

# In the order of the buttons. What opens a review that was complete leads back to asking.
STEPS = (
    Step(A.ASSIGN, SCORING, None, P.SCREEN_GRANTS, rules.may_ask),
    Step(A.ASSIGN, at(S.COMPLETE), S.ASKING, P.SCREEN_GRANTS, rules.may_ask),
    Step(A.LOOK_AT_FLAGS, ANY_TIME, None, P.SCREEN_GRANTS, rules.may_look_at_flags),
    Step(A.RECORD, at(S.COMPLETE), None, P.SCREEN_GRANTS, rules.may_steer, StepForm.REASON),
    Step(A.EDIT_COMMENTS, at(S.COMPLETE), None, P.SCREEN_GRANTS, rules.may_steer),
    Step(A.GO_ON, SCORING, S.COMPLETE, P.SCREEN_GRANTS, rules.may_steer, StepForm.REASON),
    Step(A.SET_ASIDE, SCORING, None, P.SCREEN_GRANTS, rules.may_steer),
    Step(A.SET_ASIDE, at(S.COMPLETE), S.ASKING, P.SCREEN_GRANTS, rules.may_set_sent_aside),
    Step(A.REOPEN, SCORING, None, P.SCREEN_GRANTS, rules.may_steer),
    Step(A.REOPEN, at(S.COMPLETE), S.ASKING, P.SCREEN_GRANTS, rules.may_steer),
    Step(A.ANSWER, SCORING, None, P.REVIEW_GRANTS, rules.may_answer, personal=True),
    Step(A.SUBMIT, SCORING, None, P.REVIEW_GRANTS, rules.may_score, personal=True),
    Step(A.FLAG, SCORING, None, P.REVIEW_GRANTS, rules.may_score, personal=True),
    Step(A.COMPLETE, SCORING, S.COMPLETE, unless=rules.only_when_all_are_in),
    Step(A.END, SCORING, S.ENDED, unless=only_with_parent),
)

GRANT_REVIEW = register_process(
    Process(
        kind=KIND,
        subject=KIND,
        read=P.READ_GRANTS,
        judges=frozenset({P.REVIEW_GRANTS}),
        start=S.ASKING,
        stages=STAGES,
        steps=STEPS,
        waits=waits,
        office=officers,
        status_words=STATUS,
        words=WORDS,
        ends_with_parent=A.END,
        ending=STATUS[S.COMPLETE],
        earlier_events=STARTED,
    )
)
