"""The file of a payment run for a bank: who can fetch it, when there is none, and why."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards import services
from app.grants.awards.enums import AwardRefusal, Route
from app.grants.awards.models import PaymentRun
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.grants.funding.enums import FundingRefusal
from app.kernel import clock
from app.kernel.audit import AuditEvent
from app.kernel.database import db
from tests.award_factories import BANK, Bursary
from tests.clients import WeftClient, sign_in
from tests.grant_factories import after
from tests.refusals import refusal

PAYMENTS = "/en/n/river/payments/"
NOT_YET = "The file for your bank cannot be made yet"
HELD = {"holder": "River Network", "number": "KE-9", "bank": "", "bic": "", "town": "Kisumu", "country": "KE"}
BY_HOST = BANK | {"host": "Hill Group", "holder": "Hill Group"}
IBAN = "GB33 BUKB 2020 1555 5555 55"


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Any:
    call = office.call()
    with after(call):
        yield call


def _as(client: WeftClient, person: Person) -> WeftClient:
    sign_in(client, person)
    return client


def _run(office: Bursary, call: Call, route: Route = Route.BANK, **details: str) -> PaymentRun:
    """A payment run of one grant that is paid by this route."""
    award, lead = office.accepted(call)
    given = (BY_HOST if route is Route.HOST else BANK) | details
    services.enter_details(award, route, given, actor=lead)
    award.details_usable_at = None
    run = office.prepared(award)
    db.session.commit()
    return run


def _approve(office: Bursary, run: PaymentRun) -> None:
    services.approve_run(run, actor=office.treasurer)
    db.session.commit()


def _page(client: WeftClient, run: PaymentRun) -> str:
    return client.get(f"{PAYMENTS}{run.ref}/").text


def _file(client: WeftClient, run: PaymentRun) -> Any:
    return client.get(f"{PAYMENTS}{run.ref}/files/bank.xml")


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|submission_key|version)"[^>]*value="([^"]*)"', page))


@pytest.mark.parametrize("route", [Route.BANK, Route.HOST])
def test_finance_fetches_the_file_and_that_is_recorded(
    client: WeftClient, office: Bursary, call: Call, route: Route
) -> None:
    funding.say_where_account_is(office.account, **HELD, actor=office.finance)
    run = _run(office, call, route)
    _as(client, office.finance)
    assert _file(client, run).status_code == 404  # nothing is sent before it is approved
    _approve(office, run)
    assert "files/bank.xml" in _page(client, run)
    answer = _file(client, run)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    assert answer.headers["Cache-Control"] == "no-store"
    for part in ("<Nm>River Network</Nm>", "<Id>KE9</Id>", "<Id>KE1</Id>", "<TwnNm>Kisumu</TwnNm>"):
        assert part in text
    event = db.session.query(AuditEvent).filter_by(kind="payment_run.file_read").one()
    assert event.actor_id == office.finance.id


def test_the_account_that_pays_has_to_be_known(client: WeftClient, office: Bursary, call: Call) -> None:
    run = _run(office, call)
    _approve(office, run)
    _as(client, office.finance)
    page = _page(client, run)
    assert "enter the bank details of the account that pays" in page
    assert ("files/bank.csv" in page, "files/bank.xml" in page) == (True, False)
    assert _file(client, run).status_code == 404
    funding.say_where_account_is(office.account, **(HELD | {"town": "n/a"}), actor=office.finance)
    db.session.commit()
    page = _page(client, run)
    assert NOT_YET in page
    assert "“Town” looks like a placeholder." in page
    assert _file(client, run).status_code == 404


def test_what_a_bank_would_send_back_is_named_before_the_run_is_approved(
    client: WeftClient, office: Bursary, call: Call
) -> None:
    funding.say_where_account_is(office.account, **HELD, actor=office.finance)
    run = _run(office, call, holder="Группа", town="Ki" * 18)
    _as(client, office.finance)
    page = _page(client, run)
    assert NOT_YET in page
    assert "“Name on the account” has letters that banks do not accept." in page
    assert "“Town” is too long for a bank." in page
    assert "Группа" not in page
    _approve(office, run)
    assert NOT_YET in _page(client, run)
    assert _file(client, run).status_code == 404


def test_mobile_money_and_cash_go_through_no_bank(client: WeftClient, office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    mobile = {"holder": "Reed", "phone": "0700123456", "provider": "M"}
    services.enter_details(award, Route.MOBILE, mobile, actor=lead)
    award.details_usable_at = None
    run = office.prepared(award)
    _approve(office, run)
    _as(client, office.finance)
    page = _page(client, run)
    assert ("files/mobile.csv" in page, "bank details" in page) == (True, False)
    assert _file(client, run).status_code == 404


def test_details_from_before_the_country_was_asked_for_use_that_of_the_group(
    client: WeftClient, office: Bursary, call: Call
) -> None:
    funding.say_where_account_is(office.account, **HELD, actor=office.finance)
    run = _run(office, call)
    item = run.items[0]
    item.details = item.details.replace(', "country": "KE"', "").replace('"country": "KE", ', "")
    assert "country" not in item.details
    item.tranche.award.country = "UG"
    _approve(office, run)
    _as(client, office.finance)
    assert "<Ctry>UG</Ctry>" in _file(client, run).get_data(as_text=True)


@pytest.mark.parametrize("route", [Route.BANK, Route.HOST])
def test_a_group_hears_at_once_of_a_typing_error(office: Bursary, call: Call, route: Route) -> None:
    award, lead = office.accepted(call)
    given = BY_HOST if route is Route.HOST else BANK

    def enter(**details: str) -> None:
        services.enter_details(award, route, given | details, actor=lead)

    assert refusal(lambda: enter(account=IBAN.replace("33", "34"))) is AwardRefusal.ACCOUNT_MISTYPED
    assert refusal(lambda: enter(bic="LAKE")) is AwardRefusal.BIC_MISTYPED
    assert refusal(lambda: enter(country="")) is AwardRefusal.DETAILS_LACK
    enter(account=IBAN, bic="BUKBGB22", country="GB")
    assert award.route is route


def test_the_country_of_the_group_is_offered_and_an_error_stands_beside_its_field(
    client: WeftClient, office: Bursary, call: Call
) -> None:
    award, lead = office.accepted(call)
    award.country = "UG"
    db.session.commit()
    _as(client, lead)
    url = f"/en/grants/{award.ref}/money/bank"
    page = client.get(url).text
    assert '<option selected value="KE">' in page  # as the group said before
    assert '<option selected value="UG">' in client.get(f"/en/grants/{award.ref}/money/host").text
    wrong = client.post(url, data=_form(page) | BANK | {"account": IBAN[:-1] + "4"})
    assert wrong.status_code == 422
    assert 'id="account-error"' in wrong.text
    assert "This is not a correct IBAN." in wrong.text


def test_finance_alone_says_where_an_account_is_held(office: Bursary) -> None:
    say = lambda who, **more: funding.say_where_account_is(  # noqa: E731
        office.account, **(HELD | more), actor=who
    )
    assert refusal(lambda: say(office.officer)) is FundingRefusal.NOT_YOURS
    wrong = IBAN.replace("33", "34")
    assert refusal(lambda: say(office.finance, number=wrong)) is FundingRefusal.ACCOUNT_MISTYPED
    assert refusal(lambda: say(office.finance, bic="X")) is FundingRefusal.BIC_MISTYPED
    assert office.account.details is None
    say(office.finance)
    say(office.treasurer, number=IBAN, bic="BUKBGB22")
    assert IBAN in str(office.account.details)
    db.session.commit()
    kinds = [one.kind for one in db.session.query(AuditEvent).filter_by(subject="bank_account")]
    assert kinds == ["funds.account_described"] * 2


def test_a_file_is_there_for_some_days_alone(
    app: Flask, client: WeftClient, office: Bursary, call: Call
) -> None:
    funding.say_where_account_is(office.account, **HELD, actor=office.finance)
    run = _run(office, call)
    _approve(office, run)
    _as(client, office.finance)
    assert _file(client, run).status_code == 200
    with clock.shift(timedelta(days=app.config["PAYMENT_FILE_DAYS"])):
        sign_in(client, office.finance)
        assert _file(client, run).status_code == 404
