"""Applications to the example network's calls, in every state that an officer and a group can meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Person
from app.example.calls import publish_shelter
from app.example.world import World
from app.grants.applications import services
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.calls.models import Call
from app.organisations.models import Organisation
from app.organisations.queries import list_contact_organisations
from app.questionnaires.services import enter_answers

Words = tuple[str, str]
PLANS: dict[str, Words] = {
    "member-en": ("en", "A meal and an evening of talks for people who sleep outside in our district."),
    "member-es": (
        "es",
        "Mantas, comida caliente y atención para personas que viven en la calle.",
    ),
    "member-fr": ("fr", "Un repas chaud et un point d’écoute pour les personnes qui dorment dehors."),
    "member-network": ("en", "Four towns open a warm room for one night and tell their councils why."),
}
LIGHT: dict[str, Any] = {
    "people": "20_to_50",
    "spending": ["room", "food", "transport"],
    "risks": ["late_money"],
    "then": "smaller",
    "route": "bank",
    "true": ["yes"],
}
REASON = {
    "en": "The group knows its neighbourhood, and the plan is small and clear.",
    "es": "El grupo conoce su barrio, y el plan es pequeño y claro.",
    "fr": "Le groupe connaît son quartier, et le projet est petit et clair.",
}


def tell_applications(world: World, call: Call) -> None:
    """To the call that is open: a draft and one that is received. To one that has closed: one on the
    shortlist, one on which a decision is proposed, one that is selected."""
    with world.days_ago(8):
        write_application(world, call, "member-en", send=False)
    with world.days_ago(5):
        write_application(world, call, "member-es")
    with world.days_ago(70):
        shelter = publish_shelter(world)
    with world.days_ago(40):
        sent = {name: write_application(world, shelter, name) for name in PLANS}
    officer, second = world.people["grants"], world.people["grants-2"]
    with world.days_ago(3):
        services.shortlist_selected([sent["member-es"].ref], shelter, actor=officer)
        for name in ("member-fr", "member-network"):
            case = sent[name]
            services.propose(
                case, Outcome.AWARD, actor=officer, reason=REASON[case.language], language=case.language
            )
        services.award(sent["member-network"], actor=second)


def write_application(
    world: World,
    call: Call,
    name: str,
    *,
    send: bool = True,
    answers: Mapping[str, Any] | None = None,
    public_name: str = "no",
) -> GrantApplication:
    """What this person's group writes to the call, and whether it may be named in public; other `answers`
    than those of the light form."""
    person = world.people[name]
    language, what = PLANS[name]
    case = services.start_application(call, _group_of(person), actor=person, language=language)
    given = answers or {**LIGHT, "what": what, "public_name": public_name}
    enter_answers(case.response, given, actor=person)
    if send:
        services.send_application(case, actor=person)
    return case


def _group_of(person: Person) -> Organisation:
    return list_contact_organisations(person.id)[0][0]
