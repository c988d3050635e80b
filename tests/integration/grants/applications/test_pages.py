"""The pages of applications: what a group meets, and what the office does on its list."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import Status
from app.grants.applications.queries import find_open, get_application
from tests.clients import WeftClient, sign_in
from tests.databases import counted_queries
from tests.grant_factories import LIGHT, Office, after

START = "/en/n/river/grants/day-of-action/apply"


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|submission_key|version)"[^>]*value="([^"]*)"', page))


def test_a_group_goes_from_the_call_to_its_number(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    group, lead = office.group()
    session.commit()
    sign_in(client, lead)
    assert START in client.get("/en/n/river/grants/day-of-action").text
    data = {**_form(client.get(START).text), "organisation": group.ref, "language": "en"}
    form_page = client.post(START, data=data).headers["Location"]
    case = find_open(group.id, call.id)
    assert case is not None
    assert form_page.endswith(f"/grants/applications/{case.ref}/form/form")
    page = client.get(form_page).text
    answers = {f"q_{code}": value for code, value in LIGHT.items()}
    check_page = client.post(form_page, data={**_form(page), **answers}).headers["Location"]
    assert check_page.endswith("/check")
    own_page = client.post(check_page, data=_form(client.get(check_page).text)).headers["Location"]
    assert f"Received. Your number is {case.ref}." in client.get(own_page).text
    assert get_application(case.ref).status is Status.SUBMITTED


def test_who_does_not_meet_a_requirement_reads_which_and_keeps_what_was_chosen(
    client: WeftClient, session: Session, office: Office
) -> None:
    both = {"en": "Words", "fr": "Mots"}
    call = office.call(
        required=[{"rule": "kind", "codes": ["academic"]}], languages=["en", "fr"], title=both, summary=both
    )
    group, lead = office.group()
    session.commit()
    sign_in(client, lead)
    data = {**_form(client.get(START).text), "organisation": group.ref, "language": "fr"}
    refused = client.post(START, data=data)
    assert refused.status_code == 422
    assert "does not show your group as one of these: Academic." in refused.text
    assert re.search(r'<option selected value="fr">', refused.text)
    assert find_open(group.id, call.id) is None
    asked = client.post(START, data={**data, **_form(refused.text), "exception": "We teach."})
    assert asked.status_code == 303
    case = find_open(group.id, call.id)
    assert case is not None
    assert case.status is Status.EXCEPTION_ASKED


def test_a_group_reads_no_proposal_before_it_is_decided(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    case = office.proposed(call, Outcome.DECLINE)
    session.commit()
    sign_in(client, case.organisation.contacts[0].person)
    page = client.get(f"/en/grants/applications/{case.ref}/").text
    assert "Being considered" in page
    assert "It fits." not in page
    assert "proposed" not in page


def test_two_officers_take_a_list_from_received_to_selected(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    refs = [office.sent(call, f"Group {number}")[0].ref for number in range(3)]
    session.commit()
    address = f"/en/n/river/calls/{call.ref}/applications/"
    for person, act in (
        (office.officer, {"act": "propose", "propose_to": "award"}),
        (office.second, {"act": "decide"}),
    ):
        with after(call):
            sign_in(client, person)
            page = client.get(address).text
            data = {**_form(page), "ref": refs, **act}
            done = client.post(f"{address}selected", data=data, follow_redirects=True)
            assert "3 applications were changed." in done.text
    assert {get_application(ref).status for ref in refs} == {Status.AWARDED}


def test_several_groups_are_not_selected_with_one_reason(
    client: WeftClient, session: Session, office: Office
) -> None:
    call, other = office.call(), office.call(code="other")
    refs = [office.sent(call, f"Group {number}")[0].ref for number in range(3)]
    elsewhere = office.sent(other, "Elsewhere")[0].ref
    session.commit()
    address = f"/en/n/river/calls/{call.ref}/applications/"
    with after(call):
        sign_in(client, office.officer)
        data = {**_form(client.get(address).text), "ref": [*refs[:2], elsewhere], "act": "decline"}
        led_to = client.post(f"{address}selected", data=data).headers["Location"]
        page = client.get(led_to).text
        assert ("Group 0" in page, "Group 1" in page, "Group 2" in page) == (True, True, False)
        assert "Elsewhere" not in page
        sent = {**_form(page), "case": [*refs[:2], elsewhere], "outcome": "decline", "reason": ""}
        assert client.post(led_to, data=sent).status_code == 422
        told = client.post(led_to, data=sent | {"reason": "Too few places."}, follow_redirects=True)
        assert "2 applications were changed." in told.text
    cases = [get_application(ref) for ref in (*refs, elsewhere)]
    assert [one.status for one in cases] == [Status.PROPOSED] * 2 + [Status.SUBMITTED] * 2
    assert [one.told_reason for one in cases[:2]] == ["Too few places."] * 2


def test_the_list_offers_no_act_while_the_call_is_open(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    case, _lead = office.sent(call)
    session.commit()
    sign_in(client, office.officer)
    address = f"/en/n/river/calls/{call.ref}/applications/"
    assert 'name="act"' not in client.get(address).text
    data = {"ref": [case.ref], "act": "shortlist"}
    client.post(f"{address}selected", data=data)
    assert get_application(case.ref).status is Status.SUBMITTED


def test_the_desk_has_one_line_for_a_call_however_many_applications(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    for number in range(3):
        office.sent(call, f"Group {number}")
    session.commit()
    with after(call):
        sign_in(client, office.officer)
        page = client.get("/en/desk").text
    assert page.count("Screen 3 applications:") == 1
    assert "Group 1" not in page


def test_the_list_and_the_desk_ask_the_same_few_queries(
    client: WeftClient, session: Session, office: Office
) -> None:
    call = office.call()
    office.sent(call, "First")
    session.commit()
    address = f"/en/n/river/calls/{call.ref}/applications/"
    counts = []
    for number in range(2):
        with after(call):
            sign_in(client, office.officer)
            for path in (address, "/en/desk"):
                client.get(path)
                with counted_queries() as counted:
                    client.get(path)
                counts.append(len(counted.statements))
        for further in range(30 * (1 - number)):
            office.sent(call, f"Group {further}")
        session.commit()
    assert counts[:2] == counts[2:]
