"""What becomes of a payment run. Who must not approve it, the services ask."""

from __future__ import annotations

from app.grants.awards.enums import RunAction as Action
from app.grants.awards.enums import RunStatus as Status
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
