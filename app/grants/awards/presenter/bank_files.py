"""What a bank's file of a payment run holds, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from app.grants.awards.bank_file import Party, Transfer, gaps, write_bank_file
from app.grants.awards.enums import Route
from app.grants.awards.labels import DETAILS, GAPS
from app.grants.awards.models import PaymentRun, PaymentRunItem
from app.grants.awards.presenter.payments import in_order, plain_amount
from app.grants.awards.services.payouts import read_details
from app.kernel.clock import now, today

BY_BANK = (Route.BANK, Route.HOST)
"""The routes of which a bank sends the money."""


@dataclass(frozen=True)
class BankFile:
    """The transfers of a run. `lacks`: (name of a group or account, what is wrong with its details) of
    all that keeps the file from being made; `has_payer`: somebody said where the account is held."""

    run: PaymentRun
    transfers: list[Transfer]
    lacks: list[tuple[str, str]]
    has_payer: bool

    def written(self) -> bytes:
        """The file; only where nothing is lacking."""
        run, payer = self.run, _payer(self.run)
        if payer is None or self.lacks:
            raise ValueError("a bank's file was asked for that cannot be made")
        return write_bank_file(
            run.ref, payer, run.account.currency, self.transfers, made_at=now(), day=today()
        )


def bank_file_of(run: PaymentRun) -> BankFile | None:
    """What of a run goes through a bank, by the groups' names; None where nothing does."""
    items = [item for item in in_order(run) if item.route in BY_BANK]
    if not items:
        return None
    payer = _payer(run)
    transfers = [_transfer(item, run.account.currency) for item in items]
    named = [(item.tranche.award.title, one.payee) for item, one in zip(items, transfers, strict=True)]
    parties = [*([(run.account.code, payer)] if payer is not None else []), *named]
    lacks = [
        (name, _(GAPS[gap], field=DETAILS[field])) for name, party in parties for field, gap in gaps(party)
    ]
    return BankFile(run, transfers, lacks, payer is not None)


def _payer(run: PaymentRun) -> Party | None:
    said = read_details(run.account.details)
    return Party(**said) if said else None


def _transfer(item: PaymentRunItem, currency: str) -> Transfer:
    award, said = item.tranche.award, read_details(item.details)
    return Transfer(
        reference=f"{award.ref}-{item.tranche.number}",
        amount=Decimal(plain_amount(currency, item.minor)),
        payee=_payee(said, award.country or ""),
    )


def _payee(said: dict[str, Any], country: str) -> Party:
    """`country` is the group's: details from before the country was asked for do not name one."""
    names = ("holder", "account", "town", "bank", "bic")
    return Party(country=said.get("country") or country, **{name: said.get(name, "") for name in names})
