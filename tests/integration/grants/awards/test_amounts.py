"""A grant that was agreed becomes another amount: a raise or a reduction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards import queries, rules, services
from app.grants.awards.agreement import hash_of, read_agreement
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import VariationStatus as Status
from app.grants.awards.models import GrantAward
from app.grants.awards.process import officers
from app.grants.awards.process_words import Action
from app.grants.calls.models import Call
from app.grants.funding.enums import FactKind, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.grants.funding.services.ceilings import free_on
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.outbox import OutboxMessage
from tests.award_factories import Bursary, sign_change
from tests.grant_factories import after
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call that has closed, of which each group asked for USD 450."""
    made = office.call(report_by=clock.today() + timedelta(days=60))
    with after(made):
        yield made


def _accepted(office: Bursary, call: Call) -> tuple[GrantAward, Person]:
    """A grant of USD 450 of a call that gives up to USD 900."""
    award, lead = office.accepted(call)
    call.largest_minor = 900_00
    return award, lead


def _mails() -> list[str]:
    return [one.about for one in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def _promised(award: GrantAward) -> tuple[int, int]:
    """(promised, committed) of a grant that is in its fund's currency."""
    held = sums(Fact.commitment_id == award.commitment_id)
    return held.promised, held.committed


def _plan(award: GrantAward) -> list[int]:
    return [one.minor for one in award.tranches]


def test_a_raise_is_proposed_approved_signed_and_paid(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    lead.email = "reed@example.org"
    office.pay(award)
    signed, free = (award.agreement, award.agreement_hash), free_on(office.line)
    made = office.propose_amount(award, 600_00)
    assert [one.party for one in award.open_waits if one.action == Action.APPROVE_AMOUNT] == [officers(award)]
    assert _promised(award) == (0, 0)
    approve = lambda who, seen=made.ref: services.approve_variation(award, seen=seen, actor=who)  # noqa: E731
    assert refusal(lambda: approve(office.officer)) is Refused.PROPOSED_BY_YOU
    assert refusal(lambda: approve(office.second, "other")) is Refused.NOTHING_PROPOSED
    assert refusal(lambda: approve(lead)) is KernelRefusal.NOT_YOURS_TO_DO
    approve(office.second)
    # The money is held, and nothing else has changed yet.
    assert (made.status, _promised(award)) == (Status.TO_SIGN, (150_00, 150_00))
    assert free_on(office.line) == free - 150_00
    assert (award.amount_minor, _plan(award)) == (450_00, [450_00])
    assert rules.agreement_now(award) == signed
    assert [one.action for one in award.open_waits if one.action == Action.SIGN_VARIATION] == [
        "sign_variation"
    ]
    assert _mails()[-1] == "grant_award.sign_variation"
    sign_change(award, lead)
    assert (made.status, made.signed_name, made.signed_role) == (Status.APPROVED, "R.", "Chair")
    assert (award.amount_minor, _plan(award)) == (600_00, [450_00, 150_00])
    assert (award.agreement, award.agreement_hash) == signed
    text, digest = rules.agreement_now(queries.get_award(award.ref))
    assert digest == hash_of(text) == made.agreement_hash
    *before, title, words = read_agreement(text)
    assert before == read_agreement(signed[0])
    assert title == "Amendment 1"
    assert words.startswith("The grant is USD 600.00 instead of USD 450.00. The additional USD 150.00")
    assert _mails()[-1] == "grant_award.another_amount"
    # The further part waits until the one before has arrived.
    assert rules.payable(award, clock.now()) is None
    services.confirm_receipt(award, number=1, minor=450_00, currency="USD", day=clock.today(), actor=lead)
    office.pay(award)
    db.session.refresh(award.tranches[1])
    assert (_promised(award), rules.paid_minor(award)) == ((0, 0), 600_00)
    assert rules.is_paid_out(award)


def test_a_reduction_gives_its_money_back_once_it_is_signed(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    free = free_on(office.line)
    made = office.to_sign(award, 300_00)
    assert (_promised(award), free_on(office.line), made.hold) == ((450_00, 450_00), free, None)
    # What is still to be sent waits for the answer of the group.
    assert refusal(lambda: office.prepared(award)) is Refused.NOT_PAYABLE
    assert [case for case, _ in queries.list_payable(office.finance, office.body.id)] == []
    sign_change(award, lead)
    assert (_promised(award), free_on(office.line)) == ((300_00, 300_00), free + 150_00)
    assert (award.amount_minor, _plan(award)) == (300_00, [300_00])
    assert read_agreement(rules.agreement_now(award)[0])[-1].startswith(
        "The grant is USD 300.00 instead of USD 450.00. The payments that have not been sent yet are "
        "reduced by USD 150.00."
    )
    assert [case for case, _ in queries.list_payable(office.finance, office.body.id)] == [award]
    office.pay(award)
    assert _promised(award) == (0, 0)


@pytest.mark.parametrize("how", ["decline", "withdraw", "cancel"])
def test_what_was_held_goes_back_as_it_was_booked(office: Bursary, call: Call, how: str) -> None:
    award, lead = _accepted(office, call)
    free = free_on(office.line)
    made = office.to_sign(award, 600_00)
    if how == "decline":
        services.decline_variation(award, actor=lead)
    elif how == "withdraw":
        services.withdraw_variation(award, actor=office.officer, note="A mistake.")
    else:
        services.cancel(award, actor=office.officer, note="It ends.")
        free += 450_00
    expected = {"decline": Status.DECLINED, "withdraw": Status.WITHDRAWN, "cancel": Status.ENDED}
    assert made.status is expected[how]
    assert free_on(office.line) == free
    held, released = db.session.scalars(
        select(Fact).where((Fact.id == made.hold_id) | (Fact.origin_id == made.hold_id)).order_by(Fact.id)
    )
    assert (released.kind, released.origin_id) == (FactKind.RELEASE, held.id)
    assert (released.promised_minor, released.committed_minor) == (-150_00, -150_00)
    assert (award.amount_minor, _plan(award)) == (450_00, [450_00])
    assert rules.agreement_now(award) == (award.agreement, award.agreement_hash)
    assert refusal(lambda: sign_change(award, lead)) is not None


def test_what_is_not_approved_holds_nothing_and_the_group_hears_nothing(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    lead.email = "reed@example.org"
    mails, promised = _mails(), _promised(award)
    own = office.propose_amount(award, 600_00)
    services.refuse_variation(award, reason="A mistake.", actor=office.officer)
    other = office.propose_amount(award, 600_00)
    services.refuse_variation(award, reason="No.", actor=office.second)
    assert (own.status, other.status) == (Status.WITHDRAWN, Status.REFUSED)
    assert (_promised(award), _mails()) == (promised, mails)


def test_what_cannot_be_proposed(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call)
    propose = lambda minor: refusal(lambda: office.propose_amount(award, minor))  # noqa: E731
    assert propose(450_00) is Refused.SAME_AMOUNT
    assert propose(900_01) is Refused.OVER_THE_CALL
    assert propose(0) is propose(-1) is Refused.TOO_LITTLE
    run = office.prepared(award)
    assert propose(300_00) is Refused.IN_A_RUN
    services.approve_run(run, actor=office.treasurer)
    db.session.refresh(award.tranches[0])
    assert propose(449_99) is Refused.TOO_LITTLE
    office.propose_amount(award, 900_00)
    assert propose(500_00) is Refused.VARIED_ALREADY


def test_nothing_is_proposed_of_a_suspended_grant_or_while_its_report_is_read(
    office: Bursary, call: Call
) -> None:
    reported, _lead = office.reported(call, "Fern")
    assert refusal(lambda: office.propose_amount(reported, 600_00)) is Refused.REPORT_IS_READ
    award, _lead = _accepted(office, call)
    services.suspend(award, actor=office.officer, note="Wait.")
    assert refusal(lambda: office.propose_amount(award, 600_00)) is Refused.SUSPENDED_NOW


def test_the_line_has_to_hold_a_raise(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call)
    call.largest_minor = 99_999_00
    over = 450_00 + free_on(office.line) + 1
    made = office.propose_amount(award, over)
    assert refusal(lambda: services.approve_variation(award, actor=office.second)) is (
        FundingRefusal.LINE_EXCEEDED
    )
    db.session.refresh(made)
    assert (made.status, made.hold_id, _promised(award)) == (Status.PROPOSED, None, (450_00, 450_00))


def test_the_group_answers_before_it_reports(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    office.pay(award)
    due = award.report_until
    assert due is not None
    office.to_sign(award, 600_00)
    assert Action.REPORT not in {one.action for one in award.open_waits}
    sends: dict[str, Any] = {"happened": "yes", "text": "We met.", "people": 3, "left_minor": 0}
    assert refusal(lambda: services.send_report(award, **sends, actor=lead)) is Refused.SIGN_FIRST
    with clock.at(clock.now() + timedelta(days=4)):
        services.decline_variation(award, actor=lead)
    assert award.report_until == due + timedelta(days=4)
    assert Action.REPORT in {one.action for one in award.open_waits}
