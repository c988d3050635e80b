"""Answers to look at: before sending, with what is still missing, and afterwards, as they were handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.questionnaires import queries
from app.questionnaires.definition import Answers, Definition, visible_pairs
from app.questionnaires.models import Response, Submission
from app.questionnaires.presenter.words import in_words, known_for
from app.questionnaires.reading import definition_of
from app.questionnaires.rules import Problem, editable_codes, problems
from app.questionnaires.types import Known, Words, shown
from app.questionnaires.validation_messages import problem_words

Link = Callable[[str], str]
"""Section code → address of its page in the feature."""


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer in words; `url` leads to where it can be changed."""

    code: str
    label: Markup
    words: Sequence[Words]
    problem: str = ""
    url: str | None = None


@dataclass(frozen=True)
class SectionRows:
    code: str
    title: Markup
    rows: Sequence[AnswerRow]
    url: str | None = None


@dataclass(frozen=True)
class CheckAnswers:
    """`missing` are the rows that keep the response from being handed in."""

    sections: Sequence[SectionRows]

    @property
    def missing(self) -> list[AnswerRow]:
        return [row for section in self.sections for row in section.rows if row.problem]

    @property
    def complete(self) -> bool:
        return not self.missing


def check_answers(response: Response, language: str, *, link: Link) -> CheckAnswers:
    """All answers before they are handed in, with links to where they can be changed."""
    definition, answers = definition_of(response), queries.answers_of(response)
    current = queries.current_statements(
        definition.statement_codes(), body_id=response.question_set_version.question_set.body_id
    )
    wrong = {
        problem.question: problem
        for problem in problems(definition, answers, {code: each.id for code, each in current.items()})
    }
    editable = editable_codes(
        definition, submitted=response.submitted_at is not None, reopened=response.reopened
    )
    sections = _sections(definition, answers, language, response.language, known_for(definition, answers))
    return CheckAnswers([_with_links(each, link, wrong, editable, language) for each in sections])


def _with_links(
    section: SectionRows, link: Link, wrong: Mapping[str, Problem], editable: frozenset[str], language: str
) -> SectionRows:
    url = link(section.code)
    rows = []
    for row in section.rows:
        problem = wrong.get(row.code)
        rows.append(
            AnswerRow(
                code=row.code,
                label=row.label,
                words=row.words,
                problem=problem_words(problem.problem, language) if problem else "",
                url=_address(url, row.code, missing=problem is not None) if row.code in editable else None,
            )
        )
    any_open = any(row.url for row in rows)
    return SectionRows(code=section.code, title=section.title, rows=rows, url=url if any_open else None)


def _address(url: str, code: str, *, missing: bool) -> str:
    """The question on its page; `missing` asks the page to say at once what lacks."""
    if missing:
        url += ("&" if "?" in url else "?") + "missing=1"
    return f"{url}#q_{code}-field"


def read_only(
    response: Response, language: str, *, submission: Submission | None = None, current: bool = False
) -> Sequence[SectionRows]:
    """What was handed in, the last time or in `submission`; what stands now if `current` or never sent."""
    handed_in = None if current else submission or queries.find_last_submission(response)
    answers: dict[str, Any] = handed_in.answers if handed_in else queries.answers_of(response)
    definition = definition_of(response)
    written_in = handed_in.language if handed_in else response.language
    return _sections(definition, answers, language, written_in, known_for(definition, answers))


def _sections(
    definition: Definition, answers: Answers, language: str, written_in: str, known: Known
) -> list[SectionRows]:
    rows: dict[str, list[AnswerRow]] = {}
    for section, question in visible_pairs(definition, answers):
        words = in_words(question, answers.get(question.code), language, known, content_language=written_in)
        rows.setdefault(section.code, []).append(
            AnswerRow(code=question.code, label=shown(question.label, language), words=words)
        )
    return [
        SectionRows(code=section.code, title=shown(section.title, language), rows=rows[section.code])
        for section in definition.sections
        if section.code in rows
    ]
