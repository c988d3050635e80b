"""The office reads every expense, says what of it is accepted, and accepts the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.casework.process import refusal
from app.grants.awards import services as awards
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.services import Claim
from app.grants.funding.enums import Evidence
from app.grants.reports import emails, queries, rules
from app.grants.reports.enums import Proof, ReportRefusal
from app.grants.reports.models import GrantExpense
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError, require


class Verdict(NamedTuple):
    """What of an expense is accepted, in minor units of the grant's currency, and why not all of it. `proof`
    is what the office has seen, where the report says only what all expenses come to."""

    minor: int
    reason: str = ""
    proof: Proof | None = None


def admit(
    award: GrantAward, verdicts: Mapping[int, Verdict] | None, *, actor: Actor, seen: str | None = None
) -> None:
    """Say of each expense, by its number, what of it is accepted; None accepts all of them in full. The group
    reads it at once, and gets a letter where something new is not accepted. `seen` is the stamp of the report
    as whoever decides has read it. Raises MORE_THAN_CLAIMED, REASON_MISSING, CHECKED_MEANWHILE."""
    require(refusal(actor, award, Action.ACCEPT_REPORT))
    expenses = queries.list_claimed(award)
    if seen is not None and seen != rules.stamp(award, expenses):
        raise DomainError(ReportRefusal.CHECKED_MEANWHILE)
    if rules.is_all_in_one(award, queries.list_expenses(award)):
        _keep_as_one(expenses, verdicts or {})
    told = False
    for expense in expenses:
        verdict = Verdict(expense.minor) if verdicts is None else verdicts.get(expense.number, Verdict(0))
        told = _admit(expense, verdict, actor) or told
    if told:
        emails.tell_of_reasons(award)
    audit.record(
        "grant_expense.admitted",
        subject="grant_expense",
        subject_id=None,
        actor=actor,
        body_id=award.body_id,
        details={"award": award.id, "admitted": {str(one.number): one.admitted_minor for one in expenses}},
    )


def _keep_as_one(expenses: Sequence[GrantExpense], verdicts: Mapping[int, Verdict]) -> None:
    """From now on the report has this expense, as any other."""
    for one in expenses:
        verdict = verdicts.get(one.number)
        one.proof = (verdict.proof if verdict is not None else None) or one.proof
        db.session.add(one)
    db.session.flush()


def _admit(expense: GrantExpense, verdict: Verdict, actor: Actor) -> bool:
    """Whether there is something new for the group to read: less is accepted, or for another reason."""
    before = expense.admitted_minor, expense.reason
    reason = verdict.reason.strip()
    if not 0 <= verdict.minor <= expense.minor:
        raise DomainError(ReportRefusal.MORE_THAN_CLAIMED, number=expense.number, claimed=expense.amount)
    is_less = verdict.minor < expense.minor
    if is_less and not reason:
        raise DomainError(ReportRefusal.REASON_MISSING, number=expense.number)
    expense.admitted_minor, expense.admitted_by_id = verdict.minor, actor.actor_id
    expense.reason = reason if is_less else None
    return is_less and before != (expense.admitted_minor, expense.reason)


def accept_report(
    award: GrantAward,
    verdicts: Mapping[int, Verdict] | None,
    *,
    actor: Actor,
    seen: str | None = None,
    expected_version: int | None = None,
) -> None:
    """The same, and accept the report with it: the ledger gets what is accepted on each kind of evidence, and
    the grant is closed. Raises what `awards.accept_report` raises."""
    admit(award, verdicts, actor=actor, seen=seen)
    awards.accept_report(award, claims=claims_of(award), actor=actor, expected_version=expected_version)


def claims_of(award: GrantAward) -> list[Claim]:
    """What is claimed and accepted on each kind of evidence, the strongest first."""
    expenses = queries.list_expenses(award)
    found = []
    for evidence in Evidence:
        rows = [one for one in expenses if rules.EVIDENCE[one.proof] is evidence]
        if rows:
            claimed, admitted = rules.total_minor(rows), sum(one.admitted_minor or 0 for one in rows)
            found.append(Claim(evidence, claimed, admitted))
    return found
