"""Fields that WTForms lacks: numbers and dates as people write them, open choices, documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import DateField, Field, RadioField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, FileInput, ListWidget

from app.documents.models import StoredDocument
from app.questionnaires.number_format import read_date, read_number, write_number
from app.web.forms import LongSelectField


class LocaleNumberField(StringField):
    """A number with the decimal sign of the reader's language; its data is text with a point, or None."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = format(read_number(text, self.language), "f")
        except ValueError:
            example = write_number("1234.5", self.language)
            raise ValueError(
                _("Write a number in figures, for example %(example)s", example=example)
            ) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return write_number(self.data, self.language) if self.data else ""


class LooseDateField(DateField):
    """A date from the browser's own picker, or typed in any of the three languages."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data: date | None = None
        if not text:
            return
        try:
            self.data = read_date(text, self.language)
        except ValueError:
            raise ValueError(_("Write the date like this: %(example)s", example="2024-05-31")) from None


class OpenChoice:
    """A choice may stay open while the answers are a draft; an unknown one is refused."""

    def pre_validate(self, form: Any) -> None:
        if getattr(self, "data", None):
            super().pre_validate(form)  # type: ignore[misc]


class OpenRadioField(OpenChoice, RadioField):
    pass


class OpenSelectField(OpenChoice, LongSelectField):
    pass


class TickField(OpenChoice, SelectMultipleField):
    """Several choices as boxes to tick: no key needs to be held down."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DocumentsField(Field):
    """Documents already kept, those to remove, and new ones to take in.

    `data` is the list of references that the answer holds. `uploads` wait for `receive`, which is slow.
    """

    widget = FileInput(multiple=True)
    data: list[str]

    def __init__(
        self, *args: Any, documents: Sequence[StoredDocument] = (), most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.known = {document.ref: document for document in documents}
        self.uploads: list[FileStorage] = []

    @property
    def documents(self) -> list[StoredDocument]:
        """What the answer holds now, to be shown."""
        return [self.known[ref] for ref in self.data if ref in self.known]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        removed = set(formdata.getlist(f"{self.name}-remove")) if formdata is not None else set()
        self.data = [ref for ref in self.data if ref not in removed]

    def process_data(self, value: list[str] | None) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [value for value in valuelist if isinstance(value, str) and value in self.known]
        self.uploads = [value for value in valuelist if isinstance(value, FileStorage) and value.filename]

    def add(self, document: StoredDocument) -> None:
        """One more was taken in."""
        self.known[document.ref] = document
        self.data.append(document.ref)

    def _value(self) -> bool:
        return False
