"""What the secretariat writes into the record of a member: each change with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.kernel.locales import picked
from app.organisations import labels
from app.organisations.forms.dates import PartialDateField
from app.organisations.models import Region
from app.web.forms import Form, LineField
from app.web.languages import current_language

LONGEST_REASON = 1000
REASON_NEEDED = _l("Say why, in a few words: it stays in the history")
PRIMARY, FURTHER = "primary", "further"
WEIGHTS = {
    PRIMARY: _l("Its region: it is listed there and has its vote there"),
    FURTHER: _l("A further region: it receives the notices, and has no vote"),
}


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.value, word) for kind, word in labels.AFFILIATION_KINDS.items()]


class ReasonForm(Form):
    """A change that only takes its reason."""

    reason = TextAreaField(
        _l("Why?"), [InputRequired(REASON_NEEDED), Length(max=LONGEST_REASON)], render_kw={"rows": 3}
    )


class NeedToKnowForm(Form):
    """Why an officer must read what only few may read."""

    reason = LineField(
        _l("Why do you need to read it?"),
        [InputRequired(REASON_NEEDED), Length(max=300)],
    )


class PlacementForm(Form):
    region = SelectField(_l("Region"), [InputRequired(_l("Choose the region it belongs to"))])
    weight = RadioField(
        _l("What it means there"),
        [InputRequired(_l("Choose what the region means for this member"))],
        choices=lambda: list(WEIGHTS.items()),
    )
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(REASON_NEEDED), Length(max=LONGEST_REASON)],
        description=_l("For example: it works in exile, or the two networks agreed on it."),
        render_kw={"rows": 3},
    )

    def offer(self, regions: Iterable[Region]) -> None:
        """Name the regions of the network's scheme."""
        named = [(str(region.id), picked(region.name, current_language())) for region in regions]
        self.region.choices = [("", _l("Choose a region")), *named]

    @property
    def region_id(self) -> int:
        return int(self.region.data)

    @property
    def primary(self) -> bool:
        return bool(self.weight.data == PRIMARY)


class TranslationForm(Form):
    text = TextAreaField(
        _l("Working translation"),
        [Length(max=5000)],
        description=_l("Readers see whose it is, and the group’s own words beside it. Empty removes it."),
        render_kw={"rows": 8},
    )


class AffiliationForm(Form):
    kind = RadioField(
        _l("How they are connected"),
        [InputRequired(_l("Choose how they are connected"))],
        choices=_kinds,
    )
    other = LineField(
        _l("To which organisation?"),
        [InputRequired(_l("Write the name or the reference of the other organisation")), Length(max=200)],
        description=_l("A member of this network by its name or reference, or a network by its short name."),
    )
    outside = BooleanField(
        _l("It is outside: keep just the name that I wrote"),
        description=_l("For a host, a parent or a coalition that Weft does not know."),
    )
    since = PartialDateField(
        _l("Since when?"),
        _l("As far as you know it: the year alone is enough, and all may stay empty."),
    )


class EndAffiliationForm(Form):
    until = PartialDateField(
        _l("Until when?"),
        _l("As far as you know it: the year alone is enough, and all may stay empty."),
    )


class EndMembershipForm(Form):
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(REASON_NEEDED), Length(max=LONGEST_REASON)],
        description=_l("For example: the group stopped its work, or it asked to leave."),
        render_kw={"rows": 3},
    )
    last_day = PartialDateField(
        _l("Its last day as a member"),
        _l("As far as you know it. Empty means today."),
    )
