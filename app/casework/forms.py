"""The shape of simple steps: a confirmation, a note, a number of days."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.casework.enums import DeclaredTie, StepForm
from app.casework.labels import TIE
from app.web.forms import Form, WholeNumberField

LONGEST_NOTE = 6000  # characters


class ConfirmForm(Form):
    """A page with one button."""


class NoteForm(Form):
    note = TextAreaField(_l("Note"), validators=[Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 5})


class TieForm(Form):
    """How somebody stands to the organisation of a case."""

    tie = RadioField(
        _l("What is your connection to this organisation?"),
        choices=[(tie.value, label) for tie, label in TIE.items()],
        validators=[InputRequired(_l("Choose what is true for you"))],
    )
    note = TextAreaField(
        _l("If there is a connection, describe it in a few words"),
        validators=[Optional(), Length(max=1000)],
        render_kw={"rows": 3},
    )

    def chosen(self) -> DeclaredTie:
        return DeclaredTie(self.tie.data)


class DaysForm(Form):
    days = WholeNumberField(
        _l("How many more days?"), validators=[InputRequired(_l("Enter a number of days"))]
    )


FORMS: dict[StepForm, type[Form]] = {
    StepForm.CONFIRM: ConfirmForm,
    StepForm.NOTE: NoteForm,
    StepForm.REASON: NoteForm,
    StepForm.DAYS: DaysForm,
}


def form_of(kind: StepForm, *, label: Any) -> Any:
    """The form of a simple step; a note with the step's own label."""
    form = FORMS[kind]()
    if isinstance(form, NoteForm):
        form.note.label.text = label or form.note.label.text
        if kind is StepForm.REASON:
            form.note.validators = [
                DataRequired(_l("Write a note")),
                Length(max=LONGEST_NOTE),
            ]
            form.note.flags.optional = False
    return form
