"""A small network's money, for what the acceptance year has no case of: one award on terms that the test
chooses, own funds, and the accounts that both use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.grants.funding import services
from app.grants.funding.enums import Category, Evidence, FundingRefusal
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact, Fund
from app.grants.funding.queries.report import Report, donor_report
from app.grants.funding.services import LineData
from app.kernel.errors import DomainError
from app.kernel.permissions import Role
from tests.factories import give_role, make_person
from tests.integration.grants.funding.year import at_noon
from tests.organisation_factories import make_body

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAY = date(2026, 1, 10)
LINES = {
    "G": (Category.SUB_GRANTS, 10_000_00),
    "H": (Category.SUB_GRANTS, 5_000_00),
    "C": (Category.COORDINATION, 6_000_00),
    "I": (Category.INDIRECT, 1_000_00),
}


class Desk:
    """Finance with one award in USD; each act is on `DAY` unless the test says another."""

    def __init__(self, *, currency: str = "USD", lines: Any = None, **terms: Any) -> None:
        with at_noon(date(2025, 12, 31)):
            self.body = make_body("desk")
            self.finance, self.treasurer = self._person("Finch"), self._person("Tern")
            self.accounts = {code: self._account(code) for code in ("USD", "USD2", "EUR")}
            self.own = services.add_own_fund(self.body, code="OWN", title={"en": "Own"}, actor=self.finance)
            self.fund = self.award("A", currency=currency, lines=lines, **terms)
        self.lines = {line.code: line for line in self.fund.lines}

    def _person(self, name: str) -> Any:
        person = make_person(name)
        give_role(person, Role.FINANCE_OFFICER)
        return person

    def _account(self, code: str) -> Account:
        return services.add_account(self.body, code=code, currency=code[:3], actor=self.finance)

    def award(
        self, code: str, *, currency: str = "USD", lines: Any = None, ends_on: date = LAST, **terms: Any
    ) -> Fund:
        return services.add_donor_award(
            self.body,
            donor=services.add_donor(self.body, name=f"Donor {code}", actor=self.finance),
            code=code,
            title={"en": code},
            currency=currency,
            starts_on=FIRST,
            ends_on=ends_on,
            lines=[LineData(line, {"en": line}, *data) for line, data in (lines or LINES).items()],
            terms=terms,
            actor=self.finance,
        )

    def rate(self, value: str, month: int = 1) -> None:
        """So many USD for one EUR in a month of the year."""
        services.publish_rate(
            "ecb", "EUR", "USD", month=date(2026, month, 1), value=Decimal(value), actor=self.finance
        )

    def receive(self, minor: int, account: str = "USD", *, day: date = DAY, fund: Fund | None = None) -> Fact:
        with at_noon(day):
            return services.receive(
                fund or self.fund, self.accounts[account], minor=minor, day=day, actor=self.finance
            )

    def promise(
        self,
        minor: int,
        line: str = "G",
        *,
        ref: str = "R1",
        currency: str = "USD",
        day: date = DAY,
        **more: Any,
    ) -> Commitment:
        with at_noon(day):
            return services.commit(
                self.lines[line],
                ref=ref,
                minor=minor,
                currency=currency,
                agreed_on=day,
                actor=self.finance,
                **more,
            )

    def pay(self, promise: Commitment, minor: int, *, tranche: int = 1, day: date = DAY, **more: Any) -> Fact:
        account = self.accounts[more.pop("account", promise.currency)]
        with at_noon(day):
            return services.pay(
                promise,
                tranche=tranche,
                minor=minor,
                account=account,
                day=day,
                actor=self.finance,
                approver=self.treasurer,
                **more,
            )

    def accept(self, paid: Fact, minor: int, *, day: date = DAY, **more: Any) -> Fact:
        more.setdefault("evidence", Evidence.RECEIPT)
        with at_noon(day):
            return services.accept(paid, claimed=minor, admitted=minor, day=day, actor=self.finance, **more)

    def exchange(self, sold: tuple[str, int], bought: tuple[str, int], *, day: date = DAY) -> None:
        with at_noon(day):
            services.exchange(
                self.fund,
                sold=(self.accounts[sold[0]], sold[1]),
                bought=(self.accounts[bought[0]], bought[1]),
                day=day,
                actor=self.finance,
            )

    def spend(
        self, minor: int, line: str = "C", *, account: str = "USD", day: date = DAY, **more: Any
    ) -> Fact:
        with at_noon(day):
            return services.book_cost(
                self.line(line), self.accounts[account], minor=minor, day=day, actor=self.finance, **more
            )

    def line(self, code: str) -> BudgetLine:
        return self.lines[code]

    def close(self, number: int, *, day: date) -> None:
        with at_noon(day):
            services.close_period(
                self.fund.periods[number],
                self.fund,
                account=self.accounts[self.fund.currency or ""],
                actor=self.finance,
            )

    def report(self, until: date = LAST) -> Report:
        return donor_report(self.fund, (FIRST, until))


def refused(act: Callable[[], Any], *, day: date = DAY) -> tuple[FundingRefusal, dict[str, Any]]:
    """What the act is refused with on a day: the reason, and what its sentence names."""
    with at_noon(day), pytest.raises(DomainError) as caught:
        act()
    assert isinstance(caught.value.code, FundingRefusal)
    return caught.value.code, caught.value.params
