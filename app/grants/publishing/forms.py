"""What a group says about the publicity of its grant, and files of past grants."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.grants.publishing.labels import OWN_WISHES
from app.web.forms import Form


class WishForm(Form):
    """How much the group lets be public."""

    wish = RadioField(
        _l("What may be public?"),
        [InputRequired(_l("Choose what may be public"))],
        choices=[SelectChoice(one.value, label) for one, label in OWN_WISHES.items()],
    )


class FileForm(Form):
    """A file of grants of the past."""

    file = FileField(
        _l("File of grants"),
        [FileRequired(_l("Choose a file"))],
        description=_l("360Giving data, as JSON or CSV."),
    )


class TakeInForm(Form):
    """Take the rows of a file in."""

    only_good = BooleanField(_l("Leave out the rows that cannot be imported"))
