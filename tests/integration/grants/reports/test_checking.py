"""What the office decides of expenses: the letter about it, and reports from before they were rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grants.awards import services as awards
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.calls.models import Call
from app.grants.funding.enums import Evidence, FactKind
from app.grants.funding.models import Fact
from app.grants.reports import queries, rules, services
from app.grants.reports.enums import Proof
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.services import ExpenseData, Verdict
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.outbox import OutboxMessage
from app.organisations.enums import ContactRole
from tests.award_factories import Bursary
from tests.clients import WeftClient, fill_in, sign_in
from tests.factories import make_person
from tests.grant_factories import after
from tests.organisation_factories import make_contact


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages")
    with after(made):
        yield made


def _letters() -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).filter_by(about="grant_expense.not_accepted")))


def _reported(office: Bursary, call: Call) -> GrantAward:
    award, lead = office.at_cost(call)
    viewer = make_person("Viewer")
    make_contact(viewer, award.organisation, ContactRole.VIEWER)
    lead.email, viewer.email = "reed@example.org", "viewer@example.org"
    for minor in (400_00, 50_00):
        data = ExpenseData("Room", "A hall", clock.today(), minor, Proof.PHOTO)
        services.enter(award, data, actor=lead)
    services.send_report(award, happened=Happened.YES, text="We met.", people=9, actor=lead)
    return award


def test_the_group_gets_a_letter_when_less_is_accepted(office: Bursary, call: Call) -> None:
    award, officer = _reported(office, call), office.officer
    services.admit(award, None, actor=officer)
    assert _letters() == []
    less = {1: Verdict(400_00), 2: Verdict(13_37, "CANARY the photo shows a smaller bill.")}
    services.admit(award, less, actor=officer)
    told = _letters()
    assert len(told) == 2
    for letter in told:
        words = f"{letter.subject} {letter.text}"
        assert f"/grants/{award.ref}/expenses/" in words
        assert not any(one in words for one in ("CANARY", "13.37", "36.63", "hall", award.title))
    services.admit(award, less, actor=officer)
    assert len(_letters()) == 2
    services.admit(award, less | {2: Verdict(13_37, "It is from another month.")}, actor=officer)
    assert len(_letters()) == 4
    services.admit(award, None, actor=officer)
    assert len(_letters()) == 4


def _all_in_one(office: Bursary, call: Call, spent: int, happened: Happened = Happened.YES) -> GrantAward:
    """A report as it was sent when it said only what all expenses came to."""
    award, lead = office.at_cost(call)
    awards.send_report(
        award,
        happened=happened,
        text="We met.",
        people=9,
        left_minor=450_00 - spent,
        spent_minor=spent,
        actor=lead,
    )
    return award


def test_a_report_in_one_sum_is_read_and_accepted(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award = _all_in_one(office, call, 450_00)
    lead = award.organisation.contacts[0].person
    session.commit()
    sign_in(client, lead)
    own = client.get(f"/en/grants/{award.ref}/expenses/")
    assert (own.status_code, "All expenses, in one sum" in own.text, "USD 450.00" in own.text) == (
        200,
        True,
        True,
    )
    sign_in(client, office.officer)
    case = f"/en/n/river/awards/{award.ref}/expenses/"
    assert "All expenses, in one sum" in client.get(case).text
    page = client.get(f"{case}check").text
    assert ("before expenses were entered one by one" in page, 'name="proof"' in page) == (True, True)
    assert queries.list_expenses(award) == []
    accepted = fill_in(client, f"{case}check", do="accept", amount_1="450", proof="photo")
    assert accepted.status_code == 303
    assert (award.status, _accepted(award)) == (Status.CLOSED, {Evidence.PHOTO: 450_00})


def _accepted(award: GrantAward) -> dict[Any, int]:
    facts = db.session.scalars(
        select(Fact).where(Fact.commitment_id == award.commitment_id, Fact.kind == FactKind.ACCEPTED_EXPENSE)
    )
    found: dict[Any, int] = {}
    for one in facts:
        found[one.evidence] = found.get(one.evidence, 0) + (one.settled_minor or 0)
    return found


def test_of_one_sum_less_is_accepted_with_a_reason_that_the_group_reads(office: Bursary, call: Call) -> None:
    award, officer = _all_in_one(office, call, 450_00), office.officer
    seen = rules.stamp(award, queries.list_claimed(award))
    services.admit(award, {1: Verdict(400_00, "One bill is missing.")}, actor=officer, seen=seen)
    (kept,) = queries.list_expenses(award)
    assert (kept.minor, kept.admitted_minor, kept.reason) == (450_00, 400_00, "One bill is missing.")
    assert not rules.is_all_in_one(award, [kept])
    with pytest.raises(DomainError) as caught:
        services.admit(award, None, actor=officer, seen=seen)
    assert caught.value.code is Refused.CHECKED_MEANWHILE


def test_a_group_asked_to_change_such_a_report_enters_its_expenses(office: Bursary, call: Call) -> None:
    award = _all_in_one(office, call, 450_00)
    lead = award.organisation.contacts[0].person
    awards.request_changes(award, actor=office.officer, note="Which expenses?")
    assert queries.list_claimed(award) == []
    with clock.shift(timedelta(seconds=1)):
        data = ExpenseData("Room", "A hall", clock.today(), 450_00, Proof.RECEIPT)
        services.enter(award, data, actor=lead)
        services.send_report(award, happened=Happened.YES, text="We met.", people=9, actor=lead)
    services.accept_report(award, None, actor=office.officer)
    assert _accepted(award) == {Evidence.RECEIPT: 450_00}


def test_where_nothing_took_place_nothing_is_claimed(office: Bursary, call: Call) -> None:
    award = _all_in_one(office, call, 0, Happened.NO)
    assert queries.list_claimed(award) == []
