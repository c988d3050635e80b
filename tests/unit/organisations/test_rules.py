"""What contacts may do, and which counts may be told."""

from __future__ import annotations

import pytest

from app.organisations.enums import ContactRole, MembershipStatus
from app.organisations.models import Contact, Membership
from app.organisations.rules import (
    can_decide_visibility,
    can_edit,
    can_manage_contacts,
    countable,
    in_good_standing,
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
