"""Screening, proposing and deciding applications for grants."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal
from app.casework.services import take_step
from app.grants.applications import services
from app.grants.applications.enums import GrantRefusal as Refused
from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import Action, Status
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.questionnaires.services import enter_answers
from tests.factories import give_role
from tests.funding_factories import make_award
from tests.grant_factories import Office, after, budget_of
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def test_nothing_is_decided_while_others_may_still_send(office: Office) -> None:
    case, _lead = office.sent(office.call())
    for act in (
        lambda: services.propose(case, Outcome.AWARD, actor=office.officer),
        lambda: take_step(case, Action.SHORTLIST, actor=office.officer),
    ):
        assert refusal(act) is Refused.CALL_STILL_OPEN


def test_one_person_proposes_and_another_decides(office: Office) -> None:
    call = office.call()
    case = office.proposed(call)
    with after(call):
        assert refusal(lambda: services.award(case, actor=office.officer)) is Refused.PROPOSED_BY_YOU
        services.award(case, actor=office.second)
    assert (case.status, case.is_open) == (Status.AWARDED, False)


def test_who_is_a_contact_of_the_group_neither_proposes_nor_decides(office: Office) -> None:
    call = office.call()
    case, lead = office.sent(call)
    give_role(lead, Role.GRANTS_OFFICER, ScopeKind.BODY, office.body.id)
    with after(call):
        act = lambda: services.propose(case, Outcome.AWARD, actor=lead)  # noqa: E731
        assert refusal(act) is CaseworkRefusal.RECUSED


def test_an_award_is_set_aside_from_the_line_by_whom_decided_it(office: Office) -> None:
    call = office.call()
    case = office.proposed(call)
    with after(call):
        services.award(case, actor=office.second)
    assert case.commitment is not None
    assert (case.commitment.ref, case.commitment.line_id) == (case.ref, office.line.id)
    assert sums(Fact.line_id == office.line.id).committed == 450_00
    facts = db.session.execute(select(Fact).where(Fact.commitment_id == case.commitment.id)).scalars().all()
    assert [one.made_by_id for one in facts] == [office.second.id]


def test_no_more_is_awarded_than_the_line_holds_and_the_next_line_pays(office: Office) -> None:
    call = office.call(template="two_pages", smallest_minor=500_00, largest_minor=9_999_00)
    first, _lead = office.draft(call, "First")
    second, _other = office.draft(call, "Second")
    for case in (first, second):
        lead = next(one for one in case.organisation.contacts).person
        enter_answers(case.response, budget_of(6_000_00), actor=lead)
        services.send_application(case, actor=lead)
    with after(call):
        for case in (first, second):
            services.propose(case, Outcome.AWARD, actor=office.officer)
        services.award(first, actor=office.second)
        act = lambda: services.award(second, actor=office.second)  # noqa: E731
        assert refusal(act) is FundingRefusal.LINE_EXCEEDED
    assert second.status is Status.PROPOSED
    assert sums(Fact.line_id == office.line.id).committed == 6_000_00


@pytest.mark.parametrize("outcome", [Outcome.RESERVE, Outcome.DECLINE])
def test_who_is_not_selected_reads_why(office: Office, outcome: Outcome) -> None:
    call = office.call()
    case, _lead = office.sent(call)
    with after(call):
        act = lambda: services.propose(case, outcome, actor=office.officer, reason=" ")  # noqa: E731
        assert refusal(act) is Refused.REASON_MISSING


@pytest.mark.parametrize(
    ("outcome", "action", "status"),
    [
        (Outcome.AWARD, Action.AWARD, Status.AWARDED),
        (Outcome.RESERVE, Action.KEEP_IN_RESERVE, Status.RESERVE),
        (Outcome.DECLINE, Action.DECLINE, Status.DECLINED),
    ],
)
def test_only_what_was_proposed_is_decided(
    office: Office, outcome: Outcome, action: Action, status: Status
) -> None:
    call = office.call()
    case = office.proposed(call, outcome)
    others = {Action.AWARD, Action.KEEP_IN_RESERVE, Action.DECLINE} - {action}
    with after(call):
        for other in sorted(others):
            act = lambda other=other: services.decide(case, other, actor=office.second)  # noqa: E731
            assert refusal(act) is Refused.NOT_PROPOSED_SO
        services.decide(case, action, actor=office.second)
    assert case.status is status


def test_a_reserve_moves_up(office: Office) -> None:
    call = office.call()
    case = office.proposed(call, Outcome.RESERVE)
    with after(call):
        services.decide(case, Action.KEEP_IN_RESERVE, actor=office.second)
        services.propose(case, Outcome.AWARD, actor=office.officer)
        services.award(case, actor=office.second)
    assert case.status is Status.AWARDED


def test_a_proposal_is_sent_back_with_a_question(office: Office) -> None:
    call = office.call()
    case = office.proposed(call)
    with after(call):
        take_step(case, Action.SEND_BACK, actor=office.second, note="Is the room free?")
    assert case.status is Status.SHORTLISTED


@pytest.mark.parametrize("minor", [449_99, 450_01])
def test_an_amount_outside_the_call_is_not_proposed(office: Office, minor: int) -> None:
    call = office.call()
    case, _lead = office.sent(call)
    with after(call):
        act = lambda: services.propose(case, Outcome.AWARD, actor=office.officer, minor=minor)  # noqa: E731
        assert refusal(act) is Refused.AMOUNT_OUTSIDE


def test_others_of_the_office_decide_nothing(office: Office) -> None:
    call = office.call()
    case = office.proposed(call)
    with after(call):
        act = lambda: services.award(case, actor=office.finance)  # noqa: E731
        assert refusal(act) is KernelRefusal.NOT_YOURS_TO_DO


def test_a_whole_list_is_screened_proposed_and_decided_in_three_acts(office: Office) -> None:
    call = office.call()
    cases = [office.sent(call, f"Group {number}")[0] for number in range(5)]
    refs = [case.ref for case in cases]
    with after(call):
        assert services.shortlist_selected(refs, call, actor=office.officer) == []
        left = services.propose_selected(refs, call, Outcome.AWARD, actor=office.officer, language="en")
        assert left == []
        assert services.decide_selected(refs, call, actor=office.officer) == sorted(refs)
        assert services.decide_selected(refs, call, actor=office.second) == []
    assert {case.status for case in cases} == {Status.AWARDED}
    assert sums(Fact.line_id == office.line.id).committed == 5 * 450_00


def test_an_application_of_another_call_is_left_alone(office: Office) -> None:
    call, other = office.call(code="one"), office.call(code="two")
    case, _lead = office.sent(other)
    with after(call):
        assert services.shortlist_selected([case.ref], call, actor=office.officer) == [case.ref]


def test_another_line_pays_where_the_first_ones_donor_lets_no_money_go(session: Session) -> None:
    office = Office()
    stopped = make_award(office.body, office.finance, "B", closed_countries=["KE"])
    made = office.call(lines=[stopped.lines[0], office.line])
    case, _lead = office.sent(made)
    case.country = "KE"
    with after(made):
        services.propose(case, Outcome.AWARD, actor=office.officer, reason="It fits.")
        services.award(case, actor=office.second)
    assert case.commitment is not None
    assert case.commitment.line_id == office.line.id
