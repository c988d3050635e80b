"""The pages of grants: the group's way from the offer to its report, and the office's and finance's lists."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.kernel import clock
from app.kernel.audit import AuditEvent
from app.kernel.database import db
from app.kernel.money import Money
from app.kernel.outbox import OutboxMessage
from tests.award_factories import BANK, Bursary
from tests.clients import WeftClient, fill_in, hidden_fields, sign_in
from tests.databases import counted_queries
from tests.grant_factories import after

PAYMENTS = "/en/n/river/payments/"


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


def _as(client: WeftClient, person: Person) -> WeftClient:
    sign_in(client, person)
    return client


def _fresh(award: GrantAward) -> GrantAward:
    db.session.expire_all()
    return award


def test_a_group_goes_from_the_offer_to_its_report(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    call = office.call()
    with after(call):
        award, lead = office.offered(call)
        session.commit()
        own = f"/en/grants/{award.ref}/"
        _as(client, lead)
        assert f"{own}accept" in client.get(own).text
        page = client.get(f"{own}accept").text
        assert "A march and a meal." in page
        assert fill_in(client, f"{own}accept", name="").status_code == 422
        led_to = fill_in(client, f"{own}accept", name="R.", role="Chair").headers["Location"]
        assert led_to.endswith(f"{own}money")
        led_to = fill_in(client, led_to, route="bank").headers["Location"]
        wrong = fill_in(client, led_to, **{**BANK, "account": ""})
        assert (wrong.status_code, "Lake Bank" in wrong.text) == (422, True)
        assert fill_in(client, led_to, **BANK).headers["Location"].endswith(own)
        award = _fresh(award)
        assert award.status is Status.ACTIVE
        office.pay(award)
        session.commit()
        assert fill_in(client, f"{own}arrived/1", arrived="less", day="").status_code == 422
        sent = {"arrived": "less", "amount": "58,000", "currency": "KES", "day": clock.today().isoformat()}
        assert fill_in(client, f"{own}arrived/1", **sent).status_code == 303
        assert Money(58_000_00, "KES").shown("en") in client.get(own).text
        assert 'value="58,000.00"' in client.get(f"{own}arrived/1").text
        report = {"happened": "yes", "text": "We met.", "people": "30"}
        assert fill_in(client, f"{own}report", **{**report, "left": "lots"}).status_code == 422
        assert fill_in(client, f"{own}report", **report).status_code == 303
        assert "We met." in client.get(own).text
    assert _fresh(award).status is Status.REPORTED


def test_an_agreement_that_changed_since_it_was_read_is_not_signed(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    call = office.call()
    with after(call):
        award, lead = office.offered(call)
        session.commit()
        url = f"/en/grants/{award.ref}/accept"
        _as(client, lead)
        told = fill_in(client, url, name="R.", role="Chair", seen="0" * 64)
        assert told.status_code == 422
        assert "The agreement is not the one that you read." in told.text
        assert 'value="R."' in told.text


def test_the_office_offers_all_grants_of_a_call_and_accepts_all_reports(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    call = office.call()
    with after(call):
        refs = [office.awarded(call, name)[0].ref for name in ("Reed", "Rush")]
        session.commit()
        _as(client, office.officer)
        listed = client.get(f"/en/n/river/calls/{call.ref}/applications/").text
        offers = f"/en/n/river/calls/{call.ref}/offers/"
        assert offers in listed
        assert "Offer 2 grants:" in client.get("/en/desk").text
        assert fill_in(client, offers, act="offer", ref=refs).status_code == 303
        assert "2 grants are offered." in client.get(offers).text
        awards = db.session.scalars(select(GrantAward).order_by(GrantAward.sort_name)).all()
        assert [one.title for one in awards] == ["Reed", "Rush"]
        reported = [office.reported(call, name)[0] for name in ("Fern", "Moss")]
        session.commit()
        assert "Read 2 reports of grants" in client.get("/en/desk").text
        url = "/en/n/river/awards/?status=reported"
        data = {**hidden_fields(client.get(url).text), "act": "accept", "ref": [one.ref for one in reported]}
        assert client.post("/en/n/river/accept-reports?status=reported", data=data).status_code == 303
        assert "2 reports were accepted." in client.get(url).text
    assert {_fresh(one).status for one in reported} == {Status.CLOSED}


def test_finance_prepares_a_run_and_the_treasurer_approves_it(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    call = office.call()
    office.treasurer.email = "treasurer@example.org"
    with after(call):
        awards = [office.accepted(call, name)[0] for name in ("Reed", "Rush")]
        session.commit()
        _as(client, office.finance)
        assert "Pay 2 grants" in client.get("/en/desk").text
        nothing = fill_in(client, PAYMENTS, account="Bank")
        assert (nothing.status_code, "Choose at least one payment." in nothing.text) == (422, True)
        refs = [one.ref for one in awards]
        led_to = fill_in(client, PAYMENTS, account="Bank", ref=refs).headers["Location"]
        assert "A second person has to approve this." in client.get(led_to).text
        assert db.session.query(OutboxMessage).filter_by(about="funding.approval").count() == 1
        assert fill_in(client, led_to).status_code == 422
        _as(client, office.treasurer)
        assert "Approve 1 payment run" in client.get("/en/desk").text
        assert fill_in(client, led_to).status_code == 303
        page = client.get(led_to).text
        file = re.search(r'href="([^"]*files/bank.csv)"', page)
        assert file is not None
        text = client.get(file[1]).get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert text[0].startswith("reference,group,amount,currency,holder,account")
    assert text[1] == f"{refs[0]}-1,Reed,450.00,USD,Reed,KE-1,Lake Bank,,Kisumu,KE"
    session.commit()
    events = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject == "payment_run")).all()
    assert list(events) == ["payment_run.prepared", "payment_run.approve", "payment_run.file_read"]


def test_there_is_no_file_before_a_run_is_approved_or_after_it_is_cancelled(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    call = office.call()
    with after(call):
        award, _lead = office.accepted(call)
        run = office.prepared(award)
        session.commit()
        url = f"{PAYMENTS}{run.ref}/"
        _as(client, office.finance)
        assert client.get(f"{url}files/bank.csv").status_code == 404
        page = client.get(url).text
        assert client.post(f"{url}cancel", data=hidden_fields(page)).status_code == 303
        assert client.get(f"{url}files/bank.csv").status_code == 404
        assert award.title in client.get(PAYMENTS).text


@pytest.mark.parametrize("page", ["awards/", "payments/"])
def test_lists_ask_the_same_few_queries(
    client: WeftClient, session: Session, office: Bursary, page: str
) -> None:
    call = office.call()
    reader = office.officer if page == "awards/" else office.finance
    with after(call):
        office.pay(office.accepted(call, "Alder")[0])
        office.accepted(call, "Reed")
        session.commit()
        _as(client, reader)

        def asked() -> int:
            client.get(f"/en/n/river/{page}")
            with counted_queries() as count:
                assert client.get(f"/en/n/river/{page}").status_code == 200
            return len(count)

        few = asked()
        for number in range(4):
            office.accepted(call, f"Rush {number}")
        session.commit()
        assert asked() <= few
