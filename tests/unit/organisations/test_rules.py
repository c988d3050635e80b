"""What contacts may do, and which counts may be told."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.actor import ANONYMOUS, SYSTEM, Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole, DatePrecision, MembershipStatus
from app.organisations.models import Contact, Membership
from app.organisations.rules import (
    can_be_kept,
    can_decide_visibility,
    can_edit,
    can_keep_record,
    can_manage_contacts,
    countable,
    in_good_standing,
    is_before,
    is_last_lead,
)


@pytest.mark.parametrize(
    ("role", "edit", "decide"),
    [
        (ContactRole.LEAD, True, True),
        (ContactRole.EDITOR, True, False),
        (ContactRole.VIEWER, False, False),
        (None, False, False),
    ],
)
def test_contact_may_do_what_its_role_says(role: ContactRole | None, edit: bool, decide: bool) -> None:
    assert can_edit(role) is edit
    assert can_decide_visibility(role) is decide
    assert can_manage_contacts(role) is decide


def test_last_lead_is_noticed() -> None:
    lead = Contact(id=1, role=ContactRole.LEAD)
    other_lead = Contact(id=2, role=ContactRole.LEAD)
    editor = Contact(id=3, role=ContactRole.EDITOR)
    assert is_last_lead(lead, [lead, editor]) is True
    assert is_last_lead(lead, [lead, other_lead]) is False
    assert is_last_lead(editor, [editor]) is False


@pytest.mark.parametrize(
    ("total", "listed", "told"),
    [(0, 0, 0), (4, 0, 0), (5, 0, 5), (7, 7, 7), (8, 7, 7), (11, 7, 7), (12, 7, 12)],
)
def test_few_unlisted_groups_are_never_counted(total: int, listed: int, told: int) -> None:
    assert countable(total=total, listed=listed, fewest=5) == told


def test_another_smallest_count_is_kept_to() -> None:
    assert countable(total=12, listed=7, fewest=6) == 7


def test_only_an_active_member_is_in_good_standing() -> None:
    assert in_good_standing(Membership(status=MembershipStatus.ACTIVE)) is True
    assert in_good_standing(Membership(status=MembershipStatus.SUSPENDED)) is False
    assert in_good_standing(None) is False


def test_the_secretariat_keeps_the_record_of_its_own_network() -> None:
    officer = NonPersonActor("officer", 1, (Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, 7),))
    assert can_keep_record(officer, 7) is True
    assert can_keep_record(officer, 8) is False
    assert can_keep_record(ANONYMOUS, 7) is False
    assert can_keep_record(SYSTEM, 7) is True


def test_a_record_is_kept_while_one_membership_is_not_ended() -> None:
    active, suspended, ended = (Membership(status=status) for status in MembershipStatus)
    assert can_be_kept([active, ended]) is True
    assert can_be_kept([suspended]) is True
    assert can_be_kept([ended]) is False
    assert can_be_kept([]) is False


@pytest.mark.parametrize(
    ("end", "end_known", "began", "began_known", "before"),
    [
        (date(2019, 5, 1), DatePrecision.DAY, date(2019, 5, 2), DatePrecision.DAY, True),
        (date(2019, 5, 2), DatePrecision.DAY, date(2019, 5, 2), DatePrecision.DAY, False),
        (date(2019, 5, 1), DatePrecision.MONTH, date(2019, 5, 2), DatePrecision.MONTH, False),
        (date(2019, 4, 1), DatePrecision.MONTH, date(2019, 5, 1), DatePrecision.DAY, True),
        (date(2019, 1, 1), DatePrecision.YEAR, date(2019, 5, 1), DatePrecision.YEAR, False),
        (date(2019, 1, 1), DatePrecision.YEAR, date(2019, 5, 1), DatePrecision.MONTH, False),
        (date(2018, 1, 1), DatePrecision.YEAR, date(2019, 5, 1), DatePrecision.DAY, True),
        (date(2018, 1, 1), DatePrecision.UNKNOWN, date(2019, 5, 1), DatePrecision.DAY, False),
        (date(2018, 1, 1), DatePrecision.DAY, date(2019, 5, 1), DatePrecision.UNKNOWN, False),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(
    end: date, end_known: DatePrecision, began: date, began_known: DatePrecision, before: bool
) -> None:
    assert is_before(end, end_known, began, began_known) is before
