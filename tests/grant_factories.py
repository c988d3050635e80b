"""A network that gives small grants, with its people and groups, for tests of applications."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.grants.applications import services
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.calls.models import Call
from app.grants.calls.services import publish_call
from app.kernel import clock
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from app.organisations.models import Organisation
from app.questionnaires.services import enter_answers
from tests.call_factories import make_call
from tests.factories import give_role, make_person
from tests.funding_factories import make_award
from tests.organisation_factories import make_body, make_contact, make_member

LIGHT = {
    "group_right": "right",
    "what": "A march and a meal.",
    "people": "20_to_50",
    "spending": ["room", "food"],
    "risks": ["none"],
    "then": "smaller",
    "route": "bank",
    "public_name": "no",
    "true": ["yes"],
}


def budget_of(*amounts: int) -> dict[str, Any]:
    """The answers of the form of two pages, with a budget of these amounts."""
    rows = [{"item": "Room", "amount": {"minor": one, "currency": "USD"}} for one in amounts]
    return {
        "what": "Care.",
        "change": "More care.",
        "period": {"start": "2026-12-01", "end": "2026-12-31"},
        "dangers": "Rain.",
        "budget": rows,
        "route": "bank",
        "reference": "A neighbour.",
        "public_name": "no",
        "true": ["yes"],
    }


class Office:
    """A network with one budget line of USD 10,000.00, two grants officers and its finance."""

    def __init__(self, slug: str = "river") -> None:
        self.body = make_body(slug)
        self.finance = self._person("Finance", Role.FINANCE_OFFICER)
        self.officer = self._person("Officer", Role.GRANTS_OFFICER)
        self.second = self._person("Second", Role.GRANTS_OFFICER)
        self.fund = make_award(self.body, self.finance)
        self.line = self.fund.lines[0]

    def _person(self, name: str, role: Role) -> Person:
        person = make_person(name)
        give_role(person, role, ScopeKind.BODY, self.body.id)
        return person

    def call(self, **changes: Any) -> Call:
        """A call of USD 450 that is open for ten days more."""
        call = make_call(self.body, self.officer, self.line, **changes)
        publish_call(call, actor=self.officer)
        return call

    def group(self, name: str = "Reed") -> tuple[Organisation, Person]:
        """A member and its lead contact."""
        group, lead = make_member(self.body, name), make_person(f"Lead of {name}")
        make_contact(lead, group, ContactRole.LEAD)
        return group, lead

    def draft(self, call: Call, name: str = "Reed") -> tuple[GrantApplication, Person]:
        """A draft of a member, and who writes it."""
        group, lead = self.group(name)
        return services.start_application(call, group, actor=lead, language="en"), lead

    def sent(self, call: Call, name: str = "Reed") -> tuple[GrantApplication, Person]:
        """An application that is received."""
        case, lead = self.draft(call, name)
        enter_answers(case.response, LIGHT, actor=lead)
        services.send_application(case, actor=lead)
        return case, lead

    def awarded(self, call: Call, name: str = "Reed") -> tuple[GrantApplication, Person]:
        """A selected application and the lead of its group; ask for it after the call has closed."""
        assert call.closes_at is not None
        with clock.at(call.closes_at - timedelta(days=1)):
            case, lead = self.sent(call, name)
        services.propose(case, Outcome.AWARD, actor=self.officer, reason="It fits.")
        services.award(case, actor=self.second)
        return case, lead

    def proposed(self, call: Call, outcome: Outcome = Outcome.AWARD, **how: Any) -> GrantApplication:
        """An application on which the first officer has proposed a decision, once the call had closed."""
        case, _lead = self.sent(call)
        with after(call):
            services.propose(case, outcome, actor=self.officer, reason="It fits.", **how)
        return case


@contextmanager
def after(call: Call) -> Iterator[None]:
    """After the call has closed."""
    assert call.closes_at is not None
    with clock.at(call.closes_at + timedelta(minutes=2)):
        yield
