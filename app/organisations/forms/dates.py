"""A date as far as somebody knows it: networks bring decades of history, and often only the year is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, SelectField
from wtforms.validators import Length, Optional

from app.kernel.dates import NoSuchDay, calendar_day
from app.organisations.enums import DatePrecision
from app.web.days import no_such_day
from app.web.forms import LineField
from app.web.languages import current_language

PartialDate = tuple[date | None, DatePrecision]


def _months() -> list[tuple[str, str]]:
    names = get_month_names("wide", context="stand-alone", locale=current_language())
    return [("", _("Not known")), *((str(number), names[number]) for number in range(1, 13))]


class DateParts(PlainForm):
    """Day, month and year, of which only the year is needed; none of them where nothing is known."""

    day = LineField(
        _l("Day"), [Optional(), Length(max=2)], render_kw={"inputmode": "numeric", "maxlength": "2"}
    )
    month = SelectField(_l("Month"), [Optional()], choices=_months)
    year = LineField(
        _l("Year"), [Optional(), Length(max=4)], render_kw={"inputmode": "numeric", "maxlength": "4"}
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not valid:
            return False
        try:
            self.read()
        except ValueError as error:
            self.form_errors.append(str(error))
            return False
        return True

    def read(self) -> PartialDate:
        """The first day it can mean, and how precise it is. Raises ValueError in words for people."""
        day, month, year = ((self[name].data or "").strip() for name in ("day", "month", "year"))
        if not (day or month or year):
            return None, DatePrecision.UNKNOWN
        if not year or (day and not month):
            raise ValueError(_("Write the year, or the month and the year, or all three"))
        try:
            found = calendar_day(int(year), int(month or 1), int(day or 1))
        except NoSuchDay as error:
            raise ValueError(no_such_day(error)) from None
        except (ValueError, OverflowError):
            raise ValueError(_("There is no such day")) from None
        precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        return found, precision

    def show(self, day: date) -> None:
        """Fill the fields with a whole date."""
        self.day.data, self.month.data, self.year.data = str(day.day), str(day.month), str(day.year)


class PartialDateField(FormField):
    """Three small fields that make one date."""

    def __init__(self, label: Any, description: Any, **kwargs: Any) -> None:
        super().__init__(DateParts, label, description=description, **kwargs)
        self.type = "FormField"  # what the macros draw it as

    @property
    def errors(self) -> list[str]:
        """All that is wrong, as any other field says it; a rule's refusal is added to it."""
        return [*self.form.form_errors, *(text for part in self.form for text in part.errors)]

    @errors.setter
    def errors(self, texts: list[str]) -> None:
        self.form.form_errors = [*texts]

    def read(self) -> PartialDate:
        """What was typed; only of a valid form."""
        found: PartialDate = self.form.read()
        return found
