"""What can become of a membership once it exists."""

from __future__ import annotations

from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow
from app.organisations.enums import MembershipAction as Action
from app.organisations.enums import MembershipStatus as Status

MEMBERSHIP = Workflow(
    subject="membership",
    initial=Status.ACTIVE,
    transitions={
        (Status.ACTIVE, Action.SUSPEND): Transition(Status.SUSPENDED, Permission.MANAGE_ORGANISATIONS),
        (Status.ACTIVE, Action.END): Transition(Status.ENDED, Permission.MANAGE_ORGANISATIONS),
        (Status.SUSPENDED, Action.REINSTATE): Transition(Status.ACTIVE, Permission.MANAGE_ORGANISATIONS),
        (Status.SUSPENDED, Action.END): Transition(Status.ENDED, Permission.MANAGE_ORGANISATIONS),
    },
)
