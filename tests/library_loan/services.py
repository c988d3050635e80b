"""The verbs of a loan that do more than move it."""

from __future__ import annotations

from collections.abc import Collection

from app.casework.models import CaseExclusion
from app.casework.queries import list_members_to_answer_for
from app.casework.services import ask, start_case, take_step
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations.models import NetworkBody, Organisation
from tests.library_loan.labels import Action
from tests.library_loan.models import Loan


def ask_for(
    book: str,
    *,
    body: NetworkBody,
    borrower: Organisation,
    actor: Actor,
    without: Collection[int] = (),
    first_volume: Loan | None = None,
) -> Loan:
    """Ask for a book. The organisations `without` must not know of it."""
    assert actor.actor_id is not None
    loan = Loan(
        body=body,
        body_id=body.id,
        organisation=borrower,
        organisation_id=borrower.id,
        started_by=actor.actor_id,
        book=book,
        exclusions=[CaseExclusion(organisation_id=one) for one in without],
    )
    start_case(loan, actor=actor, parent=first_volume)
    if first_volume is not None:
        ask(first_volume)  # whose volumes are out now
    return loan


def speak(loan: Loan, *, actor: Actor, note: str | None = None, expected_version: int | None = None) -> None:
    """A member says whether it needs the book; one of its people speaks for all."""
    asked = list_members_to_answer_for(loan, actor.actor_id) if actor.actor_id is not None else []
    if not asked:
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    take_step(loan, Action.SPEAK, actor=actor, note=note, organisation_id=asked[0])
