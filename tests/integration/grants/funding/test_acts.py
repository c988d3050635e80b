"""Every act asks the state of the fund first: each verb of the services is refused on a suspended and on a
closed award, or stands here with the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import Act, Evidence, FundingRefusal, FundStatus
from app.grants.funding.models import Fact
from app.grants.funding.workflow import ACTS, OWN_FUNDS_ALONE, STOPPED_BY_SUSPENSION
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, RefusalCode
from tests.integration.grants.funding.desk import DAY, Desk
from tests.integration.grants.funding.year import TERMS_A, at_noon

STOPPED, NOW = date(2026, 4, 2), date(2026, 4, 3)
BY_STATE = (FundingRefusal.SUSPENDED, FundingRefusal.NOT_ACTIVE, KernelRefusal.NOT_IN_THIS_STATE)
BOOKS_WHAT_IS = "it says what happened, and takes nothing from the donor"
COMES_BACK = "money that comes back is the donor's whatever became of the award"
AFTERWARDS = "audits come and money goes back after the end, too"
WHILE_SUSPENDED = {
    "receive": BOOKS_WHAT_IS,
    "earn_interest": BOOKS_WHAT_IS,
    "accept": BOOKS_WHAT_IS,
    "revalue": BOOKS_WHAT_IS,
    "close_period": BOOKS_WHAT_IS,
    "book_cost": "costs up to the last eligible day are the donor's; later ones are refused by their day",
    "charge_bank": "as for costs",
    "release_allocation": "it gives back to the line",
    "lower_promise": "it gives back to the line",
    "release_promise": "it gives back to the line",
    "write_off": "own funds make the donor's money whole",
    "take_back": COMES_BACK,
    "refund": COMES_BACK,
    "disallow": AFTERWARDS,
    "repay": AFTERWARDS,
    "add_terms": "that is how an award goes on",
    "resume": "that is how an award goes on",
    "terminate": "the donor ends what it has stopped",
}
ONCE_CLOSED = {
    "take_back": COMES_BACK,
    "refund": COMES_BACK,
    "disallow": AFTERWARDS,
    "repay": AFTERWARDS,
}
ON_NO_AWARD = {
    "revised": "a question, no act",
    "add_account": "for all funds of a network",
    "say_where_account_is": "for all funds of a network",
    "add_donor": "before there is an award",
    "add_donor_award": "makes the award",
    "add_own_fund": "makes own funds",
    "publish_rate": "for all networks",
    "save_report": "books nothing: a report is sent in every state",
    "open_with": "own funds alone, which have no state",
    "book_own_cost": "own funds alone, which have no state",
}


class Bench:
    """An award with something for each verb to do: `acts` maps the verb to the call, dated on a day."""

    def __init__(self) -> None:
        self.desk = desk = Desk(carry_over_percent="5")
        desk.receive(5_000_00)
        desk.receive(1_000_00, fund=desk.own)
        with at_noon(DAY):
            self.allocation = services.allocate(
                desk.line("H"), minor=100_00, purpose="call", day=DAY, actor=desk.finance
            )
            self.following = desk.award("F")
            self.following.donor_id = desk.fund.donor_id
        self.promise = desk.promise(400_00)
        self.paid, self.lost = (desk.pay(self.promise, 100_00, tranche=one) for one in (1, 2))
        with at_noon(DAY):
            services.take_back(self.lost, day=DAY, actor=desk.finance)
        desk.spend(10_00)

    def acts(self, day: date) -> dict[str, Callable[[], Any]]:
        desk, usd, line = self.desk, self.desk.accounts["USD"], self.desk.line
        fund = desk.fund
        by: dict[str, Any] = {"day": day, "actor": desk.finance}
        two = by | {"approver": desk.treasurer}
        one = by | {"minor": 1_00}
        actor = {"actor": desk.finance}
        promised = {"ref": "N", "minor": 1_00, "currency": "USD", "agreed_on": day}
        claim = {"claimed": 1_00, "admitted": 1_00, "evidence": Evidence.RECEIPT}
        usd2 = desk.accounts["USD2"]
        return {
            "receive": lambda: services.receive(fund, usd, **one),
            "earn_interest": lambda: services.earn_interest(fund, usd, **one),
            "exchange": lambda: services.exchange(fund, sold=(usd, 1_00), bought=(usd2, 1_00), **by),
            "charge_bank": lambda: services.charge_bank(line("C"), usd, **one),
            "book_cost": lambda: services.book_cost(line("C"), usd, **one),
            "charge_host_fee": lambda: services.charge_host_fee(self.paid, usd, line=line("C"), **one),
            "allocate": lambda: services.allocate(line("G"), purpose="call", **one),
            "release_allocation": lambda: services.release_allocation(self.allocation, **by),
            "move": lambda: services.move(line("G"), line("H"), **one),
            "commit": lambda: services.commit(line("G"), **promised, **actor),
            "raise_promise": lambda: services.raise_promise(self.promise, **one),
            "lower_promise": lambda: services.lower_promise(self.promise, **one),
            "release_promise": lambda: services.release_promise(self.promise, **by),
            "revalue": lambda: services.revalue(fund, **by),
            "pay": lambda: services.pay(self.promise, tranche=3, account=usd, minor=1_00, **two),
            "reissue": lambda: services.reissue(self.lost, account=usd, **two),
            "take_back": lambda: services.take_back(self.paid, **by),
            "refund": lambda: services.refund(self.paid, account=usd, **one),
            "accept": lambda: services.accept(self.paid, **claim, **by),
            "write_off": lambda: services.write_off(self.paid, account=usd, minor=1_00, **two),
            "close_period": lambda: services.close_period(fund.periods[0], fund, account=usd, **actor),
            "disallow": lambda: services.disallow(
                line("C"), minor=1_00, concerns=fund.periods[0], account=usd, **two
            ),
            "repay": lambda: services.repay(fund, usd, minor=1_00, **two),
            "carry_over": lambda: services.carry_over(fund, self.following, usd, minor=1_00, **two),
            "add_terms": lambda: services.add_terms(fund, TERMS_A, since=day, **actor),
            "suspend": lambda: services.suspend(fund, since=day, last_eligible_on=day, **actor),
            "resume": lambda: services.resume(fund, **actor),
            "start_closing": lambda: services.start_closing(fund, **actor),
            "close_award": lambda: services.close_award(fund, **actor),
            "terminate": lambda: services.terminate(fund, **actor),
        }

    def refused_by_state(self, day: date) -> set[str]:
        """The verbs that are refused for the state of the fund; each one is tried and undone."""
        found = set()
        for name, act in self.acts(day).items():
            nested = db.session.begin_nested()
            reason = _reason(act)
            nested.rollback()
            assert reason is None or reason in BY_STATE, (name, reason)
            found |= {name} if reason else set()
        return found


def _reason(act: Callable[[], Any]) -> RefusalCode | None:
    with at_noon(NOW):
        try:
            act()
        except DomainError as error:
            return error.code
    return None


@pytest.fixture
def bench(session: Session) -> Bench:
    return Bench()


def _verbs() -> set[str]:
    return {name for name in services.__all__ if name.islower()}


def test_every_verb_is_tried_here_or_stands_here_with_a_reason(bench: Bench) -> None:
    tried = set(bench.acts(DAY))
    assert tried | set(ON_NO_AWARD) == _verbs()
    assert tried.isdisjoint(ON_NO_AWARD)


def test_every_act_that_the_table_knows_is_a_verb() -> None:
    assert {act.value for act in Act} <= _verbs()
    assert set(ACTS) | OWN_FUNDS_ALONE == set(Act)


def test_an_active_award_takes_every_act(bench: Bench) -> None:
    assert bench.refused_by_state(DAY) == {"resume", "close_award"}


def test_a_suspended_award_refuses_all_but_these_even_when_dated_back(bench: Bench) -> None:
    desk = bench.desk
    with at_noon(STOPPED):
        services.suspend(desk.fund, since=STOPPED, last_eligible_on=STOPPED, actor=desk.finance)
    assert bench.refused_by_state(DAY) == _verbs() - set(ON_NO_AWARD) - set(WHILE_SUSPENDED)


def test_what_is_dated_into_a_suspension_is_refused_after_it(bench: Bench) -> None:
    desk = bench.desk
    with at_noon(STOPPED):
        services.suspend(desk.fund, since=STOPPED, last_eligible_on=STOPPED, actor=desk.finance)
    with at_noon(NOW):
        services.resume(desk.fund, actor=desk.finance)
    refused = bench.refused_by_state(STOPPED)
    assert refused - {"resume", "close_award"} == {act.value for act in STOPPED_BY_SUSPENSION}


@pytest.mark.parametrize("status", [FundStatus.CLOSED, FundStatus.TERMINATED])
def test_an_award_that_is_over_refuses_all_but_these(bench: Bench, status: FundStatus) -> None:
    bench.desk.fund.status = status
    db.session.flush()
    refused = bench.refused_by_state(DAY)
    by_table = {act.value for act in ACTS if status not in ACTS[act]}
    steps = {"suspend", "resume", "start_closing", "close_award", "terminate"}
    assert refused == by_table | steps
    if status is FundStatus.CLOSED:
        assert refused == _verbs() - set(ON_NO_AWARD) - set(ONCE_CLOSED)


def test_nothing_is_suspended_or_resumed_by_somebody_else_or_beforehand(bench: Bench) -> None:
    desk = bench.desk
    with at_noon(DAY), pytest.raises(DomainError) as caught:
        services.suspend(desk.fund, since=NOW, last_eligible_on=NOW, actor=desk.finance)
    assert caught.value.code is FundingRefusal.DAY_TO_COME
    facts = db.session.query(Fact).filter_by(fund_id=desk.fund.id).count()
    assert facts == desk.fund.facts_written
