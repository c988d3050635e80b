"""The admission process: one table, read by the buttons and by the rule that enforces them."""

from __future__ import annotations

from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow
from app.membership import rules
from app.membership.enums import Action, Status

_withdrawing = Transition(Status.WITHDRAWN, guard=rules.speaks_for_applicant)
_asking = Transition(Status.INFORMATION_REQUESTED, Permission.SCREEN_APPLICATIONS, rules.may_work_on_case)

ADMISSION = Workflow(
    subject="application",
    initial=Status.DRAFT,
    transitions={
        (Status.DRAFT, Action.SUBMIT): Transition(Status.SUBMITTED, guard=rules.speaks_for_applicant),
        (Status.SUBMITTED, Action.REQUEST_INFORMATION): _asking,
        (Status.INFORMATION_REQUESTED, Action.ANSWER): Transition(
            Status.SUBMITTED, guard=rules.speaks_for_applicant
        ),
        (Status.INFORMATION_REQUESTED, Action.CLOSE_FOR_SILENCE): Transition(
            Status.CLOSED, guard=rules.only_the_clock
        ),
        (Status.CLOSED, Action.REOPEN): Transition(Status.INFORMATION_REQUESTED, guard=rules.may_reopen),
        (Status.SUBMITTED, Action.START_CHECK): Transition(
            Status.REGIONAL_CHECK, Permission.SCREEN_APPLICATIONS, rules.region_is_asked
        ),
        (Status.SUBMITTED, Action.OPEN_COMMENT): Transition(
            Status.MEMBER_COMMENT, Permission.SCREEN_APPLICATIONS, rules.may_skip_check_to_comment
        ),
        (Status.SUBMITTED, Action.SEND_TO_COMMITTEE): Transition(
            Status.COMMITTEE, Permission.SCREEN_APPLICATIONS, rules.may_skip_to_committee
        ),
        (Status.REGIONAL_CHECK, Action.OPEN_COMMENT): Transition(
            Status.MEMBER_COMMENT, guard=rules.may_pass_to_comment
        ),
        (Status.REGIONAL_CHECK, Action.SEND_TO_COMMITTEE): Transition(
            Status.COMMITTEE, guard=rules.may_pass_to_committee
        ),
        (Status.REGIONAL_CHECK, Action.RETURN_TO_SECRETARIAT): Transition(
            Status.SUBMITTED, guard=rules.may_check
        ),
        (Status.MEMBER_COMMENT, Action.CLOSE_COMMENT): Transition(
            Status.COMMITTEE, guard=rules.may_close_comment
        ),
        (Status.COMMITTEE, Action.ADMIT): Transition(
            Status.ADMITTED, Permission.VOTE_ON_MEMBERSHIP, rules.may_record_admission
        ),
        (Status.COMMITTEE, Action.DECLINE): Transition(
            Status.DECLINED, Permission.VOTE_ON_MEMBERSHIP, rules.may_record_decline
        ),
        (Status.DRAFT, Action.WITHDRAW): _withdrawing,
        (Status.SUBMITTED, Action.WITHDRAW): _withdrawing,
        (Status.INFORMATION_REQUESTED, Action.WITHDRAW): _withdrawing,
        (Status.REGIONAL_CHECK, Action.WITHDRAW): _withdrawing,
        (Status.MEMBER_COMMENT, Action.WITHDRAW): _withdrawing,
        (Status.COMMITTEE, Action.WITHDRAW): _withdrawing,
    },
)
