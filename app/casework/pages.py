"""Which pages a process has. Features say so in their `setup`, so that desk, buttons and the page for simple
steps lead to them without knowing the feature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from app.casework import parties
from app.casework.models import Casefile
from app.casework.parties import PartyKind
from app.casework.process import PROCESSES, Step
from app.kernel.actor import Actor
from app.web.extension_points import extension_points

Url = Callable[..., str]


class Verb(Protocol):
    """A service that takes a simple step."""

    def __call__(
        self, case: Any, *, actor: Actor, note: str | None, expected_version: int | None
    ) -> None: ...


@dataclass(frozen=True)
class CasePages:
    """The endpoints of one process. `work` is the network's page of a case, `own` that of its organisation,
    `asked` that of members who are asked (where their step has no simple form); `steps` are the pages of
    steps with a form of their own, and `verbs` the services of simple steps that do more than move the
    case."""

    work: str
    own: str
    load: Callable[..., Any]
    """`load(ref, known=…, lock=…)`: the whole case, with all that its rules ask."""
    asked: str = ""
    queue: str = ""
    """The list of a network's cases, which takes `slug`, `status`, and `others` for those that wait for
    others. What has no list is not told on the desk as waiting for others."""
    name: Any = ""
    steps: Mapping[StrEnum, str] = field(default_factory=dict)
    verbs: Mapping[StrEnum, Verb] = field(default_factory=dict)
    with_action: frozenset[str] = frozenset()
    """The endpoints among `steps` that serve several actions and take `action`."""
    elsewhere: frozenset[StrEnum] = frozenset()
    """Steps without a form that need no button on the case page: the organisation's own pages, those of
    members, or an act on a selection of the list lead to them."""

    def faults(self, kind: str) -> Iterable[str]:
        """The steps that nobody could reach: without a form, without a page, and not the clock's."""
        process = PROCESSES[kind]
        by_themselves = {*process.at_end.values(), process.ends_with_parent}
        reached = {*self.steps, *self.elsewhere, *by_themselves}
        for action in dict.fromkeys(one.action for one in process.steps if one.form is None):
            if action not in reached:
                yield f"{kind}: {action} has neither a form nor a page"

    def endpoints(self) -> set[str]:
        """Every endpoint named here, so that the start of the app can check them."""
        return {one for one in (self.work, self.own, self.asked, self.queue, *self.steps.values()) if one}

    def task_url(self, url: Url, row: Any) -> str:
        """Where whoever is asked for something finds it; `row` has ref, slug, action and party."""
        kind = parties.read(row.party).kind
        if kind is PartyKind.MEMBERS and self.asked:
            return url(self.asked, slug=row.slug, ref=row.ref)
        if kind is PartyKind.MEMBERS:
            return url("casework.step", ref=row.ref, action=row.action)
        if kind is PartyKind.ROLE:
            return url(self.work, slug=row.slug, ref=row.ref)
        return url(self.own, ref=row.ref)

    def step_url(self, url: Url, case: Any, step: Step) -> str:
        """The page on which a step is taken."""
        if step.form is not None:
            return url("casework.step", ref=case.ref, action=step.action.value)
        endpoint = self.steps[step.action]
        action = {"action": step.action.value} if endpoint in self.with_action else {}
        return url(endpoint, slug=case.body.slug, ref=case.ref, **action)


def verb_of(case: Casefile, action: StrEnum) -> Verb | None:
    """The service that takes a step of this case, where it does more than move the case."""
    return pages_of(case.kind).verbs.get(action)


def pages_of(kind: str) -> CasePages:
    """The pages of a kind of case, as its feature's setup offers them. Raises KeyError."""
    return extension_points().case_pages[kind]  # type: ignore[return-value]
