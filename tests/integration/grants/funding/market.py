"""Three awards and own funds in currencies with no digit, two and three, for whoever does anything to them.

Amounts are drawn as US cents and turned into each currency at about its worth, so that they meet the ceilings
of all lines alike.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.grants.funding import services
from app.grants.funding.enums import Category, FactKind
from app.grants.funding.models import Account, Allocation, BudgetLine, Commitment, Fact, Fund
from app.grants.funding.services import LineData
from app.kernel.database import db
from app.kernel.permissions import Role
from app.organisations.models import NetworkBody
from tests.factories import give_role, make_person
from tests.integration.grants.funding.year import at_noon
from tests.organisation_factories import make_body

FIRST, LAST, BEGUN = date(2026, 1, 1), date(2026, 12, 31), date(2026, 3, 20)
CURRENCIES = ("XOF", "USD", "KES", "JOD")
PER_CENT = {"XOF": Decimal(6), "USD": Decimal(1), "KES": Decimal("129.5"), "JOD": Decimal("7.09")}
RATES = {
    ("USD", "XOF"): "601.37",
    ("USD", "KES"): "129.53",
    ("JOD", "USD"): "1.4104",
    ("KES", "XOF"): "4.6419",
    ("JOD", "XOF"): "848.11",
}
WITH_RATES = {"budget_rates": [{"base": one, "quote": two, "value": RATES[one, two]} for one, two in RATES]}
TERMS = {
    "A": WITH_RATES
    | {
        "recognition": "when_accepted",
        "exchange": "bank",
        "indirect": {"percent": "7", "without": ["sub_grants"]},
        "statement_ceiling": 300_00,
        "carry_over_percent": "20",
        "interest_returned": True,
    },
    "B": WITH_RATES
    | {
        "recognition": "when_paid",
        "exchange": "published",
        "indirect": {"percent": "10", "base": "total"},
        "reallocation": {"percent": "40", "with_consent": True},
    },
    "C": WITH_RATES | {"recognition": "when_accepted", "exchange_losses_eligible": True},
}
FUND_CURRENCIES = {"A": "USD", "B": "XOF", "C": "USD"}  # C is the next award of the donor of A
SHARES = {
    "G": (Category.SUB_GRANTS, 1_000_00),
    "H": (Category.SUB_GRANTS, 600_00),
    "K": (Category.COORDINATION, 500_00),
    "I": (Category.INDIRECT, 60_00),
}


def minor(cents: int, currency: str) -> int:
    """About so many US cents in minor units of the currency, at least one."""
    return max(1, int(cents * PER_CENT[currency]))


class Market:
    """The network, its people, accounts and funds on `BEGUN`: every fund has money in each currency, and each
    award has promised some of it and paid some of that."""

    def __init__(self) -> None:
        self.body: NetworkBody = make_body("market")
        with at_noon(FIRST):
            self.finance, self.treasurer = self._person("Finch"), self._person("Tern")
            codes = (*CURRENCIES, "USD2")
            self.accounts = [
                services.add_account(self.body, code=code, currency=code[:3], actor=self.finance)
                for code in codes
            ]
            self.own = services.add_own_fund(self.body, code="OWN", title={"en": "Own"}, actor=self.finance)
            donor = {"A": "Alder", "B": "Birch"}
            donors = {
                code: services.add_donor(self.body, name=name, actor=self.finance)
                for code, name in donor.items()
            }
            self.awards = [self._award(code, donors["B" if code == "B" else "A"]) for code in TERMS]
            for month in range(12):
                self._publish(date(2026, month + 1, 1), month)
            for month in range(2):
                self._publish(date(2027, month + 1, 1), month)

        with at_noon(BEGUN):
            for fund in self.funds:
                self._begin(fund)

    def _begin(self, fund: Fund) -> None:
        home, by = fund.currency or "USD", {"day": BEGUN, "actor": self.finance}
        main = self.account(CURRENCIES.index(home))
        services.receive(fund, main, minor=minor(1_800_00, home), **by)
        for number, account in enumerate(self.accounts[:4]):
            if account is not main:
                sold, bought = minor(297_77, home), minor(300_00, account.currency)
                services.exchange(fund, sold=(main, sold), bought=(account, bought), **by)
            if not fund.is_own:
                self._promise(fund.lines[number % 2], account)

    def _promise(self, line: BudgetLine, account: Account) -> None:
        promise = services.commit(
            line,
            ref=account.code,
            minor=minor(150_00, account.currency),
            currency=account.currency,
            agreed_on=BEGUN,
            actor=self.finance,
        )
        paid = {"tranche": 1, "minor": minor(70_01, account.currency), "account": account, "day": BEGUN}
        services.pay(promise, actor=self.finance, approver=self.treasurer, **paid)

    def _person(self, name: str) -> Any:
        person = make_person(name)
        give_role(person, Role.FINANCE_OFFICER)
        return person

    def _award(self, code: str, donor: Any) -> Fund:
        currency = FUND_CURRENCIES[code]
        return services.add_donor_award(
            self.body,
            donor=donor,
            code=code,
            title={"en": code},
            currency=currency,
            starts_on=FIRST,
            ends_on=LAST,
            lines=[
                LineData(line, {"en": line}, category, minor(cents, currency))
                for line, (category, cents) in SHARES.items()
            ],
            terms=TERMS[code],
            actor=self.finance,
        )

    def _publish(self, month: date, number: int) -> None:
        """Rates that move by a few per cent from month to month."""
        for (base, quote), value in RATES.items():
            moved = Decimal(value) * (100 + (number * 7) % 11 - 5) / 100
            services.publish_rate("ecb", base, quote, month=month, value=moved, actor=self.finance)

    @property
    def funds(self) -> list[Fund]:
        return [*self.awards, self.own]

    def account(self, pick: int, currency: str | None = None) -> Account:
        """One of the accounts, or of those in a currency."""
        found = [one for one in self.accounts if currency in (None, one.currency)]
        return found[pick % len(found)]

    def line(self, pick: int) -> BudgetLine:
        lines = [line for fund in self.awards for line in fund.lines]
        return lines[pick % len(lines)]


def picked(statement: Any, pick: int) -> Any:
    """One of the rows of a statement; None where there is none."""
    found = db.session.scalars(statement).all()
    return found[pick % len(found)] if found else None


def a_payment(pick: int) -> Fact | None:
    kinds = (FactKind.PAYMENT, FactKind.REISSUE)
    found: Fact | None = picked(select(Fact).where(Fact.kind.in_(kinds)).order_by(Fact.id), pick)
    return found


def a_promise(pick: int) -> Commitment | None:
    found: Commitment | None = picked(select(Commitment).order_by(Commitment.id), pick)
    return found


def a_part(pick: int) -> Allocation | None:
    """Something that is set aside."""
    found: Allocation | None = picked(select(Allocation).order_by(Allocation.id), pick)
    return found
