"""The ceilings that hold whoever acts: what a line, a part of it that is set aside, or an award still gives.

Exchange may take a line over its budget; no act of a person does, and none gives away what is set aside.
"""

from __future__ import annotations

from app.grants.funding.enums import Category, FundingRefusal
from app.grants.funding.models import Allocation, BudgetLine, Commitment, Fact
from app.grants.funding.queries import sums
from app.grants.funding.queries.commitments import set_aside
from app.grants.funding.services.ledger import in_fund
from app.kernel.errors import DomainError
from app.kernel.money import Money

FOR_OWN_COSTS = frozenset(Category) - {Category.SUB_GRANTS, Category.INDIRECT}
FOR_GRANTS = frozenset(Category) - {Category.INDIRECT}


def revised(line: BudgetLine) -> int:
    """What the line holds after all moves, in minor units of the fund's currency."""
    return line.agreed_minor + sums(Fact.line_id == line.id).budget


def free_on(line: BudgetLine) -> int:
    """What is neither used nor set aside; negative where exchange took the line over its budget."""
    held = sums(Fact.line_id == line.id)
    parts = set_aside(line)
    outside = held.used - sum(part.used for part in parts)
    return line.agreed_minor + held.budget - outside - sum(max(part.allocated, part.used) for part in parts)


def check_line(line: BudgetLine, amount: int) -> None:
    """Raises LINE_EXCEEDED where less than `amount` is free on the line."""
    over = amount - free_on(line)
    if over > 0:
        raise DomainError(FundingRefusal.LINE_EXCEEDED, line=line.code, over=in_fund(line.fund, over))


def check_promise(line: BudgetLine, allocation: Allocation | None, amount: int) -> None:
    """Raises ALLOCATION_EXCEEDED, LINE_EXCEEDED. What is promised from an allocation was set aside before, so
    it only has to stay within the line as a whole."""
    if allocation is None:
        check_line(line, amount)
        return
    held = sums(Fact.allocation_id == allocation.id)
    over = held.used + amount - held.allocated
    if over > 0:
        raise DomainError(
            FundingRefusal.ALLOCATION_EXCEEDED,
            purpose=allocation.purpose,
            line=line.code,
            over=in_fund(line.fund, over),
        )
    over = amount - revised(line) + sums(Fact.line_id == line.id).used
    if over > 0:
        raise DomainError(FundingRefusal.LINE_EXCEEDED, line=line.code, over=in_fund(line.fund, over))


def check_award(commitment: Commitment, minor: int, promised: int) -> None:
    """Raises COMMITMENT_EXCEEDED where less than `minor` is still promised, in the award's currency."""
    if minor > promised:
        raise DomainError(
            FundingRefusal.COMMITMENT_EXCEEDED,
            ref=commitment.ref,
            line=commitment.line.code,
            over=Money(minor - promised, commitment.currency),
        )


def check_meant_for(line: BudgetLine, categories: frozenset[Category]) -> None:
    """Raises LINE_NOT_FOR_THIS for a line of another category: the network's own costs do not stand among the
    sub-grants, and indirect costs are computed."""
    if line.category not in categories:
        raise DomainError(FundingRefusal.LINE_NOT_FOR_THIS, line=line.code)
