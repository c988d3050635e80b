"""What every form of the ledger has: the things it offers, its amounts, and where a refusal is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Length, Optional

from app.grants.funding.enums import FundingRefusal as Refused
from app.grants.funding.forms.fields import AmountField, NeededDay, PickField
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.grants.funding.queries import list_accounts
from app.kernel.clock import today
from app.organisations.models import NetworkBody
from app.web.forms import Form, LineField
from app.web.languages import current_language

ACCOUNT, BUDGET_LINE, DAY, AMOUNT = _l("Account"), _l("Budget line"), _l("Day"), _l("Amount")
OF_THE_ACCOUNT = _l("In the currency of the account.")
# Where a refusal is shown: beside the first of these fields that the form has.
BESIDE: Mapping[Refused, tuple[str, ...]] = {
    Refused.NOT_A_POSITIVE_AMOUNT: ("amount", "admitted", "sold"),
    Refused.WRONG_CURRENCY: ("account", "target"),
    Refused.NO_RATE: ("day", "agreed_on"),
    Refused.NO_BUDGET_RATE: ("currency",),
    Refused.LINE_EXCEEDED: ("amount",),
    Refused.LINE_NOT_FOR_THIS: ("line",),
    Refused.ALLOCATION_EXCEEDED: ("amount",),
    Refused.COMMITMENT_EXCEEDED: ("amount",),
    Refused.REF_TAKEN: ("ref",),
    Refused.TRANCHE_PAID: ("tranche",),
    Refused.CLAIM_EXCEEDED: ("admitted",),
    Refused.STATEMENT_TOO_LARGE: ("evidence",),
    Refused.MORE_THAN_PAID: ("amount", "admitted"),
    Refused.MOVE_OUT_OF_SUB_GRANTS: ("giving",),
    Refused.MOVE_INTO_BARRED: ("taking",),
    Refused.MOVE_OVER_LIMIT: ("amount",),
    Refused.MOVE_NEEDS_CONSENT: ("consented",),
    Refused.MOVE_LEAVES_TOO_LITTLE: ("amount",),
    Refused.SUSPENDED: ("day", "agreed_on"),
    Refused.NOT_ELIGIBLE_THAT_DAY: ("day",),
    Refused.OUTSIDE_PERIOD: ("day", "agreed_on"),
    Refused.TAG_BARRED: ("line",),
    Refused.COUNTRY_CLOSED: ("country",),
    Refused.COUNTRY_NEEDED: ("country",),
    Refused.ACCOUNT_MISTYPED: ("number",),
    Refused.BIC_MISTYPED: ("bic",),
    Refused.CASH_SHORT: ("second", "sold", "amount", "account"),
    Refused.NOT_OF_THIS_FUND: ("allocation", "taking", "line"),
    Refused.DAY_TO_COME: ("day", "agreed_on"),
    Refused.PERIOD_CLOSED: ("day", "agreed_on", "since"),
    Refused.MORE_THAN_REPORTED: ("amount",),
    Refused.SAME_ACCOUNT: ("target",),
    Refused.UNEQUAL_SIDES: ("bought",),
    Refused.NAME_TAKEN: ("name", "code"),
    Refused.RATE_KNOWN: ("month",),
    Refused.TERMS_NOT_LATER: ("since",),
    Refused.MORE_THAN_LEFT: ("amount",),
    Refused.CARRY_OVER_NEEDS_CONSENT: ("consented",),
    Refused.ANOTHER_DONOR: ("following",),
}


@dataclass(frozen=True)
class Subject:
    """What an act is about: a network; one of its funds; an entry of the fund."""

    body: NetworkBody
    fund: Fund | None = None
    fact: Fact | None = None

    @property
    def of_fund(self) -> Fund:
        """The fund, where the act is about one."""
        if self.fund is None:
            raise ValueError("this act is about no fund")
        return self.fund

    @property
    def of_fact(self) -> Fact:
        """The entry, where the act is about one."""
        if self.fact is None:
            raise ValueError("this act is about no entry")
        return self.fact


@dataclass(frozen=True)
class Section:
    """Fields that stand together, under a heading where there is one."""

    heading: Any
    fields: tuple[str, ...]


class ActForm(Form):
    """The form of one verb of the services. `arguments` is what the verb is called with, but for who acts."""

    amounts: ClassVar[tuple[str, ...]] = ()
    """The names of its fields of money."""
    sections: ClassVar[tuple[Section, ...]] = ()
    """The parts of a long form; a short one has none."""

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """(heading, fields) in the order in which they are asked."""
        if self.sections:
            return [(one.heading, [self[name] for name in one.fields]) for one in self.sections]
        shown = [field for field in self if getattr(field.widget, "input_type", "") != "hidden"]
        return [("", shown)]

    def grows(self) -> bool:
        """Whether a further row was asked for, instead of sending the form."""
        return False

    def offer(self, subject: Subject) -> None:
        """Name what can be chosen, and the currencies."""

    def currency_of(self, name: str, subject: Subject) -> str | None:
        """The currency of an amount; None while what decides it is not chosen."""
        return subject.of_fund.currency

    def arguments(self, subject: Subject) -> dict[str, Any]:
        """By name; only of a valid form."""
        raise NotImplementedError

    def is_right_for(self, subject: Subject) -> bool:
        """Whether it was sent and can be read, amounts too."""
        return bool(self.validate_on_submit()) & self._amounts_are_read(subject)

    def _amounts_are_read(self, subject: Subject) -> bool:
        if not self.is_submitted():
            return False
        read = True
        for name in self.amounts:
            currency = self.currency_of(name, subject)
            if self[name].data and currency is not None:
                read &= self[name].read(currency)
        return read

    def prefill(self, given: Mapping[str, str]) -> None:
        """Take from the address what a link knew already."""
        for name, value in given.items():
            if name in self and isinstance(self[name], LineField | SelectField):
                self[name].data = value

    def beside(self) -> dict[str, str]:
        """The field beside which each refusal is shown, for try_with."""
        found = ((code, [name for name in names if name in self]) for code, names in BESIDE.items())
        return {code: names[0] for code, names in found if names}


def account_field(label: Any = ACCOUNT) -> PickField:
    return PickField(label, _l("Choose the account"))


def line_field(label: Any = BUDGET_LINE) -> PickField:
    return PickField(label, _l("Choose the budget line"))


def day_field(label: Any = DAY, **kwargs: Any) -> NeededDay:
    return NeededDay(label, default=today, **kwargs)


def amount_field(label: Any = AMOUNT, **kwargs: Any) -> AmountField:
    return AmountField(label, **kwargs)


def note_field() -> LineField:
    return LineField(_l("Note"), [Optional(), Length(max=500)])


def offer_accounts(field: Any, subject: Subject, currency: str | None = None) -> None:
    """The network's accounts, only those in one currency where it is named."""
    found = [one for one in list_accounts(subject.body.id) if currency in (None, one.currency)]
    field.offer((one.code, f"{one.code} · {one.currency}") for one in found)


def offer_lines(field: Any, lines: Iterable[BudgetLine]) -> None:
    language = current_language()
    field.offer((one.code, f"{one.code} · {one.title_in(language)}") for one in lines)


def chosen_account(field: Any, subject: Subject) -> Account:
    """The account of this code; only of a valid form."""
    return next(one for one in list_accounts(subject.body.id) if one.code == field.data)


def account_currency(field: Any, subject: Subject) -> str | None:
    """The currency of the account that is chosen; None without one."""
    found = (one.currency for one in list_accounts(subject.body.id) if one.code == field.data)
    return next(found, None)


def chosen_line(field: Any, subject: Subject) -> BudgetLine:
    """The line of this code; only of a valid form."""
    return next(one for one in subject.of_fund.lines if one.code == field.data)


def chosen_period(field: Any, subject: Subject) -> Period:
    """The period that begins on this day; only of a valid form."""
    return next(one for one in subject.of_fund.periods if one.starts_on.isoformat() == field.data)


def name_currency(field: Any, currency: str | None) -> None:
    """Say in which currency an amount is, where that is known before anything is chosen."""
    if currency is not None:
        field.description = _("In %(currency)s.", currency=currency)
