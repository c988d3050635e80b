"""A table to fill in: the same few columns for as many rows as are needed, with totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.questionnaires.conditions import Fact
from app.questionnaires.types.base import (
    Asked,
    Figure,
    Known,
    Paper,
    Question,
    QuestionType,
    TableWords,
    Words,
    crossed_bounds,
    shown,
)
from app.questionnaires.types.fields import Column, RowsField
from app.questionnaires.types.numbers import LARGEST_FIGURE
from app.questionnaires.types.problems import NOT_CHOSEN, TOO_LARGE, AnswerProblem, Misread, ProblemCode
from app.questionnaires.types.settings import TRUTH, WHOLE, Reader, Setting

MOST_ROWS = 100
MOST_COLUMNS = 8
ROWS_ON_PAPER = 8
NOTHING_KNOWN = Known()

NO_ROWS = ProblemCode("no_rows", _l("Fill in at least one row"))
TOO_FEW_ROWS = ProblemCode("too_few_rows", _l("Rows needed: %(limit)s. Filled in: %(number)s"))
TOO_MANY_ROWS = ProblemCode("too_many_rows", _l("Rows allowed: %(limit)s. Filled in: %(number)s"))
IN_CELL = ProblemCode("in_cell", _l("“%(question)s”, row %(row)s, “%(column)s”: %(problem)s"))
EMPTY_CELL = ProblemCode("empty_cell", _l("Fill in this cell"))


def _columns(reader: Reader, place: str, raw: Any) -> tuple[Question, ...]:
    return reader.items(place, raw, reader.question)


def _codes(reader: Reader, place: str, raw: Any) -> tuple[str, ...]:
    return reader.items(place, raw, reader.code)


def _written(columns: Sequence[Question]) -> list[dict[str, Any]]:
    return [column.to_dict() for column in columns]


class Table(QuestionType):
    """Rows, stored as a list of `{column code: the cell in its own stored form}` without empty cells.

    `columns` are questions of types that fit a table; `totals` names those that are added up. `minimum`
    and `maximum` bound the rows. `figure` keeps the totals beside the encrypted answer.
    """

    kind = "table"
    settings: ClassVar = {
        "columns": Setting(_columns, _written),
        "totals": Setting(_codes, list),
        "minimum": WHOLE,
        "maximum": WHOLE,
        "figure": TRUTH,
    }
    lacking = NO_ROWS
    template = "questionnaires/types/_table.html"

    def faults(self, question: Question) -> Iterator[str]:
        columns = columns_of(question)
        codes = [column.code for column in columns]
        if not 1 <= len(columns) <= MOST_COLUMNS:
            yield f"a table has 1 to {MOST_COLUMNS} columns"
        if len(set(codes)) < len(codes):
            yield "a column's code is used twice"
        for column in columns:
            yield from (f"column {column.code}: {fault}" for fault in _column_faults(column))
        numeric = {column.code for column in columns if column.type.numeric}
        for code in question.setting("totals", ()):
            if code not in numeric:
                yield f"totals: {code!r} is not a column of numbers or money"
        if most_rows(question) > MOST_ROWS:
            yield f"a table has {MOST_ROWS} rows at most"
        if question.setting("figure") and not question.setting("totals"):
            yield "a table's figures are its totals, and it has none"
        yield from crossed_bounds(question)

    def fields(self, asked: Asked) -> dict[str, Any]:
        question, language = asked.question, asked.language
        totals = self.totals(question, asked.value or (), language)
        columns = [
            Column(
                code=column.code,
                label=column.type.heading(column, language),
                required=column.required,
                numeric=column.type.numeric,
                choices=column.type.choices(column, language),
                total=totals.get(column.code, ""),
            )
            for column in columns_of(question)
        ]
        least = question.setting("minimum", 0)
        return {asked.name: RowsField(columns=columns, least=least, most=most_rows(question), **asked.common)}

    def data(self, asked: Asked) -> dict[str, Any]:
        columns = columns_of(asked.question)
        rows = [
            {
                column.code: column.type.to_text(column, row[column.code], asked.language)
                for column in columns
                if column.code in row
            }
            for row in asked.value or ()
        ]
        return {asked.name: rows}

    def read(self, asked: Asked, form: Any) -> Any:
        question, rows, problems = asked.question, [], []
        for number, typed in enumerate(form[asked.name].data):
            row = {}
            for column in columns_of(question):
                text = typed.get(column.code, "")
                try:
                    if text:
                        row[column.code] = column.type.from_text(column, text, asked.language)
                except Misread as misread:
                    problems += [in_cell(question, column, number, each) for each in misread.problems]
            rows.append(row)
        if problems:
            raise Misread(*problems)
        return rows

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
            raise ValueError(f"{question.code}: rows expected")
        rows = [self._stored_row(question, row) for row in value]
        return [row for row in rows if row] or None

    def _stored_row(self, question: Question, row: object) -> dict[str, Any]:
        columns = {column.code: column for column in columns_of(question)}
        if not isinstance(row, dict) or not set(row) <= set(columns):
            raise ValueError(f"{question.code}: a row of its columns expected")
        cells = {code: column.type.clean(column, row.get(code)) for code, column in columns.items()}
        return {code: cell for code, cell in cells.items() if cell is not None}

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        if len(value) > most_rows(question):
            yield AnswerProblem(TOO_MANY_ROWS, {"limit": most_rows(question), "number": len(value)})
        summed = set(question.setting("totals", ()))
        for number, column, cell in self._cells(question, value):
            problems = list(column.type.check(column, cell))
            figures = column.type.figures(column, cell) if column.code in summed and not problems else ()
            if any(abs(figure.amount) > LARGEST_FIGURE for figure in figures):
                problems.append(AnswerProblem(TOO_LARGE, {"limit": LARGEST_FIGURE}))
            yield from (in_cell(question, column, number, each) for each in problems)

    def complete(
        self, question: Question, value: Any, statements: Mapping[str, int]
    ) -> Iterator[AnswerProblem]:
        least = question.setting("minimum", 0)
        if value and len(value) < least:
            yield AnswerProblem(TOO_FEW_ROWS, {"limit": least, "number": len(value)})
        for number, row in enumerate(value or ()):
            for column in columns_of(question):
                if column.required and column.code not in row:
                    yield in_cell(question, column, number, AnswerProblem(_lacking(column)))
        yield from super().complete(question, value, statements)

    def fact(self, question: Question, value: Any) -> Fact:
        return True

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        columns = columns_of(question)
        nothing = Words("")
        rows = []
        for row in value:
            cells = []
            for column in columns:
                cell = row.get(column.code)
                said = (
                    column.type.words(column, cell, language, known, written_in=written_in)
                    if cell is not None
                    else ()
                )
                cells.append(said[0] if said else nothing)
            rows.append(cells)
        totals = self.totals(question, value, language)
        table = TableWords(
            head=[shown(column.label, language) for column in columns],
            rows=rows,
            totals=[totals.get(column.code, "") for column in columns] if totals else [],
            numeric=[column.type.numeric for column in columns],
        )
        text = "; ".join(" · ".join(str(cell.text) for cell in cells if cell.text) for cells in rows)
        return (Words(text, table=table),)

    def paper(self, question: Question, language: str) -> Paper:
        columns = [column.type.heading(column, language) for column in columns_of(question)]
        return Paper(columns=columns, rows=min(most_rows(question), ROWS_ON_PAPER))

    def preview(self, question: Question, language: str) -> Sequence[Markup]:
        return [column.type.heading(column, language) for column in columns_of(question)]

    def totals(self, question: Question, rows: Sequence[Mapping[str, Any]], language: str) -> dict[str, str]:
        """Column code → its total in words; nothing where no row is filled in."""
        found = {}
        for column in columns_of(question):
            values = [row[column.code] for row in rows if column.code in row]
            if values and column.code in question.setting("totals", ()):
                total = column.type.summed(column, values)
                [said] = column.type.words(column, total, language, NOTHING_KNOWN)
                found[column.code] = str(said.text)
        return found

    def figures(self, question: Question, value: Any) -> Sequence[Figure]:
        found = []
        for column in columns_of(question):
            values = [row[column.code] for row in value if column.code in row]
            if values and column.code in question.setting("totals", ()):
                total = column.type.summed(column, values)
                for each in column.type.figures(column, total):
                    found.append(Figure(each.amount, each.scale, each.unit, column.code))
        return found

    def _cells(self, question: Question, value: Any) -> Iterator[tuple[int, Question, Any]]:
        for number, row in enumerate(value):
            for column in columns_of(question):
                if column.code in row:
                    yield number, column, row[column.code]


def columns_of(question: Question) -> Sequence[Question]:
    found: Sequence[Question] = question.setting("columns", ())
    return found


def most_rows(question: Question) -> int:
    return int(question.setting("maximum", MOST_ROWS))


def in_cell(question: Question, column: Question, number: int, problem: AnswerProblem) -> AnswerProblem:
    """The same problem, with its place; `number` counts the rows from nought."""
    params = {"question": question.label, "row": number + 1, "column": column.label, "problem": problem}
    return AnswerProblem(IN_CELL, params, at=f"-{number}-{column.code}")


def _lacking(column: Question) -> ProblemCode:
    return NOT_CHOSEN if column.type.lacking is NOT_CHOSEN else EMPTY_CELL


def _column_faults(column: Question) -> Iterator[str]:
    if not column.type.in_table:
        yield f"a {column.kind} does not fit a table"
        return
    if column.condition is not None or column.setting("figure"):
        yield "a column has neither a condition nor figures of its own"
    if len(column.setting("currencies", ())) > 1:
        yield "a column of money has one currency"
    yield from column.type.faults(column)
