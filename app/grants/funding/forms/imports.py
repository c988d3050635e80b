"""Files that are read: a donor's budget, which fills in a form, and the costs of a month."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.grants.funding.enums import ImportRefusal
from app.grants.funding.forms.award import AwardForm
from app.grants.funding.forms.base import Subject
from app.grants.funding.forms.fields import CHOOSE, CurrencyField
from app.grants.funding.imports import BudgetReading, Limits, ReadLine, Tables, read_file
from app.grants.funding.queries import list_accounts
from app.grants.funding.services.importing import Cost
from app.kernel.database import end_transaction
from app.kernel.encryption import Unreadable, decrypt_bytes, encrypt_bytes
from app.kernel.errors import NotFound
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


class CostsFileForm(Form):
    """The costs of a month as bookkeeping exports them."""

    file = TableFileField(
        _l("File with the costs"), description=_l("A CSV file or an XLSX workbook. It is read and not kept.")
    )
    sheet = SelectField(_l("Sheet"), [Optional()], choices=[CHOOSE], validate_choice=False)
    offer_sheets = BudgetFileForm.offer_sheets
    asks_for_sheet = BudgetFileForm.asks_for_sheet


@dataclass(frozen=True)
class SeenRow:
    """A row that was shown: what was read of it, and the sentences about what could not be."""

    row: int
    day: date | None
    line: str
    account: str
    minor: int | None
    number: str
    note: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class SeenCosts:
    """What one person read from a file and was shown. It travels, encrypted, in the page on which it is
    recorded: what is booked is what was seen, and the file itself is kept nowhere."""

    fund_ref: str
    by: int
    rows: tuple[SeenRow, ...]
    told: tuple[str, ...]

    def token(self) -> str:
        rows = [[one.row, one.day and one.day.isoformat(), *_rest(one), list(one.wrong)] for one in self.rows]
        held = json.dumps([self.fund_ref, self.by, rows, list(self.told)])
        return encrypt_bytes(held.encode()).decode()

    @property
    def unread(self) -> list[int]:
        """The rows that could not be read."""
        return [one.row for one in self.rows if one.wrong]

    def costs(self, subject: Subject) -> list[Cost]:
        """The rows that could, for the services. Raises KeyError where a line or an account is gone."""
        lines = {one.code: one for one in subject.of_fund.lines}
        accounts = {one.code: one for one in list_accounts(subject.body.id)}
        return [
            Cost(one.row, one.day, lines[one.line], accounts[one.account], one.minor, one.number, one.note)
            for one in self.rows
            if not one.wrong and one.day is not None and one.minor is not None
        ]


def seen_costs(token: str, subject: Subject, *, by: int) -> SeenCosts:
    """What this person was shown of this fund. Raises NotFound for anything else."""
    try:
        ref, person, rows, told = json.loads(decrypt_bytes(token.encode()))
    except (Unreadable, ValueError):
        raise NotFound(ImportRefusal.NOT_READ_HERE) from None
    if (ref, person) != (subject.of_fund.ref, by):
        raise NotFound(ImportRefusal.NOT_READ_HERE)
    return SeenCosts(ref, person, tuple(_seen(one) for one in rows), tuple(told))


def _rest(row: SeenRow) -> list[Any]:
    return [row.line, row.account, row.minor, row.number, row.note]


def _seen(held: list[Any]) -> SeenRow:
    row, day, line, account, minor, number, note, wrong = held
    known = date.fromisoformat(day) if day is not None else None
    return SeenRow(row, known, line, account, minor, number, note, tuple(wrong))


class RecordCostsForm(Form):
    """Record what was shown: all rows, or the good ones."""

    rows_token = HiddenField(validators=[InputRequired()])
    only_good = BooleanField(
        _l("Record the other rows, and leave out those that cannot be recorded"), [Optional()]
    )
