"""Days that people type or pick in a form, and what is said of a day that there is not."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from app.kernel.dates import NoSuchDay, calendar_day, write_month
from app.web.languages import current_language

WRITE_LIKE_THIS = _l("Write the date like this: %(example)s")
# translators: beside the field of a date such as 31 April 2024; "month" is "April 2024".
NO_SUCH_DAY = _l("There is no day %(day)s in %(month)s. Check the date.")
EXAMPLE = "2024-05-31"


def no_such_day(error: NoSuchDay) -> str:
    """What is said of it, in the language of the page."""
    return str(NO_SUCH_DAY) % {"day": error.day, "month": write_month(error.month, current_language())}


class DayField(DateField):
    """A day as browsers send it, "2024-05-31". What was typed stays in the field where it is no day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = " ".join(valuelist).strip()
        if not text:
            return
        self.data = None
        try:
            year, month, day = (int(part) for part in text.split("-"))
            self.data = calendar_day(year, month, day)
        except NoSuchDay as error:
            raise ValueError(no_such_day(error)) from None
        except (ValueError, OverflowError):
            raise ValueError(str(WRITE_LIKE_THIS) % {"example": EXAMPLE}) from None
