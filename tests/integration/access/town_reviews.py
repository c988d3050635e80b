"""The town's reviews: an application that is being scored, one that is scored."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.grants.applications.models import GrantApplication
from app.grants.applications.services import send_application, start_application
from app.grants.calls.models import Call
from app.grants.calls.queries import list_lines
from app.grants.calls.services import publish_call
from app.grants.reviews import services
from app.grants.reviews.queries import get_review_case
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from app.questionnaires.services import enter_answers
from tests.call_factories import make_call
from tests.factories import give_role, make_person
from tests.grant_factories import budget_of
from tests.membership_factories import World
from tests.organisation_factories import make_contact, make_member
from tests.review_factories import judged


def fill_reviews(
    values: dict[str, str], world: World, contacts: dict[str, Person], people: dict[str, Person]
) -> None:
    """`people` are grants, reviewer and reviewer recused."""
    officer, reviewer, recused = (people[name] for name in ("grants", "reviewer", "reviewer recused"))
    others = [_reviewer(world, number) for number in range(2)]
    amounts = {"smallest_minor": 500_00, "largest_minor": 5_000_00}
    line = list_lines(world.body.id)[0]
    draft = make_call(world.body, officer, line, template="panel", code="panel-draft", **amounts)
    with clock.shift(timedelta(days=-20)):
        call = make_call(world.body, officer, line, template="panel", code="panel", **amounts)
        publish_call(call, actor=officer)
        scoring, scored = (_send(call, world, contacts, name) for name in ("scoring", "scored"))
    values |= {"call panel draft": draft.ref, "call panel": call.ref, "grant scoring": scoring.ref}
    case = services.ask_reviewers(scoring, [reviewer, recused, others[0]], actor=officer)
    values |= {"review open": case.ref, "reviewer ref": reviewer.ref}
    services.answer_invitation(case, tie=DeclaredTie.NONE, takes=True, actor=reviewer)
    services.answer_invitation(case, tie=DeclaredTie.CONFLICT, takes=True, actor=recused)
    _score(case.ref, others[:1])
    done = services.ask_reviewers(scored, others, actor=officer)
    _score(done.ref, others)
    values |= {"review scored": done.ref, "review unnamed": done.reviews[0].ref}


def _reviewer(world: World, number: int) -> Person:
    person = make_person(f"Reviewer {number} {world.body.slug}")
    give_role(person, Role.REVIEWER, ScopeKind.BODY, world.body.id)
    return person


def _send(call: Call, world: World, contacts: dict[str, Person], name: str) -> GrantApplication:
    group = make_member(world.body, f"Grant {name} {world.body.slug}")
    for role in ContactRole:
        make_contact(contacts[role.value], group, role)
    case = start_application(call, group, actor=contacts["lead"], language="en")
    enter_answers(case.response, budget_of(1_000_00), actor=contacts["lead"])
    send_application(case, actor=contacts["lead"])
    return case


def _score(ref: str, people: list[Person]) -> None:
    for person in people:
        db.session.flush()
        case = get_review_case(ref, lock=True)
        services.answer_invitation(case, tie=DeclaredTie.NONE, takes=True, actor=person)
        services.send_review(case, judged(4, 3, 2, None), language="en", actor=person)
