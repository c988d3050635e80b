"""The pages of checks: the office's list, one group, one check; what finance and the group read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.diligence import queries, services
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.process_words import Status
from app.kernel.database import db
from tests.award_factories import Bursary
from tests.clients import WeftClient, sign_in
from tests.diligence_factories import make_accepted, make_check, make_selected, pass_check
from tests.grant_factories import after

CHECKS = "/en/n/river/checks/"
SECRET = "Seen by the office."
HIDDEN = r'name="(csrf_token|submission_key|version|passed|words|until|confirmed)"[^>]*value="([^"]*)"'


@pytest.fixture
def office(session: Session) -> Bursary:
    made = Bursary(cash=90_000_00)
    made.line.agreed_minor = made.fund.agreed_minor = 90_000_00
    return made


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages", smallest_minor=500_00, largest_minor=40_000_00)
    with after(made):
        yield made


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|submission_key|version)"[^>]*value="([^"]*)"', page))


def _send(client: WeftClient, url: str, **data: Any) -> Any:
    return client.post(url, data={**_form(client.get(url).text), **data})


def _as(client: WeftClient, person: Person) -> WeftClient:
    sign_in(client, person)
    return client


def _only_check() -> DiligenceCheck:
    db.session.expire_all()
    return db.session.scalars(select(DiligenceCheck)).one()


ANSWERS = {
    "found_registration": "otherwise",
    "note_registration": "Registering would endanger people.",
    "found_governance": "met",
    "found_bank": "met",
    "found_sanctions": "met",
    "source_sanctions": "UN and EU",
    "source_date_sanctions": "2026-01-02",
    "found_safeguarding": "met",
    "found_references": "met",
}


def test_a_group_goes_from_the_list_to_a_passed_check(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, _lead = make_accepted(office, call, 2_000_00)
    session.commit()
    group = f"{CHECKS}groups/{award.organisation.ref}"
    _as(client, office.officer)
    page = client.get(CHECKS).text
    assert f"{group}?tier=standard" in page
    assert "No payment can be made yet." in page
    started = _send(client, group, tier="standard")
    check = _only_check()
    work = f"{CHECKS}{check.ref}/"
    assert (started.status_code, started.headers["Location"]) == (303, f"{work}answers")
    assert _send(client, f"{work}answers", do="save", **ANSWERS).status_code == 303
    assert _send(client, f"{work}answers", do="send", **ANSWERS).status_code == 303
    assert _only_check().status is Status.READY
    assert "A second person concludes it." in client.get(work).text
    assert client.get(f"{work}conclude").status_code == 409
    _as(client, office.second)
    looked = _send(client, f"{work}conclude", do="look", passed="yes", confirmed="y", words="In two parts.")
    assert "Check before you conclude" in looked.text
    assert _only_check().status is Status.READY
    kept = dict(re.findall(HIDDEN, looked.text))
    done = client.post(f"{work}conclude", data={**kept, "do": "final"})
    assert (done.status_code, done.headers["Location"]) == (303, work)
    check = _only_check()
    assert (check.status, check.conditions) == (Status.PASSED, "In two parts.")
    # sent twice, it is concluded once
    assert client.post(f"{work}conclude", data={**kept, "do": "final"}).status_code == 303


def test_back_from_the_last_page_keeps_what_was_chosen(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    group, _lead = office.group()
    check = make_check(office.body, group, Tier.STANDARD, office.officer)
    session.commit()
    _as(client, office.second)
    page = _send(client, f"{CHECKS}{check.ref}/conclude", do="back", passed="no", words="Not now.")
    assert "Not now." in page.text
    assert re.search(r'<input[^>]*checked[^>]*value="no"', page.text)
    assert _only_check().status is Status.READY


def test_what_was_typed_stays_where_something_is_missing(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    group, _lead = office.group()
    check = services.start_check(office.body, group, Tier.STANDARD, actor=office.officer)
    session.commit()
    _as(client, office.officer)
    url = f"{CHECKS}{check.ref}/answers"
    lacking = {**ANSWERS, "note_registration": "", "note_governance": "Five people decide.", "found_bank": ""}
    page = _send(client, url, do="send", **lacking)
    assert page.status_code == 422
    assert page.text.count("Explain in a few words") == 2  # above the form, and beside the field
    assert page.text.count(">Choose an answer<") == 2
    assert "Five people decide." in page.text
    assert _only_check().status is Status.CHECKING


def test_of_two_people_at_once_the_second_is_told(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    group, _lead = office.group()
    check = services.start_check(office.body, group, Tier.STANDARD, actor=office.officer)
    session.commit()
    _as(client, office.officer)
    url = f"{CHECKS}{check.ref}/answers"
    seen = _form(client.get(url).text)
    assert _send(client, url, do="save", **ANSWERS).status_code == 303
    late = client.post(
        url, data={**seen, "do": "save", "found_bank": "not_met", "note_bank": "Unclear to me."}
    )
    assert late.status_code == 409
    assert "Unclear to me." in late.text
    bank = next(one for one in _only_check().points if one.code == "bank")
    assert bank.found is Found.MET


def test_a_refused_conclusion_says_why_beside_its_field(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    group, _lead = office.group()
    check = make_check(office.body, group, Tier.STANDARD, office.officer)
    session.commit()
    _as(client, office.second)
    url = f"{CHECKS}{check.ref}/conclude"
    page = _send(client, url, do="final", passed="yes")
    assert page.status_code == 422
    assert 'id="confirmed-error"' in page.text
    page = _send(client, url, do="look", passed="yes", confirmed="y", until="2099-01-01")
    assert 'id="until-error"' in page.text


def test_a_large_grant_cannot_be_ticked_before_its_group_is_checked(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    case, _lead = make_selected(office, call, 20_000_00, "Reed")
    small, _lead = make_selected(office, call, 500_00, "Lily")
    session.commit()
    _as(client, office.officer)
    url = f"/en/n/river/calls/{call.ref}/offers/"
    page = client.get(url).text
    assert f'value="{small.ref}"' in page
    assert f'value="{case.ref}"' not in page
    assert "The group needs a full check before this grant can be offered." in page
    assert f"{CHECKS}groups/{case.organisation.ref}?tier=full" in page
    sent = _send(client, url, ref=[case.ref, small.ref], act="offer")
    assert sent.status_code == 303
    assert [one.application_id for one in db.session.scalars(select(GrantAward))] == [small.id]
    pass_check(office.body, case.organisation, Tier.FULL, (office.officer, office.second))
    session.commit()
    assert f'value="{case.ref}"' in client.get(url).text


def test_finance_reads_until_when_a_group_is_known_and_nothing_else(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, _lead = make_accepted(office, call, 2_000_00)
    session.commit()
    payments = "/en/n/river/payments/"
    _as(client, office.finance)
    page = client.get(payments).text
    assert "Waiting for a check of the group" in page
    assert "Not checked yet" in page
    assert f'value="{award.ref}"' not in page
    check = pass_check(
        office.body, award.organisation, Tier.STANDARD, (office.officer, office.second), words="Secret words"
    )
    session.commit()
    page = client.get(payments).text
    assert "Checked until" in page
    assert f'value="{award.ref}"' in page
    for secret in (SECRET, "Secret words", check.ref):
        assert secret not in page
    for url in (CHECKS, f"{CHECKS}{check.ref}/", f"{CHECKS}groups/{award.organisation.ref}"):
        assert client.get(url).status_code == 403


def test_a_group_reads_that_a_check_is_needed_and_no_note(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = make_accepted(office, call, 2_000_00)
    lacking = services.Given(Found.NOT_MET, "Not yet agreed.")
    check = make_check(office.body, award.organisation, Tier.STANDARD, office.officer, safeguarding=lacking)
    session.commit()
    _as(client, lead)
    page = client.get(f"/en/grants/{award.ref}/").text
    assert "Check of your group for a grant of this size: Standard" in page
    assert "The office is checking your group before it sends the next payment." in page
    for secret in (SECRET, "Not yet agreed.", check.ref):
        assert secret not in page
    assert check.ref not in client.get("/en/desk").text
    assert client.get(f"{CHECKS}{check.ref}/").status_code == 403
    assert client.get(f"/en/cases/{check.ref}/cancel").status_code == 404
    assert client.get(f"/en/cases/{check.ref}/declare").status_code == 404
    db.session.expire_all()
    services.conclude_check(
        queries.get_check(check.ref),
        passed=True,
        words="All the same.",
        details_confirmed=True,
        actor=office.second,
    )
    session.commit()
    page = client.get(f"/en/grants/{award.ref}/").text
    assert "The office is checking your group" not in page
    assert "All the same." not in page


def test_a_light_grant_says_nothing_of_checks(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = make_accepted(office, call, 500_00)
    session.commit()
    assert "Check of your group" not in _as(client, lead).get(f"/en/grants/{award.ref}/").text
    work = _as(client, office.officer).get(f"/en/n/river/awards/{award.ref}/").text
    assert "Check of the group" not in work


def test_the_office_reads_on_a_grant_that_a_payment_waits(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, _lead = make_accepted(office, call, 2_000_00)
    session.commit()
    url, group = f"/en/n/river/awards/{award.ref}/", f"{CHECKS}groups/{award.organisation.ref}"
    page = _as(client, office.officer).get(url).text
    assert "The next payment can be made once the group is checked." in page
    assert group in page
    pass_check(office.body, award.organisation, Tier.STANDARD, (office.officer, office.second))
    session.commit()
    page = client.get(url).text
    assert "The next payment waits" not in page
    assert "Standard: valid until" in page


def test_nobody_in_conflict_opens_a_check(client: WeftClient, session: Session, office: Bursary) -> None:
    call = office.call()
    case, _lead = office.sent(call)
    check = make_check(office.body, case.organisation, Tier.STANDARD, office.officer)
    declare_tie(case, tie=DeclaredTie.CONFLICT, note="", actor=office.second)
    session.commit()
    _as(client, office.second)
    for url in ("", "conclude"):
        assert client.get(f"{CHECKS}{check.ref}/{url}").status_code == 403
    assert client.get(f"{CHECKS}groups/{case.organisation.ref}").status_code == 403
    assert check.ref not in client.get(f"{CHECKS}?show=all").text
    assert client.get(f"/en/cases/{check.ref}/return").status_code == 403


def test_officers_look_into_no_group_that_never_applied(
    client: WeftClient, session: Session, office: Bursary
) -> None:
    group, _lead = office.group()
    session.commit()
    assert _as(client, office.officer).get(f"{CHECKS}groups/{group.ref}").status_code == 404
