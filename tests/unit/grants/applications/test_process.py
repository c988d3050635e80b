"""What the table of an application for a grant says, and whom it waits for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.grants.applications.process import GRANT_APPLICATION, waits
from app.grants.applications.process_words import Action, Status
from app.grants.calls.enums import CallStatus

CLOSES = datetime(2026, 4, 26, 20, 59, tzinfo=UTC)


def stages_with(mark: str) -> set[str]:
    return {status for status, stage in GRANT_APPLICATION.stages.items() if getattr(stage, mark)}


def _case(status: Status, call_status: CallStatus = CallStatus.PUBLISHED) -> Any:
    call = SimpleNamespace(status=call_status, closes_at=CLOSES, extensions=[])
    return SimpleNamespace(status=status, call=call, organisation_id=7, body_id=3)


def test_a_group_reads_one_stage_while_its_application_is_considered() -> None:
    assert stages_with("inside") == {Status.SHORTLISTED, Status.PROPOSED}


def test_a_group_hears_of_everything_that_is_decided_about_it() -> None:
    assert stages_with("tells_applicant") == {
        Status.SUBMITTED,
        Status.CHANGES_REQUESTED,
        Status.RESERVE,
        Status.AWARDED,
        Status.DECLINED,
        Status.NOT_ELIGIBLE,
        Status.CALL_CANCELLED,
        Status.LAPSED,
    }


def test_steps_of_the_office_before_the_decision_are_not_told() -> None:
    private = {action for action, words in GRANT_APPLICATION.words.items() if words.private}
    assert private == {Action.SHORTLIST, Action.PROPOSE, Action.SEND_BACK}


def test_the_clock_ends_only_drafts() -> None:
    assert GRANT_APPLICATION.at_end == {Action.SUBMIT: Action.LAPSE}


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (Status.DRAFT, [("o7", Action.SUBMIT, CLOSES + timedelta(minutes=1), None)]),
        (Status.EXCEPTION_ASKED, [("grants_officer/b3", Action.ALLOW, None, None)]),
        (Status.CHANGES_REQUESTED, [("o7", Action.ANSWER, None, "changes")]),
        (Status.SUBMITTED, []),
        (Status.SHORTLISTED, []),
        (Status.PROPOSED, []),
        (Status.RESERVE, []),
        (Status.AWARDED, []),
    ],
)
def test_an_application_waits_for_its_group_or_for_an_answer_to_it(
    status: Status, asked: list[tuple[str, Action, datetime | None, str | None]]
) -> None:
    assert [(one.party, one.action, one.until, one.limit) for one in waits(_case(status))] == asked


def test_a_draft_of_a_cancelled_call_waits_for_nobody() -> None:
    assert waits(_case(Status.DRAFT, CallStatus.CANCELLED)) == []
