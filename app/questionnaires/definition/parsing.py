"""A definition from and to plain JSON. Everything wrong is told at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.kernel.locales import LANGUAGES
from app.questionnaires.conditions import (
    DEEPEST,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
    condition_to_dict,
)
from app.questionnaires.definition.checking import problems_in
from app.questionnaires.definition.structure import Definition, Section
from app.questionnaires.types import TYPES, Question, QuestionType
from app.questionnaires.types.settings import Reader, says_nothing, without_empty

NOTHING = Comparison("", Operator.ANSWERED)
OF_EVERY_QUESTION = frozenset({"code", "kind", "label", "hint", "guidance", "required", "condition"})
OF_SOME_TYPE = frozenset(name for each in TYPES.values() for name in each.settings)


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


class _Reader(Reader):
    """Reads one definition, question by question."""

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
        data = self.mapping(place, raw, OF_EVERY_QUESTION | OF_SOME_TYPE)
        code = self.code(place, data.get("code"))
        place = f"{place} ({code})"
        kind = self.type_of(place, data.get("kind"))
        return Question(
            code=code,
            type=kind,
            label=self.texts(f"{place}.label", data.get("label"), needed=True),
            hint=self.texts(f"{place}.hint", data.get("hint")),
            guidance=self.texts(f"{place}.guidance", data.get("guidance")),
            required=self.truth(f"{place}.required", data.get("required", False)),
            settings=self.settings(place, kind, data),
            condition=self.condition_of(place, data),
        )

    def type_of(self, place: str, raw: Any) -> QuestionType:
        if not isinstance(raw, str) or raw not in TYPES:
            self.wrong(f"{place}.kind", f"{raw!r} is not one of {', '.join(TYPES)}")
            return next(iter(TYPES.values()))
        return TYPES[raw]

    def settings(self, place: str, kind: QuestionType, data: dict[str, Any]) -> dict[str, Any]:
        """What the question says of what its type lets it say."""
        if kind.kind != data.get("kind"):
            return {}
        found = {}
        for name, raw in data.items():
            if name in kind.settings and raw is not None:
                found[name] = kind.settings[name].read(self, f"{place}.{name}", raw)
            elif name in OF_SOME_TYPE and not says_nothing(raw):
                self.wrong(place, f"a {kind.kind} has no {name}")
        return without_empty(found)

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
        try:
            operator = Operator(data["is"])
        except ValueError:
            self.wrong(f"{place}.is", f"{data['is']!r} is not one of {', '.join(Operator)}")
            return NOTHING
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


def to_dict(definition: Definition) -> dict[str, Any]:
    """Plain JSON values; `parse` gives the same definition back."""
    return without_empty(
        {"fallback": definition.fallback, "sections": [_section(section) for section in definition.sections]}
    )


def _section(section: Section) -> dict[str, Any]:
    return without_empty(
        {
            "code": section.code,
            "title": dict(section.title),
            "intro": dict(section.intro),
            "condition": condition_to_dict(section.condition),
            "questions": [question.to_dict() for question in section.questions],
        }
    )
