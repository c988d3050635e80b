"""What became of each application that is told only in rows: where it stands, and when it came there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.example.groups import Group, invent
from app.example.policies.idpc import IDPC_POLICY, NETWORK_MEMBER, PARTNER_MEMBER
from app.example.world import World
from app.membership.enums import Listing
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status

# Of a hundred applications. The queue (all open ones but drafts) is more than a third of them.
SHARES = {
    Status.DRAFT: 3,
    Status.SUBMITTED: 10,
    Status.INFORMATION_REQUESTED: 5,
    Status.REGIONAL_CHECK: 8,
    Status.MEMBER_COMMENT: 6,
    Status.COMMITTEE: 7,
    Status.ADMITTED: 46,
    Status.DECLINED: 6,
    Status.WITHDRAWN: 5,
    Status.CLOSED: 4,
}

# The steps that lead to each status, after the draft.
_TO_COMMENT = (Action.SUBMIT, Action.START_CHECK, Action.OPEN_COMMENT)
PATHS: dict[Status, tuple[Action, ...]] = {
    Status.DRAFT: (),
    Status.SUBMITTED: (Action.SUBMIT,),
    Status.INFORMATION_REQUESTED: (Action.SUBMIT, Action.REQUEST_INFORMATION),
    Status.REGIONAL_CHECK: (Action.SUBMIT, Action.START_CHECK),
    Status.MEMBER_COMMENT: _TO_COMMENT,
    Status.COMMITTEE: (*_TO_COMMENT, Action.CLOSE_COMMENT),
    Status.ADMITTED: (*_TO_COMMENT, Action.CLOSE_COMMENT, Action.ADMIT),
    Status.DECLINED: (*_TO_COMMENT, Action.CLOSE_COMMENT, Action.DECLINE),
    Status.WITHDRAWN: (Action.SUBMIT, Action.WITHDRAW),
    Status.CLOSED: (Action.SUBMIT, Action.REQUEST_INFORMATION, Action.CLOSE_FOR_SILENCE),
}

# How many days ago the last step was, at most; those whose time ends by itself are still within it.
LONGEST_AGO = {
    Status.DRAFT: 100,
    Status.SUBMITTED: 35,
    Status.INFORMATION_REQUESTED: 55,
    Status.REGIONAL_CHECK: 40,
    Status.MEMBER_COMMENT: 13,
    Status.COMMITTEE: 45,
}
LONG_AGO = 900

# How many days lie at least before a step: silence takes sixty, comment fourteen.
DAYS_BEFORE = {Action.CLOSE_FOR_SILENCE: 60, Action.CLOSE_COMMENT: 14}

LIMITS = {
    Status.SUBMITTED: IDPC_POLICY["limits"]["screen"],
    Status.INFORMATION_REQUESTED: IDPC_POLICY["limits"]["information"],
    Status.REGIONAL_CHECK: IDPC_POLICY["limits"]["check"],
    Status.MEMBER_COMMENT: IDPC_POLICY["limits"]["comment"],
    Status.COMMITTEE: IDPC_POLICY["limits"]["committee"],
}


@dataclass(frozen=True)
class Plan:
    """One application and its group. `steps` are dated, the oldest first."""

    group: Group
    ref: str
    organisation_ref: str
    response_ref: str
    status: Status
    began: datetime
    steps: tuple[tuple[Action, datetime], ...]
    listing: Listing
    tier: str
    has_officer: bool
    share_answered: float
    votes: int

    @property
    def is_open(self) -> bool:
        return ADMISSION.stages[self.status].open

    @property
    def is_queued(self) -> bool:
        return self.is_open and ADMISSION.stages[self.status].queued

    @property
    def entered(self) -> datetime:
        """When it came to where it stands."""
        return self.steps[-1][1] if self.steps else self.began

    @property
    def submitted(self) -> datetime | None:
        return self.at(Action.SUBMIT)

    @property
    def due(self) -> datetime | None:
        limit = LIMITS.get(self.status)
        return self.entered + timedelta(days=limit) if limit else None

    def at(self, action: Action) -> datetime | None:
        """When this step was taken, if it was."""
        return next((moment for step, moment in self.steps if step is action), None)


def plans(world: World, count: int) -> Iterator[Plan]:
    """So many plans, in the shares above, mixed."""
    random = world.random("bulk")
    statuses = [status for status, share in SHARES.items() for _ in range(share)]
    random.shuffle(statuses)
    for number in range(count):
        yield _plan(world, random, statuses[number % len(statuses)])


def _plan(world: World, random: Random, status: Status) -> Plan:
    steps = _dated(world, random, status)
    first = steps[0][1] if steps else world.moment(random.randint(1, LONGEST_AGO[Status.DRAFT]))
    return Plan(
        group=invent(random, world.namer),
        ref=world.new_ref(),
        organisation_ref=world.new_ref(),
        response_ref=world.new_ref(),
        status=status,
        began=first - timedelta(days=random.randint(1, 30)),
        steps=steps,
        listing=random.choice((Listing.PUBLIC, Listing.PUBLIC, Listing.MEMBERS, Listing.HIDDEN)),
        tier=PARTNER_MEMBER if random.random() < 0.2 else NETWORK_MEMBER,
        has_officer=random.random() < 0.6,
        share_answered=random.random() if status is Status.DRAFT else 1.0,
        votes=random.randint(0, 2),
    )


def _dated(world: World, random: Random, status: Status) -> tuple[tuple[Action, datetime], ...]:
    """Backwards from the last step, some days at a time."""
    path = PATHS[status]
    ago = random.randint(1, LONGEST_AGO.get(status, LONG_AGO))
    found: list[tuple[Action, datetime]] = []
    for action in reversed(path):
        moment = world.moment(ago) + timedelta(minutes=random.randint(8 * 60, 18 * 60))
        found.append((action, moment))
        ago += DAYS_BEFORE.get(action, 0) + random.randint(2, 15)
    return tuple(reversed(found))
