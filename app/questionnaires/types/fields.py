"""Fields that WTForms lacks: choices that may stay open, documents, rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from werkzeug.datastructures import FileStorage
from wtforms import Field, RadioField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, FileInput, ListWidget, TextInput, html_params

from app.documents.models import StoredDocument
from app.kernel.errors import DomainError
from app.kernel.text import one_line
from app.web.errors import refusal_words
from app.web.forms import LineField
from app.web.posted_words import Option

Offered = tuple[tuple[str, str], ...]
"""(code, label) of what may be chosen, the same tuple for every page in a language."""


@lru_cache(maxsize=32)
def _option_lines(offered: Offered) -> dict[str, str]:
    return {code: f'<option value="{escape(code)}">{escape(label)}</option>' for code, label in offered}


class ListedOptions:
    """A list to open, whose options are put together once for each language, not once for each page."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        lines = _option_lines(field.offered)
        options = "".join(lines.values())
        chosen = lines.get(field.data or "")
        if chosen:
            options = options.replace(chosen, chosen.replace("<option", "<option selected", 1), 1)
        start = html_params(name=field.name, **{"id": field.id, **attributes})
        return Markup("<select {}>{}</select>").format(Markup(start), Markup(options))  # noqa: S704


class ListedField(LineField):
    """One of very many, such as all countries; it may stay open while the answers are a draft."""

    widget = ListedOptions()

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def sent_options(self) -> Iterable[Option]:
        return ((self.name, code, label) for code, label in self.offered)

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in _option_lines(self.offered):
            raise ValidationError(_("Not a valid choice."))


class TickedField(Field):
    """Several of very many as boxes to tick, which the template writes. `data` is a list of codes."""

    data: list[str]

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def sent_options(self) -> Iterable[Option]:
        return ((self.name, code, label) for code, label in self.offered)

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self.data)

    def process_data(self, value: Sequence[str] | None) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(valuelist)

    def pre_validate(self, form: Any) -> None:
        if not self.chosen <= {code for code, _name in self.offered}:
            raise ValidationError(_("Not a valid choice."))


class OpenChoice:
    """A choice may stay open while the answers are a draft; an unknown one is refused."""

    def pre_validate(self, form: Any) -> None:
        if getattr(self, "data", None):
            super().pre_validate(form)  # type: ignore[misc]


class OpenRadioField(OpenChoice, RadioField):
    pass


