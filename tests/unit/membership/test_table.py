"""What the table of the admission process says beside who may take which step."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.kernel.permissions import Permission
from app.membership.enums import CaseRole
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status

FOR_THE_NETWORK = {Status.SUBMITTED, Status.REGIONAL_CHECK, Status.MEMBER_COMMENT, Status.COMMITTEE}
ENDS = {Status.ADMITTED, Status.DECLINED, Status.WITHDRAWN, Status.CLOSED}


def stages_with(mark: str) -> set[str]:
    return {status for status, stage in ADMISSION.stages.items() if getattr(stage, mark)}


def test_every_stage_says_what_it_is() -> None:
    assert set(ADMISSION.stages) == set(Status)
    assert stages_with("open") == set(Status) - ENDS
    assert stages_with("queued") == set(Status) - {Status.DRAFT}, "a draft is in no list of work"
    assert stages_with("milestone") == FOR_THE_NETWORK
    assert stages_with("hidden") == set()
    assert {one: stage.within for one, stage in ADMISSION.stages.items() if stage.within is not None} == {
        Status.INFORMATION_REQUESTED: Status.SUBMITTED
    }


def test_applicants_read_one_stage_while_the_network_considers_and_hear_of_what_is_theirs() -> None:
    assert stages_with("inside") == FOR_THE_NETWORK
    own = {Status.SUBMITTED, Status.INFORMATION_REQUESTED, Status.ADMITTED, Status.DECLINED, Status.CLOSED}
    assert stages_with("tells_applicant") == own
    assert stages_with("tells_office") == {Status.WITHDRAWN}


def test_votes_comments_and_what_an_applicant_may_do_at_any_time_compare_no_version() -> None:
    personal = {one.action for one in ADMISSION.steps if one.personal}
    assert personal == {Action.VOTE, Action.COMMENT, Action.REOPEN, Action.WITHDRAW}


def test_steps_of_the_network_are_not_told_to_the_applicant() -> None:
    """What an applicant may read of them would tell what was said about it."""
    told = {
        *(Action.SUBMIT, Action.REQUEST_INFORMATION, Action.ANSWER, Action.CLOSE_FOR_SILENCE, Action.REOPEN),
        *(Action.PUT_OBJECTIONS, Action.REPLY, Action.END_REPLY_PERIOD, Action.ADMIT, Action.DECLINE),
        Action.WITHDRAW,
    }
    assert {action for action, words in ADMISSION.words.items() if not words.private} == told


def test_people_judge_who_check_for_a_region_or_vote() -> None:
    assert ADMISSION.judges == {Permission.CHECK_REGION, Permission.VOTE_ON_MEMBERSHIP}
    assert ADMISSION.roles == {
        Action.RECORD_CHECK: CaseRole.CHECKER,
        Action.COMMENT: CaseRole.COMMENTER,
        Action.VOTE: CaseRole.DECIDER,
        Action.ADMIT: CaseRole.DECIDER,
    }


def test_time_closes_for_silence_and_ends_comment_and_reply() -> None:
    assert ADMISSION.at_end == {
        Action.ANSWER: Action.CLOSE_FOR_SILENCE,
        Action.COMMENT: Action.CLOSE_COMMENT,
        Action.REPLY: Action.END_REPLY_PERIOD,
    }


@pytest.mark.parametrize(
    ("regional_check", "member_comment", "may_circulate", "left_out"),
    [
        (True, True, True, []),
        (False, True, True, [Status.REGIONAL_CHECK]),
        (True, False, True, [Status.MEMBER_COMMENT]),
        (True, True, False, [Status.MEMBER_COMMENT]),
        (False, True, False, [Status.REGIONAL_CHECK, Status.MEMBER_COMMENT]),
    ],
)
def test_the_policy_and_the_applicant_s_wish_leave_stages_out(
    regional_check: bool, member_comment: bool, may_circulate: bool, left_out: list[Status]
) -> None:
    policy = SimpleNamespace(regional_check=regional_check, member_comment=member_comment)
    application = SimpleNamespace(policy=policy, may_circulate=may_circulate)
    assert ADMISSION.left_out(application) == left_out
