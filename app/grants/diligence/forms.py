"""What the office fills in about a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.grants.diligence.checklists import POINTS, Point
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.labels import TIERS
from app.grants.diligence.models import DiligenceCheck, DiligencePoint
from app.grants.diligence.policy import CHECKED
from app.grants.diligence.presenter.points import answer_words
from app.grants.diligence.rules import lacks
from app.grants.diligence.services import Given
from app.kernel.locales import picked
from app.web.days import DayField
from app.web.forms import Form, LineField, NeededAtTimes

YES, NO = "yes", "no"
MISSING = {
    "note": _l("Explain in a few words"),
    "source": _l("Name the lists that you looked at"),
    "source_date": _l("Enter the date of the lists"),
}


class StartForm(Form):
    """How much is looked at."""

    tier = RadioField(
        _l("Which check?"),
        [InputRequired(_l("Choose a check"))],
        choices=[SelectChoice(one.value, TIERS[one]) for one in CHECKED],
    )

    @property
    def chosen(self) -> Tier:
        """Only of a valid form."""
        return Tier(self.tier.data)


class PointsForm(Form):
    """An answer and words for each point; made by `points_form`."""

    codes: Sequence[str]

    def rows(self) -> list[tuple[Point, list[Any]]]:
        """Each point with its fields."""
        return [(POINTS[code], [self[name] for name in _names(code)]) for code in self.codes]

    def show(self, points: Sequence[DiligencePoint]) -> None:
        """Fill in what is kept."""
        for one in points:
            kept = (one.found.value if one.found else None, one.note, one.source, one.source_date)
            for name, value in zip(_names(one.code), kept, strict=False):
                self[name].data = value

    def given(self) -> dict[str, Given]:
        """What was filled in; only of a valid form."""
        return {code: self._given(code) for code in self.codes}

    def _given(self, code: str) -> Given:
        values = [self[name].data for name in _names(code)]
        found, note = Found(values[0]) if values[0] else None, values[1] or ""
        if not POINTS[code].names_lists:
            return Given(found, note)
        return Given(found, note, values[2] or "", values[3])

    def is_complete(self) -> bool:
        """Whether it can be sent to a second person; what is missing is said beside each field."""
        fine = True
        for code, one in self.given().items():
            if one.found is None:
                self._miss(code, "found", _("Choose an answer"))
                fine = False
                continue
            for name in lacks(code, one.found, one.note, one.source, one.source_date):
                self._miss(code, name, str(MISSING[name]))
                fine = False
        return fine

    def _miss(self, code: str, name: str, words: str) -> None:
        target = self[f"{name}_{code}"]
        target.errors = [*target.errors, words]


def _names(code: str) -> list[str]:
    names = ["found", "note"] + (["source", "source_date"] if POINTS[code].names_lists else [])
    return [f"{one}_{code}" for one in names]


def points_form(check: DiligenceCheck, language: str) -> PointsForm:
    """The form of a check, in the order of its points."""
    codes = [one.code for one in check.points]
    fields: dict[str, Any] = {"codes": codes}
    for point in (POINTS[code] for code in codes):
        title = picked(point.title, language)
        fields[f"found_{point.code}"] = RadioField(
            title,
            [NeededAtTimes()],
            choices=[SelectChoice(one.value, answer_words(point, one, language)) for one in point.answers],
            description=picked(point.hint, language),
        )
        fields[f"note_{point.code}"] = TextAreaField(
            _("How you know, or why (%(point)s)", point=title),
            [NeededAtTimes(), Length(max=2000)],
            render_kw={"rows": 2},
        )
        if point.names_lists:
            fields[f"source_{point.code}"] = LineField(_("Which lists?"), [NeededAtTimes(), Length(max=300)])
            fields[f"source_date_{point.code}"] = DayField(_("Date of the lists"), [NeededAtTimes()])
    made: type[PointsForm] = type("CheckForm", (PointsForm,), fields)
    return made()


class ConcludeForm(Form):
    """What a second person says of the whole."""

    passed = RadioField(
        _l("Does the group pass the check?"),
        [InputRequired(_l("Choose whether the group passes"))],
        choices=[
            SelectChoice(YES, _l("Yes, it passes")),
            SelectChoice(NO, _l("No, it does not pass")),
        ],
    )
    words = TextAreaField(
        _l("Conditions, or why it does not pass"),
        [NeededAtTimes(), Length(max=2000)],
        description=_l("Only the office reads this."),
        render_kw={"rows": 3},
    )
    until = DayField(_l("Valid until"), [Optional()])
    confirmed = BooleanField(
        _l("I have confirmed with the group myself where the money goes, through a contact we knew before.")
    )

    @property
    def passes(self) -> bool:
        return bool(self.passed.data == YES)

    def sent(self) -> list[tuple[str, str]]:
        """(name, value) of what was filled in, for the page that asks once more."""
        values = [("passed", self.passed.data or ""), ("words", self.words.data or "")]
        if self.until.data is not None:
            values.append(("until", self.until.data.isoformat()))
        if self.confirmed.data:
            values.append(("confirmed", "y"))
        return values

    def said(self) -> dict[str, Any]:
        """What was filled in, as the service takes it; only of a valid form."""
        until: date | None = self.until.data if self.passes else None
        return {
            "passed": self.passes,
            "until": until,
            "words": self.words.data or "",
            "details_confirmed": bool(self.confirmed.data),
        }
