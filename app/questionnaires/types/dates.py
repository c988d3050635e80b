"""Days, and the time between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.widgets import DateInput

from app.kernel.dates import NoSuchDay, write_date_in_full, write_month
from app.questionnaires.conditions import Fact
from app.questionnaires.number_format import read_date
from app.questionnaires.types.base import (
    ORDERED,
    Asked,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
    crossed_bounds,
    plain,
)
from app.questionnaires.types.problems import AnswerProblem, Misread, ProblemCode
from app.questionnaires.types.settings import DAY
from app.web.days import EXAMPLE, NO_SUCH_DAY, WRITE_LIKE_THIS
from app.web.forms import LineField

TOO_EARLY = ProblemCode("too_early", _l("Enter a date on or after %(limit)s"))
TOO_LATE = ProblemCode("too_late", _l("Enter a date on or before %(limit)s"))
NOT_A_DATE = ProblemCode("not_a_date", WRITE_LIKE_THIS)
DAY_NOT_IN_MONTH = ProblemCode("day_not_in_month", NO_SUCH_DAY)
NO_START = ProblemCode("no_start", _l("Enter the first day"))
NO_END = ProblemCode("no_end", _l("Enter the last day"))
ENDS_BEFORE = ProblemCode("ends_before", _l("Enter a last day that is not before the first day, %(start)s"))


class Date(QuestionType):
    """A day, stored as "2024-05-31"."""

    kind = "date"
    settings: ClassVar = {"minimum": DAY, "maximum": DAY}
    operators = ORDERED
    width = "short"

    def faults(self, question: Question) -> Iterator[str]:
        yield from crossed_bounds(question)

    def can_equal(self, question: Question, text: str) -> bool:
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
        return True

    def fields(self, asked: Asked) -> dict[str, Any]:
        return {asked.name: LineField(widget=DateInput(), **asked.common)}

    def from_text(self, question: Question, text: str, language: str) -> str:
        return typed_day(text, language)

    def stored_text(self, question: Question, text: str) -> str:
        return date.fromisoformat(text).isoformat()

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        yield from day_problems(question, value)

    def fact(self, question: Question, value: Any) -> Fact:
        return date.fromisoformat(value)

    def paper(self, question: Question, language: str) -> Paper:
        return Paper(lines=1, note=_("Day, month and year."))

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return (Words(_day(value, language)),)


class DateRange(QuestionType):
    """A time from one day to another, both in it.

    Stored as `{"start": "2024-05-01", "end": "2024-05-31"}`, with "" for a day not given yet.
    """

    kind = "date_range"
    settings: ClassVar = Date.settings
    template = "questionnaires/types/_date_range.html"

    def faults(self, question: Question) -> Iterator[str]:
        yield from crossed_bounds(question)

    def fields(self, asked: Asked) -> dict[str, Any]:
        return {
            asked.name: LineField(widget=DateInput(), **asked.common),
            f"{asked.name}_end": LineField(_("Last day"), widget=DateInput()),
        }

    def data(self, asked: Asked) -> dict[str, Any]:
        value = asked.value or {}
        return {asked.name: value.get("start", ""), f"{asked.name}_end": value.get("end", "")}

    def read(self, asked: Asked, form: Any) -> Any:
        days, problems = {}, []
        for part, at in (("start", ""), ("end", "_end")):
            text = plain(form[asked.name + at].data)
            try:
                days[part] = typed_day(text, asked.language) if text else ""
            except Misread as misread:
                problems += [AnswerProblem(each.code, each.params, at=at) for each in misread.problems]
        if problems:
            raise Misread(*problems)
        return days

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"{question.code}: two days expected")
        days = {part: str(value.get(part) or "") for part in ("start", "end")}
        for day in days.values():
            if day and date.fromisoformat(day).isoformat() != day:
                raise ValueError(f"{question.code}: a day expected")
        return days if any(days.values()) else None

    def is_answered(self, question: Question, value: Any) -> bool:
        return value is not None and bool(value["start"] and value["end"])

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        start, end = value["start"], value["end"]
        if start:
            yield from day_problems(question, start)
        if end:
            yield from day_problems(question, end, at="_end")
        if start and end and end < start:
            yield AnswerProblem(ENDS_BEFORE, {"start": date.fromisoformat(start)}, at="_end")

    def complete(self, question: Question, value: Any, statements: Any) -> Iterator[AnswerProblem]:
        if value is not None and not value["start"]:
            yield AnswerProblem(NO_START)
        elif value is not None and not value["end"]:
            yield AnswerProblem(NO_END, at="_end")
        else:
            yield from super().complete(question, value, statements)

    def fact(self, question: Question, value: Any) -> Fact:
        return True

    def paper(self, question: Question, language: str) -> Paper:
        return Paper(parts=(_("First day"), _("Last day")), note=_("Day, month and year."))

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        days = {part: _day(day, language) for part, day in value.items() if day}
        if len(days) == 2:
            return (Words(_("%(start)s to %(end)s", **days)),)
        if "start" in days:
            return (Words(_("From %(start)s", **days)),)
        return (Words(_("Until %(end)s", **days)),)


def typed_day(text: str, language: str) -> str:
    """A day from what was typed or picked. Raises Misread."""
    try:
        return read_date(text, language).isoformat()
    except NoSuchDay as error:
        params = {"day": error.day, "month": write_month(error.month, language)}
        raise Misread(AnswerProblem(DAY_NOT_IN_MONTH, params)) from None
    except ValueError:
        raise Misread(AnswerProblem(NOT_A_DATE, {"example": EXAMPLE})) from None


def day_problems(question: Question, value: str, *, at: str = "") -> Iterator[AnswerProblem]:
    day, low, high = date.fromisoformat(value), question.setting("minimum"), question.setting("maximum")
    if low is not None and day < low:
        yield AnswerProblem(TOO_EARLY, {"limit": low}, at=at)
    if high is not None and day > high:
        yield AnswerProblem(TOO_LATE, {"limit": high}, at=at)


def _day(value: str, language: str) -> str:
    return write_date_in_full(date.fromisoformat(value), language)
