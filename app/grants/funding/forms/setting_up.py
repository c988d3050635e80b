"""Donors, accounts, own funds, published rates."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.grants.funding.forms.base import (
    ActForm,
    Subject,
    account_field,
    chosen_account,
    day_field,
    offer_accounts,
)
from app.grants.funding.forms.fields import CountryField, CurrencyField, RateField
from app.grants.funding.services.ledger import rate_source
from app.kernel.locales import LANGUAGES
from app.web.forms import LineField, NeededAtTimes

SHORT_CODE = _l("As short as finance says it: its entries are numbered after it, A-17.")


def code_field(description: Any) -> LineField:
    return LineField(
        _l("Code"),
        [InputRequired(_l("Enter a code")), Length(max=20)],
        description=description,
        render_kw={"autocomplete": "off"},
    )


class TitledForm(ActForm):
    """A thing with a title in three languages, of which one is needed."""

    title_en = LineField(_l("Title in English"), [NeededAtTimes(), Length(max=200)])
    title_es = LineField(_l("Title in Spanish"), [NeededAtTimes(), Length(max=200)])
    title_fr = LineField(_l("Title in French"), [NeededAtTimes(), Length(max=200)])

    @property
    def title(self) -> dict[str, str]:
        """Language → title, without those that were left empty."""
        typed = {language: self[f"title_{language}"].data or "" for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if not self.title:
            self.title_en.errors = [_("Enter a title in at least one language")]
            fine = False
        return bool(fine)


class DonorForm(ActForm):
    name = LineField(
        _l("Name of the donor"), [InputRequired(_l("Enter the name of the donor")), Length(max=200)]
    )
    iati_org_id = LineField(_l("IATI organisation identifier"), [Optional(), Length(max=100)])

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "body": subject.body,
            "name": self.name.data,
            "iati_org_id": self.iati_org_id.data or None,
        }


class AccountForm(ActForm):
    code = LineField(
        _l("Name of the account"),
        [InputRequired(_l("Enter the name of the account")), Length(max=20)],
        description=_l("As finance calls it, never its number."),
    )
    currency = CurrencyField(_l("Currency"))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"body": subject.body, "code": self.code.data, "currency": self.currency.data}


class WhereAccountIsForm(ActForm):
    """Where a bank keeps an account, for the files that banks take."""

    account = account_field()
    holder = LineField(
        _l("Name on the account"), [InputRequired(_l("Enter the name on the account")), Length(max=70)]
    )
    number = LineField(
        _l("Account number or IBAN"),
        [InputRequired(_l("Enter the account number")), Length(max=40)],
        render_kw={"autocomplete": "off"},
    )
    bic = LineField(_l("BIC or SWIFT code"), [Optional(), Length(max=11)], render_kw={"autocomplete": "off"})
    bank = LineField(_l("Name of the bank"), [Optional(), Length(max=120)])
    town = LineField(
        _l("Town"),
        [InputRequired(_l("Enter the town")), Length(max=35)],
        description=_l("Where the account holder’s address is."),
    )
    country = CountryField(_l("Country"))

    def offer(self, subject: Subject) -> None:
        offer_accounts(self.account, subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        names = ("holder", "number", "bank", "bic", "town", "country")
        said = {name: (self[name].data or "").strip() for name in names}
        return {"account": chosen_account(self.account, subject), **said}


class OwnFundForm(TitledForm):
    code = code_field(SHORT_CODE)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"body": subject.body, "code": self.code.data, "title": self.title}


class RateForm(ActForm):
    """The published rate of a month."""

    base = CurrencyField(_l("One unit of this currency"))
    value = RateField(_l("Rate"), [InputRequired(_l("Enter the rate"))])
    quote = CurrencyField(_l("In units of this currency"))
    month = day_field(_l("Month"), description=_l("Any day of it: the rate counts for the whole month."))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "source": rate_source(),
            "base": self.base.data,
            "quote": self.quote.data,
            "month": self.month.data,
            "value": self.value.number,
        }
