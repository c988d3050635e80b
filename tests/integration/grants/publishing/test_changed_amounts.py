"""What is public of a grant that becomes another amount: the amount that holds; what is held for a raise is
public only once it is signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.applications.queries import sum_proposed
from app.grants.awards import services as awards
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.publishing import queries, services
from app.kernel.database import db
from app.kernel.money import Money
from tests.award_factories import sign_change
from tests.grant_factories import after
from tests.publishing_factories import Press


@pytest.fixture
def office(session: Session) -> Press:
    return Press()


@pytest.fixture
def call(office: Press) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call()
    with after(made):
        yield made


def _granted(office: Press, call: Call, answer: str = "yes") -> tuple[GrantAward, Person]:
    award, lead = office.granted(call, "Reed", answer)
    services.choose(award, None, actor=office.officer)
    return award, lead


def _amounts(office: Press, call: Call) -> tuple[list[int], list[int], int]:
    """What is shown of each grant, what of each fund is promised by quarter, what the call’s list says."""
    db.session.flush()
    shown = [one.amount.minor for one in queries.list_shown(office.body)]
    promised = [
        move.amount.minor for fund in queries.list_shown_funds(office.body) for move in fund.committed
    ]
    return shown, promised, sum_proposed(call)["awarded"]


def test_a_raise_is_public_once_it_is_signed(office: Press, call: Call) -> None:
    award, lead = _granted(office, call)
    call.largest_minor = 900_00
    assert _amounts(office, call) == ([450_00], [450_00], 450_00)
    office.to_sign(award, 600_00)
    # The office sees what it has set aside.
    assert _amounts(office, call) == ([450_00], [450_00], 600_00)
    sign_change(award, lead)
    assert _amounts(office, call) == ([600_00], [600_00], 600_00)
    office.to_sign(award, 700_00)
    awards.decline_variation(award, actor=lead)
    assert _amounts(office, call) == ([600_00], [600_00], 600_00)
    office.to_sign(award, 500_00)
    assert _amounts(office, call) == ([600_00], [600_00], 600_00)
    sign_change(award, lead)
    assert _amounts(office, call) == ([500_00], [500_00], 500_00)


def test_of_one_amount_for_all_another_one_is_rounded_in_a_mask(office: Press, call: Call) -> None:
    award, lead = _granted(office, call, "country")
    [shown] = queries.list_shown(office.body)
    assert (shown.amount, shown.is_rounded) == (Money(450_00, "USD"), False)
    office.to_sign(award, 317_25)
    sign_change(award, lead)
    [shown] = queries.list_shown(office.body)
    assert (shown.amount, shown.is_rounded) == (Money(320_00, "USD"), True)