class TickField(OpenChoice, SelectMultipleField):
    """Several choices as boxes to tick: no key needs to be held down."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DocumentsField(Field):
    """Documents already kept, those to remove, and new ones to take in.

    `data` is the list of references that the answer holds; those that are `fixed` cannot be taken out.
    `limits` say which kinds it takes, where not all.
    `uploads` wait for `receive`, which is slow.
    """

    widget = FileInput(multiple=True)
    data: list[str]

    def __init__(
        self,
        *args: Any,
        documents: Sequence[StoredDocument] = (),
        fixed: Sequence[str] = (),
        limits: Any = "",
        most: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.fixed = tuple(fixed)
        self.limits = limits
        self.known = {document.ref: document for document in documents}
        self.uploads: list[FileStorage] = []

    @property
    def documents(self) -> list[StoredDocument]:
        """What the answer holds now, to be shown."""
        return [self.known[ref] for ref in self.data if ref in self.known]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        removed = set(formdata.getlist(f"{self.name}-remove")) if formdata is not None else set()
        self.data = [ref for ref in self.data if ref not in removed and ref not in self.fixed]
        self.data = [*self.fixed, *self.data]

    def process_data(self, value: list[str] | None) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [value for value in valuelist if isinstance(value, str) and value in self.known]
        self.uploads = [value for value in valuelist if isinstance(value, FileStorage) and value.filename]

    def receive(self, take: Callable[[FileStorage], StoredDocument], too_many: Sequence[str]) -> None:
        """Take in what was sent with the page; what is wrong with a file is said beside the field, `too_many`
        where it is one more than there may be."""
        refused: list[str] = []
        for upload in self.uploads:
            if len(self.data) >= self.most:
                refused += too_many
                break
            try:
                self.add(take(upload))
            except DomainError as error:
                refused.append(f"{upload.filename}: {refusal_words(error)}")
        self.uploads = []
        self.process_errors: list[Any] = [*self.process_errors, *refused]

    def add(self, document: StoredDocument) -> None:
        """One more was taken in."""
        self.known[document.ref] = document
        self.data.append(document.ref)

    def _value(self) -> bool:
        return False


@dataclass(frozen=True)
class Column:
    """A column of a table as its inputs need it; `choices` are (code, label), none where it is typed."""

    code: str
    label: Markup
    required: bool
    numeric: bool
    choices: Sequence[tuple[str, str]]
    total: str = ""


@dataclass(frozen=True)
class Cell:
    """One input of a row."""

    column: Column
    name: str
    text: str
    errors: Sequence[str]


@dataclass(frozen=True)
class Row:
    """A row with its number from one; the first empty one has an `id` that adding a row leads to."""

    number: int
    name: str
    id: str
    cells: Sequence[Cell]
    blank: bool


class RowsField(Field):
    """Rows of inputs. `data` is what was typed, a mapping of texts for each row with anything in it.

    The main input carries how many rows the page had; row 0 has inputs named `<name>-0-<column>`, and
    `<name>-0-remove` takes it out.
    """

    widget = TextInput()
    data: list[dict[str, str]]

    def __init__(self, *args: Any, columns: Sequence[Column], least: int, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.least = least
        self.most = most
        self.wrong: dict[str, list[str]] = {}

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if formdata is not None and self.name in formdata:
            count = formdata.get(self.name)
            asked = int(count) if count.isdecimal() and len(count) < 4 else 0
            typed = (self._typed(formdata, number) for number in range(min(asked, self.most + 1)))
            self.data = [row for row in typed if any(row.values())]

    def process_data(self, value: Sequence[Mapping[str, str]] | None) -> None:
        self.data = [dict(row) for row in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was typed is in inputs of other names: `process` reads it."""

    def sent_options(self) -> Iterable[Option]:
        chosen = [column for column in self.columns if column.choices]
        return (
            (f"{self.name}-{number}-{column.code}", code, label)
            for number in range(self.most + 1)
            for column in chosen
            for code, label in column.choices
        )

    def _typed(self, formdata: Any, number: int) -> dict[str, str]:
        name = f"{self.name}-{number}"
        if f"{name}-remove" in formdata:
            return {}
        return {column.code: one_line(formdata.get(f"{name}-{column.code}", "")) for column in self.columns}

    def mark(self, at: str, words: str) -> None:
        """Say beside a cell what is wrong with it; `at` ends its name."""
        self.wrong.setdefault(self.name + at, []).append(words)

    @property
    def rows(self) -> list[Row]:
        """What is filled in and room for more: as many as are asked for, and always one."""
        blanks = max(self.least - len(self.data), 1)
        typed: list[dict[str, str]] = [*self.data, *({} for _ in range(blanks))]
        return [self._row(number, row) for number, row in enumerate(typed[: max(self.most, len(self.data))])]

    def _row(self, number: int, row: Mapping[str, str]) -> Row:
        name = f"{self.name}-{number}"
        cells = [
            Cell(
                column=column,
                name=f"{name}-{column.code}",
                text=row.get(column.code, ""),
                errors=self.wrong.get(f"{name}-{column.code}", ()),
            )
            for column in self.columns
        ]
        anchor = f"{self.name}-new" if number == len(self.data) else name
        return Row(number=number + 1, name=name, id=anchor, cells=cells, blank=not any(row.values()))

    @property
    def full(self) -> bool:
        """Whether no row can be added."""
        return len(self.data) >= self.most

    @property
    def any_totals(self) -> bool:
        return any(column.total for column in self.columns)

    def _value(self) -> str:
        return str(len(self.rows))
