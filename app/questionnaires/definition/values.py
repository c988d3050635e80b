"""What an answer looks like when it is stored, and how conditions see it.

| kind | stored as |
|---|---|
| text, long_text | the words |
| number | decimal text with a point, `"12.5"` |
| date | `"2024-05-31"` |
| choice, country, language | a code |
| many_choice, countries | a list of codes, without repeats |
| file | a list of document references |
| declaration | `{"answer": "yes" or "no", "text": words}` |
| statement | `{"agreed": bool, "name": words, "version": key of the version read, "language": read in}` |

`None` means that nothing was said.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.questionnaires.definition.conditions import Fact
from app.questionnaires.definition.questions import SEVERAL, Kind, Question

LONGEST_TEXT = 20_000
YES_NO = ("yes", "no")


def clean(question: Question, value: object) -> Any:
    """The stored form of an answer, None for nothing; ValueError when the shape is not the kind's own."""
    if value is None or value == "" or value == []:
        return None
    if question.kind in SEVERAL:
        return _clean_several(question, value)
    if question.kind is Kind.DECLARATION:
        return _clean_declaration(value)
    if question.kind is Kind.STATEMENT:
        return _clean_statement(value)
    if not isinstance(value, str):
        raise ValueError(f"{question.code}: text expected")
    return _clean_text(question, value.strip())


def _clean_text(question: Question, value: str) -> str | None:
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"{question.code}: too long")
    match question.kind:
        case Kind.NUMBER:
            return format(decimal_of(value), "f")
        case Kind.DATE:
            return date.fromisoformat(value).isoformat()
        case Kind.CHOICE if value not in question.option_codes:
            raise ValueError(f"{question.code}: no such option")
    return value or None


def _clean_several(question: Question, value: object) -> list[str] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{question.code}: a list of codes expected")
    if question.kind is Kind.MANY_CHOICE and not set(value) <= question.option_codes:
        raise ValueError(f"{question.code}: no such option")
    return list(dict.fromkeys(value)) or None


def _clean_declaration(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict) or value.get("answer") not in (*YES_NO, None, ""):
        raise ValueError("a declaration is yes or no")
    answer, text = value.get("answer") or "", str(value.get("text") or "").strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError("too long")
    return {"answer": answer, "text": text} if answer or text else None


def _clean_statement(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        raise ValueError("a signature expected")
    agreed, name = bool(value.get("agreed")), str(value.get("name") or "").strip()
    if not agreed and not name:
        return None
    return {
        "agreed": agreed,
        "name": name,
        "version": int(value.get("version") or 0),
        "language": str(value.get("language") or ""),
    }


def decimal_of(text: str) -> Decimal:
    """A finite decimal of a sane length; raises ValueError otherwise."""
    try:
        number = Decimal(text)
    except InvalidOperation as problem:
        raise ValueError("not a number") from problem
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueError("not a number that can be kept")
    return number


def is_answered(question: Question, value: Any) -> bool:
    """Whether something was said that counts as an answer (a name without the tick is not a signature)."""
    if value is None or value == "" or value == []:
        return False
    if question.kind is Kind.DECLARATION:
        return value["answer"] in YES_NO
    if question.kind is Kind.STATEMENT:
        return bool(value["agreed"] and value["name"])
    return True


def fact(question: Question, value: Any) -> Fact | None:
    """An answer as conditions compare it; None where the question was not answered."""
    if not is_answered(question, value):
        return None
    match question.kind:
        case Kind.NUMBER:
            return Decimal(value)
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.MANY_CHOICE | Kind.COUNTRIES:
            return frozenset(value)
        case Kind.DECLARATION:
            return str(value["answer"])
        case Kind.FILE | Kind.STATEMENT:
            return True
    return str(value)
