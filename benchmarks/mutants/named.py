"""Faults in services, written by hand: each was once made on purpose and passed every test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NamedFault:
    """`old` stands once in the file at `path`; `new` takes its place."""

    name: str
    path: str
    old: str
    new: str


class Unmatched(Exception):
    """The text that a named fault replaces is gone, or stands there twice: adapt the entry."""


def faulty_source(root: Path, fault: NamedFault) -> str:
    """The file's text with the fault in it."""
    path = root / fault.path
    if not path.exists():
        raise Unmatched("there is no such file any more")
    source = path.read_text()
    found = source.count(fault.old)
    if found != 1:
        raise Unmatched(f"its text is found {found} times, not once")
    return source.replace(fault.old, fault.new)


_MEMBERSHIP = "app/membership/"

NAMED: tuple[NamedFault, ...] = (
    NamedFault(
        "a drawn vote declines",
        _MEMBERSHIP + "rules.py",
        "    if for_it == against:\n        return None\n",
        "",
    ),
    NamedFault(
        "excluded members are mailed",
        _MEMBERSHIP + "emails.py",
        "excluding=[application.organisation_id, *queries.list_excluded(application.id)]",
        "excluding=[application.organisation_id]",
    ),
    NamedFault(
        "exclusions of non-members are accepted",
        _MEMBERSHIP + "services/screening.py",
        "sorted(set(excluding) & allowed - set(",
        "sorted(set(excluding) - set(",
    ),
    NamedFault(
        "the version of a case is not compared",
        _MEMBERSHIP + "views/base.py",
        "if form.expected_version is not None and form.expected_version != application.version:",
        "if False:",
    ),
    NamedFault(
        "reminders are not reset by a new stage",
        _MEMBERSHIP + "services/stages.py",
        "    application.reminded_for = None\n",
        "",
    ),
    NamedFault(
        "reminders are not reset by an extension",
        _MEMBERSHIP + "services/screening.py",
        "    application.reminded_for = None\n",
        "",
    ),
    NamedFault(
        "recusals are counted as none",
        _MEMBERSHIP + "services/deciding.py",
        "recused=sum(one.tie is DeclaredTie.CONFLICT for one in application.ties)",
        "recused=0",
    ),
    NamedFault(
        "objections are put twice",
        _MEMBERSHIP + "rules.py",
        "if not objections(application) or application.objection_notice is not None:",
        "if not objections(application):",
    ),
    NamedFault(
        "a group is always marked as one to reach",
        _MEMBERSHIP + "emails.py",
        "if reached == 0 and application.reach_out_since is None:",
        "if application.reach_out_since is None:",
    ),
    NamedFault(
        "the queue's “mine” shows the others' cases",
        _MEMBERSHIP + "queries/queue.py",
        "Application.officer_id == actor.actor_id",
        "Application.officer_id != actor.actor_id",
    ),
    NamedFault(
        "the queue's “overdue” shows what is not yet due",
        _MEMBERSHIP + "queries/queue.py",
        "Application.due_at < clock.now()",
        "Application.due_at > clock.now()",
    ),
    NamedFault(
        "the desk has no due date for votes",
        _MEMBERSHIP + "presenter/desk.py",
        "due_at=min((one.due_at for one in applications if one.due_at is not None), default=None)",
        "due_at=None",
    ),
    NamedFault(
        "the desk shows cases to those who recused themselves",
        _MEMBERSHIP + "queries/desk.py",
        "                ~recused.exists(),\n",
        "",
    ),
)
