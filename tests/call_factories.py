"""Calls for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.grants.calls import services
from app.grants.calls.models import Call
from app.grants.calls.services import CallData
from app.grants.calls.services import make_call as make_from_template
from app.grants.funding.models import BudgetLine
from app.kernel import clock
from app.kernel.permissions import Role, ScopeKind
from app.organisations.models import NetworkBody
from tests.factories import give_role, make_person
from tests.funding_factories import make_award


def call_data(line: BudgetLine | None, code: str = "day-of-action", **changes: Any) -> CallData:
    """A call of USD 450 that opened yesterday and closes in ten days, complete in English."""
    now = clock.now().replace(second=0, microsecond=0)
    known: dict[str, Any] = {
        "code": code,
        "title": {"en": f"Call {code}"},
        "summary": {"en": "For events of one day."},
        "guidance": {},
        "languages": ["en"],
        "currency": "USD",
        "smallest_minor": 450_00,
        "largest_minor": 450_00,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=10),
        "zone": "Africa/Nairobi",
        "answer_by": None,
        "money_by": None,
        "report_by": None,
        "required": [],
        "lines": [line] if line is not None else [],
    }
    return CallData(**(known | changes))


def make_call(
    body: NetworkBody, officer: Person, line: BudgetLine | None, template: str = "light", **changes: Any
) -> Call:
    """A draft from this template."""
    return make_from_template(body, template, call_data(line, **changes), actor=officer)


def publish_call(body: NetworkBody, **changes: Any) -> Call:
    """A published call, with the people and the award that it takes."""
    finance, officer = make_person("Finance"), make_person("Grants")
    give_role(finance, Role.FINANCE_OFFICER, ScopeKind.BODY, body.id)
    give_role(officer, Role.GRANTS_OFFICER, ScopeKind.BODY, body.id)
    call = make_call(body, officer, make_award(body, finance).lines[0], **changes)
    services.publish_call(call, actor=officer)
    return call
