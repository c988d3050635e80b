"""What a process is: its stages, its steps and whom it waits for, as one table that everything else reads.

Buttons, enforcement, queue, progress, timeline, clocks, reminders, mail recipients, desk, diagram and the
tested grid of status × step × person all come from here. A row names facts, permissions and pure rules; it
never holds an effect. What a step does beyond its status is a service.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.casework.enums import Needs, StepForm
from app.kernel.actor import Actor, can
from app.kernel.errors import DomainError, KernelRefusal, RefusalCode
from app.kernel.permissions import Permission

Guard = Callable[[Actor, Any], RefusalCode | None]


class BadProcess(ValueError):
    """A process contradicts itself; the message lists every fault. The app does not start."""


@dataclass(frozen=True)
class Stage:
    """Where a case can be. `tone` is the look of its label: go, wait, stop, now or plain.

    `milestone` stages make up the progress bar; `within` names the milestone that this stage belongs to.
    `inside` stages look alike to the organisation, which reads `Process.inside_words` for all of them: seeing
    its case move from one to the next would reveal what was said about it.
    `hidden`: only the network sees the case; the organisation does not know of it yet.
    `queued` stages are listed in the queue. `tells_applicant` and `tells_office`: who gets a message when a
    case enters the stage.
    """

    tone: str = ""
    queued: bool = True
    open: bool = True
    milestone: bool = False
    inside: bool = False
    within: StrEnum | None = None
    hidden: bool = False
    tells_applicant: bool = False
    tells_office: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that can be done in these statuses: by whom, and the status it leads to (None: it stays).

    `unless` is a pure rule that answers a refusal or None. A step with a `form` is served by casework's own
    page. A `personal` step concerns only the actor's own part (a vote, a comment). It does not compare the
    case's version: otherwise the first vote saved would make every other vote being written fail. Steps that
    the organisation may take at any time are personal too, because the version number in its form would show
    how much has been done on its case.
    """

    action: StrEnum
    at: frozenset[StrEnum]
    to: StrEnum | None = None
    needs: Permission | None = None
    unless: Guard | None = None
    form: StepForm | None = None
    personal: bool = False
    extends: StrEnum | None = None
    """With the form DAYS: the action whose deadline is moved."""


@dataclass(frozen=True)
class StepWords:
    """What people read of a step: the button, the line in the history, and what is said when it is done.

    `told` is the same line as the organisation itself reads it, where `event` would speak of it as of others.
    `task` is the line on the desk of whoever is asked for it; the button serves where there is none. Of a
    `private` step the organisation reads, hears and may try nothing.
    """

    button: Any
    event: Any
    told: Any = ""
    done: Any = ""
    task: Any = ""
    lead: Any = ""
    field: Any = ""
    private: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Asked:
    """One party that a case waits for, and the step it is to take. `limit` names a period of the policy.

    `otherwise` is the party asked instead while nobody holds the first one's role. `until` is a deadline that
    the case itself holds, in place of a limit; it is kept in step.
    """

    party: str
    action: StrEnum
    limit: str | None = None
    needs: Needs = Needs.ANY
    otherwise: str = ""
    until: datetime | None = None
    quiet: bool = False
    """The feature itself tells the party, as where many cases begin to wait for one person at once."""


def nothing_left_out(_case: Any) -> Collection[StrEnum]:
    return ()


