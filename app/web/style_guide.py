"""What the style guide shows: every kind of field, with and without an error, and a small map."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel import clock
from app.web import forms
from app.web.days import DayField
from app.web.extension_points import extension_points
from app.web.forms import LineField
from app.web.region_map import MapRegion, region_map

REACH = [
    SelectChoice("town", _l("A town or district")),
    SelectChoice("country", _l("A country")),
    SelectChoice("several", _l("Several countries")),
]


class DayMonthYear(Form):
    """A date in three parts, for dates that people know by heart."""

    day = LineField(_l("Day"), render_kw={"inputmode": "numeric"})
    month = LineField(_l("Month"), render_kw={"inputmode": "numeric"})
    year = LineField(_l("Year"), render_kw={"inputmode": "numeric"})


class EveryField(forms.Form):
    """One field of each kind."""

    name = LineField(
        _l("Known-as name"),
        [InputRequired(_l("Write the name people know you by"))],
        description=_l("The name you use in public. It need not be a legal name."),
    )
    email = EmailField(_l("E-mail address"), [Optional()], render_kw={"autocomplete": "email"})
    passphrase = PasswordField(
        _l("Passphrase"),
        [InputRequired(_l("Write your passphrase"))],
        render_kw={"autocomplete": "current-password"},
    )
    members = IntegerField(
        _l("How many people take part?"), [InputRequired(_l("Write a number, such as 12"))]
    )
    since = FormField(DayMonthYear, label=_l("Since when does the group exist?"))
    until = DayField(_l("Until when?"), [Optional()])
    work = TextAreaField(
        _l("What do you do?"),
        [InputRequired(_l("Write a few words about what you do"))],
        description=_l("In English, Spanish or French. Leave out names and addresses."),
        render_kw={"data-words": 150},
    )
    reach = RadioField(
        _l("How far does your work reach?"),
        [InputRequired(_l("Choose how far your work reaches"))],
        choices=REACH,
    )
    places = SelectMultipleField(
        _l("Where do you work?"),
        [Optional()],
        choices=REACH,
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    level = SelectField(_l("Level"), choices=REACH)
    paper = FileField(
        _l("A document that shows your work"),
        [InputRequired(_l("Choose a document"))],
        description=_l("PDF, Word, or a photo."),
        render_kw={"data-mb": 10},
    )
    agreed = BooleanField(
        _l("We endorse the declaration in this version"),
        [InputRequired(_l("Tick the box to endorse the declaration"))],
        description=_l("You can withdraw this at any time."),
    )


def samples() -> dict[str, Any]:
    """What the template needs."""
    now = clock.now()
    wrong = EveryField(formdata=MultiDict({"members": "a few"}), prefix="wrong-", meta={"csrf": False})
    wrong.validate()
    regions = [
        MapRegion(_("North"), ("CA", "US", "GL", "NO", "SE", "FI", "RU", "IS"), 1, url="#north", note="12"),
        MapRegion(_("South"), ("BR", "AR", "ZA", "AU", "NZ", "FJ", "TV"), 3, url="#south", note="9"),
    ]
    return {
        "plain": EveryField(formdata=None, meta={"csrf": False}),
        "wrong": wrong,
        "regions": regions,
        "picture": region_map(regions, title=_("Two regions as an example")),
        "specimens": [specimen() for specimen in extension_points().specimens],
        "moments": [now, now - timedelta(hours=5), now - timedelta(days=9)],
    }
