"""A definition from and to plain JSON. Everything wrong is told at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from app.kernel.locales import LANGUAGES
from app.questionnaires.definition.checking import problems_in
from app.questionnaires.definition.conditions import (
    DEEPEST,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
)
from app.questionnaires.definition.questions import Definition, Kind, Option, Question, Section
from app.questionnaires.definition.values import decimal_of

Item = TypeVar("Item")
NOTHING = Comparison("", Operator.ANSWERED)


class DefinitionError(ValueError):
    """What is wrong with a question set, place by place: read by whoever writes policies."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def parse(raw: Any) -> Definition:
    """The definition that `raw` (decoded JSON) describes; raises DefinitionError naming every fault."""
    reader = _Reader()
    definition = reader.definition(raw)
    problems = reader.problems or problems_in(definition)
    if problems:
        raise DefinitionError(problems)
    return definition


def checked(definition: Definition) -> Definition:
    """A definition built in code, after the same checks as a parsed one."""
    return parse(to_dict(definition))


class _Reader:
    """Reads one definition and remembers what was wrong instead of stopping at the first fault."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.fallback: str | None = None

    def wrong(self, place: str, what: str) -> None:
        self.problems.append(f"{place}: {what}")

    def definition(self, raw: Any) -> Definition:
        data = self.mapping("definition", raw, {"sections", "fallback"})
        fallback = data.get("fallback")
        if fallback is not None and fallback not in LANGUAGES:
            self.wrong("fallback", f"{fallback!r} is not one of {', '.join(LANGUAGES)}")
        else:
            self.fallback = fallback
        sections = self.items("sections", data.get("sections"), self.section)
        if not sections:
            self.wrong("sections", "at least one section is needed")
        return Definition(sections=sections, fallback=self.fallback)

    def section(self, place: str, raw: Any) -> Section:
        data = self.mapping(place, raw, {"code", "title", "intro", "questions", "condition"})
        code = self.code(place, data.get("code"))
        place = f"{place} ({code})"
        questions = self.items(f"{place}.questions", data.get("questions"), self.question)
        if not questions:
            self.wrong(place, "at least one question is needed")
        return Section(
            code=code,
            title=self.texts(f"{place}.title", data.get("title"), needed=True),
            intro=self.texts(f"{place}.intro", data.get("intro")),
            questions=questions,
            condition=self.condition_of(place, data),
        )

    def question(self, place: str, raw: Any) -> Question:
        data = self.mapping(place, raw, set(Question.__dataclass_fields__))
        code = self.code(place, data.get("code"))
        place = f"{place} ({code})"
        kind = self.one_of(f"{place}.kind", data.get("kind"), Kind)
        return Question(
            code=code,
            kind=kind,
            label=self.texts(f"{place}.label", data.get("label"), needed=True),
            hint=self.texts(f"{place}.hint", data.get("hint")),
            guidance=self.texts(f"{place}.guidance", data.get("guidance")),
            required=self.truth(f"{place}.required", data.get("required", False)),
            minimum=self.bound(f"{place}.minimum", kind, data.get("minimum")),
            maximum=self.bound(f"{place}.maximum", kind, data.get("maximum")),
            decimals=self.whole(f"{place}.decimals", data.get("decimals", 0)),
            word_limit=self.whole(f"{place}.word_limit", data["word_limit"])
            if data.get("word_limit")
            else None,
            options=self.items(f"{place}.options", data.get("options", []), self.option),
            explain=self.texts(f"{place}.explain", data.get("explain")),
            explain_if=str(data.get("explain_if", "yes")),
            statement=str(data.get("statement", "")),
            condition=self.condition_of(place, data),
        )

    def option(self, place: str, raw: Any) -> Option:
        data = self.mapping(place, raw, {"code", "label", "hint"})
        code = self.code(place, data.get("code"), inner="-")
        label = self.texts(f"{place} ({code}).label", data.get("label"), needed=True)
        return Option(code=code, label=label, hint=self.texts(f"{place} ({code}).hint", data.get("hint")))

    def condition_of(self, place: str, data: dict[str, Any]) -> Condition | None:
        raw = data.get("condition")
        return None if raw is None else self.condition(f"{place}.condition", raw)

    def condition(self, place: str, raw: Any, depth: int = 1) -> Condition:
        if depth > DEEPEST:
            self.wrong(place, f"nested more than {DEEPEST} deep")
            return NOTHING
        data = self.mapping(place, raw, {"all", "any", "not", "question", "is", "value"})
        if "not" in data and len(data) == 1:
            return Not(self.condition(f"{place}.not", data["not"], depth + 1))
        for word, join in (("all", AllOf), ("any", AnyOf)):
            if word in data and len(data) == 1:
                parts = self.items(
                    f"{place}.{word}", data[word], lambda inner, part: self.condition(inner, part, depth + 1)
                )
                if not parts:
                    self.wrong(f"{place}.{word}", "holds no condition")
                return join(parts)
        if not {"question", "is"} <= set(data) or set(data) - {"question", "is", "value"}:
            self.wrong(place, "needs either all, any or not, or a question with is and value")
            return NOTHING
        return self.comparison(place, data)

    def comparison(self, place: str, data: dict[str, Any]) -> Comparison:
        operator = self.one_of(f"{place}.is", data["is"], Operator)
        value = data.get("value")
        if operator is Operator.ANSWERED:
            value = None
        elif operator is Operator.ONE_OF:
            value = tuple(str(each) for each in value) if isinstance(value, list | tuple) and value else None
            if value is None:
                self.wrong(f"{place}.value", "a list of values is needed")
        elif value is None or isinstance(value, list | tuple | dict | bool):
            self.wrong(f"{place}.value", "one value is needed, as text")
            value = ""
        else:
            value = str(value)
        return Comparison(question=str(data["question"]), operator=operator, value=value)

    def mapping(self, place: str, raw: Any, known: set[str]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self.wrong(place, "a group of named values is needed")
            return {}
        for name in sorted(set(map(str, raw)) - known):
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

    def one_of(self, place: str, raw: Any, choices: type[StrEnum]) -> Any:
        try:
            return choices(raw)
        except ValueError:
            self.wrong(place, f"{raw!r} is not one of {', '.join(choices)}")
            return next(iter(choices))

    def truth(self, place: str, raw: Any) -> bool:
        if not isinstance(raw, bool):
            self.wrong(place, "true or false is needed")
        return bool(raw)

    def whole(self, place: str, raw: Any) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
            self.wrong(place, "a whole number is needed")
            return 0
        return raw

    def bound(self, place: str, kind: Kind, raw: Any) -> Decimal | date | None:
        if raw is None:
            return None
        try:
            return date.fromisoformat(str(raw)) if kind is Kind.DATE else decimal_of(str(raw))
        except ValueError:
            self.wrong(place, f"{raw!r} is not a {'date' if kind is Kind.DATE else 'number'}")
            return None


def to_dict(definition: Definition) -> dict[str, Any]:
    """Plain JSON values; `parse` gives the same definition back."""
    return _without_empty(
        {"fallback": definition.fallback, "sections": [_section(section) for section in definition.sections]}
    )


def _section(section: Section) -> dict[str, Any]:
    return _without_empty(
        {
            "code": section.code,
            "title": dict(section.title),
            "intro": dict(section.intro),
            "condition": condition_to_dict(section.condition),
            "questions": [_question(question) for question in section.questions],
        }
    )


def _question(question: Question) -> dict[str, Any]:
    declared = question.kind is Kind.DECLARATION and bool(question.explain)
    return _without_empty(
        {
            "code": question.code,
            "kind": question.kind.value,
            "label": dict(question.label),
            "hint": dict(question.hint),
            "guidance": dict(question.guidance),
            "required": question.required,
            "minimum": _bound(question.minimum),
            "maximum": _bound(question.maximum),
            "decimals": question.decimals,
            "word_limit": question.word_limit,
            "options": [
                _without_empty({"code": each.code, "label": dict(each.label), "hint": dict(each.hint)})
                for each in question.options
            ],
            "explain": dict(question.explain),
            "explain_if": question.explain_if if declared or question.explain_if != "yes" else None,
            "statement": question.statement,
            "condition": condition_to_dict(question.condition),
        }
    )


def condition_to_dict(condition: Condition | None) -> dict[str, Any] | None:
    match condition:
        case None:
            return None
        case Not(inner):
            return {"not": condition_to_dict(inner)}
        case AllOf(parts):
            return {"all": [condition_to_dict(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_to_dict(part) for part in parts]}
        case Comparison(question, operator, value):
            said = list(value) if isinstance(value, tuple) else value
            return {"question": question, "is": operator.value} | ({} if said is None else {"value": said})


def _bound(bound: Decimal | date | None) -> str | None:
    if bound is None:
        return None
    return format(bound, "f") if isinstance(bound, Decimal) else bound.isoformat()


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [], {}, False, 0)}
