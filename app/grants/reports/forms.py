"""What a group says of an expense and in its report, and what the office accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.documents.models import StoredDocument
from app.grants.awards.forms import WhatHappenedForm
from app.grants.funding.forms.fields import AmountField, CurrencyField, NeededDay, PickField
from app.grants.reports.enums import Proof, ReportRefusal
from app.grants.reports.labels import PROOFS
from app.grants.reports.models import GrantExpense
from app.grants.reports.rules import FILE_KINDS, BudgetLine
from app.grants.reports.services import ExpenseData, Verdict
from app.kernel.errors import DomainError
from app.kernel.settings import setting
from app.questionnaires.types.fields import DocumentsField
from app.web.errors import refusal_words
from app.web.forms import Form, LineField, NeededAtTimes

ACCEPT = ",".join(f".{kind}" for kind in (*FILE_KINDS, "jpeg"))
# Made before the other fields, so that a summary of errors names it first.
BUDGET_ITEM = PickField(_l("Line of the budget"), _l("Choose the line of the budget"))


class ExpenseForm(Form):
    """One expense, of a grant without a budget. The field of its files is made with what there is already."""

    files: Any
    item: Any = LineField(
        _l("What kind of expense is it?"),
        [InputRequired(_l("Enter what kind of expense it is")), Length(max=120)],
        description=_l("For example: room, food, transport."),
    )
    purpose = LineField(
        _l("What was it for?"),
        [InputRequired(_l("Enter what it was for")), Length(max=200)],
        description=_l("Leave out names of people."),
    )
    day = NeededDay(_l("On which day was it paid?"))
    amount = AmountField(_l("Amount"))
    paid_currency = CurrencyField(
        _l("Currency in which you paid, if different"),
        [Optional()],
        description=_l("Leave it empty if you paid in the grant’s currency."),
    )
    paid_amount = AmountField(
        _l("Amount in that currency"), [NeededAtTimes()], description=_l("As shown on the receipt.")
    )
    proof = RadioField(
        _l("What shows that it was paid?"),
        validators=[InputRequired(_l("Choose what shows that it was paid"))],
        choices=[SelectChoice(one.value, label) for one, label in PROOFS.items()],
    )
    receipt_number = LineField(
        _l("Number on the receipt"), [Optional(), Length(max=60)], description=_l("If it has one.")
    )
    is_another = BooleanField(_l("There are two receipts with the same number, day and amount"))
    peer_codes = LineField(
        _l("Codes of the peers who were paid"),
        [NeededAtTimes(), Length(max=300)],
        description=_l(
            "Only if peers were paid. Give each a code, such as P1, P2, and keep the list of names "
            "yourselves: nobody else needs it."
        ),
    )

    def read(self, currency: str) -> bool:
        """Whether both amounts can be read: in the grant's currency, and as it was paid."""
        other = self.paid_currency.data
        is_read = bool(not other or not self.paid_amount.data or self.paid_amount.read(other))
        return self.amount.read(currency) and is_read

    def data_of(self) -> ExpenseData:
        """What it says; only of a form that is valid and whose amount was read."""
        return ExpenseData(
            item=self.item.data or "",
            purpose=self.purpose.data or "",
            day=self.day.data,  # type: ignore[arg-type]
            minor=self.amount.minor,
            proof=Proof(self.proof.data),
            receipt_number=self.receipt_number.data or "",
            peer_codes=self.peer_codes.data or "",
            original_minor=self.paid_amount.minor if self.paid_amount.data else None,
            original_currency=self.paid_currency.data or None,
            files=tuple(self.files.data),
            is_another=bool(self.is_another.data),
        )

    def show(self, expense: GrantExpense) -> None:
        """Fill in what was said before."""
        self.item.data, self.purpose.data, self.day.data = expense.item, expense.purpose, expense.day
        self.amount.show(expense.amount)
        if expense.original is not None:
            self.paid_currency.data = expense.original.currency
            self.paid_amount.show(expense.original)
        self.proof.data = expense.proof.value
        self.receipt_number.data, self.peer_codes.data = expense.receipt_number, expense.peer_codes
        self.files.data = [one.document.ref for one in expense.files]

    def receive(self, take: Callable[[FileStorage], StoredDocument]) -> bool:
        """Take in the files that were sent with the page; whether there were any."""
        if not self.files.uploads:
            return False
        too_many = DomainError(ReportRefusal.TOO_MANY_FILES, most=self.files.most)
        self.files.receive(take, [refusal_words(too_many)])
        return True


