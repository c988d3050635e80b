"""What a question is, and what each type of question knows how to do.

`QuestionType` is the one class that the rest of the program talks to. Its methods come in the order in which
an answer lives: written in a definition, shown as fields, read from them, cleaned, checked, compared, said in
words, summed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms.validators import Optional

from app.documents.models import StoredDocument
from app.kernel.locales import pick
from app.questionnaires.conditions import Condition, Fact, Operator, condition_to_dict
from app.questionnaires.models import StatementVersion
from app.questionnaires.types.problems import REQUIRED, AnswerProblem, ProblemCode
from app.questionnaires.types.settings import Setting, without_empty
from app.web.forms import LineField

Texts = Mapping[str, str]
Answers = Mapping[str, Any]

LONGEST_TEXT = 20_000
ONLY_ANSWERED = frozenset({Operator.ANSWERED})
SAME = ONLY_ANSWERED | {Operator.EQUALS, Operator.NOT_EQUALS, Operator.ONE_OF}
ORDERED = SAME | {Operator.GREATER, Operator.LESS}
HOLDING = ONLY_ANSWERED | {Operator.CONTAINS}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; the code is stored, the label is shown."""

    code: str
    label: Texts
    hint: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what every question says, and the `settings` of its type. A frozen value."""

    code: str
    type: QuestionType
    label: Texts
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    required: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    condition: Condition | None = None

    @property
    def kind(self) -> str:
        return self.type.kind

    def setting(self, name: str, otherwise: Any = None) -> Any:
        """What the question says about itself, or `otherwise` where it says nothing."""
        return self.settings.get(name, otherwise)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, from which the same question is read again."""
        known = self.type.settings
        settings = {
            name: known[name].write(value) if name in known and value is not None else value
            for name, value in self.settings.items()
        }
        return without_empty(
            {
                "code": self.code,
                "kind": self.kind,
                "label": dict(self.label),
                "hint": dict(self.hint),
                "guidance": dict(self.guidance),
                "required": self.required,
                "condition": condition_to_dict(self.condition),
                **settings,
            }
        )


@dataclass(frozen=True)
class Asked:
    """A question with all that its fields need: the reader's language, the statement's wording, its files."""

    question: Question
    language: str
    value: Any = None
    statement: StatementVersion | None = None
    documents: Sequence[StoredDocument] = ()

    @property
    def name(self) -> str:
        return f"q_{self.question.code}"

    def said(self, texts: Texts) -> Markup:
        """A text of the question set; marked where it is not in the reader's language."""
        return shown(texts, self.language)

    @property
    def common(self) -> dict[str, Any]:
        """What every main field takes: label, hint, and whether it may stay empty."""
        return {
            "label": self.question.type.heading(self.question, self.language),
            "description": self.said(self.question.hint),
            "validators": [] if self.question.required else [Optional()],
        }


@dataclass(frozen=True)
class TableWords:
    """An answer with rows. `numeric` and `totals` have a place per column; without totals all are empty."""

    head: Sequence[Markup]
    rows: Sequence[Sequence[Words]]
    totals: Sequence[str]
    numeric: Sequence[bool]


@dataclass(frozen=True)
class Words:
    """One line of an answer. `written` is what a person wrote, in `language`; `url` leads to a document."""

    text: str
    written: bool = False
    language: str = ""
    url: str | None = None
    table: TableWords | None = None


@dataclass(frozen=True)
class Known:
    """What answers point at, read once for all of them."""

    documents: Mapping[str, StoredDocument] = field(default_factory=dict)
    statements: Mapping[int, StatementVersion] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be summed: `amount` counts units of 10^-`scale`; `unit` is a currency or nothing."""

    amount: int
    scale: int = 0
    unit: str = ""
    column: str = ""

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.amount).scaleb(-self.scale)


@dataclass(frozen=True)
class Paper:
    """How a question is answered on paper: a box to tick beside each of `options`, then room to write: a few
    `lines`, or one after each of `parts`, or a table of `columns` with `rows` to fill in. `note` says how."""

    options: Sequence[Markup | str] = ()
    parts: Sequence[Markup | str] = ()
    lines: int = 0
    columns: Sequence[Markup] = ()
    rows: int = 0
    note: str = ""


def shown(texts: Texts, language: str) -> Markup:
    """The text for a reader of `language`, in a marked span where only another language has it."""
    text, found = pick(dict(texts), language)
    if found == language or not text:
        return escape(text)
    return Markup('<span lang="{}" dir="auto">{}</span>').format(found, text)


def plain(text: str | None) -> str:
    """What was typed, with the line ends that we keep."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def crossed_bounds(question: Question) -> Iterator[str]:
    """A fault where nothing could ever lie between the minimum and the maximum."""
    low, high = question.setting("minimum"), question.setting("maximum")
    if low is not None and high is not None and low > high:
        yield "the minimum is above the maximum"


