"""Another amount for a grant: its pages, and what happens to it while other things happen to the grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import CaseworkRefusal
from app.grants.awards import queries, rules, services
from app.grants.awards.agreement import read_agreement
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import VariationStatus as Status
from app.grants.awards.models import GrantAward
from app.grants.awards.presenter import tranche_lines
from app.grants.awards.process_words import Action
from app.grants.calls.models import Call
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.money import Money
from app.kernel.permissions import Role, ScopeKind
from tests.award_factories import Bursary, sign_change
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.grant_factories import after
from tests.organisation_factories import make_contact
from tests.refusals import refusal, refused


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


def _promised(award: GrantAward) -> tuple[int, int]:
    """(promised, committed) of a grant that is in its fund's currency."""
    held = sums(Fact.commitment_id == award.commitment_id)
    return held.promised, held.committed


def _plan(award: GrantAward) -> list[int]:
    return [one.minor for one in award.tranches]


def test_the_pages_of_a_raise(office: Bursary, call: Call, client: WeftClient) -> None:
    award, lead = _accepted(office, call)
    db.session.commit()
    case, own = f"/en/n/river/awards/{award.ref}/", f"/en/grants/{award.ref}/"
    sign_in(client, office.officer)
    assert "USD 450.00 now" in client.get(f"{case}amount").text
    wanted = {"amount": "600", "reason": "More people come."}
    for wrong in ({"amount": "950"}, {"amount": "450"}, {"amount": "x"}, {"reason": ""}):
        assert client.post(f"{case}amount", data=wanted | wrong).status_code == 422
    assert client.post(f"{case}amount", data=wanted).status_code == 303
    assert "Needs a second person’s decision" in client.get(case).text
    # The group does not know of it yet.
    sign_in(client, lead)
    assert "another amount" not in client.get(own).text.lower()
    assert client.get(f"{own}change").status_code == 409
    sign_in(client, office.second)
    page = client.get(f"{case}change").text
    assert "Another amount for the grant" in page
    assert "USD 150.00" in page
    db.session.expire_all()
    seen = award.variations[0].ref
    assert client.post(f"{case}change", data={"decision": "yes", "seen": seen}).status_code == 303
    assert "Needs the group’s signature" in client.get(case).text
    sign_in(client, lead)
    assert "The office proposes another amount for your grant." in client.get(own).text
    page = client.get(f"{own}change").text
    assert "instead of USD 450.00" in page
    db.session.expire_all()
    signature = {"name": "R.", "role": "Chair", "seen": award.variations[0].agreement_hash}
    assert client.post(f"{own}change", data={**signature, "role": ""}).status_code == 422
    assert client.post(f"{own}change", data={**signature, "seen": "0"}).status_code == 422
    assert client.post(f"{own}change", data=signature).status_code == 303
    page = client.get(own).text
    assert "USD 600.00" in page
    assert "Part 2: USD 150.00" in page
    agreement = client.get(f"{own}agreement").text
    assert "signed by R., Chair" in agreement
    assert client.get(f"{own}agreement.pdf").status_code == 200
    assert client.get(f"{own}change").status_code == 409


def test_the_group_declines_and_the_office_withdraws_on_the_pages_of_a_step(
    office: Bursary, call: Call, client: WeftClient
) -> None:
    award, lead = _accepted(office, call)
    office.to_sign(award, 600_00)
    db.session.commit()
    sign_in(client, lead)
    decline = f"/en/cases/{award.ref}/decline_variation"
    with_page = client.get(decline)
    assert with_page.status_code == 200, with_page.request.path
    assert client.post(decline, data={"note": ""}).status_code == 303
    db.session.expire_all()
    assert award.variations[0].status is Status.DECLINED
    again = office.to_sign(queries.get_award(award.ref), 300_00)
    db.session.commit()
    sign_in(client, office.second)
    assert client.post(f"/en/cases/{award.ref}/withdraw_variation", data={"note": ""}).status_code == 422
    sent = client.post(f"/en/cases/{award.ref}/withdraw_variation", data={"note": "We counted again."})
    assert sent.status_code == 303
    db.session.expire_all()
    assert again.status is Status.WITHDRAWN
    sign_in(client, lead)
    page = client.get(f"/en/grants/{award.ref}/").text
    assert "We counted again." in page


def test_any_officer_withdraws_what_waits_for_the_group(office: Bursary, call: Call) -> None:
    """Who proposed and who approved it may both be gone, and a reduction stops payments."""
    award, _lead = _accepted(office, call)
    third = make_person("Third")
    give_role(third, Role.GRANTS_OFFICER, ScopeKind.BODY, office.body.id)
    withdraw = lambda: services.withdraw_variation(award, actor=third, note="No.")  # noqa: E731
    assert refusal(withdraw) is Refused.NOT_TO_SIGN
    office.propose_amount(award, 600_00)
    assert refusal(withdraw) is Refused.NOT_TO_SIGN
    services.approve_variation(award, actor=office.second)
    withdraw()
    assert [one.status for one in award.variations] == [Status.WITHDRAWN]