class BudgetedForm(ExpenseForm):
    """One expense, of a grant whose application has a budget."""

    item = BUDGET_ITEM


def expense_form(
    items: Sequence[str], waiting: Sequence[StoredDocument], expense: GrantExpense | None = None
) -> ExpenseForm:
    """The form of a grant whose budget has these items: for a new expense, or for one that there is.
    `waiting` are files that came with the form and are not saved yet."""
    kept = expense.files if expense is not None else ()
    field = DocumentsField(
        _l("Photo or scan of the receipt or statement"),
        description=_l("Cover names of people before you take the photo."),
        validators=[Optional()],
        documents=[*(one.document for one in kept), *waiting],
        fixed=[one.document.ref for one in kept if one.sent_at is not None],
        limits=_l("PDF or picture."),
        most=setting("GRANT_EXPENSE_FILES_AT_MOST"),
        render_kw={"accept": ACCEPT},
    )
    made: Any = type("OneExpenseForm", (BudgetedForm if items else ExpenseForm,), {"files": field})
    form: ExpenseForm = made()
    if items:
        form.item.offer((one, one) for one in items)
    return form


class CostReportForm(WhatHappenedForm):
    """The report of a grant at actual cost: what it cost is known by then. Each report has a class of its
    own, which asks why lines of the budget cost more or less than planned."""

    def words_of(self, place: int) -> Any:
        """The field about one line."""
        return self[f"why_{place}"]

    def notes(self, lines: Iterable[BudgetLine]) -> dict[int, str]:
        """What it says of these lines, by their place."""
        return {one.place: self.words_of(one.place).data or "" for one in lines}


def report_form(lines: Iterable[BudgetLine]) -> CostReportForm:
    """The form of a report that has to explain these lines."""
    fields: dict[str, Any] = {
        f"why_{one.place}": TextAreaField(
            _l("Why did “%(item)s” cost more or less than planned?", item=one.item),
            [NeededAtTimes(), Length(max=1000)],
        )
        for one in lines
    }
    made: Callable[[], CostReportForm] = type("OneReportForm", (CostReportForm,), fields)
    return made()


class CheckForm(Form):
    """What of each expense is accepted: a class of its own for each report."""

    def parts_of(self, expense: GrantExpense) -> tuple[Any, Any]:
        """The two fields of one expense."""
        return self[f"amount_{expense.number}"], self[f"reason_{expense.number}"]

    def show(self, expenses: Sequence[GrantExpense]) -> None:
        """Fill in what was decided before; else all that is claimed."""
        for expense in expenses:
            amount, reason = self.parts_of(expense)
            amount.show(expense.admitted or expense.amount)
            reason.data = expense.reason

    def read(self, expenses: Sequence[GrantExpense], currency: str) -> dict[int, Verdict] | None:
        """What is accepted of each, by its number; None where an amount cannot be read."""
        read = [self.parts_of(one)[0].read(currency) for one in expenses]
        if not all(read):
            return None
        found = {one.number: (one, *self.parts_of(one)) for one in expenses}
        proof = Proof(self.proof.data) if "proof" in self else None
        return {
            n: Verdict(amount.minor, reason.data or "", proof) for n, (_one, amount, reason) in found.items()
        }


def check_form(expenses: Sequence[GrantExpense], *, all_in_one: bool = False) -> CheckForm:
    """The form of the expenses of one report; `all_in_one` where it says only what they come to."""
    fields: dict[str, Any] = {}
    if all_in_one:
        fields["proof"] = RadioField(
            _l("What evidence have you seen?"),
            validators=[InputRequired(_l("Choose the evidence that you have seen"))],
            choices=[SelectChoice(one.value, PROOFS[one]) for one in Proof if one is not Proof.PEERS],
        )
    for one in expenses:
        fields[f"amount_{one.number}"] = AmountField(_l("Amount accepted"))
        fields[f"reason_{one.number}"] = LineField(
            _l("Reason, if not accepted in full"), [NeededAtTimes(), Length(max=500)]
        )
    made: Callable[[], CheckForm] = type("ReportCheckForm", (CheckForm,), fields)
    return made()
