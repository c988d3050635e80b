"""What is set aside, promised and paid stays within its ceiling; and what no ceiling is about but must not be
done twice, alone or too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import Category, FundingRefusal
from app.grants.funding.models import Allocation, Commitment
from app.grants.funding.services.ceilings import free_on
from app.kernel.dates import Month
from app.kernel.money import Money
from app.kernel.permissions import Role
from tests.factories import give_role, make_person
from tests.integration.grants.funding.desk import DAY, Desk, refused
from tests.integration.grants.funding.year import at_noon

Refused = FundingRefusal
OVER_G = {"line": "G", "over": Money(1, "USD")}


@pytest.fixture
def desk(session: Session) -> Desk:
    """Line G holds 10,000 dollars."""
    desk = Desk()
    desk.receive(9_000_00)
    return desk


def _set_aside(desk: Desk, minor: int, line: str = "G") -> Allocation:
    with at_noon(DAY):
        return services.allocate(desk.line(line), minor=minor, purpose="call", day=DAY, actor=desk.finance)


def _release(desk: Desk, kept: Allocation) -> None:
    with at_noon(DAY):
        services.release_allocation(kept, day=DAY, actor=desk.finance)


def test_what_is_set_aside_is_promised_to_nobody_else(desk: Desk) -> None:
    kept = _set_aside(desk, 6_000_00)
    assert refused(lambda: desk.promise(4_000_01)) == (Refused.LINE_EXCEEDED, OVER_G)
    desk.promise(4_000_00)
    desk.promise(6_000_00, ref="R2", allocation=kept)
    assert free_on(desk.line("G")) == 0


def test_no_more_is_promised_from_what_is_set_aside_than_it_holds(desk: Desk) -> None:
    kept = _set_aside(desk, 6_000_00)
    desk.promise(5_000_00, allocation=kept)
    answer = refused(lambda: desk.promise(1_000_01, ref="R2", allocation=kept))
    assert answer == (Refused.ALLOCATION_EXCEEDED, {"purpose": "call", **OVER_G})


def test_nothing_is_set_aside_twice_nor_what_is_promised(desk: Desk) -> None:
    desk.promise(3_000_00)
    _set_aside(desk, 6_000_00)
    assert refused(lambda: _set_aside(desk, 1_000_01)) == (Refused.LINE_EXCEEDED, OVER_G)


def test_what_is_set_aside_does_not_move_to_another_line(desk: Desk) -> None:
    _set_aside(desk, 6_000_00)
    act = lambda: services.move(  # noqa: E731
        desk.line("G"), desk.line("H"), minor=4_000_01, day=DAY, actor=desk.finance
    )
    assert refused(act) == (Refused.MOVE_LEAVES_TOO_LITTLE, {"line": "G", "most": Money(4_000_00, "USD")})


def test_released_is_what_is_neither_promised_nor_paid(desk: Desk) -> None:
    kept = _set_aside(desk, 6_000_00)
    desk.pay(desk.promise(2_000_00, allocation=kept), 500_00)
    _release(desk, kept)
    assert free_on(desk.line("G")) == 8_000_00
    written = desk.fund.facts_written
    _release(desk, kept)
    assert desk.fund.facts_written == written, "there is nothing left to release"


def test_a_promise_takes_its_own_lines_part_alone(desk: Desk) -> None:
    kept = _set_aside(desk, 100_00, "H")
    assert refused(lambda: desk.promise(1_00, allocation=kept))[0] is Refused.NOT_OF_THIS_FUND


def test_a_tranche_is_paid_once_unless_it_came_back(desk: Desk) -> None:
    promise = desk.promise(1_000_00)
    paid = desk.pay(promise, 300_00)
    again = lambda: desk.pay(promise, 300_00)  # noqa: E731
    assert refused(again) == (Refused.TRANCHE_PAID, {"ref": "R1", "tranche": 1})
    with at_noon(DAY):
        services.take_back(paid, day=DAY, actor=desk.finance)
    desk.pay(promise, 300_00)
    assert refused(again)[0] is Refused.TRANCHE_PAID
    act = lambda: services.reissue(  # noqa: E731
        paid, account=desk.accounts["USD"], day=DAY, actor=desk.finance, approver=desk.treasurer
    )
    assert refused(act)[0] is Refused.TRANCHE_PAID, "the tranche was paid in another way"


def test_no_more_is_paid_than_is_promised(desk: Desk) -> None:
    promise = desk.promise(300_00)
    desk.pay(promise, 200_00)
    assert refused(lambda: desk.pay(promise, 100_01, tranche=2)) == (
        Refused.COMMITMENT_EXCEEDED,
        {"ref": "R1", "line": "G", "over": Money(1, "USD")},
    )


def test_a_line_promises_under_one_reference_once(desk: Desk, session: Session) -> None:
    promise = desk.promise(1_00)
    assert refused(lambda: desk.promise(1_00)) == (Refused.REF_TAKEN, {"ref": "R1", "line": "G"})
    desk.promise(1_00, "H")
    session.add(Commitment(ref="R1", line=promise.line, currency="USD", agreed_on=DAY))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("line", ["G", "I"])
def test_the_networks_own_costs_stand_on_no_line_of_sub_grants_or_indirect_costs(
    desk: Desk, line: str
) -> None:
    usd = desk.accounts["USD"]
    charge = lambda: services.charge_bank(  # noqa: E731
        desk.line(line), usd, minor=1, day=DAY, actor=desk.finance
    )
    assert [refused(act) for act in (lambda: desk.spend(1, line), charge)] == [
        (Refused.LINE_NOT_FOR_THIS, {"line": line})
    ] * 2


@pytest.mark.parametrize("act", ["promise", "set aside"])
def test_no_grant_is_paid_from_the_line_of_indirect_costs(desk: Desk, act: str) -> None:
    acts: dict[str, Callable[[], Any]] = {
        "promise": lambda: desk.promise(1, "I"),
        "set aside": lambda: _set_aside(desk, 1, "I"),
    }
    assert refused(acts[act]) == (Refused.LINE_NOT_FOR_THIS, {"line": "I"})


@pytest.mark.parametrize("approver", ["finance", "stranger"])
def test_what_takes_two_is_not_done_by_one_nor_with_a_stranger(desk: Desk, approver: str) -> None:
    desk.spend(100_00)
    paid = desk.pay(desk.promise(300_00), 200_00)
    stranger = make_person("Linnet")
    give_role(stranger, Role.GRANTS_OFFICER)
    second = desk.finance if approver == "finance" else stranger
    usd = desk.accounts["USD"]
    given: dict[str, Any] = {"minor": 1_00, "day": DAY, "actor": desk.finance, "approver": second}
    following = desk.award("F")
    following.donor_id = desk.fund.donor_id
    acts: list[Callable[[], Any]] = [
        lambda: services.disallow(desk.line("C"), concerns=desk.fund.periods[0], account=usd, **given),
        lambda: services.write_off(paid, account=usd, **given),
        lambda: services.repay(desk.fund, usd, **given),
        lambda: services.carry_over(desk.fund, following, usd, consented=True, **given),
        lambda: services.book_cost(desk.line("C"), usd, despite_cash=True, **given),
        lambda: services.charge_bank(desk.line("C"), usd, despite_cash=True, **given),
        lambda: services.book_own_cost(desk.own, usd, despite_cash=True, **given),
    ]
    wanted = Refused.SAME_PERSON if approver == "finance" else Refused.NOT_YOURS
    assert [refused(act)[0] for act in acts] == [wanted] * len(acts)


def test_a_raise_keeps_every_ceiling_and_goes_back_to_the_cent(session: Session) -> None:
    """33.33 euros at 1.1 are 36.66 dollars, 100.01 are 110.01, and both together 146.67."""
    desk = Desk(budget_rates=[{"base": "EUR", "quote": "USD", "value": "1.10"}])
    promise, free = desk.promise(33_33, currency="EUR"), free_on(desk.line("G"))
    by: dict[str, Any] = {"day": DAY, "actor": desk.finance}
    raise_ = lambda minor: services.raise_promise(promise, minor=minor, **by)  # noqa: E731
    lower = lambda minor, **more: services.lower_promise(promise, minor=minor, **by, **more)  # noqa: E731
    assert refused(lambda: raise_(0)) == (Refused.NOT_A_POSITIVE_AMOUNT, {})
    assert refused(lambda: raise_(9_057_59)) == (Refused.LINE_EXCEEDED, OVER_G)
    with at_noon(DAY):
        raised = raise_(100_01)
        assert (raised.promised_minor, raised.committed_minor) == (100_01, 110_01)
        back = lower(100_01, origin=raised)
        assert (back.promised_minor, back.committed_minor, back.origin) == (-100_01, -110_01, raised)
        assert free_on(desk.line("G")) == free
        assert lower(11_11).committed_minor == -12_22
    over = {"ref": "R1", "line": "G", "over": Money(1, "EUR")}
    assert refused(lambda: lower(22_23)) == (Refused.COMMITMENT_EXCEEDED, over)
    with at_noon(DAY):
        assert lower(22_22).committed_minor == -24_44
    assert free_on(desk.line("G")) == 10_000_00


def test_a_raise_of_what_is_set_aside_stays_within_it(desk: Desk) -> None:
    kept = _set_aside(desk, 6_000_00)
    promise = desk.promise(5_000_00, allocation=kept)
    raise_ = lambda minor: services.raise_promise(  # noqa: E731
        promise, minor=minor, day=DAY, actor=desk.finance
    )
    assert refused(lambda: raise_(1_000_01)) == (Refused.ALLOCATION_EXCEEDED, {"purpose": "call", **OVER_G})
    with at_noon(DAY):
        raise_(1_000_00)


def test_what_a_grant_holds_is_raised_and_lowered_by_the_grant_alone(desk: Desk) -> None:
    promise = desk.promise(100_00, is_granted=True)
    by: dict[str, Any] = {"minor": 1_00, "day": DAY, "actor": desk.finance}
    assert refused(lambda: services.raise_promise(promise, **by)) == (Refused.OF_A_GRANT, {})
    assert refused(lambda: services.lower_promise(promise, **by)) == (Refused.OF_A_GRANT, {})
    with at_noon(DAY):
        services.raise_promise(promise, by_grant=True, **by)
        services.lower_promise(promise, by_grant=True, **by)


def test_parts_of_a_payment_are_worth_the_whole_however_they_are_rounded(session: Session) -> None:
    desk = Desk(budget_rates=[{"base": "EUR", "quote": "USD", "value": "1.10"}])
    desk.receive(1_000_00)
    desk.exchange(("USD", 100_01), ("EUR", 90_00))
    paid = desk.pay(desk.promise(90_00, currency="EUR"), 90_00)
    parts = [desk.accept(paid, 30_00).accepted_minor for _part in range(3)]
    assert (parts, sum(parts), paid.paid_minor) == ([33_34, 33_34, 33_33], 100_01, 100_01)


def test_a_rate_is_published_once_by_who_keeps_funds(desk: Desk) -> None:
    desk.rate("1.20")
    assert refused(lambda: desk.rate("1.21")) == (
        Refused.RATE_KNOWN,
        {"month": Month(date(2026, 1, 1)), "base": "EUR", "value": Decimal("1.20"), "quote": "USD"},
    )
    stranger = make_person("Linnet")
    give_role(stranger, Role.GRANTS_OFFICER)
    desk.finance = stranger
    assert refused(lambda: desk.rate("1.20", 2)) == (Refused.NOT_YOURS, {})


def test_new_terms_begin_after_the_present_ones_and_in_no_closed_period(desk: Desk) -> None:
    add = lambda since: services.add_terms(desk.fund, {}, since=since, actor=desk.finance)  # noqa: E731
    first = date(2026, 1, 1)
    assert refused(lambda: add(first)) == (Refused.TERMS_NOT_LATER, {"since": first})
    desk.close(0, day=date(2026, 4, 1))
    late = date(2026, 3, 31)
    assert refused(lambda: add(late), day=date(2026, 4, 2)) == (Refused.PERIOD_CLOSED, {"day": late})
    with at_noon(date(2026, 4, 2)):
        add(date(2026, 4, 1))


def test_a_promise_without_a_budget_rate_or_a_country_is_told_what_is_missing(session: Session) -> None:
    desk = Desk(countries=["KE"], clauses={"countries": "Clause 2"})
    assert refused(lambda: desk.promise(1_00)) == (Refused.COUNTRY_NEEDED, {"clause": "Clause 2"})
    act = lambda: desk.promise(1_00, currency="EUR", country="KE")  # noqa: E731
    assert refused(act) == (Refused.NO_BUDGET_RATE, {"left": "USD", "right": "EUR"})


def test_own_funds_that_hold_too_little_say_what_they_hold_in_all_accounts(desk: Desk) -> None:
    desk.receive(5_00, fund=desk.own)
    desk.receive(7_00, "USD2", fund=desk.own)
    desk.receive(100_00, "EUR", fund=desk.own)
    act = lambda: services.book_own_cost(  # noqa: E731
        desk.own, desk.accounts["USD"], minor=6_00, day=DAY, actor=desk.finance
    )
    code, said = refused(act)
    assert code is Refused.CASH_SHORT
    assert said == {
        **{"account": "USD", "fund": "OWN", "held": Money(5_00, "USD"), "amount": Money(6_00, "USD")},
        **{"free": Money(12_00, "USD"), "needs": Money(6_00, "USD")},
    }


def test_a_sub_grant_line_takes_a_hosts_fee_and_one_of_coordination_too(desk: Desk) -> None:
    paid = desk.pay(desk.promise(300_00), 200_00)
    with at_noon(DAY):
        fees = [
            services.charge_host_fee(
                paid, desk.accounts["USD"], minor=1_00, day=DAY, actor=desk.finance, line=desk.line(code)
            )
            for code in ("G", "C")
        ]
    assert [fee.line.category for fee in fees if fee.line] == [Category.SUB_GRANTS, Category.COORDINATION]
