"""Files from which a form is filled in: a donor's budget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.grants.funding.forms.award import AwardForm
from app.grants.funding.forms.fields import CHOOSE, CurrencyField
from app.grants.funding.imports import BudgetReading, Limits, ReadLine, Tables, read_file
from app.kernel.database import end_transaction
from app.kernel.money import Money
from app.kernel.settings import setting
from app.web.filters import MEGABYTE
from app.web.forms import Form

KINDS = ".csv,.txt,.xlsx"


class TableFileField(FileField):
    """A CSV file or an XLSX workbook."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, [InputRequired(_l("Choose the file"))], **kwargs)
        self.render_kw = {"accept": KINDS, "data-mb": str(setting("IMPORT_MAX_BYTES") // MEGABYTE)}

    def tables(self) -> Tables:
        """What the file holds. Raises what `read_file` does. The transaction is given back first, since a
        workbook takes a second."""
        limits = Limits(
            bytes=setting("IMPORT_MAX_BYTES"),
            unpacked=setting("IMPORT_UNPACKED_MAX_BYTES"),
            cells=setting("IMPORT_MAX_CELLS"),
        )
        data = self.data.read(limits.bytes + 1)
        end_transaction()
        return read_file(data, limits)


class BudgetFileForm(Form):
    """A donor's budget as it came. `sheet` is asked for only where several have a table."""

    file = TableFileField(
        _l("File with the budget"), description=_l("A CSV file or an XLSX workbook. It is read and not kept.")
    )
    currency = CurrencyField(_l("Currency in which the donor counts"))
    sheet = SelectField(_l("Sheet"), [Optional()], choices=[CHOOSE], validate_choice=False)

    def offer_sheets(self, names: Iterable[str]) -> None:
        """Ask which sheet."""
        self.sheet.choices = [CHOOSE, *(SelectChoice(one, one) for one in names)]

    @property
    def asks_for_sheet(self) -> bool:
        return len(self.sheet.choices or []) > 1


def award_form_with(reading: BudgetReading, currency: str, language: str) -> AwardForm:
    """The form of a new award with the lines of a file in it. Titles are in the language of its headings;
    what could not be read is left empty."""
    titles = f"title_{reading.language or language}"
    rows = [_row(line, titles, currency, language) for line in reading.lines]
    return AwardForm(formdata=None, currency=currency, lines=rows)


def _row(line: ReadLine, titles: str, currency: str, language: str) -> dict[str, str]:
    amount = Money(line.minor, currency).number(language) if line.minor is not None else ""
    return {
        "code": line.code,
        titles: line.title,
        "category": line.category.value if line.category is not None else "",
        "amount": amount,
    }
