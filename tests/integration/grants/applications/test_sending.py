"""Starting, sending, taking back and changing applications for grants."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal
from app.casework.services import take_step
from app.grants.applications import services
from app.grants.applications.enums import GrantRefusal as Refused
from app.grants.applications.process_words import Action, Status
from app.grants.applications.rules import reason_is_told
from app.grants.calls.services import cancel_call, extend_call
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.organisations.enums import ContactRole
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.queries import answers_of
from app.questionnaires.services import enter_answers
from tests.factories import make_person
from tests.grant_factories import LIGHT, Office, after, budget_of
from tests.organisation_factories import make_contact, make_member
from tests.refusals import refusal

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def test_a_light_application_begins_with_the_safest_answers(office: Office) -> None:
    case, _lead = office.draft(office.call())
    assert answers_of(case.response) == {"group_right": "right", "public_name": "no"}
    assert (case.status, case.sent_at, case.title) == (Status.DRAFT, None, "Reed")


@pytest.mark.parametrize("role", [ContactRole.VIEWER, None])
def test_only_who_acts_for_a_group_starts_for_it(office: Office, role: ContactRole | None) -> None:
    call, (group, _lead) = office.call(), office.group()
    person = make_person("Other")
    if role is not None:
        make_contact(person, group, role)
    act = lambda: services.start_application(call, group, actor=person, language="en")  # noqa: E731
    assert refusal(act) is Refused.ONLY_THE_APPLICANT


def test_nobody_starts_before_the_call_opens_or_after_it_closed(office: Office) -> None:
    call, (group, lead) = office.call(), office.group()
    assert call.opens_at is not None
    act = lambda: services.start_application(call, group, actor=lead, language="en")  # noqa: E731
    with clock.at(call.opens_at - MINUTE):
        assert refusal(act) is Refused.CALL_NOT_OPEN
    with after(call):
        assert refusal(act) is Refused.CALL_NOT_OPEN


def test_a_group_has_one_open_application_to_a_call(office: Office) -> None:
    call = office.call()
    case, lead = office.draft(call)
    act = lambda: services.start_application(call, case.organisation, actor=lead, language="en")  # noqa: E731
    assert refusal(act) is Refused.ALREADY_APPLYING
    take_step(case, Action.WITHDRAW, actor=lead)
    assert services.start_application(call, case.organisation, actor=lead, language="en").id != case.id


def test_who_does_not_meet_the_requirements_learns_it_before_writing_and_can_ask(office: Office) -> None:
    call = office.call(required=[{"rule": "kind", "codes": ["academic"]}])
    group, lead = office.group()
    act = lambda: services.start_application(call, group, actor=lead, language="en")  # noqa: E731
    assert refusal(act) is Refused.NOT_ELIGIBLE
    case = services.start_application(call, group, actor=lead, language="en", exception="We teach.")
    assert case.status is Status.EXCEPTION_ASKED
    services.allow(case, actor=office.officer)
    assert (case.status, case.excepted, case.sent_at) == (Status.DRAFT, True, None)
    enter_answers(case.response, LIGHT, actor=lead)
    services.send_application(case, actor=lead)
    assert case.status is Status.SUBMITTED


def test_a_refused_exception_ends_the_application_with_its_reason(office: Office) -> None:
    call = office.call(required=[{"rule": "kind", "codes": ["academic"]}])
    group, lead = office.group()
    case = services.start_application(call, group, actor=lead, language="en", exception="We teach.")
    act = lambda: services.refuse_exception(case, actor=office.officer)  # noqa: E731
    assert refusal(act) is CaseworkRefusal.REASON_MISSING
    services.refuse_exception(case, actor=office.officer, note="It is for academics.")
    assert (case.status, case.is_open) == (Status.NOT_ELIGIBLE, False)
    assert (case.told_reason, reason_is_told(case)) == ("It is for academics.", True)


def test_nobody_is_let_in_once_the_call_has_closed(office: Office) -> None:
    call = office.call(required=[{"rule": "kind", "codes": ["academic"]}])
    group, lead = office.group()
    case = services.start_application(call, group, actor=lead, language="en", exception="We teach.")
    with after(call):
        assert refusal(lambda: services.allow(case, actor=office.officer)) is Refused.CALL_NOT_OPEN


def test_a_group_that_lost_its_standing_while_writing_cannot_send(office: Office) -> None:
    call = office.call(required=[{"rule": "region", "codes": ["nowhere"]}])
    case, lead = office.draft(office.call(code="other"))
    enter_answers(case.response, LIGHT, actor=lead)
    case.call = call
    assert refusal(lambda: services.send_application(case, actor=lead)) is Refused.NOT_ELIGIBLE


def test_what_is_not_complete_is_not_sent(office: Office) -> None:
    case, lead = office.draft(office.call())
    act = lambda: services.send_application(case, actor=lead)  # noqa: E731
    assert refusal(act) is QuestionnaireRefusal.ANSWERS_INCOMPLETE
    assert case.status is Status.DRAFT


def test_a_light_application_asks_for_the_one_amount_there_is(office: Office) -> None:
    case, _lead = office.sent(office.call())
    assert case.asked == Money(450_00, "USD")
    assert case.sent_at is not None


def test_it_is_sent_until_the_last_second_and_not_after(office: Office) -> None:
    call = office.call()
    case, lead = office.draft(call)
    enter_answers(case.response, LIGHT, actor=lead)
    assert call.closes_at is not None
    with clock.at(call.closes_at + MINUTE):
        assert refusal(lambda: services.send_application(case, actor=lead)) is Refused.CALL_NOT_OPEN
    with clock.at(call.closes_at + MINUTE - timedelta(seconds=1)):
        services.send_application(case, actor=lead)
    assert case.status is Status.SUBMITTED


def test_the_clock_closes_what_was_not_sent_and_more_time_opens_it_again(office: Office) -> None:
    call = office.call()
    case, lead = office.draft(call)
    enter_answers(case.response, LIGHT, actor=lead)
    assert refusal(lambda: take_step(case, Action.LAPSE, actor=SYSTEM)) is CaseworkRefusal.NOT_YET_DUE
    with after(call):
        take_step(case, Action.LAPSE, actor=SYSTEM)
        assert case.status is Status.LAPSED
        assert refusal(lambda: take_step(case, Action.REOPEN, actor=lead)) is Refused.CALL_NOT_OPEN
        assert call.closes_at is not None
        later = call.closes_at + timedelta(days=2)
        extend_call(
            call,
            closes_at=later,
            reason="Storm",
            actor=office.officer,
            organisation=case.organisation,
        )
        take_step(case, Action.REOPEN, actor=lead)
        services.send_application(case, actor=lead)
    assert case.status is Status.SUBMITTED


def test_what_was_sent_is_changed_until_the_call_closes(office: Office) -> None:
    call = office.call()
    case, lead = office.sent(call)
    services.take_back(case, actor=lead)
    assert case.status is Status.DRAFT
    enter_answers(case.response, {"what": "Something else."}, actor=lead)
    services.send_application(case, actor=lead)
    assert answers_of(case.response)["what"] == "Something else."
    with after(call):
        assert refusal(lambda: services.take_back(case, actor=lead)) is Refused.CALL_NOT_OPEN


def test_the_office_asks_for_changes_in_words_and_gets_them_after_the_call_closed(office: Office) -> None:
    call = office.call()
    case, lead = office.sent(call)
    with after(call):
        services.request_changes(case, actor=office.officer, note="Say where.")
        assert (case.status, case.request) == (Status.CHANGES_REQUESTED, "Say where.")
        enter_answers(case.response, {"what": "A march in the park."}, actor=lead)
        services.send_application(case, actor=lead)
    assert (case.status, case.request) == (Status.SUBMITTED, None)


def test_same_as_last_time_fills_in_everything_but_what_is_asked_anew(office: Office) -> None:
    first, lead = office.sent(office.call(code="first"))
    second = services.start_application(
        office.call(code="second"), first.organisation, actor=lead, language="en", as_before=True
    )
    given = answers_of(second.response)
    assert given["what"] == LIGHT["what"]
    assert given["spending"] == LIGHT["spending"]
    assert "true" not in given
    assert given["public_name"] == "no"


@pytest.mark.parametrize("amounts", [(499_99,), (5_000_00, 1)])
def test_a_budget_outside_the_amounts_of_the_call_is_not_sent(
    office: Office, amounts: tuple[int, ...]
) -> None:
    call = office.call(template="two_pages", smallest_minor=500_00, largest_minor=5_000_00)
    case, lead = office.draft(call)
    enter_answers(case.response, budget_of(*amounts), actor=lead)
    with pytest.raises(DomainError) as caught:
        services.send_application(case, actor=lead)
    assert caught.value.code is Refused.AMOUNT_OUTSIDE
    assert caught.value.params["asked"] == Money(sum(amounts), "USD")


@pytest.mark.parametrize("amounts", [(500_00,), (2_500_00, 2_500_00)])
def test_what_a_budget_adds_up_to_is_what_is_asked_for(office: Office, amounts: tuple[int, ...]) -> None:
    call = office.call(template="two_pages", smallest_minor=500_00, largest_minor=5_000_00)
    case, lead = office.draft(call)
    enter_answers(case.response, budget_of(*amounts), actor=lead)
    services.send_application(case, actor=lead)
    assert case.asked_minor == sum(amounts)


def test_drafts_of_a_cancelled_call_stay_to_be_read(office: Office) -> None:
    call = office.call()
    case, lead = office.draft(call)
    cancel_call(call, actor=office.officer, reason="No money")
    enter_answers(case.response, LIGHT, actor=lead)
    assert refusal(lambda: services.send_application(case, actor=lead)) is Refused.CALL_NOT_OPEN


def test_a_group_outside_the_network_is_no_active_member(office: Office) -> None:
    call = office.call(required=[{"rule": "good_standing"}])
    outside = make_member(Office("lake").body, "Rush")
    lead = make_person("Lead")
    make_contact(lead, outside, ContactRole.LEAD)
    act = lambda: services.start_application(call, outside, actor=lead, language="en")  # noqa: E731
    assert refusal(act) is Refused.NOT_ELIGIBLE
