"""One table per workflow, and the one function that changes a status.

A table maps (status, action) to a Transition. `available_actions` feeds the buttons and `advance` enforces
the very same check, so that screen and enforcement cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from app.kernel import audit
from app.kernel.actor import Actor, can
from app.kernel.errors import KernelRefusal, RefusalCode, require
from app.kernel.permissions import Permission

Guard = Callable[[Actor, Any], RefusalCode | None]


@dataclass(frozen=True)
class Transition:
    """Where an action leads, which permission it takes, and a guard that answers None or a refusal."""

    target: StrEnum
    permission: Permission | None = None
    guard: Guard | None = None


Table = Mapping[tuple[StrEnum, StrEnum], Transition]


@dataclass(frozen=True)
class Workflow:
    """A named table. `subject` names the thing in the audit trail."""

    subject: str
    initial: StrEnum
    transitions: Table

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the README."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.value}"]
        for (source, action), transition in self.transitions.items():
            lines.append(f"    {source.value} --> {transition.target.value}: {action.value}")
        sources = {source for source, _ in self.transitions}
        targets = {transition.target for transition in self.transitions.values()}
        lines.extend(f"    {end.value} --> [*]" for end in sorted(targets - sources))
        return "\n".join(lines)


class Stateful(Protocol):
    """A thing whose status only `advance` sets."""

    WORKFLOW: ClassVar[Workflow]

    @property
    def id(self) -> Any: ...
    @property
    def status(self) -> Any: ...
    @property
    def body_id(self) -> Any: ...
    @property
    def region_id(self) -> Any: ...


def refusal(actor: Actor, thing: Stateful, action: StrEnum) -> RefusalCode | None:
    """Why `actor` may not do `action` now; None when they may."""
    transition = thing.WORKFLOW.transitions.get((thing.status, action))
    if transition is None:
        return KernelRefusal.NOT_IN_THIS_STATE
    if transition.permission is not None and not can(
        actor, transition.permission, body=thing.body_id, region=thing.region_id
    ):
        return KernelRefusal.NOT_YOURS_TO_DO
    return transition.guard(actor, thing) if transition.guard else None


def available_actions(actor: Actor, thing: Stateful) -> list[StrEnum]:
    """What `actor` may do to `thing` now, in the table's order."""
    return [
        action
        for (source, action) in thing.WORKFLOW.transitions
        if source == thing.status and refusal(actor, thing, action) is None
    ]


def advance(
    thing: Stateful,
    action: StrEnum,
    *,
    actor: Actor,
    note: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Do `action`: check source, actor and guard, set the status, write the audit event.

    Raises DomainError: NOT_IN_THIS_STATE when the thing is elsewhere (somebody was faster), NOT_YOURS_TO_DO
    for an actor without the permission, or what the guard answers.
    """
    require(refusal(actor, thing, action))
    source = thing.status
    target = thing.WORKFLOW.transitions[(source, action)].target
    thing.status = target  # type: ignore[misc]
    payload = {**(details or {}), "from": source.value, "to": target.value}
    if note:
        payload["note"] = note
    audit.record(
        f"{thing.WORKFLOW.subject}.{action.value}",
        subject=thing.WORKFLOW.subject,
        subject_id=thing.id,
        actor=actor,
        body_id=thing.body_id,
        details=payload,
    )
