"""A small question set with every kind of question, written as policies are."""

from __future__ import annotations

from datetime import date

from app.questionnaires.building import all_of, answer, definition, option, question, section, texts
from app.questionnaires.definition import Definition

TRACK_RECORD = 20


def t(english: str) -> dict[str, str]:
    return texts(english, f"{english} (es)", f"{english} (fr)")


def every_kind() -> Definition:
    return definition(
        section(
            "group",
            t("Your group"),
            question("name", "text", t("Known-as name"), required=True, word_limit=6),
            question("country", "country", t("Country"), required=True),
            question("works_in", "countries", t("Where you work"), maximum=5),
            question("language", "language", t("Language you write in")),
            question("founded", "date", t("Founded"), minimum=date(1960, 1, 1), maximum=date(2030, 1, 1)),
            intro=t("Who you are"),
        ),
        section(
            "papers",
            t("Papers"),
            question(
                "registered",
                "choice",
                t("Registered?"),
                required=True,
                options=[option("yes", t("Yes")), option("no", t("No"), t("Many groups cannot be"))],
            ),
            question(
                "statutes", "file", t("Statutes"), required=True, when=answer("registered").equals("yes")
            ),
            question(
                "why_not",
                "long_text",
                t("Why not?"),
                required=True,
                word_limit=TRACK_RECORD,
                when=answer("registered").equals("no"),
            ),
        ),
        section(
            "work",
            t("Your work"),
            question(
                "topics",
                "many_choice",
                t("Topics"),
                minimum=1,
                maximum=2,
                options=[
                    option("health", t("Health")),
                    option("rights", t("Rights")),
                    option("other", t("Other")),
                ],
            ),
            question("other_topic", "text", t("Which?"), when=answer("topics").contains("other")),
            question("staff", "number", t("How many people?"), minimum=0, maximum=100000, decimals=1),
            question(
                "audited",
                "choice",
                t("Audited?"),
                options=[option("a", t("A")), option("b", t("B"))],
                when=all_of(answer("staff").greater(10), answer("registered").not_equals("no")),
            ),
        ),
        section(
            "values",
            t("Values"),
            question("funding", "declaration", t("Industry money?"), required=True, explain=t("From whom?")),
            question("charter", "statement", t("We endorse the charter"), required=True, statement="charter"),
        ),
    )


COMPLETE: dict[str, object] = {
    "name": "Casa Abierta",
    "country": "CO",
    "registered": "no",
    "why_not": "The law does not let us",
    "topics": ["health"],
    "funding": {"answer": "no", "text": ""},
    "charter": {"agreed": True, "name": "Lucía", "version": 1, "language": "es"},
}


def grant_form() -> Definition:
    """The types that grants need: money, numbers with a unit, a time, a table with totals."""
    return definition(
        section(
            "project",
            t("Project"),
            question("asked", "money", t("Amount asked for"), currencies=["EUR"], minimum="100", figure=True),
            question("other", "money", t("Other income"), currencies=["USD", "JPY", "KWD"], figure=True),
            question("hours", "number", t("Hours"), unit=t("hours"), decimals=2, figure=True),
            question("secret", "number", t("People at risk"), maximum=500),
            question(
                "when",
                "date_range",
                t("When"),
                required=True,
                minimum=date(2024, 1, 1),
                maximum=date(2025, 12, 31),
            ),
            question(
                "budget",
                "table",
                t("Budget"),
                minimum=1,
                maximum=3,
                totals=["cost", "days"],
                figure=True,
                columns=[
                    question("item", "text", t("Item"), required=True, word_limit=3),
                    question("cost", "money", t("Cost"), currencies=["EUR"], required=True),
                    question("days", "number", t("Days"), decimals=1),
                    question(
                        "kind", "choice", t("Kind"), options=[option("a", t("Staff")), option("b", t("Rent"))]
                    ),
                ],
            ),
        ),
    )
