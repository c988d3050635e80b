"""Who may do what in a loan. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal
from app.casework.rules import (
    ACTING_CONTACTS,
    case_role,
    contact_role,
    is_conflicted,
    may_judge,
    may_work,
    only_when_over,
)
from app.kernel.actor import Actor
from app.kernel.errors import KernelRefusal, RefusalCode
from tests.library_loan.enums import CaseRole, LoanRefusal
from tests.library_loan.labels import Action

if TYPE_CHECKING:
    from tests.library_loan.models import Loan

KEEPERS_NEEDED = 2


def is_agreed(loan: Loan) -> bool:
    """Whether enough keepers agreed who, as things are now, have no conflict."""
    return sum(not is_conflicted(one, loan) for one in loan.keepers) >= KEEPERS_NEEDED


def borrows(actor: Actor, loan: Loan) -> RefusalCode | None:
    return None if contact_role(actor, loan) in ACTING_CONTACTS else LoanRefusal.ONLY_THE_BORROWER


def may_bring_back(actor: Actor, loan: Loan) -> RefusalCode | None:
    """The first volume comes back last."""
    return borrows(actor, loan) or (LoanRefusal.VOLUMES_ARE_OUT if loan.volumes_are_out else None)


def may_speak(actor: Actor, loan: Loan) -> RefusalCode | None:
    """A person who is asked for a member; the service says for which one."""
    if actor.actor_id is None:
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_judge(actor, loan, CaseRole.READER)


def may_agree(actor: Actor, loan: Loan) -> RefusalCode | None:
    refused = may_judge(actor, loan, CaseRole.KEEPER)
    return refused or (LoanRefusal.ALREADY_AGREED if actor.actor_id in loan.keepers else None)


def may_lend(actor: Actor, loan: Loan) -> RefusalCode | None:
    """A second librarian hands over what the first proposed."""
    refused = may_work(actor, loan)
    if refused:
        return refused
    if case_role(actor, loan) not in (None, CaseRole.LENDER):
        return CaseworkRefusal.ALREADY_HAS_A_ROLE
    return None if is_agreed(loan) else LoanRefusal.TOO_FEW_KEEPERS


def hearing_is_over(actor: Actor, loan: Loan) -> RefusalCode | None:
    return only_when_over(actor, loan, Action.SPEAK)


def loan_is_over(actor: Actor, loan: Loan) -> RefusalCode | None:
    return only_when_over(actor, loan, Action.BRING_BACK)
