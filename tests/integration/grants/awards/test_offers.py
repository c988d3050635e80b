"""Offering a grant, accepting it, and what happens where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.casework.services import take_step
from app.grants.awards import queries, services
from app.grants.awards.agreement import hash_of, read_agreement
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import Condition
from app.grants.awards.process_words import Action, Status
from app.grants.awards.services.offers import split
from app.grants.calls.models import Call
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.grants.funding.services import add_terms
from app.kernel import clock
from app.kernel.errors import KernelRefusal
from app.kernel.money import Money
from tests.award_factories import Bursary
from tests.clients import WeftClient, sign_in
from tests.clockwork import end_what_is_over
from tests.grant_factories import after
from tests.reading import pdf_words
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call(money_by=date(2027, 6, 14), report_by=date(2027, 7, 31))
    with after(made):
        yield made


def _set_aside(office: Bursary) -> int:
    return sums(Fact.line_id == office.line.id).committed


def test_a_decided_grant_is_offered_once_by_the_office(office: Bursary, call: Call) -> None:
    case, lead = office.awarded(call)
    for actor in (lead, office.finance):
        assert refusal(lambda who=actor: services.offer(case, actor=who)) is KernelRefusal.NOT_YOURS_TO_DO  # type: ignore[misc]
    award = services.offer(case, actor=office.officer)
    assert (award.status, award.amount_minor, award.currency) == (Status.OFFERED, 450_00, "USD")
    assert (award.parent_id, award.commitment_id, award.title) == (case.id, case.commitment_id, "Reed")
    assert refusal(lambda: services.offer(case, actor=office.officer)) is Refused.OFFERED_ALREADY


def test_nothing_is_offered_before_it_is_decided(office: Bursary, call: Call) -> None:
    with clock.at(call.closes_at - timedelta(days=1)):  # type: ignore[operator]
        case, _lead = office.sent(call)
    assert refusal(lambda: services.offer(case, actor=office.officer)) is Refused.NOT_AWARDED


def test_all_grants_of_a_call_are_offered_in_one_act(office: Bursary, call: Call) -> None:
    cases = [office.awarded(call, name)[0] for name in ("Reed", "Rush", "Sedge")]
    services.offer(cases[0], actor=office.officer)
    assert [one.title for one in queries.list_to_offer(office.officer, call)] == ["Rush", "Sedge"]
    left = services.offer_selected([one.ref for one in cases], call, actor=office.officer)
    assert left == [cases[0].ref]
    assert queries.list_to_offer(office.officer, call) == []
    assert queries.count_stages(office.officer, office.body.id) == {"offered": 3}


def test_the_agreement_says_what_was_decided_in_the_language_of_the_group(
    office: Bursary, call: Call
) -> None:
    award, _lead = office.offered(call)
    text = read_agreement(award.agreement)
    assert office.fund.ends_on is not None
    year = office.fund.ends_on.year + 7
    assert text == [
        f"{office.body.name_in('en')} gives Reed {Money(450_00, 'USD').shown('en')} for:",
        "A march and a meal.",
        "If you accept in time, money is sent by 14 June 2027.",
        "Some of the money may be taken by the bank on its way: tell us what arrived.",
        "You need not send receipts.",
        "By 31 July 2027, tell us in one line what happened.",
        "If it cannot take place, tell us before you spend more.",
        f"We keep this agreement until {year} because the donor’s auditor may ask for it.",
    ]
    assert award.agreement_hash == hash_of(award.agreement)


def test_the_group_signs_what_it_read_and_nobody_else(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    signed: dict[str, Any] = {"name": "R.", "role": "Chair"}
    seen = award.agreement_hash
    act = lambda **how: lambda: services.accept(award, **signed, **how)  # noqa: E731
    assert refusal(act(seen_hash=seen, actor=office.officer)) is Refused.ONLY_THE_GRANTEE
    assert refusal(act(seen_hash="0" * 64, actor=lead)) is Refused.AGREEMENT_CHANGED
    services.accept(award, **signed, seen_hash=seen, actor=lead)
    assert (award.status, award.accepted_name, award.accepted_role) == (Status.ACTIVE, "R.", "Chair")
    assert (award.accepted_by_id, award.accepted_at) == (lead.id, clock.now())


def test_an_agreement_of_which_one_byte_was_changed_is_not_signed(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    award.agreement = award.agreement.replace("450.00", "950.00")
    act = lambda: services.accept(  # noqa: E731
        award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead
    )
    assert refusal(act) is Refused.AGREEMENT_CHANGED


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (lambda office, award, lead: services.refuse(award, actor=lead), Status.REFUSED),
        (
            lambda office, award, lead: services.cancel(award, actor=office.officer, note="No."),
            Status.CANCELLED,
        ),
    ],
)
def test_what_is_not_accepted_goes_back_to_the_line(
    office: Bursary, call: Call, end: Callable[..., None], status: Status
) -> None:
    award, lead = office.offered(call)
    assert _set_aside(office) == 450_00
    end(office, award, lead)
    assert (award.status, award.is_open, _set_aside(office)) == (status, False, 0)


def test_an_offer_lapses_when_its_time_is_over_and_the_money_goes_back(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    assert award.due_at == clock.now() + timedelta(days=21)
    assert refusal(lambda: services.lapse(award, actor=lead)) is not None
    with clock.at(clock.now() + timedelta(days=20)):
        assert end_what_is_over() == 0
    with clock.at(clock.now() + timedelta(days=21, minutes=1)):
        assert end_what_is_over() == 1
    assert (award.status, _set_aside(office)) == (Status.LAPSED, 0)


def test_a_grant_of_thousands_is_paid_in_two_parts(office: Bursary, call: Call) -> None:
    assert split(1_000_01, (70, 30)) == [700_00, 300_01]
    assert split(7, (33, 33, 34)) == [2, 2, 3]
    award, _lead = office.offered(call)
    assert [(one.number, one.minor, one.condition) for one in award.tranches] == [
        (1, 450_00, Condition.AGREEMENT)
    ]


def test_who_belongs_to_the_group_does_nothing_for_the_office(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    assert refusal(lambda: take_step(award, Action.CANCEL, actor=lead, note="x")) is not None


def test_what_the_donor_asks_of_grantees_ends_the_agreement(office: Bursary, call: Call) -> None:
    add_terms(
        office.fund,
        {"passed_on": {"en": "Alder may look at the accounts.\n\nNo fuel.", "fr": "Pas de carburant."}},
        since=clock.today(),
        actor=office.finance,
    )
    award, _lead = office.offered(call)
    *_others, asked, first, second = read_agreement(award.agreement)
    assert asked == "The donor asks this of every group that receives its money:"
    assert (first, second) == ("Alder may look at the accounts.", "No fuel.")


def test_the_agreement_is_a_paper_with_the_words_that_were_signed(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = office.offered(call)
    award.language = "fr"
    session.commit()
    sign_in(client, lead)
    files = f"/en/grants/{award.ref}/agreement.pdf", f"/en/n/river/awards/{award.ref}/agreement.pdf"
    offered = pdf_words(client.get(files[0]).data)
    assert "Le groupe ne l’a pas acceptée." in offered
    award = queries.get_award(award.ref, lock=True)
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    session.commit()
    told = client.get(files[0])
    assert (told.mimetype, told.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert told.headers["Content-Disposition"] == f'attachment; filename="agreement-{award.ref}.pdf"'
    words = pdf_words(told.data)
    for one in (*read_agreement(award.agreement), "Convention de subvention", "R., Chair", award.ref):
        assert " ".join(one.split()) in words
    assert hash_of(award.agreement) in words.replace(" ", "")
    sign_in(client, office.officer)
    assert client.get(files[1]).data == told.data
