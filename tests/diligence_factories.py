"""Checks of groups for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.grants.diligence import services
from app.grants.diligence.checklists import CHECKLISTS
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.services import Given
from app.kernel import clock
from app.organisations.models import NetworkBody, Organisation

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
