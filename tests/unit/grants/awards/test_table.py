"""The whole table of a grant, stage by stage and step by step."""

from __future__ import annotations

from app.grants.awards.process import GRANT_AWARD
from tests.unit.process_tables import stages_of, steps_of

# stage | tone | what holds of it
STAGES = """
offered | wait | milestone told
active | now | milestone told
suspended | stop | told within active
reported | now | milestone told
closed | go | closed told
refused |  | closed
lapsed | stop | closed told
cancelled | stop | closed told
"""
# action | from | to | permission | guard | form
STEPS = """
accept | offered | active |  | acts_for_grantee
refuse | offered | refused |  | acts_for_grantee | note | personal
lapse | offered | lapsed |  | offer_time_is_over
enter_details | active suspended |  |  | acts_for_grantee |  | personal
pay | active |  | manage_funds | may_pay
confirm | active reported suspended |  |  | may_confirm |  | personal
miss | active suspended |  |  | may_confirm |  | personal
report | active | reported |  | may_report |  | personal
accept_report | reported | closed | screen_grants | may_work
request_changes | reported | active | screen_grants | may_work | reason
ask_time | active suspended |  |  | may_ask_for_time |  | personal
approve_variation | active |  | screen_grants | may_approve_variation
approve_amount | active |  | decide_grants | may_approve_amount
refuse_amount | active suspended |  | screen_grants | may_refuse_variation
sign_variation | active |  |  | may_answer_variation |  | personal
decline_variation | active suspended |  |  | may_answer_variation | note | personal
refuse_variation | active suspended |  | screen_grants | may_refuse_variation
propose_time | active suspended |  | screen_grants | may_propose_time
propose_amount | active reported suspended |  | screen_grants | may_propose_amount
suspend | active | suspended | screen_grants | may_work | reason
resume | suspended | active | screen_grants | may_work | confirm
withdraw_variation | active suspended |  | screen_grants | may_withdraw_variation | reason
cancel | active offered suspended | cancelled | decide_grants | may_work | reason
"""


def test_the_stages_are_these() -> None:
    assert stages_of(GRANT_AWARD) == STAGES.strip().splitlines()


def test_each_step_is_taken_from_these_stages_by_these_people() -> None:
    assert steps_of(GRANT_AWARD) == STEPS.strip().splitlines()
