"""Countries and languages, by their codes and with the names that CLDR gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from app.kernel.locales import (
    CONTENT_LANGUAGES,
    ISO_COUNTRIES,
    country_choices,
    country_name,
    language_choices,
    language_name,
)
from app.kernel.text import search_key
from app.questionnaires.types.base import (
    SAME,
    Asked,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
)
from app.questionnaires.types.choices import SeveralCodes, choose_one
from app.questionnaires.types.fields import TickedField
from app.questionnaires.types.problems import NOT_CHOSEN

COUNTRIES, LANGUAGES = frozenset(ISO_COUNTRIES), frozenset(CONTENT_LANGUAGES)


class Country(QuestionType):
    """A country, stored as its ISO 3166-1 code."""

    kind = "country"
    operators = SAME
    lacking = NOT_CHOSEN
    width = "half"

    def can_equal(self, question: Question, text: str) -> bool:
        return text in COUNTRIES

    def fields(self, asked: Asked) -> dict[str, Any]:
        return choose_one(asked, country_choices(asked.language))

    def stored_text(self, question: Question, text: str) -> str:
        if not self.can_equal(question, text):
            raise ValueError(f"{question.code}: no such code")
        return text

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return (Words(country_name(value, language)),)


class Language(Country):
    """A language that an organisation may write in, stored as its ISO 639 code."""

    kind = "language"

    def can_equal(self, question: Question, text: str) -> bool:
        return text in LANGUAGES

    def fields(self, asked: Asked) -> dict[str, Any]:
        return choose_one(asked, language_choices(asked.language))

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return (Words(language_name(value, language)),)


class Countries(SeveralCodes):
    """Several countries."""

    kind = "countries"
    template: ClassVar[str] = "questionnaires/types/_countries.html"

    def can_equal(self, question: Question, text: str) -> bool:
        return text in COUNTRIES

    def fields(self, asked: Asked) -> dict[str, Any]:
        """What was chosen before stands first, so that it is seen without going through the world."""
        chosen = set(asked.value or ())
        offered = sorted(country_choices(asked.language), key=lambda pair: pair[0] not in chosen)
        return {asked.name: TickedField(offered=tuple(offered), **asked.common)}

    def paper(self, question: Question, language: str) -> Paper:
        return Paper(lines=2)

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        names = sorted((country_name(code, language) for code in value), key=search_key)
        return tuple(Words(name) for name in names)
