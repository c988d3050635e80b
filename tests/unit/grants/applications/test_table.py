"""The whole table of a grant application, stage by stage and step by step."""

from __future__ import annotations

from app.grants.applications.process import GRANT_APPLICATION
from tests.unit.process_tables import stages_of, steps_of

# stage | tone | what holds of it
STAGES = """
draft |  | unlisted
exception_asked | wait | within submitted
submitted | now | milestone told
changes_requested | wait | told within submitted
shortlisted | now | milestone inside
proposed | now | milestone inside
reserve | wait | told within proposed
awarded | go | closed told
declined | stop | closed told
not_eligible | stop | closed told
withdrawn |  | closed
lapsed |  | closed told
call_cancelled | stop | closed told
"""
# action | from | to | permission | guard | form
STEPS = """
submit | draft | submitted |  | may_send
answer | changes_requested | submitted |  | acts_for_applicant
take_back | submitted | draft |  | may_send | confirm | personal
ask_exception | draft | exception_asked |  | may_send | reason | personal
allow | exception_asked | draft | screen_grants | may_allow | confirm
refuse_exception | exception_asked | not_eligible | screen_grants | may_work | reason
award | proposed | awarded | decide_grants | may_award | confirm
keep_in_reserve | proposed | reserve | decide_grants | may_keep_in_reserve | confirm
decline | proposed | declined | decide_grants | may_decline | confirm
send_back | proposed | shortlisted | decide_grants | may_work | reason
propose | changes_requested reserve shortlisted submitted | proposed | screen_grants | may_propose
shortlist | submitted | shortlisted | screen_grants | may_judge_now | confirm
request_changes | shortlisted submitted | changes_requested | screen_grants | may_work | reason
end_with_call | awarded changes_requested draft exception_asked proposed reserve shortlisted submitted | call_cancelled |  | call_was_cancelled
lapse | draft | lapsed |  | draft_time_is_over
reopen | lapsed | draft |  | may_send | confirm | personal
withdraw | changes_requested draft exception_asked proposed reserve shortlisted submitted | withdrawn |  | acts_for_applicant | note | personal
"""  # noqa: E501 - rows of a table


def test_the_stages_are_these() -> None:
    assert stages_of(GRANT_APPLICATION) == STAGES.strip().splitlines()


def test_each_step_is_taken_from_these_stages_by_these_people() -> None:
    assert steps_of(GRANT_APPLICATION) == STEPS.strip().splitlines()
