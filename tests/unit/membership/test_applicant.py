"""What the applicant, and whoever writes for a group without an account, may do."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.kernel import clock
from app.membership import rules
from app.membership.enums import MembershipRefusal
from app.membership.process_words import Status
from tests.unit.membership.test_process import PEOPLE, case

ENTERED = {"on_behalf": True, "started_by": 5}  # the officer wrote it down for a group
WRITABLE = {Status.DRAFT, Status.INFORMATION_REQUESTED}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("who", ["lead", "editor", "viewer", "stranger", "officer"])
def test_answers_are_changed_by_those_who_act_for_the_group_while_it_is_their_turn(
    who: str, status: Status
) -> None:
    assert rules.may_write(PEOPLE[who], case(status)) is (who in ("lead", "editor") and status in WRITABLE)


@pytest.mark.parametrize(
    ("who", "changes", "reads"),
    [
        ("lead", {}, True),
        ("viewer", {}, True),
        ("stranger", {}, False),
        ("officer", {}, False),
        ("officer", ENTERED, True),
        ("officer elsewhere", ENTERED, False),
    ],
)
def test_contacts_follow_the_application_and_so_does_the_officer_who_entered_it(
    who: str, changes: dict[str, Any], reads: bool
) -> None:
    assert rules.may_read_as_applicant(PEOPLE[who], case(Status.DRAFT, **changes)) is reads


@pytest.mark.parametrize(
    ("who", "status", "changes", "acts"),
    [
        ("officer", Status.DRAFT, ENTERED, True),
        ("officer", Status.SUBMITTED, ENTERED, False),
        ("officer", Status.DRAFT, {}, False),
        ("officer elsewhere", Status.DRAFT, ENTERED, False),
        ("editor", Status.DRAFT, ENTERED, True),
        ("viewer", Status.DRAFT, ENTERED, False),
    ],
)
def test_the_officer_who_wrote_it_down_acts_for_the_group_until_it_is_sent(
    who: str, status: Status, changes: dict[str, Any], acts: bool
) -> None:
    refused = rules.acts_for_applicant(PEOPLE[who], case(status, **changes))
    assert refused == (None if acts else MembershipRefusal.ONLY_THE_APPLICANT)


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("lead", {}, None),
        ("editor", {}, MembershipRefusal.ONLY_THE_LEAD),
        ("viewer", {}, MembershipRefusal.ONLY_THE_LEAD),
        ("stranger", {}, MembershipRefusal.ONLY_THE_LEAD),
        ("officer", ENTERED, MembershipRefusal.ONLY_THE_LEAD),
    ],
)
def test_to_be_listed_is_the_lead_s_to_agree_to_and_nobody_s_on_their_behalf(
    who: str, changes: dict[str, Any], code: MembershipRefusal | None
) -> None:
    assert rules.may_choose_listing(PEOPLE[who], case(Status.DRAFT, **changes)) == code


@pytest.mark.parametrize(
    ("status", "asks_members", "settled", "wanted"),
    [
        (Status.DRAFT, True, False, True),
        (Status.DRAFT, True, True, False),
        (Status.DRAFT, False, False, False),
        (Status.SUBMITTED, True, False, False),
    ],
)
def test_what_members_may_see_is_settled_in_a_draft_that_members_will_be_asked_about(
    status: Status, asks_members: bool, settled: bool, wanted: bool
) -> None:
    policy = SimpleNamespace(member_comment=asks_members)
    asked = case(status, policy=policy, circulation_settled=settled)
    assert rules.wants_circulation_settled(asked) is wanted


def test_a_case_closed_for_silence_opens_again_until_its_time_is_over() -> None:
    closed = clock.now()
    of_year = case(Status.CLOSED, closed_at=closed)
    for after, code in (
        (timedelta(days=365), None),
        (timedelta(days=365, seconds=1), MembershipRefusal.TOO_LATE_TO_REOPEN),
    ):
        with clock.at(closed + after):
            assert rules.may_reopen(PEOPLE["lead"], of_year) == code
    assert rules.may_reopen(PEOPLE["viewer"], of_year) == MembershipRefusal.ONLY_THE_APPLICANT
    never = case(Status.CLOSED, closed_at=None)
    assert rules.may_reopen(PEOPLE["lead"], never) == MembershipRefusal.TOO_LATE_TO_REOPEN
