"""The group enters what it spent, changes it, takes it out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.grants.awards.models import GrantAward
from app.grants.awards.services import report_day
from app.grants.funding.enums import Evidence, FundingRefusal
from app.grants.funding.rules import refuse_statement
from app.grants.reports import queries, rules
from app.grants.reports.enums import Proof, ReportRefusal
from app.grants.reports.models import GrantExpense
from app.grants.reports.services.files import change_files, drop_files
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError, require
from app.kernel.money import Money
from app.kernel.settings import setting


@dataclass(frozen=True)
class ExpenseData:
    """What a group says of an expense; `minor` in the grant's currency, `original_minor` in another one in
    which it was paid. `is_another`: there are two receipts with the same number, day and amount. `files` are
    the references of all its files; None leaves them as they are."""

    item: str
    purpose: str
    day: date
    minor: int
    proof: Proof
    receipt_number: str = ""
    peer_codes: str = ""
    original_minor: int | None = None
    original_currency: str | None = None
    files: tuple[str, ...] | None = None
    is_another: bool = False


def enter(
    award: GrantAward,
    data: ExpenseData,
    *,
    actor: Actor,
    number: int | None = None,
    seen: str | None = None,
) -> GrantExpense:
    """Keep an expense: a new one, or the one of this number as it is now said to be. What the office thought
    of it before no longer holds. `seen` is the stamp of the expense that is changed. Raises the first of
    `faults_of`, TOO_MANY, EXPENSE_CHANGED, what `change_files` raises, NotFound."""
    require(rules.may_enter(actor, award))
    kept = queries.list_expenses(award)
    expense = None if number is None else _as_seen(award, number, seen)
    for fault in faults_of(award, data, number=number):
        raise fault
    if expense is None:
        most = setting("GRANT_EXPENSES_AT_MOST")
        if len(kept) >= most:
            raise DomainError(ReportRefusal.TOO_MANY, most=most)
        expense = GrantExpense(award=award, number=max((one.number for one in kept), default=0) + 1, files=[])
        db.session.add(expense)
    expense.item, expense.purpose, expense.day = data.item, data.purpose, data.day
    expense.minor, expense.proof = data.minor, data.proof
    expense.original_minor, expense.original_currency = data.original_minor, data.original_currency
    expense.receipt_number = data.receipt_number or None
    expense.peer_codes = ", ".join(rules.codes_of(data.peer_codes)) or None
    expense.entered_at, expense.entered_by_id = now(), actor.actor_id
    expense.admitted_minor = expense.reason = expense.admitted_by_id = None
    if data.files is not None:
        change_files(expense, data.files, actor=actor)
    db.session.flush()
    _record(expense, "entered", actor)
    return expense


def _as_seen(award: GrantAward, number: int, seen: str | None) -> GrantExpense:
    expense = queries.get_expense(award, number)
    if seen is not None and seen != rules.row_stamp(expense):
        raise DomainError(ReportRefusal.EXPENSE_CHANGED)
    return expense


def remove(award: GrantAward, number: int, *, actor: Actor, seen: str | None = None) -> None:
    """Take an expense out, and its files with it. `seen` is its stamp. Raises EXPENSE_CHANGED, NotFound, and
    EXPENSE_WAS_SENT where a file of it was sent with a report."""
    require(rules.may_enter(actor, award))
    expense = _as_seen(award, number, seen)
    if rules.was_sent(expense):
        raise DomainError(ReportRefusal.EXPENSE_WAS_SENT)
    drop_files(expense, actor=actor)
    _record(expense, "removed", actor)
    db.session.delete(expense)
    db.session.flush()


def faults_of(award: GrantAward, data: ExpenseData, *, number: int | None = None) -> list[DomainError]:
    """Everything that is wrong with an expense, so that nobody corrects one thing after another."""
    others = [one for one in queries.list_expenses(award) if one.number != number]
    return [fault for check in _checks(award, data, others) if (fault := _fault_of(check)) is not None]


def _fault_of(check: Callable[[], None]) -> DomainError | None:
    try:
        check()
    except DomainError as error:
        return error
    return None


def _checks(
    award: GrantAward, data: ExpenseData, others: Sequence[GrantExpense]
) -> Iterator[Callable[[], None]]:
    yield lambda: _check_item(award, data.item)
    yield lambda: rules.check_day(award, data.day, due=report_day(award))
    yield lambda: rules.check_amount(award, data.minor, others)
    yield lambda: rules.check_original(award, data.original_minor, data.original_currency)
    yield lambda: rules.check_codes(data.proof, data.peer_codes)
    yield lambda: _check_receipt(award, data, others)
    if rules.is_stated(data.proof):
        stated = sum(one.minor for one in others if rules.is_stated(one.proof))
        yield lambda: check_ceiling(award, data.minor + stated)


def _check_item(award: GrantAward, item: str) -> None:
    items = queries.list_items(award)
    if items and item not in items:
        raise DomainError(ReportRefusal.NOT_IN_THE_BUDGET)


def _check_receipt(award: GrantAward, data: ExpenseData, others: Sequence[GrantExpense]) -> None:
    amounts = [Money(data.minor, award.currency)]
    if data.original_minor is not None and data.original_currency is not None:
        amounts.append(Money(data.original_minor, data.original_currency))
    twin = rules.same_receipt(data.receipt_number, data.day, amounts, others)
    if twin is not None and not data.is_another:
        raise DomainError(ReportRefusal.ENTERED_BEFORE, number=twin.number)


def check_ceiling(award: GrantAward, minor: int) -> None:
    """Refuse what the ledger would refuse once the report is accepted, in the same words. `minor` is what is
    on signed statements in all."""
    commitment = award.commitment
    terms, fund = commitment.terms, commitment.line.fund
    if terms.statement_ceiling is None:
        return
    value = queries.value_in_fund(award, minor) + queries.stated_before(award)
    if refuse_statement(terms, Evidence.SIGNED_STATEMENT, value) is not None:
        raise DomainError(
            FundingRefusal.STATEMENT_TOO_LARGE,
            most=Money(terms.statement_ceiling, fund.currency or ""),
            ref=commitment.ref,
            clause=terms.clause("statement_ceiling"),
        )


def _record(expense: GrantExpense, kind: str, actor: Actor) -> None:
    audit.record(
        f"grant_expense.{kind}",
        subject="grant_expense",
        subject_id=expense.id,
        actor=actor,
        body_id=expense.award.body_id,
        details={"award": expense.award_id, "number": expense.number, "minor": expense.minor},
    )
