"""Questions whose fields have a look of their own, for the style guide: some with what is wrong with them."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.questionnaires.building import definition, option, question, section, texts
from app.questionnaires.forms import build_form
from app.questionnaires.presenter.section import items_of, say_what_lacks
from app.questionnaires.types import Asked
from app.web.languages import current_language

_MONEY = ["EUR", "USD"]
_AMOUNT = texts("Amount asked for", "Monto solicitado", "Montant demandé")
_WORK, _HOURS = texts("Work", "Trabajo", "Travail"), texts("hours", "horas", "heures")
_WHEN = texts("When", "Cuándo", "Quand")
_COLUMNS = [
    question("item", "text", texts("Item", "Concepto", "Poste"), required=True),
    question("cost", "money", texts("Cost", "Costo", "Coût"), currencies=["EUR"], required=True),
    question("days", "number", texts("Days", "Días", "Jours"), decimals=1),
    question(
        "kind",
        "choice",
        texts("Kind", "Tipo", "Type"),
        options=[
            option("staff", texts("Staff", "Personal", "Personnel")),
            option("rent", texts("Rent", "Alquiler", "Loyer")),
        ],
    ),
]
FORM = definition(
    section(
        "specimens",
        _AMOUNT,
        question("asked", "money", _AMOUNT, currencies=_MONEY),
        question("hours", "number", _WORK, unit=_HOURS, decimals=2),
        question("when", "date_range", _WHEN, required=True),
        question(
            "budget", "table", texts("Budget", "Presupuesto", "Budget"), columns=_COLUMNS, totals=["cost"]
        ),
    )
)
ANSWERS = {"asked": {"minor": 30050, "currency": "EUR"}, "budget": [{"item": "1", "days": "2"}]}


def show_specimens() -> Markup:
    """Each such question; the days and a cost in the table are lacking, and say so."""
    language = current_language()
    asked = [Asked(question=one, language=language, value=ANSWERS.get(one.code)) for one in FORM.questions()]
    form = build_form(asked, version=1)
    say_what_lacks(form, {})
    items = items_of(form, {}, language)
    return Markup(render_template("questionnaires/_specimens.html", items=items))  # noqa: S704 - a template of ours
