"""The town's grants: one that is offered, one that is paid, one on which the group reported."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from app.accounts.models import Person
from app.documents.services import import_document
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.awards import services
from app.grants.awards.enums import Happened, Route
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.calls.queries import list_lines
from app.grants.calls.services import publish_call
from app.grants.diligence.enums import Tier
from app.grants.diligence.services import start_check
from app.grants.funding.queries import list_accounts
from app.grants.publishing.services import offer_file
from app.grants.reports import services as reports
from app.grants.reports.enums import Proof
from app.grants.reports.rules import owner_of
from app.grants.reports.services import ExpenseData
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK
from tests.call_factories import make_call
from tests.diligence_factories import make_check
from tests.factories import give_role, make_person
from tests.grant_factories import LIGHT, budget_of
from tests.membership_factories import World
from tests.organisation_factories import make_contact, make_member
from tests.unit.documents.files import PDF

PAST = {
    "id": "360G-old-1",
    "title": "A meal",
    "description": "A meal for the street.",
    "currency": "USD",
    "amountAwarded": 450,
    "awardDate": "2019-05-31",
    "recipientOrganization": [{"id": "XX-OLD-1", "name": "Old group"}],
    "fundingOrganization": [{"id": "XX-EXAMPLE-1", "name": "River network"}],
}
SPENT = ExpenseData("Room", "A hall", clock.today(), 100_00, Proof.PEERS, "R-1", "P1")
STAGES = ("offered", "paid", "reported")


def fill_awards(
    values: dict[str, str],
    world: World,
    contacts: dict[str, Person],
    staff: dict[str, Person],
    stages: tuple[str, ...] = STAGES,
) -> None:
    """`contacts` are lead, editor and viewer of each group; `staff` are finance and grants."""
    second = {role: _helper(world, role) for role in (Role.GRANTS_OFFICER, Role.FINANCE_OFFICER)}
    with clock.shift(timedelta(days=-20)):
        lines, due = list_lines(world.body.id), clock.today() + timedelta(days=60)
        call = make_call(world.body, staff["grants"], lines[0], code="done", report_by=due)
        publish_call(call, actor=staff["grants"])
        sent = [_send(call, world, contacts, stage) for stage in stages]
    values["call done"] = call.ref
    paid = []
    for stage, case in zip(stages, sent, strict=True):
        applications.propose(case, Outcome.AWARD, actor=staff["grants"], reason="It fits.")
        applications.award(case, actor=second[Role.GRANTS_OFFICER])
        award = services.offer(case, actor=staff["grants"])
        values[f"award {stage}"] = award.ref
        if stage != "offered":
            seen = award.agreement_hash
            services.accept(award, name="R.", role="Chair", seen_hash=seen, actor=contacts["lead"])
            services.enter_details(award, Route.BANK, BANK, actor=contacts["lead"])
            paid.append(award)
    _fill_checks(values, world, paid[-1], second[Role.GRANTS_OFFICER])
    values["run"] = _pay(world, paid, second[Role.FINANCE_OFFICER], staff["finance"])
    _fill_costs(values, world, contacts, staff, second)
    for name, grants in (("import", [PAST]), ("import faulty", [PAST, {}])):
        data = json.dumps(grants).encode()
        values[name] = offer_file(world.body, f"{name}.json", data, actor=staff["grants"]).ref
    services.send_report(
        paid[-1], happened=Happened.YES, text="We met.", people=3, left_minor=0, actor=contacts["lead"]
    )


def _fill_checks(values: dict[str, str], world: World, award: GrantAward, officer: Person) -> None:
    """A check of a group that is filled in, and one that is to be concluded."""
    values["checked group"] = award.organisation.ref
    check = make_check(world.body, award.organisation, Tier.STANDARD, officer)
    values["check ready"] = check.ref
    other = make_member(world.body, f"Checked {world.body.slug}")
    values["check running"] = start_check(world.body, other, Tier.FULL, actor=officer).ref


def _helper(world: World, role: Role) -> Person:
    person = make_person(f"Second {role.value} {world.body.slug}")
    give_role(person, role, ScopeKind.BODY, world.body.id)
    return person


def _fill_costs(
    values: dict[str, str],
    world: World,
    contacts: dict[str, Person],
    staff: dict[str, Person],
    second: dict[Role, Person],
) -> None:
    """Two grants at actual cost: of one the group still enters expenses, on the other it has reported."""
    officer, lead, treasurer = staff["grants"], contacts["lead"], second[Role.FINANCE_OFFICER]
    with clock.shift(timedelta(days=-20)):
        line = list_lines(world.body.id)[0]
        call = make_call(world.body, officer, line, "two_pages", code="costs")
        publish_call(call, actor=officer)
        sent = [_send(call, world, contacts, stage, budget_of(450_00)) for stage in ("spending", "costed")]
    for stage, case in zip(("spending", "costed"), sent, strict=True):
        applications.propose(case, Outcome.AWARD, actor=officer, reason="It fits.")
        applications.award(case, actor=second[Role.GRANTS_OFFICER])
        award = services.offer(case, actor=officer)
        values[f"award {stage}"] = award.ref
        services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
        services.enter_details(award, Route.BANK, BANK, actor=lead)
        for part in award.tranches:
            _pay(world, [award], treasurer, staff["finance"])
            said = {"number": part.number, "minor": part.minor, "currency": "USD", "day": clock.today()}
            db.session.refresh(part)
            services.confirm_receipt(award, **said, actor=lead)  # type: ignore[arg-type]
        owner = owner_of(award)
        receipt = import_document(BytesIO(PDF), "receipt.pdf", owner=owner, actor=lead).ref
        reports.enter(award, replace(SPENT, day=clock.today(), files=(receipt,)), actor=lead)
        if stage == "costed":
            values["receipt"], said = receipt, {"text": "We met.", "people": 3, "notes": {0: "Less."}}
            reports.send_report(award, happened=Happened.YES, actor=lead, **said)  # type: ignore[arg-type]


def _send(
    call: Call, world: World, contacts: dict[str, Person], stage: str, answers: dict[str, Any] = LIGHT
) -> GrantApplication:
    group = make_member(world.body, f"Grant {stage} {world.body.slug}")
    for role in ContactRole:
        make_contact(contacts[role.value], group, role)
    case = applications.start_application(call, group, actor=contacts["lead"], language="en")
    enter_answers(case.response, answers, actor=contacts["lead"])
    applications.send_application(case, actor=contacts["lead"])
    return case


def _pay(world: World, awards: list[GrantAward], finance: Person, treasurer: Person) -> str:
    account = list_accounts(world.body.id)[0]
    run = services.prepare_run(world.body, account, [one.ref for one in awards], actor=finance)
    services.approve_run(run, actor=treasurer, despite_cash=True)
    return run.ref
