"""The acceptance year: two donors, their awards and every fact of money, entered through the services.

The facts stand in tests/data/grants_year/grants-facts.csv; set-up, promises, moves, revaluation and closings
stand here. Indirect costs and exchange losses are not entered: they must come out when a quarter is closed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.accounts.models import Person
from app.grants.funding import services
from app.grants.funding.enums import Category, Evidence
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact, Fund
from app.grants.funding.services import LineData
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role
from app.organisations.models import NetworkBody
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body

FOLDER = Path(__file__).parents[3] / "data" / "grants_year"
RATES = ("1.08", "1.09", "1.10", "1.09", "1.12", "1.10", "1.15", "1.16", "1.14", "1.12", "1.10", "1.10")
BUDGET_RATE = {"base": "EUR", "quote": "USD", "value": "1.08"}
TERMS_A = {
    "recognition": "when_accepted",
    "exchange": "bank",
    "indirect": {"percent": "7", "without": ["sub_grants"]},
    "reallocation": {"percent": "20", "never_from": ["sub_grants"]},
    "statement_ceiling": 500_00,
    "carry_over_percent": "5",
    "interest_returned": True,
    "budget_rates": [BUDGET_RATE],
    "clauses": {"reallocation": "Clause 7.2"},
}
TERMS_A2 = TERMS_A | {
    "statement_ceiling": 200_00,
    "closed_countries": ["CC"],
    "clauses": {
        "reallocation": "Clause 7.2",
        "statement_ceiling": "Clause 9.1 (b)",
        "closed_countries": "Clause 3.4",
    },
}
TERMS_B = {
    "recognition": "when_paid",
    "exchange": "published",
    "indirect": {"percent": "10", "base": "total"},
    "reallocation": {"with_consent": True},
    "carry_over_with_consent": True,
    "budget_rates": [BUDGET_RATE],
}
TERMS_B2 = TERMS_B | {"indirect": {"percent": "8", "base": "total"}}
LINES_A = {
    "A1": (Category.SUB_GRANTS, 20_000_00),
    "A2": (Category.SUB_GRANTS, 19_500_00),
    "A3": (Category.COORDINATION, 30_000_00),
    "A-IDC": (Category.INDIRECT, 2_100_00),
}
LINES_B = {
    "B1": (Category.SUB_GRANTS, 36_000_00),
    "B2": (Category.COORDINATION, 21_000_00),
    "B3": (Category.AUDIT, 6_000_00),
    "B-IDC": (Category.INDIRECT, 7_000_00),
}
COMPUTED = ("indirect", "exchange loss")
Event = tuple[date, Callable[[], Any]]


def minor(text: str) -> int:
    """Cents of an amount as the files write it."""
    return int(Decimal(text) * 100)


class Year:
    """The network of the acceptance year, brought to any day of it by `run_until`."""

    def __init__(self) -> None:
        self._prepare()
        self.body: NetworkBody = make_body("alder-and-birch")
        with at_noon(date(2025, 12, 31)):
            self.finance = self._person("Wren")
            self.treasurer = self._person("Robin")

    def _prepare(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.funds: dict[str, Fund] = {}
        self.lines: dict[str, BudgetLine] = {}
        self.grants: dict[str, Commitment] = {}
        self.payments: dict[tuple[str, int], Fact] = {}
        self._events: list[Event] = sorted([*self._acts(), *self._facts()], key=lambda one: one[0])
        self._done = 0

    def _person(self, name: str) -> Person:
        person = make_person(name)
        give_role(person, Role.FINANCE_OFFICER)
        return person

    def run_until(self, day: date) -> Year:
        """Enter everything up to the end of this day."""
        while self._done < len(self._events) and self._events[self._done][0] <= day:
            on, act = self._events[self._done]
            with at_noon(on):
                act()
            self._done += 1
        db.session.flush()
        return self

    def _set_up(self) -> None:
        for number, value in enumerate(RATES):
            services.publish_rate(
                "ecb", "EUR", "USD", month=date(2026, number + 1, 1), value=Decimal(value), actor=self.finance
            )
        for currency in ("USD", "EUR"):
            self.accounts[currency] = services.add_account(
                self.body, code=currency, currency=currency, actor=self.finance
            )
        self.funds["OWN"] = services.add_own_fund(
            self.body, code="OWN", title={"en": "Own funds"}, actor=self.finance
        )
        self._award("A", "Alder", "USD", LINES_A, TERMS_A)
        self._award("B", "Birch", "EUR", LINES_B, TERMS_B)

    def _award(self, code: str, donor: str, currency: str, lines: Any, terms: dict[str, Any]) -> None:
        fund = services.add_donor_award(
            self.body,
            donor=services.add_donor(self.body, name=donor, actor=self.finance),
            code=code,
            title={"en": donor},
            currency=currency,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            lines=[LineData(line, {"en": line}, *data) for line, data in lines.items()],
            terms=terms,
            actor=self.finance,
        )
        self.funds[code] = fund
        self.lines |= {line.code: line for line in fund.lines}

    def _promise(self, refs: list[str], line: str, amount: int, currency: str, **more: Any) -> None:
        for ref in refs:
            self.grants[ref] = services.commit(
                self.lines[line],
                ref=ref,
                minor=amount,
                currency=currency,
                agreed_on=clock.today(),
                actor=self.finance,
                **more,
            )

    def _acts(self) -> Iterator[Event]:
        """What the file of facts does not hold, in order of days."""
        yield date(2026, 1, 1), self._set_up
        yield date(2026, 3, 1), lambda: self._promise(_numbered("O", 1, 5), "B1", 5_000_00, "EUR")
        yield date(2026, 3, 1), lambda: self._promise(["O6", "O7"], "A2", 5_000_00, "EUR")
        yield date(2026, 3, 1), lambda: self._promise(["O8"], "A2", 5_000_00, "EUR", country="CC")
        yield date(2026, 4, 1), lambda: self._close(0)
        yield date(2026, 5, 11), lambda: self._promise(["E1"], "A2", 3_000_00, "USD")
        yield date(2026, 5, 25), lambda: self._promise(_numbered("C", 1, 40), "A1", 450_00, "USD")
        yield date(2026, 5, 25), lambda: self._promise(_numbered("C", 41, 60), "B1", 450_00, "USD")
        yield date(2026, 7, 1), self._turn_of_the_half
        yield date(2026, 7, 2), lambda: self._move("A1", "A2", 800_00)
        yield (
            date(2026, 8, 1),
            lambda: services.suspend(
                self.funds["A"],
                since=date(2026, 8, 1),
                last_eligible_on=date(2026, 7, 31),
                actor=self.finance,
            ),
        )
        yield date(2026, 9, 16), self._go_on
        yield date(2026, 10, 1), lambda: self._close(2)
        yield (
            date(2026, 12, 10),
            lambda: services.release_promise(self.grants["O4"], day=clock.today(), actor=self.finance),
        )
        yield date(2027, 1, 2), lambda: self._close(3)

    def _turn_of_the_half(self) -> None:
        self._close(1)
        services.add_terms(self.funds["B"], TERMS_B2, since=date(2026, 7, 1), actor=self.finance)
        self._move("B-IDC", "B2", 800_00, consented=True)
        for code in ("A", "B"):
            services.revalue(self.funds[code], day=clock.today(), actor=self.finance)

    def _go_on(self) -> None:
        services.resume(self.funds["A"], actor=self.finance)
        services.add_terms(self.funds["A"], TERMS_A2, since=date(2026, 9, 16), actor=self.finance)

    def _move(self, giving: str, taking: str, amount: int, **more: Any) -> None:
        services.move(
            self.lines[giving],
            self.lines[taking],
            minor=amount,
            day=clock.today(),
            actor=self.finance,
            **more,
        )

    def _close(self, quarter: int) -> None:
        for code in ("A", "B"):
            fund = self.funds[code]
            services.close_period(
                fund.periods[quarter],
                fund,
                account=self.accounts[fund.currency or ""],
                actor=self.finance,
            )

    def _facts(self) -> Iterator[Event]:
        """The facts of the file, each as the act that makes it."""
        rows = [row for row in read_csv("grants-facts.csv") if row["kind"] not in COMPUTED]
        rows = [row for row in rows if row["kind"] != "kind"]
        for place, row in enumerate(rows):
            if row["kind"] == "exchange" and row["cash"].startswith("-"):
                yield _day(row), self._exchange(row, rows[place + 1])
            elif row["kind"] != "exchange":
                yield _recorded(row), self._fact(row)

    def _exchange(self, sold: dict[str, str], bought: dict[str, str]) -> Callable[[], None]:
        return lambda: services.exchange(
            self.funds[sold["fund"]],
            sold=(self.accounts[sold["bank"]], -minor(sold["cash"])),
            bought=(self.accounts[bought["bank"]], minor(bought["cash"])),
            day=_day(sold),
            actor=self.finance,
        )

    def _fact(self, row: dict[str, str]) -> Callable[[], Any]:
        return lambda: getattr(self, "_" + row["kind"].replace(" ", "_"))(row)

    def _opening(self, row: dict[str, str]) -> None:
        services.open_with(*self._cash(row), minor=minor(row["cash"]), day=_day(row), actor=self.finance)

    def _received(self, row: dict[str, str]) -> None:
        services.receive(*self._cash(row), minor=minor(row["cash"]), day=_day(row), actor=self.finance)

    def _interest(self, row: dict[str, str]) -> None:
        services.earn_interest(*self._cash(row), minor=minor(row["cash"]), day=_day(row), actor=self.finance)

    def _cash(self, row: dict[str, str]) -> tuple[Fund, Account]:
        return self.funds[row["fund"]], self.accounts[row["bank"]]

    def _bank_charge(self, row: dict[str, str]) -> None:
        services.charge_bank(
            self.lines[row["line"]],
            self.accounts[row["bank"]],
            minor=-minor(row["cash"]),
            day=_day(row),
            actor=self.finance,
        )

    def _direct_cost(self, row: dict[str, str]) -> None:
        spent = {"minor": -minor(row["cash"]), "actor": self.finance, "note": row["what"]}
        account = self.accounts[row["bank"]]
        if row["fund"] == "OWN":
            services.book_own_cost(self.funds["OWN"], account, day=_day(row), **spent)
        else:
            day = date(2026, 3, 28) if row["n"] == "18" else _day(row)
            services.book_cost(self.lines[row["line"]], account, day=day, **spent)

    def _payment(self, row: dict[str, str]) -> None:
        given = {"account": self.accounts[row["bank"]], "day": _day(row)}
        seen = {"actor": self.finance, "approver": self.treasurer}
        tranche = 2 if "tranche 2" in row["what"] else 1
        if "re-issued" in row["what"]:
            services.reissue(self.payments[row["grant"], tranche], **given, **seen)
        else:
            self.payments[row["grant"], tranche] = services.pay(
                self.grants[row["grant"]], tranche=tranche, minor=-minor(row["cash"]), **given, **seen
            )

    def _return(self, row: dict[str, str]) -> None:
        services.take_back(self.payments[row["grant"], 1], day=_day(row), actor=self.finance)

    def _refund(self, row: dict[str, str]) -> None:
        services.refund(
            self.payments[row["grant"], 1],
            minor=minor(row["cash"]),
            account=self.accounts[row["bank"]],
            day=_day(row),
            actor=self.finance,
        )

    def _accepted(self, row: dict[str, str]) -> None:
        admitted = {"O6": 3_000_00, "O7": 2_950_00, "O8": 2_880_00}.get(row["grant"]) or minor(
            row["accepted"]
        )
        services.accept(
            self.payments[row["grant"], 1],
            claimed=admitted,
            admitted=admitted,
            evidence={"C04": Evidence.SIGNED_STATEMENT, "E1": Evidence.ATTESTATION}.get(
                row["grant"], Evidence.ACTIVITY
            ),
            day=_day(row),
            actor=self.finance,
            approver=self.treasurer,
        )


def at_noon(day: date) -> Any:
    """The clock at noon of a day, in UTC."""
    return clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a file of the acceptance year."""
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


def _day(row: dict[str, str]) -> date:
    return date.fromisoformat(row["day"])


def _recorded(row: dict[str, str]) -> date:
    """When a fact is entered: all on their day, but for an invoice of March that came in April."""
    return date(2026, 4, 2) if row["n"] == "18" else _day(row)


def _numbered(letter: str, first: int, last: int) -> list[str]:
    width = 1 if letter == "O" else 2
    return [f"{letter}{number:0{width}}" for number in range(first, last + 1)]
