"""What can become of one person's review. Whose it is, the rules ask; the case says what may happen now."""

from __future__ import annotations

from app.grants.reviews.enums import ReviewAction as Action
from app.grants.reviews.enums import ReviewStatus as Status
from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow

_REVIEW = Permission.REVIEW_GRANTS
_SCREEN = Permission.SCREEN_GRANTS

REVIEW = Workflow(
    subject="review",
    initial=Status.INVITED,
    transitions={
        (Status.INVITED, Action.ACCEPT): Transition(Status.ACCEPTED, _REVIEW),
        (Status.INVITED, Action.DECLARE_CONFLICT): Transition(Status.CONFLICT, _REVIEW),
        (Status.ACCEPTED, Action.DECLARE_CONFLICT): Transition(Status.CONFLICT, _REVIEW),
        (Status.INVITED, Action.REFUSE): Transition(Status.REFUSED, _REVIEW),
        (Status.ACCEPTED, Action.REFUSE): Transition(Status.REFUSED, _REVIEW),
        (Status.ACCEPTED, Action.SUBMIT): Transition(Status.SUBMITTED, _REVIEW),
        (Status.SUBMITTED, Action.REOPEN): Transition(Status.ACCEPTED, _SCREEN),
        (Status.INVITED, Action.SET_ASIDE): Transition(Status.SET_ASIDE, _SCREEN),
        (Status.ACCEPTED, Action.SET_ASIDE): Transition(Status.SET_ASIDE, _SCREEN),
        (Status.SUBMITTED, Action.SET_ASIDE): Transition(Status.SET_ASIDE, _SCREEN),
    },
)
