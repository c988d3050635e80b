"""Faults in services and queries, written by hand: each was once made on purpose and passed every test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NamedFault:
    """`old` stands once in the file at `path`; `new` takes its place. The test `held_by` must fail."""

    name: str
    path: str
    old: str
    new: str
    held_by: str


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


_CASEWORK = "app/casework/"
_MEMBERSHIP = "app/membership/"
_TESTS = "tests/integration/membership/"

NAMED: tuple[NamedFault, ...] = (
    NamedFault(
        "a drawn vote declines",
        _MEMBERSHIP + "rules/deliberation.py",
        "return Ballot.DECLINE if against > for_it else None",
        "return Ballot.DECLINE",
        "tests/unit/membership/test_deliberation.py::test_a_draw_decides_nothing",
    ),
    NamedFault(
        "excluded members are mailed",
        _CASEWORK + "queries/access.py",
        "~is_excluded(Contact.person_id),\n",
        "\n",
        _TESTS + "test_who_is_asked.py::test_excluded_members_are_not_asked_nor_mailed",
    ),
    NamedFault(
        "exclusions of non-members are accepted",
        _MEMBERSHIP + "services/screening.py",
        "set(excluding) & allowed",
        "set(excluding)",
        _TESTS + "test_who_is_asked.py::test_only_members_can_be_excluded",
    ),
    NamedFault(
        "the version of a case is not compared",
        "app/kernel/errors.py",
        "if expected is not None and expected != held:",
        "if False:",
        "tests/integration/casework/test_steps.py::test_an_old_version_is_refused_unless_the_step_is_personal",
    ),
    NamedFault(
        "a new stage keeps the clock and the reminders of the old one",
        _CASEWORK + "services/steps.py",
        "    for wait in case.open_waits:\n        wait.ended_at = moment\n",
        "",
        "tests/integration/casework/test_who_is_asked.py::test_a_new_stage_asks_anew_with_a_clock_of_its_own",
    ),
    NamedFault(
        "reminders are not reset by an extension",
        _CASEWORK + "models.py",
        "        self.plan_reminder(remind_before, after=self.since)\n",
        "",
        _TESTS + "test_admission_rules.py::test_reminders_begin_anew_when_comment_is_extended",
    ),
    NamedFault(
        "recusals are counted as none",
        _MEMBERSHIP + "queries/votes.py",
        "recused=sum(is_conflicted(person_id, application) for person_id in committee)",
        "recused=0",
        _TESTS + "test_conflicts.py::test_the_decision_counts_those_of_the_committee_who_were_recused",
    ),
    NamedFault(
        "objections are put twice",
        _MEMBERSHIP + "rules/deliberation.py",
        "[one for one in objections(application) if one.notice_id is None]",
        "objections(application)",
        _TESTS + "test_objections.py::test_objections_are_not_put_twice",
    ),
    NamedFault(
        "a group is always marked as one to reach",
        _CASEWORK + "emails.py",
        "unreached = reached == 0 and ",
        "unreached = ",
        _TESTS + "test_admission_rules.py::test_a_group_that_mail_reached_needs_nobody_to_reach_it",
    ),
    NamedFault(
        "the queue's “mine” shows the others' cases",
        _MEMBERSHIP + "queries/queue.py",
        "Casefile.officer_id == actor.actor_id",
        "Casefile.officer_id != actor.actor_id",
        _TESTS + "test_queue_and_desk.py::test_mine_finds_the_cases_that_the_reader_looks_after",
    ),
    NamedFault(
        "the queue's “overdue” shows what is not yet due",
        _MEMBERSHIP + "queries/queue.py",
        "Casefile.sort_due < NOW",
        "Casefile.sort_due > NOW",
        _TESTS + "test_queue_and_desk.py::test_overdue_finds_the_cases_whose_stage_is_over",
    ),
    NamedFault(
        "the desk has no due date",
        _CASEWORK + "presenter/desk.py",
        "due_at=row.due_at",
        "due_at=None",
        _TESTS + "test_queue_and_desk.py::test_the_desk_says_when_the_applicant_s_answer_is_due",
    ),
    NamedFault(
        "the desk shows cases to those who recused themselves",
        _CASEWORK + "queries/access.py",
        "return union_all(*_excluded(person_id), *_recused(person_id))",
        "return union_all(*_excluded(person_id))",
        _TESTS + "test_conflicts.py::test_a_case_closed_to_somebody_is_not_on_their_desk",
    ),
)
