"""The twelve answers of the acceptance year: each act as on its day, and the facts that its refusal names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import Evidence, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries.balances import free_cash
from app.kernel.errors import DomainError
from app.kernel.locales import Country
from app.kernel.money import Money
from tests.integration.grants.funding.kept_year import year_until
from tests.integration.grants.funding.year import Year, at_noon


def _refused(day: date, act: Callable[[], Any]) -> tuple[Any, dict[str, Any]]:
    with at_noon(day), pytest.raises(DomainError) as caught:
        act()
    return caught.value.code, caught.value.params


def _until(day: date) -> Year:
    return year_until(day)


def test_more_than_a_line_holds_is_not_set_aside(session: Session) -> None:
    year, day = _until(date(2026, 1, 15)), date(2026, 1, 16)
    answer = _refused(
        day,
        lambda: services.allocate(
            year.lines["A1"], minor=20_000_01, purpose="campaign", day=day, actor=year.finance
        ),
    )
    assert answer == (FundingRefusal.LINE_EXCEEDED, {"line": "A1", "over": Money(1, "USD")})


def _move(year: Year, giving: str, taking: str, amount: int, day: date) -> Callable[[], None]:
    return lambda: services.move(
        year.lines[giving], year.lines[taking], minor=amount, day=day, actor=year.finance
    )


def test_nothing_moves_out_of_sub_grants(session: Session) -> None:
    year, day = _until(date(2026, 1, 15)), date(2026, 1, 16)
    answer = _refused(day, _move(year, "A1", "A3", 500_00, day))
    assert answer[0] is FundingRefusal.MOVE_OUT_OF_SUB_GRANTS
    assert answer[1] == {"line": "A1", "most": Money(4_000_00, "USD"), "clause": "Clause 7.2"}


def test_no_more_than_a_fifth_of_a_line_moves(session: Session) -> None:
    year, day = _until(date(2026, 7, 1)), date(2026, 7, 1)
    answer = _refused(day, _move(year, "A1", "A2", 4_000_01, day))
    assert answer == (
        FundingRefusal.MOVE_OVER_LIMIT,
        {"line": "A1", "most": Money(4_000_00, "USD"), "clause": "Clause 7.2"},
    )


def test_the_fifth_of_a_line_counts_all_moves(session: Session) -> None:
    year, day = _until(date(2026, 7, 2)), date(2026, 7, 3)
    assert _refused(day, _move(year, "A1", "A2", 3_200_01, day))[1]["most"] == Money(3_200_00, "USD")


def test_a_donors_consent_is_asked_for_where_its_terms_ask(session: Session) -> None:
    year, day = _until(date(2026, 1, 15)), date(2026, 1, 16)
    assert _refused(day, _move(year, "B2", "B3", 1_00, day))[0] is FundingRefusal.MOVE_NEEDS_CONSENT


def test_nothing_is_promised_or_paid_while_the_donor_has_suspended_its_award(session: Session) -> None:
    year, day = _until(date(2026, 8, 1)), date(2026, 8, 5)
    promise = _refused(
        day,
        lambda: services.commit(
            year.lines["A2"], ref="N1", minor=1_00, currency="USD", agreed_on=day, actor=year.finance
        ),
    )
    payment = _refused(day, _pay(year, "O6", 2_000_00, day))
    since = {"since": date(2026, 8, 1)}
    assert promise == (FundingRefusal.SUSPENDED, since)
    assert payment == (FundingRefusal.SUSPENDED, since)


def _pay(year: Year, ref: str, amount: int, day: date, **more: Any) -> Callable[[], Fact]:
    approver = more.pop("approver", year.treasurer)
    return lambda: services.pay(
        year.grants[ref],
        tranche=2,
        minor=amount,
        account=year.accounts["EUR"],
        day=day,
        actor=year.finance,
        approver=approver,
        **more,
    )


def test_a_cost_after_the_last_eligible_day_is_for_own_funds(session: Session) -> None:
    year, day = _until(date(2026, 8, 12)), date(2026, 8, 12)
    answer = _refused(
        day,
        lambda: services.book_cost(
            year.lines["A3"], year.accounts["USD"], minor=1_00, day=day, actor=year.finance
        ),
    )
    assert answer == (FundingRefusal.NOT_ELIGIBLE_THAT_DAY, {"last": date(2026, 7, 31)})


def test_a_payment_with_another_donors_money_waits_for_a_second_person_who_knows(session: Session) -> None:
    year, day = _until(date(2026, 9, 16)), date(2026, 9, 16)
    code, params = _refused(day, _pay(year, "O6", 2_000_00, day))
    assert code is FundingRefusal.CASH_SHORT
    assert (params["free"], params["needs"]) == (Money(23_88, "USD"), Money(2_280_00, "USD"))
    with at_noon(day):
        assert _pay(year, "O6", 2_000_00, day, despite_cash=True)().paid_minor == 2_280_00


def test_the_own_cash_of_a_suspended_donor_is_told_on_the_last_of_july(session: Session) -> None:
    year = _until(date(2026, 7, 31))
    assert free_cash(year.funds["A"], until=date(2026, 7, 31)) == 23_88


def test_new_terms_close_a_country_for_new_awards_and_not_for_those_agreed_before(session: Session) -> None:
    year, day = _until(date(2026, 9, 20)), date(2026, 9, 20)
    answer = _refused(
        day,
        lambda: services.commit(
            year.lines["A2"],
            ref="N1",
            minor=1_00,
            currency="USD",
            agreed_on=day,
            actor=year.finance,
            country="CC",
        ),
    )
    assert answer == (FundingRefusal.COUNTRY_CLOSED, {"country": Country("CC"), "clause": "Clause 3.4"})
    year.run_until(date(2026, 9, 25))
    assert year.payments["O8", 2].paid_minor == 2_290_00


def test_a_signed_statement_counts_up_to_the_ceiling_of_the_agreements_own_terms(session: Session) -> None:
    year, day = _until(date(2026, 9, 20)), date(2026, 9, 20)
    with at_noon(day):
        late = services.commit(
            year.lines["A1"], ref="N2", minor=450_00, currency="USD", agreed_on=day, actor=year.finance
        )
        paid = services.pay(
            late,
            tranche=1,
            minor=450_00,
            account=year.accounts["USD"],
            day=day,
            actor=year.finance,
            approver=year.treasurer,
        )
    answer = _refused(day, _accept(year, paid, 450_00, day, evidence=Evidence.SIGNED_STATEMENT))
    assert answer == (
        FundingRefusal.STATEMENT_TOO_LARGE,
        {"most": Money(200_00, "USD"), "ref": "N2", "clause": "Clause 9.1 (b)"},
    )
    with at_noon(day):
        _accept(year, paid, 200_00, day, evidence=Evidence.SIGNED_STATEMENT)()
        earlier = year.payments["C04", 1]
        assert (
            _accept(year, earlier, 450_00, day, evidence=Evidence.SIGNED_STATEMENT)().accepted_minor == 450_00
        )


def _accept(
    year: Year, paid: Fact, admitted: int, day: date, *, claimed: int | None = None, **more: Any
) -> Callable[[], Fact]:
    more.setdefault("evidence", Evidence.RECEIPT)
    return lambda: services.accept(
        paid, claimed=claimed or admitted, admitted=admitted, day=day, actor=year.finance, **more
    )


def test_nothing_is_written_into_a_closed_quarter(session: Session) -> None:
    year, day = _until(date(2026, 4, 1)), date(2026, 3, 28)
    answer = _refused(
        date(2026, 4, 2),
        lambda: services.receive(
            year.funds["B"], year.accounts["EUR"], minor=1_00, day=day, actor=year.finance
        ),
    )
    assert answer == (FundingRefusal.PERIOD_CLOSED, {"day": day})


def test_nobody_approves_their_own_payment(session: Session) -> None:
    year, day = _until(date(2026, 9, 20)), date(2026, 9, 20)
    answer = _refused(day, _pay(year, "O1", 2_000_00, day, approver=year.finance))
    assert answer == (FundingRefusal.SAME_PERSON, {})


def test_no_more_is_admitted_than_was_claimed(session: Session) -> None:
    year, day = _until(date(2026, 8, 1)), date(2026, 8, 30)
    answer = _refused(day, _accept(year, year.payments["O6", 1], 3_001_00, day, claimed=3_000_00))
    assert answer == (FundingRefusal.CLAIM_EXCEEDED, {"over": Money(1_00, "EUR")})


def test_no_more_comes_back_than_was_paid_and_is_not_back_yet(session: Session) -> None:
    year, day = _until(date(2026, 12, 10)), date(2026, 12, 11)
    answer = _refused(
        day,
        lambda: services.refund(
            year.payments["O4", 1],
            minor=2_400_01,
            account=year.accounts["EUR"],
            day=day,
            actor=year.finance,
        ),
    )
    assert answer == (FundingRefusal.MORE_THAN_PAID, {"left": Money(2_400_00, "EUR")})
