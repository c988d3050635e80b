"""Reviews of the example network: of one call, two applications that are scored, one that is being scored and
one for which a reviewer with a conflict of interest has to be replaced."""

from __future__ import annotations

from typing import Any

from app.casework.enums import DeclaredTie
from app.example.applications import write_application
from app.example.calls import publish_schools
from app.example.world import World
from app.grants.reviews import services
from app.grants.reviews.models import ApplicationReview
from app.grants.reviews.scoring import Judgement
from app.grants.reviews.services import Profile

Words = dict[str, str]
# language → what the group plans, what should change, what could go wrong
PLANS: dict[str, tuple[str, str, str]] = {
    "member-en": (
        "Ten evenings in which people who sleep outside teach first aid to shopkeepers and neighbours.",
        "Shops open their doors in winter, and somebody on each street knows what to do.",
        "Rain, or a shop that withdraws. We have three other rooms.",
    ),
    "member-es": (
        "Un taller al mes sobre derechos en la calle, dado por quienes los conocen de primera mano.",
        "Que menos personas pierdan sus documentos y sus cosas.",
        "Que alguien no pueda venir. Dos personas preparan cada taller.",
    ),
    "member-fr": (
        "Des ateliers mensuels sur les premiers gestes, animés par des pairs.",
        "Que chacun dans le quartier sache quoi faire et qui appeler.",
        "Une salle fermée : nous en avons une deuxième.",
    ),
    "member-network": (
        "Four towns exchange teachers for a month and write down what works.",
        "One handbook that every town can print.",
        "Trains are dear. Two towns can meet halfway.",
    ),
}
AMOUNTS = {"member-en": 9_000_00, "member-es": 6_500_00, "member-fr": 7_500_00, "member-network": 14_000_00}
READS = {"reviewer-en": ["en", "es"], "reviewer-fr": ["en", "fr"]}
"""The languages that reviewers say they read; the third has said nothing yet."""
CRITERIA = ("need", "plan", "led", "budget")
# language of the reviewer → what they say of each criterion
SAID: dict[str, tuple[str, str, str, str]] = {
    "reviewer-en": (
        "The need is plain.",
        "The steps follow from each other.",
        "Peers teach and decide.",
        "The amounts fit.",
    ),
    "reviewer-es": (
        "La necesidad está bien explicada.",
        "El plan es claro, falta un calendario.",
        "Lo dirigen las propias personas.",
        "El presupuesto es razonable.",
    ),
    "reviewer-fr": (
        "Le besoin est bien décrit.",
        "Le projet tient debout.",
        "Les pairs décident.",
        "Le budget correspond au projet.",
    ),
}
CONCERN = "Two of the four towns told me that nobody asked them. Please talk to them before the panel meets."
COMMENTS = (
    "The need is plain and the steps follow from each other. A calendar would help: "
    "say which evening is about what."
)


def tell_reviews(world: World) -> None:
    """What happened from the publication of the call to the day of loading."""
    with world.days_ago(60):
        call = publish_schools(world)
    for name, languages in READS.items():
        person = world.people[name]
        services.set_profile(world.bodies["idpc"].id, person, Profile(languages, 6))
    with world.days_ago(20):
        sent = {name: write_application(world, call, name, answers=_answers(name)) for name in PLANS}
    officer, people = world.people["grants"], world.people
    asked = {
        "member-en": ("reviewer-es", "reviewer-fr"),
        "member-network": ("reviewer-en", "reviewer-fr"),
        "member-es": ("reviewer-es", "reviewer-en"),
        "member-fr": ("reviewer-fr", "reviewer-es"),
    }
    with world.days_ago(9):
        cases = {
            name: services.ask_reviewers(sent[name], [people[one] for one in who], actor=officer)
            for name, who in asked.items()
        }
    with world.days_ago(6):
        _send(world, cases["member-en"], "reviewer-es", 4, 3, 4, 3)
        _send(world, cases["member-en"], "reviewer-fr", 3, 3, 4, None)
        _send(world, cases["member-network"], "reviewer-fr", 4, 4, 3, 4)
        _answer(world, cases["member-network"], "reviewer-en")
        services.raise_flag(cases["member-network"], CONCERN, actor=people["reviewer-en"])
    with world.days_ago(4):
        _send(world, cases["member-network"], "reviewer-en", 2, 1, 1, 3, accepted=True)
        _send(world, cases["member-fr"], "reviewer-es", 3, 2, 3, 3)
        _answer(world, cases["member-fr"], "reviewer-fr", DeclaredTie.CONFLICT)
        _answer(world, cases["member-es"], "reviewer-es")
        services.edit_comments(cases["member-en"], COMMENTS, actor=officer)


def _answers(name: str) -> dict[str, Any]:
    what, change, dangers = PLANS[name]
    minor = AMOUNTS[name]
    rows = [("Rooms", minor // 2), ("Travel", minor - minor // 2)]
    return {
        "what": what,
        "change": change,
        "dangers": dangers,
        "period": {"start": "2026-12-01", "end": "2027-05-31"},
        "budget": [{"item": item, "amount": {"minor": one, "currency": "USD"}} for item, one in rows],
        "route": "bank",
        "reference": "A neighbour of ours.",
        "public_name": "country",
        "true": ["yes"],
    }


def _answer(world: World, case: ApplicationReview, name: str, tie: DeclaredTie = DeclaredTie.NONE) -> None:
    services.answer_invitation(case, tie=tie, takes=True, actor=world.people[name])


def _send(
    world: World, case: ApplicationReview, name: str, *points: int | None, accepted: bool = False
) -> None:
    if not accepted:
        _answer(world, case, name)
    given = {
        code: Judgement(one, one is None, "" if one is None else words)
        for code, one, words in zip(CRITERIA, points, SAID[name], strict=True)
    }
    person = world.people[name]
    services.send_review(case, given, language=person.language, actor=person)
