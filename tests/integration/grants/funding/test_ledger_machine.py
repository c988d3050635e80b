"""Whatever is done to money, in whatever order: the ledger keeps its word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import select

from app.grants.funding import services
from app.grants.funding.enums import Evidence
from app.grants.funding.models import Account, BudgetLine, Fact, Fund
from app.grants.funding.queries import sums
from app.grants.funding.queries.facts import left_of
from app.grants.funding.services.ceilings import free_on
from app.kernel.database import db
from app.kernel.errors import DomainError
from tests.databases import DIALECTS, Database
from tests.integration.grants.funding import picture
from tests.integration.grants.funding.market import (
    BEGUN,
    CURRENCIES,
    FIRST,
    TERMS,
    Market,
    a_part,
    a_payment,
    a_promise,
    minor,
)
from tests.integration.grants.funding.year import at_noon
from tests.proofs import is_whole

PICK = st.integers(0, 99)
CENTS = st.one_of(st.integers(1, 400_00), st.sampled_from([1, 2, 3, 600_00, 1_000_00]))
AGO = st.sampled_from([0, 0, 0, 1, 35, 100])
REST = st.sampled_from(["some", "some", "rest", "over"])  # of what a ceiling leaves, or one more than that
SETTLING = st.sampled_from(["refund", "accept", "write_off", "write_off"])
MORE = {"rest": 0, "over": 1}


class Ledger(RuleBasedStateMachine):
    """Two people of finance do anything; refusals are allowed, broken promises are not."""

    market: Market

    def __init__(self) -> None:
        super().__init__()
        self._day = BEGUN + timedelta(days=20)
        self._refs = 0
        self._closed: list[tuple[Fund, date, list[Any]]] = []
        self._now = picture.take_picture(self.market)

    def teardown(self) -> None:
        db.session.rollback()

    def _try(
        self,
        verb: Callable[..., Any],
        *args: Any,
        exchange: bool = False,
        approved: bool = False,
        **more: Any,
    ) -> bool:
        """As one request would: all of it, or nothing when the ledger says no. `exchange`: it may take a line
        over; `approved`: a second person lets the money of another fund be used."""
        trial = db.session.begin_nested()
        with at_noon(self._day):
            try:
                verb(*args, actor=self.market.finance, **more)
                trial.commit()
            except DomainError:
                trial.rollback()
                return False
        before, self._now = self._now, picture.take_picture(self.market)
        picture.check_ceilings(before, self._now, by_exchange=exchange)
        picture.check_cash(before, self._now, approved=approved)
        picture.check_all(self.market, before, self._now, self._day)
        for fund, until, rows in self._closed:
            assert picture.rows_until(self._now, fund, until) == rows, "a closed period takes nothing"
        return True

    def _ago(self, days: int) -> date:
        return max(FIRST - timedelta(days=5), self._day - timedelta(days=days))

    @rule(days=st.sampled_from([1, 10, 30, 90]))
    def time_passes(self, days: int) -> None:
        self._day = min(date(2027, 1, 31), self._day + timedelta(days=days))

    @rule(fund=PICK, pick=PICK, cents=CENTS, days=AGO, verb=st.sampled_from(["receive", "earn_interest"]))
    def money_comes(self, fund: int, pick: int, cents: int, days: int, verb: str) -> None:
        to = self.market.funds[fund % 4]
        account = self.market.account(pick, to.currency)
        amount = minor(cents, account.currency)
        self._try(getattr(services, verb), to, account, minor=amount, day=self._ago(days))

    @rule(fund=PICK, source=PICK, into=PICK, cents=CENTS, off=st.integers(-5, 5), days=AGO)
    def exchange(self, fund: int, source: int, into: int, cents: int, off: int, days: int) -> None:
        of = self.market.funds[fund % 4]
        given = self.market.account(source // 2, of.currency if source % 2 else None)
        taken = self.market.account(into)
        sold = (given, minor(cents, given.currency))
        moved = cents if given.currency == taken.currency else max(1, cents * (100 + off) // 100)
        bought = (taken, minor(moved, taken.currency))
        self._try(services.exchange, of, sold=sold, bought=bought, day=self._ago(days), exchange=True)

    @rule(pick=PICK, at=PICK, cents=CENTS, days=AGO, asked=st.booleans(), charge=st.booleans())
    def cost(self, pick: int, at: int, cents: int, days: int, asked: bool, charge: bool) -> None:
        """A bank charge may take a line over: it is gone."""
        line, account = self.market.line(pick), self.market.account(at)
        verb = services.charge_bank if charge else services.book_cost
        paid = {"minor": minor(cents // 10 or 1, account.currency), "day": self._ago(days)}
        self._try(verb, line, account, exchange=charge, approved=asked, **paid, **self._second(asked))

    def _second(self, asked: bool) -> dict[str, Any]:
        return {"despite_cash": True, "approver": self.market.treasurer} if asked else {}

    @rule(at=PICK, cents=CENTS, days=AGO, asked=st.booleans())
    def own_cost(self, at: int, cents: int, days: int, asked: bool) -> None:
        account = self.market.account(at)
        paid = {"minor": minor(cents, account.currency), "day": self._ago(days)}
        self._try(
            services.book_own_cost, self.market.own, account, approved=asked, **paid, **self._second(asked)
        )

    @rule(pick=PICK, cents=CENTS, rest=REST, days=AGO)
    def set_aside(self, pick: int, cents: int, rest: str, days: int) -> None:
        line = self.market.line(pick)
        amount = self._of_line(line, cents, rest)
        done = self._try(services.allocate, line, minor=amount, purpose="call", day=self._ago(days))
        assert not (done and rest == "over")

    def _of_line(self, line: BudgetLine, cents: int, rest: str) -> int:
        """An amount in the currency of the line: some, all that is free, or one more than that."""
        some = minor(cents, line.fund.currency or "")
        return some if rest == "some" else free_on(line) + MORE[rest]

    @rule(pick=PICK, days=AGO)
    def release_part(self, pick: int, days: int) -> None:
        part = a_part(pick)
        if part is not None:
            self._try(services.release_allocation, part, day=self._ago(days))

    @rule(pick=PICK, to=PICK, cents=CENTS, rest=REST, consented=st.booleans())
    def move(self, pick: int, to: int, cents: int, rest: str, consented: bool) -> None:
        giving, taking = self.market.line(pick), self.market.line(pick // 4 * 4 + to % 4)
        amount = self._of_line(giving, cents, rest)
        done = self._try(services.move, giving, taking, minor=amount, day=self._day, consented=consented)
        assert not (done and rest == "over")

    @rule(
        pick=PICK, cents=CENTS, currency=st.sampled_from(CURRENCIES), rest=REST, days=AGO, kept=st.booleans()
    )
    def commit(self, pick: int, cents: int, currency: str, rest: str, days: int, kept: bool) -> None:
        part = a_part(pick) if kept else None
        line = part.line if part is not None else self.market.line(pick)
        currency = line.fund.currency or "" if kept else currency
        amount = minor(cents, currency)
        if rest != "some" and currency == line.fund.currency:
            held = sums(Fact.allocation_id == part.id) if part is not None else None
            left = held.allocated - held.used if held is not None else free_on(line)
            amount = left + MORE[rest]
        promised = {"minor": amount, "currency": currency, "agreed_on": self._ago(days), "allocation": part}
        done = self._try(services.commit, line, ref=f"R{self._refs}", **promised)
        self._refs += 1
        assert not (done and rest == "over" and currency == line.fund.currency)

    @rule(pick=PICK, days=AGO)
    def release_promise(self, pick: int, days: int) -> None:
        promise = a_promise(pick)
        if promise is not None:
            self._try(services.release_promise, promise, day=self._ago(days))

    @rule(pick=PICK, cents=CENTS, rest=REST, days=AGO)
    def raise_promise(self, pick: int, cents: int, rest: str, days: int) -> None:
        promise = a_promise(pick)
        if promise is not None:
            part, is_of_fund = promise.allocation, promise.currency == promise.line.fund.currency
            amount = minor(cents // 2 or 1, promise.currency)
            if rest != "some" and is_of_fund:
                held = sums(Fact.allocation_id == part.id) if part is not None else None
                left = held.allocated - held.used if held is not None else free_on(promise.line)
                amount = left + MORE[rest]
            done = self._try(services.raise_promise, promise, minor=amount, day=self._ago(days))
            assert not (done and rest == "over" and is_of_fund)

    @rule(pick=PICK, cents=CENTS, rest=REST, days=AGO)
    def lower_promise(self, pick: int, cents: int, rest: str, days: int) -> None:
        promise = a_promise(pick)
        if promise is not None:
            left, some = sums(Fact.commitment_id == promise.id).promised, minor(cents, promise.currency)
            amount = some if rest == "some" else left + MORE[rest]
            done = self._try(services.lower_promise, promise, minor=amount, day=self._ago(days))
            assert not (done and rest == "over")

    @rule(pick=PICK, cents=CENTS, moved=st.sampled_from(["", "", "revalue", "pay"]))
    def raise_and_take_back(self, pick: int, cents: int, moved: str) -> None:
        """What nobody signed goes back as it was booked, unless something was booked since."""
        promise = a_promise(pick)
        before = sums(Fact.commitment_id == promise.id) if promise is not None else None
        amount = minor(cents // 8 or 1, promise.currency) if promise is not None else 0
        if promise is None or not self._try(services.raise_promise, promise, minor=amount, day=self._day):
            return
        raised = db.session.scalars(select(Fact).order_by(Fact.id.desc()).limit(1)).one()
        if moved == "revalue":
            self.revalue(self.market.awards.index(promise.line.fund))
        elif moved == "pay":
            self.pay(pick, cents // 8 or 1, "some", 4, 0, True)
        done = self._try(services.lower_promise, promise, minor=amount, origin=raised, day=self._day)
        assert not done or moved or sums(Fact.commitment_id == promise.id) == before

    @rule(fund=PICK)
    def revalue(self, fund: int) -> None:
        self._try(services.revalue, self.market.awards[fund % 3], day=self._day, exchange=True)

    @rule(pick=PICK, cents=CENTS, rest=REST, tranche=st.integers(1, 4), days=AGO, asked=st.booleans())
    def pay(self, pick: int, cents: int, rest: str, tranche: int, days: int, asked: bool) -> None:
        promise = a_promise(pick)
        if promise is None:
            return
        amount = minor(cents, promise.currency)
        if rest != "some":
            amount = sums(Fact.commitment_id == promise.id).promised + MORE[rest]
        done = self._try(
            services.pay,
            promise,
            tranche=tranche,
            minor=amount,
            account=self.market.account(0, promise.currency),
            day=self._ago(days),
            approver=self.market.treasurer,
            despite_cash=asked,
            exchange=True,
            approved=asked,
        )
        assert not (done and rest == "over")

    @rule(pick=PICK, days=AGO, again=st.booleans())
    def come_back(self, pick: int, days: int, again: bool) -> None:
        paid = a_payment(pick)
        if paid is None:
            return
        self._try(services.take_back, paid, day=self._ago(days), exchange=True)
        if again and paid.account is not None:
            at = {"account": paid.account, "day": self._day, "approver": self.market.treasurer}
            self._try(services.reissue, paid, exchange=True, **at)

    @rule(pick=PICK, verbs=st.lists(st.tuples(SETTLING, CENTS, REST), min_size=2, max_size=4))
    def settle(self, pick: int, verbs: list[tuple[str, int, str]]) -> None:
        """Several things become of one payment."""
        paid = a_payment(pick)
        if paid is not None and paid.account is not None:
            for verb, cents, rest in verbs:
                self._settle(paid, paid.account, verb, cents, rest)

    def _settle(self, paid: Fact, account: Account, verb: str, cents: int, rest: str) -> None:
        left, amount = left_of(paid), minor(cents // 4 or 1, account.currency)
        if rest != "some":
            amount = left.open_cash + (left.settled if verb == "refund" else 0) + MORE[rest]
        given: dict[str, dict[str, Any]] = {
            "refund": {"minor": amount, "account": account},
            "accept": {"claimed": amount, "admitted": amount, "evidence": list(Evidence)[cents % 5]},
            "write_off": {
                "minor": amount,
                "account": self.market.account(0, paid.fund.currency),
                "approver": self.market.treasurer,
            },
        }
        done = self._try(getattr(services, verb), paid, day=self._day, **given[verb])
        assert not (done and rest == "over")

    @rule(pick=PICK, at=PICK, cents=CENTS, own=st.booleans())
    def host_fee(self, pick: int, at: int, cents: int, own: bool) -> None:
        paid, account = a_payment(pick), self.market.account(at)
        if paid is not None:
            line = None if own else paid.line
            amount = minor(cents // 20 or 1, account.currency)
            self._try(services.charge_host_fee, paid, account, minor=amount, day=self._day, line=line)

    @rule(fund=PICK, at=PICK)
    def close_period(self, fund: int, at: int) -> None:
        of = self.market.awards[fund % 3]
        period = next((one for one in of.periods if one.closed_at is None), None)
        if period is None:
            return
        account = self.market.account(at, of.currency)
        if self._try(services.close_period, period, of, account=account):
            self._closed.append((of, period.ends_on, picture.rows_until(self._now, of, period.ends_on)))

    @rule(pick=PICK, period=st.integers(0, 3), cents=CENTS)
    def disallow(self, pick: int, period: int, cents: int) -> None:
        line = self.market.line(pick)
        self._two(services.disallow, line, line.fund, cents, concerns=line.fund.periods[period])

    @rule(fund=PICK, cents=CENTS, to=PICK, consented=st.booleans())
    def leave(self, fund: int, cents: int, to: int, consented: bool) -> None:
        of = self.market.awards[fund % 3]
        if to % 2:
            self._two(services.repay, of, of, cents)
        else:
            following = self.market.awards[to % 3]
            self._two(services.carry_over, of, of, cents, following=following, consented=consented)

    def _two(self, verb: Callable[..., Any], about: Any, fund: Fund, cents: int, **more: Any) -> None:
        account = self.market.account(cents, fund.currency)
        amount = minor(cents, account.currency)
        more |= {"account": account, "minor": amount, "day": self._day, "approver": self.market.treasurer}
        self._try(verb, about, **more)

    @rule(
        fund=PICK, step=st.sampled_from(["suspend", "resume", "resume", "terms", "", "", "", "end"]), how=PICK
    )
    def steer(self, fund: int, step: str, how: int) -> None:
        of = self.market.awards[fund % 3]
        day = self._day
        if step == "suspend":
            self._try(services.suspend, of, since=day, last_eligible_on=day - timedelta(days=how % 20))
        elif step == "resume":
            self._try(services.resume, of)
        elif step == "terms":
            self._try(services.add_terms, of, TERMS[of.code], since=day)
        elif step == "end":
            ends = (services.start_closing, services.close_award, services.terminate)
            self._try(ends[how % 3], of)


def _settings() -> Any:
    return settings(
        max_examples=150 if is_whole() else 10,
        stateful_step_count=40 if is_whole() else 25,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if is_whole() else ())),
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("dialect", DIALECTS if is_whole() else DIALECTS[:1])
def test_the_ledger_keeps_its_word(databases: Any, dialect: str) -> None:
    database: Database = databases.get(dialect)
    with database.rolled_back(), database.app.app_context():
        Ledger.market = Market()
        db.session.commit()
        run_state_machine_as_test(Ledger, settings=_settings())
        db.session.rollback()
