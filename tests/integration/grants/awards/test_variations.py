"""An agreement that was signed is changed: more time for the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal
from app.grants.awards import queries, rules, services
from app.grants.awards.agreement import hash_of, read_agreement
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import VariationStatus
from app.grants.awards.process import officers
from app.grants.awards.process_words import Action
from app.grants.calls.models import Call
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.outbox import OutboxMessage
from tests.award_factories import Bursary
from tests.clients import WeftClient, sign_in
from tests.grant_factories import after
from tests.organisation_factories import make_contact
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call(report_by=clock.today() + timedelta(days=60))
    with after(made):
        yield made


def _mails() -> list[str]:
    return [one.about for one in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def _asked(office: Bursary, call: Call, days: int = 30) -> Any:
    award, lead = office.accepted(call)
    office.pay(award)
    due = services.report_day(award)
    assert due == call.report_by
    services.ask_for_time(award, day=due + timedelta(days=days), reason="Floods.", actor=lead)
    return award, lead, due


def test_more_time_is_asked_for_approved_and_counts_at_once(office: Bursary, call: Call) -> None:
    award, lead, due = _asked(office, call)
    lead.email = "reed@example.org"
    signed = award.agreement, award.agreement_hash
    later = due + timedelta(days=30)
    office_waits = [one.party for one in award.open_waits if one.action == Action.APPROVE_VARIATION]
    assert office_waits == [officers(award)]
    ask = lambda: services.ask_for_time(award, day=later, reason="Rain.", actor=lead)  # noqa: E731
    assert refusal(ask) is Refused.VARIED_ALREADY
    assert refusal(lambda: services.approve_variation(award, actor=lead)) is KernelRefusal.NOT_YOURS_TO_DO
    assert refusal(lambda: services.approve_variation(award, seen="other", actor=office.officer)) is (
        Refused.NOTHING_PROPOSED
    )
    services.approve_variation(award, seen=award.variations[0].ref, actor=office.officer)
    assert services.report_day(award) == later
    assert [one.due_at for one in award.open_waits if one.action == Action.REPORT] == [award.report_until]
    text, digest = rules.agreement_now(award)
    assert (award.agreement, award.agreement_hash) == signed
    assert digest == hash_of(text) != signed[1]
    *before, title, words = read_agreement(text)
    assert before == read_agreement(signed[0])
    assert title == "Amendment 1"
    assert words.startswith("The report is due by ")
    assert _mails()[-1] == "grant_award.variation"
    # A second change comes after the first.
    services.propose_time(award, day=later + timedelta(days=1), reason="More rain.", actor=office.officer)
    assert refusal(lambda: services.approve_variation(award, actor=office.officer)) is (
        Refused.PROPOSED_BY_YOU
    )
    services.approve_variation(award, actor=office.second)
    again = read_agreement(rules.agreement_now(queries.get_award(award.ref))[0])
    assert again[: len(before) + 2] == [*before, title, words]
    assert again[-2] == "Amendment 2"


def test_more_time_stays_within_what_was_agreed_with_the_donor(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    due, ends = services.report_day(award), office.fund.ends_on
    assert due is not None
    assert ends is not None

    def ask(day: date, reason: str = "Floods.") -> Any:
        return refusal(lambda: services.ask_for_time(award, day=day, reason=reason, actor=lead))

    assert ask(due) is Refused.NOT_LATER
    assert ask(ends + timedelta(days=1)) is Refused.AFTER_THE_DONOR
    assert ask(ends, " ") is Refused.REASON_MISSING
    services.ask_for_time(award, day=ends, reason="Floods.", actor=lead)
    # The terms are looked at again when it is decided.
    office.fund.ends_on = ends - timedelta(days=1)
    assert refusal(lambda: services.approve_variation(award, actor=office.officer)) is (
        Refused.AFTER_THE_DONOR
    )
    make_contact(office.second, award.organisation)
    db.session.flush()
    db.session.refresh(award.organisation, ["contacts"])
    assert refusal(lambda: services.approve_variation(award, actor=office.second)) in (
        CaseworkRefusal.RECUSED,
        KernelRefusal.NOT_YOURS_TO_DO,
    )
    award.report_until = None
    assert refusal(lambda: services.propose_time(award, day=ends, reason="R.", actor=office.officer)) is (
        Refused.NO_REPORT_DAY
    )


def test_the_group_reads_why_not_and_can_ask_again(office: Bursary, call: Call, client: WeftClient) -> None:
    award, lead, due = _asked(office, call)
    refuse = lambda reason: services.refuse_variation(award, reason=reason, actor=office.officer)  # noqa: E731
    assert refusal(lambda: refuse(" ")) is Refused.REASON_MISSING
    db.session.commit()
    own, change = f"/en/grants/{award.ref}/", f"/en/n/river/awards/{award.ref}/change"
    sign_in(client, lead)
    assert "You asked for more time" in client.get(own).text
    sign_in(client, office.officer)
    page = client.get(change)
    assert "Floods." in page.text
    sent = {"decision": "no", "reason": "The year ends.", "seen": award.variations[0].ref}
    assert client.post(change, data={**sent, "reason": ""}).status_code == 422
    assert client.post(change, data=sent).status_code == 303
    db.session.expire_all()
    assert (award.variations[0].status, services.report_day(award)) == (VariationStatus.REFUSED, due)
    assert rules.agreement_now(award) == (award.agreement, award.agreement_hash)
    assert client.get(change).status_code == 409
    sign_in(client, lead)
    assert "The year ends." in client.get(own).text
    ask = f"{own}more-time"
    day = due + timedelta(days=5)
    assert client.post(ask, data={"day": f"{due:%Y-%m-%d}", "reason": "Rain."}).status_code == 422
    assert client.post(ask, data={"day": f"{day:%Y-%m-%d}", "reason": "Rain."}).status_code == 303
    db.session.expire_all()
    assert [one.status for one in award.variations] == [VariationStatus.REFUSED, VariationStatus.PROPOSED]


def test_a_suspended_grant_is_not_changed_until_it_goes_on(office: Bursary, call: Call) -> None:
    award, _lead, due = _asked(office, call)
    services.suspend(award, actor=office.officer, note="Wait.")
    assert Action.APPROVE_VARIATION not in {one.action for one in award.open_waits}
    assert refusal(lambda: services.approve_variation(award, actor=office.officer)) is not None
    services.resume(award, actor=office.officer)
    services.approve_variation(award, actor=office.officer)
    assert services.report_day(award) == due + timedelta(days=30)


def test_the_group_hears_nothing_of_what_the_office_takes_back(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    lead.email = "reed@example.org"
    due, mails = services.report_day(award), _mails()
    assert due is not None
    services.propose_time(award, day=due + timedelta(days=5), reason="Rain.", actor=office.officer)
    services.refuse_variation(award, reason="A mistake.", actor=office.officer)
    assert (rules.refused_variation(award), rules.day_asked_for(award), _mails()) == (None, None, mails)
    assert [one.status for one in award.variations] == [VariationStatus.REFUSED]


def test_a_grant_that_ended_waits_for_no_answer(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    services.ask_for_time(award, day=call.report_by + timedelta(days=5), reason="Rain.", actor=lead)  # type: ignore[operator]
    assert rules.day_asked_for(award) is not None
    services.cancel(award, actor=office.officer, note="The call was withdrawn.")
    assert rules.day_asked_for(award) is None
