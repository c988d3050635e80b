"""What somebody can send from the directory."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form


class NeedToKnowForm(Form):
    """Why an officer must read what only few may read."""

    reason = StringField(
        _l("Why do you need to read it?"),
        [InputRequired(_l("Say why, in a few words: it stays in the record")), Length(max=300)],
    )
