"""How the settings of a question are read from JSON, and written to it again.

Everything wrong is remembered with its place instead of stopping at the first fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from app.kernel.locales import LANGUAGES
from app.questionnaires.number_format import decimal_of

Item = TypeVar("Item")


class Reader:
    """Reads values of a definition. `fallback` is the language that may stand in for a missing one."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.fallback: str | None = None

    def question(self, place: str, raw: Any) -> Any:
        """A question inside a question, such as a column; only the reader of definitions knows how."""
        raise NotImplementedError

    def wrong(self, place: str, what: str) -> None:
        self.problems.append(f"{place}: {what}")

    def mapping(self, place: str, raw: Any, known: Collection[str]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self.wrong(place, "a group of named values is needed")
            return {}
        for name in sorted(set(map(str, raw)) - set(known)):
            self.wrong(place, f"{name!r} is not known here")
        return raw

    def items(self, place: str, raw: Any, read: Callable[[str, Any], Item]) -> tuple[Item, ...]:
        if not isinstance(raw, list | tuple):
            self.wrong(place, "a list is needed")
            return ()
        return tuple(read(f"{place}[{number}]", item) for number, item in enumerate(raw, start=1))

    def texts(self, place: str, raw: Any, *, needed: bool = False) -> dict[str, str]:
        if not raw:
            if needed:
                self.wrong(place, "a text is needed")
            return {}
        if not isinstance(raw, dict) or not all(isinstance(text, str) for text in raw.values()):
            self.wrong(place, "a text per language is needed")
            return {}
        for language in sorted(set(raw) - set(LANGUAGES)):
            self.wrong(place, f"{language!r} is not one of {', '.join(LANGUAGES)}")
        present = {language: raw[language] for language in LANGUAGES if raw.get(language, "").strip()}
        missing = [language for language in LANGUAGES if language not in present]
        if missing and (self.fallback is None or self.fallback not in present):
            self.wrong(
                place, f"no text in {', '.join(missing)}, and no fallback language is set that has one"
            )
        return present

    def code(self, place: str, raw: Any, inner: str = "") -> str:
        plain = raw.replace("_", "").replace(inner, "") if isinstance(raw, str) else ""
        if not plain.isascii() or not plain.isalnum() or raw != raw.lower() or len(raw) > 40:
            self.wrong(place, f"{raw!r} is not a code (small letters, digits and _, at most 40)")
            return str(raw)[:40]
        return str(raw)

    def truth(self, place: str, raw: Any) -> bool:
        if not isinstance(raw, bool):
            self.wrong(place, "true or false is needed")
        return bool(raw)

    def whole(self, place: str, raw: Any) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
            self.wrong(place, "a whole number is needed")
            return 0
        return raw

    def number(self, place: str, raw: Any) -> Decimal | None:
        try:
            return decimal_of(str(raw))
        except ValueError:
            self.wrong(place, f"{raw!r} is not a number")
            return None

    def day(self, place: str, raw: Any) -> date | None:
        try:
            return date.fromisoformat(str(raw))
        except ValueError:
            self.wrong(place, f"{raw!r} is not a date")
            return None


def as_it_is(value: Any) -> Any:
    return value


def number_text(value: Any) -> str:
    return format(Decimal(value), "f")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that questions of a type may say about themselves, beside what every question says."""

    read: Callable[[Reader, str, Any], Any]
    write: Callable[[Any], Any] = as_it_is


TEXTS = Setting(Reader.texts, dict)
TRUTH = Setting(Reader.truth)
WHOLE = Setting(Reader.whole)
NUMBER = Setting(Reader.number, number_text)
DAY = Setting(Reader.day, str)
WORD = Setting(lambda _reader, _place, raw: str(raw))


def says_nothing(value: Any) -> bool:
    """Whether a value is what stands for not having said anything. A bound of nought says something."""
    return value is None or (isinstance(value, int | str | list | tuple | dict) and not value)


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """What is not said is left out, so that equal definitions are equal texts."""
    return {name: value for name, value in data.items() if not says_nothing(value)}
