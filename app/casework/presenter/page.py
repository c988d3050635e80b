"""The parts of a case page that every process has: progress, buttons, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.casework.models import Casefile
from app.casework.pages import pages_of
from app.casework.process import PROCESSES, Process, steps_open_to
from app.casework.queries import list_children
from app.casework.rules import organisation_waits
from app.kernel.actor import Actor
from app.kernel.audit import AuditEvent
from app.web.due import show_due
from app.web.filters import show_date


def stage_sign(process: Process, status: StrEnum) -> str:
    """How far along a stage is, as the class of the sign before its name: a pie that fills with each
    milestone, a pause where the case waits for its organisation, `over` where it came to nothing."""
    stage = process.stages[status]
    if not stage.open:
        return "s4" if stage.tone == "go" else "over"
    if stage.within is not None and stage.tone == "wait":
        return "paused"
    milestones = [one for one, its in process.stages.items() if its.milestone]
    here = stage.within or status
    return f"s{4 * milestones.index(here) // len(milestones)}" if here in milestones else "s0"


def belonging(case: Casefile, *, for_organisation: bool) -> list[tuple[str, str, Any]]:
    """(address, name, status in words) of the cases that belong to this one, as its organisation or the
    network knows them."""
    found = []
    for row in list_children(case.id):
        process, pages = PROCESSES[row.kind], pages_of(row.kind)
        status = process.statuses(row.status_code)
        if not for_organisation:
            url = url_for(pages.work, slug=case.body.slug, ref=row.ref)
            found.append((url, pages.name, process.status_words[status]))
        elif not process.stages[status].hidden:
            _tone, words = process.sign_for_organisation(status)
            found.append((url_for(pages.own, ref=row.ref), pages.name, words))
    return found


@dataclass(frozen=True)
class ProgressStep:
    """One step of the progress bar. `state` is done, here, or nothing for what is to come."""

    label: Any
    at: datetime | None
    due: datetime | None
    state: str


def progress(case: Casefile, events: Sequence[AuditEvent]) -> list[ProgressStep]:
    """The milestones of this case: done with a date, here with its deadline, to come; and the end. What was
    passed over, or will not come any more, is left out."""
    process = case.process
    reached = {process.start.value: case.started_at}
    reached |= {event.details["to"]: event.at for event in events if event.details.get("to")}
    here = process.stages[case.status].within or case.status
    milestones = [status for status, stage in process.stages.items() if stage.milestone]
    to_come = _to_come(case, milestones, here)
    found = []
    for status in milestones:
        at = reached.get(status.value)
        if at is None and status != here and status not in to_come:
            continue
        state = "here" if status == here else "done" if at is not None else ""
        label = process.status_words[case.status if status == here else status]
        found.append(ProgressStep(label, at, case.due_at if status == here else None, state))
    if case.is_open:
        return [*found, ProgressStep(process.ending, None, None, "")] if process.ending else found
    return [*found, ProgressStep(process.status_words[case.status], case.closed_at, None, "done")]


def progress_for_organisation(case: Casefile) -> list[ProgressStep]:
    """Sent, considered, decided. Where the network stands with it in between, and until when, would tell the
    organisation what was said of it; it reads only what is asked of itself."""
    process = case.process
    sent = next(status for status, stage in process.stages.items() if stage.milestone)
    found = [ProgressStep(process.status_words[sent], case.sent_at, None, "done" if case.sent_at else "")]
    if not case.is_open:
        considered = "done" if case.sent_at else ""
        end = ProgressStep(process.status_words[case.status], case.closed_at, None, "done")
        return [*found, ProgressStep(process.inside_words, None, None, considered), end]
    words, state = process.inside_words, "here" if case.sent_at else ""
    if case.sent_at:
        words = process.sign_for_organisation(case.status)[1]
    own = organisation_waits(case)
    due = min((wait.due_at for wait in own if wait.due_at is not None), default=None) if state else None
    ahead = [ProgressStep(process.ending, None, None, "")] if process.ending else []
    return [*found, ProgressStep(words, None, due, state), *ahead]


def stage_bar(steps: Sequence[ProgressStep]) -> list[dict[str, Any]]:
    """The progress as the frame of a case shows it: of each stage, when it was reached or when it is due."""
    return [{"label": step.label, "state": step.state, "note": _stage_note(step)} for step in steps]


def own_steps(steps: Sequence[ProgressStep]) -> list[dict[str, Any]]:
    """The same for the organisation: a day, with its year."""
    return [{"label": step.label, "state": step.state, "note": _own_note(step)} for step in steps]


def _stage_note(step: ProgressStep) -> str:
    due = show_due(step.due)
    return due.words if due is not None else show_date(step.at)


def _own_note(step: ProgressStep) -> str:
    return str(_("by %(day)s", day=show_date(step.due))) if step.due else show_date(step.at)


def _to_come(case: Casefile, milestones: Sequence[StrEnum], here: StrEnum) -> set[StrEnum]:
    if not case.is_open:
        return set()
    ahead = milestones[milestones.index(here) :] if here in milestones else milestones
    return set(ahead) - set(case.process.left_out(case))


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened, in words. `by` and `note` are empty where the reader may not know them."""

    at: datetime
    text: Any
    by: str | None
    note: str | None


def history(
    case: Casefile, events: Sequence[AuditEvent], *, names: Mapping[int, str], for_organisation: bool
) -> list[HistoryLine]:
    """What happened, newest first, as far as this reader may know. The organisation reads no names."""
    lines = []
    for event in reversed(events):
        words = case.process.event_words(event.kind)
        if words is None or (for_organisation and words.private):
            continue
        by = None if for_organisation or event.actor_id is None else names.get(event.actor_id)
        note = None if for_organisation else event.details.get("note")
        text = words.told if for_organisation and words.told else words.event
        lines.append(HistoryLine(event.at, text, by, note))
    return lines


@dataclass(frozen=True)
class ActionLink:
    """A button of the case page. The first one is filled, unless it `changes` what is done already."""

    action: str
    url: str
    label: Any
    danger: bool
    changes: bool = False


def actions(case: Casefile, actor: Actor) -> list[ActionLink]:
    """The buttons of a case: just what this person may do now, in the order of the table. Several actions on
    one page are one button."""
    pages = pages_of(case.kind)
    found: dict[str, ActionLink] = {}
    for step in steps_open_to(actor, case):
        if step.form is None and step.action not in pages.steps:
            continue
        words = case.process.words[step.action]
        url = pages.step_url(url_for, case, step)
        found.setdefault(url, ActionLink(step.action.value, url, words.button, words.danger))
    return list(found.values())


def case_frame(
    case: Casefile,
    events: Sequence[AuditEvent],
    actor: Actor,
    *,
    back: tuple[str, str],
    sections: Sequence[tuple[str, str]],
    note: str | None = None,
) -> dict[str, Any]:
    """What the frame of the page of a case shows of any case (`case_frame.html`). `back`: (address, words) of
    the list it stands in; `sections`: (anchor, words) of the parts of the page; `note`: its reference, where
    people know it by another one."""
    return {
        "back_url": back[0],
        "back_label": back[1],
        "neighbours": None,
        "title": case.title,
        "sign": stage_sign(case.process, case.status),
        "stage": case.process.status_words[case.status],
        "note": note or case.ref,
        "stages": stage_bar(progress(case, events)),
        "sections": [{"anchor": anchor, "label": label, "number": None} for anchor, label in sections],
        "actions": actions(case, actor),
    }
