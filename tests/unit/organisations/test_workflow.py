"""What can become of a membership, and who may do it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.kernel.actor import ANONYMOUS, Grant, NonPersonActor
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.kernel.workflow import refusal
from app.organisations.enums import MembershipAction as Action
from app.organisations.enums import MembershipStatus as Status
from app.organisations.workflow import MEMBERSHIP

LEADS_TO = {
    (Status.ACTIVE, Action.SUSPEND): Status.SUSPENDED,
    (Status.ACTIVE, Action.END): Status.ENDED,
    (Status.SUSPENDED, Action.REINSTATE): Status.ACTIVE,
    (Status.SUSPENDED, Action.END): Status.ENDED,
}
OFFICER, ELSEWHERE = (
    NonPersonActor(name, actor_id=1, grants=(Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body),))
    for name, body in (("officer", 3), ("elsewhere", 4))
)


def test_a_membership_begins_active_and_ends_once() -> None:
    assert MEMBERSHIP.initial is Status.ACTIVE
    assert {step: found.target for step, found in MEMBERSHIP.transitions.items()} == LEADS_TO


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_only_the_network_s_own_officers_change_it(status: Status, action: Action) -> None:
    membership = SimpleNamespace(WORKFLOW=MEMBERSHIP, status=status, body_id=3, region_id=None)
    exists = (status, action) in LEADS_TO
    assert refusal(OFFICER, membership, action) == (None if exists else KernelRefusal.NOT_IN_THIS_STATE)
    for other in (ELSEWHERE, ANONYMOUS):
        expected = KernelRefusal.NOT_YOURS_TO_DO if exists else KernelRefusal.NOT_IN_THIS_STATE
        assert refusal(other, membership, action) == expected
