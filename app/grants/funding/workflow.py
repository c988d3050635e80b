"""What can become of a donor's award."""

from __future__ import annotations

from app.grants.funding.enums import FundAction as Action
from app.grants.funding.enums import FundStatus as Status
from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow


def _to(target: Status) -> Transition:
    return Transition(target, Permission.MANAGE_FUNDS)


FUND = Workflow(
    subject="fund",
    initial=Status.PROSPECTIVE,
    transitions={
        (Status.PROSPECTIVE, Action.SIGN): _to(Status.SIGNED),
        (Status.SIGNED, Action.ACTIVATE): _to(Status.ACTIVE),
        (Status.ACTIVE, Action.SUSPEND): _to(Status.SUSPENDED),
        (Status.SUSPENDED, Action.RESUME): _to(Status.ACTIVE),
        (Status.ACTIVE, Action.START_CLOSING): _to(Status.CLOSING),
        (Status.CLOSING, Action.CLOSE): _to(Status.CLOSED),
        (Status.SIGNED, Action.TERMINATE): _to(Status.TERMINATED),
        (Status.ACTIVE, Action.TERMINATE): _to(Status.TERMINATED),
        (Status.SUSPENDED, Action.TERMINATE): _to(Status.TERMINATED),
    },
)