class QuestionType:
    """A type whose answer is one text; others override what differs.

    `template` names a partial of its own for the page, which gets `item`; without one the plain field is
    shown at `width`. A type with `in_table` can be a column of a table: it reads and writes one input.
    """

    kind: ClassVar[str] = ""
    settings: ClassVar[Mapping[str, Setting]] = {}
    operators: ClassVar[frozenset[Operator]] = ONLY_ANSWERED
    lacking: ClassVar[ProblemCode] = REQUIRED
    takes_documents: ClassVar[bool] = False
    in_table: ClassVar[bool] = False
    numeric: ClassVar[bool] = False
    template: ClassVar[str] = ""
    width: ClassVar[str | None] = None
    rows: ClassVar[int | None] = None

    # in a definition

    def faults(self, question: Question) -> Iterator[str]:
        """What is wrong with a question's settings, though each reads well."""
        yield from ()

    def can_equal(self, question: Question, text: str) -> bool:
        """Whether a condition may compare the answer with this text."""
        return True

    def statement_code(self, question: Question) -> str:
        """The statement that is to be endorsed here, if one is."""
        return ""

    # as fields

    def unit(self, question: Question, language: str) -> str:
        """What the answer counts, where the question says: hours, EUR."""
        return ""

    def heading(self, question: Question, language: str) -> Markup:
        """The label of the field. A unit follows it in brackets: read aloud with it, never far from it."""
        label, unit = shown(question.label, language), self.unit(question, language)
        return label + f" ({unit})" if unit else label

    def fields(self, asked: Asked) -> dict[str, Any]:
        """The fields by name: the main one is `asked.name`, others begin with it."""
        return {asked.name: LineField(**asked.common)}

    def data(self, asked: Asked) -> dict[str, Any]:
        """What the fields hold before anybody types."""
        text = "" if asked.value is None else self.to_text(asked.question, asked.value, asked.language)
        return {asked.name: text}

    def read(self, asked: Asked, form: Any) -> Any:
        """The answer from the filled form. Raises Misread, saying what cannot be read."""
        text = plain(form[asked.name].data)
        return self.from_text(asked.question, text, asked.language) if text else None

    def to_text(self, question: Question, value: Any, language: str) -> str:
        """A stored answer as one input shows it."""
        return str(value)

    def from_text(self, question: Question, text: str, language: str) -> Any:
        """The answer from one input, never empty. Raises Misread."""
        return text

    def choices(self, question: Question, language: str) -> Sequence[tuple[str, str]]:
        """(code, label) of what one input offers to choose from; nothing where it is typed."""
        return ()

    # stored

    def clean(self, question: Question, value: object) -> Any:
        """The stored form of an answer, None for nothing; ValueError when the shape is not this type's."""
        if value is None or value == "" or value == []:
            return None
        return self.stored(question, value)

    def stored(self, question: Question, value: object) -> Any:
        """The same for something that was said."""
        if not isinstance(value, str):
            raise ValueError(f"{question.code}: text expected")
        text = value.strip()
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"{question.code}: too long")
        return self.stored_text(question, text) if text else None

    def stored_text(self, question: Question, text: str) -> str:
        return text

    def is_answered(self, question: Question, value: Any) -> bool:
        """Whether something was said that counts as an answer."""
        return value is not None and value != "" and value != []

    def document_refs(self, value: Any) -> Sequence[str]:
        """The documents that an answer holds."""
        return ()

    def endorsed(self, value: Any) -> Mapping[str, Any] | None:
        """The endorsement in an answer: `version`, `name`, `language`, `agreed`."""
        return None

    # checked

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        """What keeps it from being saved at all: a limit that is passed, never that something lacks."""
        yield from ()

    def complete(
        self, question: Question, value: Any, statements: Mapping[str, int]
    ) -> Iterator[AnswerProblem]:
        """What keeps it from being handed in. `statements`: code → key of its newest version."""
        if self.is_answered(question, value):
            yield from self.check(question, value)
        elif question.required:
            yield AnswerProblem(self.lacking)

    # compared

    def fact(self, question: Question, value: Any) -> Fact:
        """An answer as conditions compare it; asked only of what is answered."""
        return str(value)

    def same(self, one: Any, other: Any) -> bool:
        """Whether two stored answers say the same."""
        return bool(one == other)

    # in words

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        """A stored answer as its reader sees it."""
        return (Words(self.to_text(question, value, language)),)

    def column(self, question: Question, value: Any, language: str, known: Known) -> str:
        """The same in one cell of a list or an export."""
        if value is None:
            return ""
        return "; ".join(str(each.text) for each in self.words(question, value, language, known))

    def preview(self, question: Question, language: str) -> Sequence[Markup]:
        """What can be answered, for those who read the questions before they begin."""
        return ()

    def paper(self, question: Question, language: str) -> Paper:
        """How it is answered on paper."""
        return Paper(lines=1)

    # summed

    def figures(self, question: Question, value: Any) -> Sequence[Figure]:
        """The numbers in an answer that may be summed."""
        return ()

    def summed(self, question: Question, values: Sequence[Any]) -> Any:
        """The sum of answers, in the form of an answer; None where they have none."""
        return None
