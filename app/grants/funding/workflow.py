"""What can become of a donor's award, and what may be done with its money meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from app.grants.funding.enums import Act
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

_RUNS = frozenset({Status.ACTIVE})
_ENDS_TOO = _RUNS | {Status.CLOSING}
_STANDS_TOO = _ENDS_TOO | {Status.SUSPENDED}
_ONCE_BEGUN = _STANDS_TOO | {Status.TERMINATED}
_EVEN_CLOSED = _ONCE_BEGUN | {Status.CLOSED}
# In which states of a donor's award each act may be done. Own funds have no states.
ACTS: Mapping[Act, frozenset[Status]] = {
    # Nothing new is promised or set aside but from an award that runs.
    Act.ALLOCATE: _RUNS,
    Act.COMMIT: _RUNS,
    Act.RAISE_PROMISE: _RUNS,
    # Until the end, what was promised is paid, and the budget may be put right.
    Act.MOVE: _ENDS_TOO,
    Act.PAY: _ENDS_TOO,
    Act.REISSUE: _ENDS_TOO,
    Act.CHARGE_HOST_FEE: _ENDS_TOO,
    # Of an award that was terminated, too, money is changed back to be repaid.
    Act.EXCHANGE: _ENDS_TOO | {Status.TERMINATED},
    # A cost is the donor's by its day, which is judged apart: a late invoice may be of a day before.
    Act.BOOK_COST: _STANDS_TOO,
    Act.CHARGE_BANK: _STANDS_TOO,
    # These take nothing from the donor: they say what is true, or give money back to a line.
    Act.RECEIVE: _ONCE_BEGUN | {Status.SIGNED},
    Act.EARN_INTEREST: _ONCE_BEGUN,
    Act.RELEASE_ALLOCATION: _ONCE_BEGUN,
    Act.LOWER_PROMISE: _ONCE_BEGUN,
    Act.RELEASE_PROMISE: _ONCE_BEGUN,
    Act.REVALUE: _STANDS_TOO,
    Act.ACCEPT: _ONCE_BEGUN,
    Act.WRITE_OFF: _ONCE_BEGUN,
    Act.CLOSE_PERIOD: _ONCE_BEGUN,
    Act.CARRY_OVER: _ONCE_BEGUN - {Status.SUSPENDED},
    Act.ADD_TERMS: _STANDS_TOO | {Status.PROSPECTIVE, Status.SIGNED},
    # Money comes back and audits come after an award was closed, too.
    Act.TAKE_BACK: _EVEN_CLOSED,
    Act.REFUND: _EVEN_CLOSED,
    Act.DISALLOW: _EVEN_CLOSED,
    Act.REPAY: _EVEN_CLOSED,
}
# The awards into which money of an earlier one may go on.
CAN_FOLLOW = frozenset({Status.SIGNED, Status.ACTIVE, Status.SUSPENDED})
# What is dated on a day of a suspension is refused even when the award goes on by now.
STOPPED_BY_SUSPENSION = frozenset(
    {
        Act.ALLOCATE,
        Act.COMMIT,
        Act.RAISE_PROMISE,
        Act.MOVE,
        Act.PAY,
        Act.REISSUE,
        Act.CHARGE_HOST_FEE,
        Act.EXCHANGE,
    }
)
COSTS = frozenset({Act.BOOK_COST, Act.CHARGE_BANK})
WITHIN_THE_AWARD = COSTS | STOPPED_BY_SUSPENSION - {Act.EXCHANGE}
OWN_FUNDS_ALONE = frozenset({Act.OPEN_WITH, Act.BOOK_OWN_COST})
