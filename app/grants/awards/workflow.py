"""What becomes of a payment run, and of a variation of an agreement. Who must not approve them, the services
and the process ask."""

from __future__ import annotations

from app.grants.awards.enums import RunAction as Action
from app.grants.awards.enums import RunStatus as Status
from app.grants.awards.enums import VariationAction, VariationStatus
from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow

_MANAGE = Permission.MANAGE_FUNDS

RUN = Workflow(
    subject="payment_run",
    initial=Status.PREPARED,
    transitions={
        (Status.PREPARED, Action.APPROVE): Transition(Status.APPROVED, _MANAGE),
        (Status.PREPARED, Action.CANCEL): Transition(Status.CANCELLED, _MANAGE),
    },
)

_SCREEN = Permission.SCREEN_GRANTS

VARIATION = Workflow(
    subject="grant_variation",
    initial=VariationStatus.PROPOSED,
    transitions={
        (VariationStatus.PROPOSED, VariationAction.APPROVE): Transition(VariationStatus.APPROVED, _SCREEN),
        (VariationStatus.PROPOSED, VariationAction.REFUSE): Transition(VariationStatus.REFUSED, _SCREEN),
        # Another amount takes a second person and the group. Who of the group, the process of the grant asks.
        (VariationStatus.PROPOSED, VariationAction.SEND_TO_SIGN): Transition(
            VariationStatus.TO_SIGN, Permission.DECIDE_GRANTS
        ),
        (VariationStatus.PROPOSED, VariationAction.WITHDRAW): Transition(VariationStatus.WITHDRAWN, _SCREEN),
        (VariationStatus.TO_SIGN, VariationAction.SIGN): Transition(VariationStatus.APPROVED),
        (VariationStatus.TO_SIGN, VariationAction.DECLINE): Transition(VariationStatus.DECLINED),
        (VariationStatus.TO_SIGN, VariationAction.WITHDRAW): Transition(VariationStatus.WITHDRAWN, _SCREEN),
        # The grant ends, whoever ends it.
        (VariationStatus.PROPOSED, VariationAction.END): Transition(VariationStatus.ENDED),
        (VariationStatus.TO_SIGN, VariationAction.END): Transition(VariationStatus.ENDED),
    },
)
