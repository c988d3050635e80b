"""The base of every form: a key that makes sending it twice harmless, and an answer that never commits when
it is wrong."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import escape
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.meta import DefaultMeta
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget, Select

from app.kernel import ids
from app.kernel.errors import DomainError
from app.kernel.text import one_line
from app.web.errors import refusal_words
from app.web.languages import current_language
from app.web.posted_words import note_form

LONGEST_NUMBER = 19  # digits: what a database holds; Python refuses to read thousands of them


class NeededAtTimes(Optional):
    """It may be left empty, unless another answer asks for it: its label does not say "(optional)"."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags: dict[str, bool] = {}


class LineField(StringField):
    """Words on one line, without signs that nobody sees: what shows nothing counts as not answered."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.raw_data = [one_line(value) for value in valuelist]  # what InputRequired looks at
        super().process_formdata(self.raw_data)


class PlainOptions(Select):
    """A select whose options carry nothing but a value and a label, written without WTForms' way of putting
    attributes together: with all countries that way takes longer than the rest of the page."""

    @classmethod
    def render_option(cls, choice: Any) -> str:
        chosen = " selected" if choice.selected else ""
        return f'<option{chosen} value="{escape(choice.value)}">{escape(choice.label)}</option>'


class LongSelectField(SelectField):
    """A choice among very many, such as all countries."""

    widget = PlainOptions()


class TicksField(SelectMultipleField):
    """Several of many, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WholeNumberField(IntegerField):
    """A whole number, which says so where something else was typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(_("Enter a whole number, such as 14"))) from error


class Form(FlaskForm):
    """A form of Weft. `version` is what an optimistic lock compares; leave it empty where there is none."""

    class Meta(FlaskForm.Meta):
        """WTForms' own messages, read once for each language instead of once for each page."""

        @property
        def locales(self) -> tuple[str]:
            return (current_language(),)

        def get_translations(self, form: Any) -> Any:
            return DefaultMeta.get_translations(self, form)

    submission_key = HiddenField(validators=[Optional(), Length(min=16, max=64)])
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.submission_key.data:
            self.submission_key.data = ids.new_token()
        note_form(self)

    @property
    def answer_status(self) -> int:
        """200 for a page that is shown, 422 for one that was sent and is shown again."""
        return 200 if request.method in ("GET", "HEAD") else 422

    @property
    def expected_version(self) -> int | None:
        """The version that the person saw, if the form carries one."""
        text = self.version.data or ""
        return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else None

    def refuse(self, error: DomainError, field: str | None = None) -> None:
        """Show a rule's refusal in the form, beside `field` or above it, with everything typed kept."""
        text = refusal_words(error)
        if field is None:
            self.form_errors.append(text)
        else:
            target = self[field]
            target.errors = [*target.errors, text]
