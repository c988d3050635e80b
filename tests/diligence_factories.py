"""Checks of groups for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.accounts.models import Person
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.awards import services as awards
from app.grants.awards.enums import Route
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.diligence import services
from app.grants.diligence.checklists import CHECKLISTS
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.services import Given
from app.kernel import clock
from app.organisations.models import NetworkBody, Organisation
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK, Bursary
from tests.grant_factories import budget_of

NOTE = "Seen by the office."


def answers_for(tier: Tier, **changes: Given) -> dict[str, Given]:
    """Everything is met, and no other organisation receives the money; other answers by the point's code."""
    known = {one.code: Given(Found.MET, NOTE) for one in CHECKLISTS[tier]}
    known["sanctions"] = Given(Found.MET, "", "UN and EU", clock.today())
    if tier is Tier.FULL:
        known["host"] = Given(Found.NOT_APPLICABLE)
    return known | changes


def make_check(
    body: NetworkBody, group: Organisation, tier: Tier, officer: Person, **changes: Given
) -> DiligenceCheck:
    """A check that is filled in and sent to a second person."""
    check = services.start_check(body, group, tier, actor=officer)
    services.answer_points(check, answers_for(tier, **changes), actor=officer)
    services.send_check(check, actor=officer)
    return check


def pass_check(
    body: NetworkBody,
    group: Organisation,
    tier: Tier,
    people: tuple[Person, Person],
    until: date | None = None,
    **said: Any,
) -> DiligenceCheck:
    """A check that the first of these people filled in and the second one passed."""
    officer, second = people
    check = make_check(body, group, tier, officer)
    services.conclude_check(check, passed=True, until=until, details_confirmed=True, actor=second, **said)
    return check


def make_selected(office: Bursary, call: Call, minor: int, name: str) -> tuple[Any, Person]:
    """A selected application for this amount, and the lead of its group; of a call that has closed."""
    assert call.closes_at is not None
    with clock.at(call.closes_at - timedelta(days=1)):
        case, lead = office.draft(call, name)
        enter_answers(case.response, budget_of(minor), actor=lead)
        applications.send_application(case, actor=lead)
    applications.propose(case, Outcome.AWARD, actor=office.officer, reason="It fits.")
    applications.award(case, actor=office.second)
    return case, lead


def make_accepted(office: Bursary, call: Call, minor: int, name: str = "Reed") -> tuple[GrantAward, Person]:
    """A grant of this amount that the group accepted, and said where money is sent."""
    case, lead = make_selected(office, call, minor, name)
    award = awards.offer(case, actor=office.officer)
    awards.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    awards.enter_details(award, Route.BANK, BANK, actor=lead)
    return award, lead