@dataclass(frozen=True)
class Process:
    """The whole of one kind of case.

    `waits` is a pure function: whom a case waits for, as it is now. It is asked again after every step.
    `at_end` maps the action that is waited for to the one that the clock takes when time is over.
    `also_declare`: who may not read a case but acts on it, and so declares a conflict too.
    `roles` maps an action to the case role it takes: one person has one role in a case.
    `ending` stands at the end of the progress bar while nobody knows how the case will end.
    """

    kind: str
    subject: str
    read: Permission
    judges: frozenset[Permission]
    start: StrEnum
    stages: Mapping[StrEnum, Stage]
    steps: tuple[Step, ...]
    waits: Callable[[Any], list[Asked]]
    office: Callable[[Any], str]
    status_words: Mapping[StrEnum, Any]
    words: Mapping[str, StepWords]
    at_end: Mapping[str, StrEnum] = field(default_factory=dict)
    also_declare: frozenset[Permission] = frozenset()
    roles: Mapping[str, StrEnum] = field(default_factory=dict)
    left_out: Callable[[Any], Collection[StrEnum]] = nothing_left_out
    inside_words: Any = ""
    ends_with_parent: StrEnum | None = None
    """The step that is taken by itself when the case that this one belongs to ends, from the stages where the
    table has it. Elsewhere the case goes on."""
    ending: Any = ""
    earlier_events: Mapping[str, StepWords] = field(default_factory=dict)
    """Events that earlier versions recorded, or that are no step, by their names."""

    @property
    def statuses(self) -> type[StrEnum]:
        return type(self.start)

    @property
    def stages_listed(self) -> list[StrEnum]:
        """The open stages that the list of the network's cases shows, in their order."""
        return [status for status, stage in self.stages.items() if stage.open and stage.queued]

    def step(self, status: str, action: str) -> Step | None:
        """The row for this action in this status."""
        return next((one for one in self.steps if one.action == action and status in one.at), None)

    def sign_for_organisation(self, status: StrEnum) -> tuple[str, Any]:
        """Tone and words of a status as the organisation reads them."""
        stage = self.stages[status]
        return ("now", self.inside_words) if stage.inside else (stage.tone, self.status_words[status])

    def event_kind(self, action: str) -> str:
        """The name under which the history keeps a step."""
        return f"{self.subject}.{action}"

    def event_words(self, kind: str) -> StepWords | None:
        """The words for an event of the history, or None for what is not shown."""
        subject, _, name = kind.partition(".")
        if subject != self.subject:
            return None
        return self.earlier_events.get(name) or self.words.get(name)

    def diagram(self) -> str:
        """The steps that change a status as a Mermaid state diagram."""
        moves = [
            (source, step) for step in self.steps if step.to for source in self.stages if source in step.at
        ]
        lines = ["stateDiagram-v2", f"    [*] --> {self.start.value}"]
        lines += [f"    {source} --> {step.to}: {step.action}" for source, step in moves]
        lines += [f"    {status} --> [*]" for status, stage in self.stages.items() if not stage.open]
        return "\n".join(lines)

    def faults(self) -> Iterable[str]:
        """Contradictions in the table, one sentence each. Found at start; otherwise they would fail later, in
        a job that nobody watches."""
        reached = {self.start} | {one.to for one in self.steps if one.to is not None}
        yield from (f"{status}: no step leads here" for status in self.stages if status not in reached)
        yield from (f"{status}: no stage" for status in self.statuses if status not in self.stages)
        yield from (f"{status}: no words" for status in self.stages if status not in self.status_words)
        if any(stage.inside for stage in self.stages.values()) and not self.inside_words:
            yield "inside: no words"
        seen: set[tuple[str, str]] = set()
        for one in self.steps:
            if one.action not in self.words:
                yield f"{one.action}: no words"
            if one.form is StepForm.DAYS and one.extends is None:
                yield f"{one.action}: it extends nothing"
            yield from (f"{one.action}: unknown status {at}" for at in one.at if at not in self.stages)
            yield from (f"{one.action}: two rows at {at}" for at in one.at if (one.action, at) in seen)
            seen |= {(one.action, at) for at in one.at}
        actions = {one.action for one in self.steps}
        named = [*self.at_end, *self.at_end.values(), *self.roles]
        named += [self.ends_with_parent] if self.ends_with_parent is not None else []
        yield from (f"{action}: named, but no step" for action in named if action not in actions)


PROCESSES: dict[str, Process] = {}


def register_process(process: Process) -> Process:
    """Make a process known to desk, clocks and queries. Raises BadProcess."""
    faults = list(process.faults())
    if PROCESSES.get(process.kind, process) is not process:
        faults.append("another process has this name")
    if faults:
        raise BadProcess(f"{process.kind}: " + "; ".join(faults))
    PROCESSES[process.kind] = process
    return process


def current_step(case: Any, action: StrEnum) -> Step:
    """The row for this action where the case is now. Raises NOT_IN_THIS_STATE."""
    step: Step | None = case.process.step(case.status, action)
    if step is None:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    return step


def permits(actor: Actor, case: Any, action: StrEnum) -> bool:
    """Whether the actor's roles go with this step, in whatever status the case is."""
    return any(
        one.needs is None or can(actor, one.needs, body=case.body_id, region=case.region_id)
        for one in case.process.steps
        if one.action == action
    )


def refusal(actor: Actor, case: Any, action: StrEnum) -> RefusalCode | None:
    """Why `actor` may not take this step now; None when they may."""
    step = case.process.step(case.status, action)
    if step is None:
        return KernelRefusal.NOT_IN_THIS_STATE
    if step.needs is not None and not can(actor, step.needs, body=case.body_id, region=case.region_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return step.unless(actor, case) if step.unless is not None else None


def steps_open_to(actor: Actor, case: Any) -> list[Step]:
    """The steps that `actor` may take now, in the table's order: what the buttons show."""
    return [
        one
        for one in case.process.steps
        if case.status in one.at and refusal(actor, case, one.action) is None
    ]


def may(actor: Actor, case: Any, action: StrEnum) -> bool:
    """Whether `actor` may take this step now."""
    return refusal(actor, case, action) is None
