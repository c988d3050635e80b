"""Two pages with a simple budget, for grants of a few thousand."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import get_currency_precision

from app.grants.calls.call_templates.light import (
    DECLARED,
    PUBLIC_NAME,
    PUBLIC_OPTIONS,
    TRUE,
    WHAT,
    route_questions,
)
from app.questionnaires.building import definition, option, question, section, texts
from app.questionnaires.definition import Definition
from app.questionnaires.types import Question

BUDGET = "budget"
ITEM = "item"
AMOUNT = "amount"

PLAN = (
    question(
        WHAT,
        "long_text",
        texts("What will you do?", "¿Qué van a hacer?", "Qu’allez-vous faire ?"),
        hint=texts(
            "Say what, with whom and where.",
            "Di qué, con quién y dónde.",
            "Dites quoi, avec qui et où.",
        ),
        required=True,
        word_limit=250,
    ),
    question(
        "change",
        "long_text",
        texts(
            "What should be different afterwards?",
            "¿Qué debería ser distinto después?",
            "Qu’est-ce qui devrait avoir changé ensuite ?",
        ),
        required=True,
        word_limit=150,
    ),
    question(
        "period",
        "date_range",
        texts("From when to when?", "¿Desde cuándo y hasta cuándo?", "De quand à quand ?"),
        required=True,
    ),
    question(
        "dangers",
        "long_text",
        texts(
            "What could go wrong, and what would you do then?",
            "¿Qué podría salir mal y qué harían entonces?",
            "Qu’est-ce qui pourrait mal tourner, et que feriez-vous alors ?",
        ),
        required=True,
        word_limit=150,
    ),
)
IN_THE_END = (
    question(
        "reference",
        "long_text",
        texts(
            "Who knows your work and can speak about it?",
            "¿Quién conoce su trabajo y puede hablar de él?",
            "Qui connaît votre travail et peut en parler ?",
        ),
        hint=texts(
            "A name and how we can reach them. Ask them first.",
            "Un nombre y cómo contactarle. Pídale permiso antes.",
            "Un nom et comment joindre cette personne. Demandez-lui d’abord.",
        ),
        required=True,
        word_limit=40,
    ),
    question(
        PUBLIC_NAME,
        "choice",
        texts(
            "May we name your group in public?",
            "¿Podemos nombrar a tu grupo en público?",
            "Pouvons-nous nommer votre groupe en public ?",
        ),
        required=True,
        options=PUBLIC_OPTIONS,
    ),
    question("true", "many_choice", DECLARED, required=True, options=(option("yes", TRUE),)),
)


def questions(currency: str, largest_minor: int) -> Definition:
    """The question set: what and with whom, then the budget, whose total is the amount asked for."""
    plan = texts("What you plan", "Lo que planean", "Ce que vous prévoyez")
    money = texts("The budget", "El presupuesto", "Le budget")
    return definition(
        section("plan", plan, *PLAN),
        section("money", money, _budget(currency, largest_minor), *route_questions(), *IN_THE_END),
    )


def _budget(currency: str, largest_minor: int) -> Question:
    largest = Decimal(largest_minor).scaleb(-get_currency_precision(currency))
    return question(
        BUDGET,
        "table",
        texts(
            "What will you spend, and on what?",
            "¿Cuánto gastarán y en qué?",
            "Combien dépenserez-vous, et pour quoi ?",
        ),
        required=True,
        columns=(
            question(ITEM, "text", texts("For what", "Para qué", "Pour quoi"), required=True),
            question(
                AMOUNT,
                "money",
                texts("Amount", "Importe", "Montant"),
                required=True,
                currencies=(currency,),
                maximum=largest,
            ),
        ),
        totals=(AMOUNT,),
        figure=True,
        minimum=1,
        maximum=12,
    )
