"""A small network that admits members, with the people it takes, for tests of admission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import Casefile
from app.casework.services import declare_tie
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.membership import queries, services
from app.membership.enums import Ballot, CheckResult, Listing, Outcome, PlaceShown, Stance, Verdict
from app.membership.models import Application
from app.membership.process_words import Action
from app.organisations.models import NetworkBody
from app.questionnaires import services as questionnaires
from app.questionnaires.building import definition, option, question, section, texts
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body, make_contact, make_member, region

THREE = {"en": "Words", "es": "Palabras", "fr": "Mots"}


def same(word: str) -> dict[str, str]:
    return {"en": word, "es": f"{word} (es)", "fr": f"{word} (fr)"}


def make_policy(**changes: Any) -> dict[str, Any]:
    """A whole policy: region and members are asked, three people decide."""
    return {
        "tiers": [
            {"code": "member", "name": same("Member"), "description": same("All of it"), "comments": True}
        ],
        "criteria": [
            {
                "code": "purpose",
                "kind": "judgement",
                "title": same("Purpose"),
                "guidance": THREE,
                "questions": ["purpose"],
            },
            {
                "code": "registered",
                "kind": "evidence",
                "title": same("Registered"),
                "guidance": THREE,
                "questions": ["registered"],
                "waivable": True,
            },
            {
                "code": "interests",
                "kind": "declaration",
                "title": same("Interests"),
                "guidance": THREE,
                "questions": ["industry"],
                "referral_answers": ["yes"],
            },
        ],
        "steps": {"regional_check": True, "member_comment": True, "quorum": 3},
        "limits": {
            "screen": 14,
            "check": 14,
            "comment": 14,
            "committee": 60,
            "information": 60,
            "reopen": 365,
            "reply": 10,
            "remind_before": [14, 3],
        },
        "profile": {"description": "purpose"},
    } | changes


def make_questions() -> Any:
    yes_no = [option("yes", texts("Yes", "Sí", "Oui")), option("no", texts("No", "No", "Non"))]
    return definition(
        section(
            "about",
            same("About"),
            question("purpose", "long_text", same("What do you do?"), required=True),
            question("registered", "choice", same("Registered?"), required=True, options=yes_no),
        ),
        section(
            "interests",
            same("Interests"),
            question("industry", "choice", same("Industry?"), required=True, options=yes_no),
        ),
    )


@dataclass
class World:
    """A body in Latin America and everybody an application meets."""

    body: NetworkBody
    applicant: Person
    officer: Person
    coordinator: Person
    committee: list[Person]
    member: Person
    member_id: int
    other_member: Person


def make_world(
    *,
    policy: dict[str, Any] | None = None,
    with_coordinator: bool = True,
    slug: str = "example",
    scheme: str = "inpud",
    region_code: str = "latin_america_caribbean",
) -> World:
    body = make_body(slug, scheme=scheme)
    question_set = questionnaires.create_question_set("join", title=THREE, actor=SYSTEM, body_id=body.id)
    version = questionnaires.publish_version(question_set, make_questions(), actor=SYSTEM)
    services.publish_policy(body, policy or make_policy(), questions=version, actor=SYSTEM)
    officer, coordinator = make_person("Officer"), make_person("Coordinator")
    committee = [make_person(f"Committee {number}") for number in range(3)]
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    if with_coordinator:
        region_id = region(region_code, scheme).id
        give_role(coordinator, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region_id)
    for person in committee:
        give_role(person, Role.COMMITTEE_MEMBER, ScopeKind.BODY, body.id)
    member, other = make_person("Member"), make_person("Other member")
    organisation, second = make_member(body, "Vecinas"), make_member(body, "Faros")
    make_contact(member, organisation)
    make_contact(other, second)
    return World(
        body=body,
        applicant=make_person("Ana", language="es"),
        officer=officer,
        coordinator=coordinator,
        committee=committee,
        member=member,
        member_id=organisation.id,
        other_member=other,
    )


def make_earlier_world(**more: Any) -> World:
    """A world whose people have had their roles for long, so that a test can begin in the past."""
    with clock.shift(-timedelta(days=500)):
        return make_world(**more)


def make_draft(world: World, known_as: str = "Puentes", country: str = "MX") -> Application:
    return services.start_application(
        world.body, actor=world.applicant, language="es", known_as=known_as, country=country
    )


def fill_in(world: World, application: Application, *, industry: str = "no", **circulation: Any) -> None:
    """Every answer given, and the circulation view settled."""
    questionnaires.enter_answers(
        application.response,
        {"purpose": "Acompañamos a pares.", "registered": "no", "industry": industry},
        actor=world.applicant,
    )
    fill_in_circulation(world, application, **circulation)


def fill_in_circulation(world: World, application: Application, **circulation: Any) -> None:
    """What members are shown, settled by the applicant."""
    services.settle_circulation(
        application,
        actor=world.applicant,
        **(
            {
                "may_circulate": True,
                "lines": "Un grupo pequeño.",
                "place": PlaceShown.REGION,
                "exclusions": "",
                "listing": Listing.PUBLIC,
                "language": "es",
            }
            | circulation
        ),
    )


def make_submitted(world: World, **answers: Any) -> Application:
    application = make_draft(world)
    fill_in(world, application, **answers)
    services.submit_application(application, actor=world.applicant)
    return fresh(application)


def make_in_check(world: World) -> Application:
    application = make_submitted(world)
    services.forward(application, Action.START_CHECK, actor=world.officer)
    return fresh(application)


def make_in_comment(world: World) -> Application:
    application = make_in_check(world)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    services.record_check(
        application, result=CheckResult.KNOWN, note="Known.", language="en", actor=world.coordinator
    )
    return fresh(application)


def ask(world: World, application: Application, question: str, message: str) -> None:
    """The officer asks the applicant about one question again."""
    services.request_information(
        application, questions=[question], message=message, language="en", actor=world.officer
    )


def support(world: World, application: Application, *, actor: Person) -> None:
    """Somebody supports the application without words, for the member of the world."""
    services.comment(
        application,
        organisation_id=world.member_id,
        stance=Stance.SUPPORT,
        criterion=None,
        text="",
        language="en",
        actor=actor,
    )


def vote_all(world: World, application: Application, choice: Ballot = Ballot.ADMIT) -> None:
    for person in world.committee:
        declare_tie(application, tie=DeclaredTie.NONE, note="", actor=person)
        services.cast_vote(
            application, choice=choice, tier="member", reason="Good.", language="fr", actor=person
        )


VERDICTS = {
    "purpose": (Verdict.MET, "Plain."),
    "registered": (Verdict.WAIVED, "Registration would expose them."),
    "interests": (Verdict.MET, "None."),
}


def decide(world: World, application: Application, outcome: Outcome = Outcome.ADMITTED) -> None:
    services.record_decision(
        application,
        outcome=outcome,
        tier="member",
        verdicts=VERDICTS,
        words="Bienvenues.",
        language="fr",
        actor=world.committee[0],
    )


def fresh(application: Application) -> Application:
    """The application as the next request would read it."""
    db.session.flush()
    db.session.expire_all()
    return queries.get_application(application.ref)


def list_circulating(person_id: int, body_id: int) -> list[str]:
    """The references of the applications to this body that the person may comment on."""
    statement = queries.circulating_statement(person_id, body_id).order_by(Casefile.sort_due)
    return [row.ref for row in db.session.execute(statement)]
