"""What a group says about the publicity of its grant."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
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