def test_who_has_a_conflict_proposes_and_approves_no_amount(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call)
    office.propose_amount(award, 600_00)
    make_contact(office.second, award.organisation)
    db.session.flush()
    db.session.refresh(award.organisation, ["contacts"])
    assert refusal(lambda: services.approve_variation(award, actor=office.second)) is CaseworkRefusal.RECUSED
    services.refuse_variation(award, reason="Again.", actor=office.officer)
    propose = lambda: services.propose_amount(award, minor=5_00, reason="R.", actor=office.second)  # noqa: E731
    assert refusal(propose) is CaseworkRefusal.RECUSED


def test_a_grant_in_two_parts_loses_the_last_part_and_can_report(office: Bursary) -> None:
    made = office.call(template="two_pages", report_by=clock.today() + timedelta(days=60))
    with after(made):
        award, lead = office.at_cost(made, paid=False)
        assert _plan(award) == [315_00, 135_00]
        office.pay(award)
        services.confirm_receipt(award, number=1, minor=315_00, currency="USD", day=clock.today(), actor=lead)
        too_little = refused(lambda: office.propose_amount(award, 314_99))
        assert (too_little.code, too_little.params) == (Refused.TOO_LITTLE, {"least": Money(315_00, "USD")})
        office.to_sign(award, 315_00)
        sign_change(award, lead)
        db.session.refresh(award.tranches[0])
        assert (_plan(award), rules.is_paid_out(award), _promised(award)[0]) == ([315_00, 0], True, 0)
        assert Action.REPORT in {one.action for one in award.open_waits}
        sends: dict[str, Any] = {"happened": "yes", "text": "We met.", "people": 3, "left_minor": 0}
        over = lambda: services.send_report(award, **sends, spent_minor=315_01, actor=lead)  # noqa: E731
        assert refusal(over) is Refused.TOO_MUCH
        # A raise after it is a third part: the second stays as little as it is.
        made.largest_minor = 900_00
        office.to_sign(award, 400_00)
        sign_change(award, lead)
        assert _plan(award) == [315_00, 0, 85_00]
        assert rules.payable(award, clock.now()) is award.tranches[2]
        assert [one[0] for one in tranche_lines(award, "en")] == ["Part 1: USD 315.00", "Part 2: USD 85.00"]
        assert read_agreement(rules.agreement_now(award)[0])[-2] == "Amendment 2"


def test_a_run_keeps_what_it_sends(office: Bursary, call: Call) -> None:
    """A payment run that was cancelled shows what it held, whatever becomes of the plan."""
    award, lead = _accepted(office, call)
    run = office.prepared(award)
    services.cancel_run(run, actor=office.treasurer)
    office.to_sign(award, 300_00)
    sign_change(award, lead)
    assert (run.total.minor, _plan(award)) == (450_00, [300_00])


def test_more_time_ends_with_the_grant_too(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    day = clock.today() + timedelta(days=90)
    made = services.ask_for_time(award, day=day, reason="Rain.", actor=lead)
    services.cancel(award, actor=office.officer, note="It ends.")
    assert made.status is Status.ENDED


def test_what_waits_for_a_second_person_ends_when_the_grant_closes(office: Bursary, call: Call) -> None:
    """What was only proposed when the group reported ends with the grant."""
    award, lead = _accepted(office, call)
    office.pay(award)
    made = office.propose_amount(award, 600_00)
    sends: dict[str, Any] = {"happened": "yes", "text": "We met.", "people": 3, "left_minor": 0}
    services.send_report(award, **sends, actor=lead)
    assert refusal(lambda: services.approve_variation(award, actor=office.second)) is (
        KernelRefusal.NOT_IN_THIS_STATE
    )
    services.accept_report(award, actor=office.officer)
    assert (made.status, _promised(award)) == (Status.ENDED, (0, 0))


def test_a_suspended_grant_is_not_signed_and_can_be_declined(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call)
    office.to_sign(award, 600_00)
    services.suspend(award, actor=office.officer, note="Wait.")
    assert Action.SIGN_VARIATION not in {one.action for one in award.open_waits}
    assert refusal(lambda: sign_change(award, lead)) is KernelRefusal.NOT_IN_THIS_STATE
    services.decline_variation(award, actor=lead)
    assert _promised(award) == (450_00, 450_00)
