"""Lending a book: who may do what where, and whom a loan waits for."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import Asked, Process, Stage, Step, StepWords
from app.kernel.actor import Actor
from app.kernel.errors import KernelRefusal, RefusalCode
from app.kernel.permissions import Permission, Role


class Status(StrEnum):
    ASKED = "asked"
    LENT = "lent"
    RETURNED = "returned"
    REFUSED = "refused"


class Action(StrEnum):
    LEND = "lend"
    REFUSE = "refuse"
    EXTEND = "extend"
    BRING_BACK = "bring_back"


S, A, P = Status, Action, Permission


def librarians(loan: Any) -> str:
    return parties.body_role(Role.MEMBERSHIP_OFFICER, loan.body_id)


def waits(loan: Any) -> list[Asked]:
    """The librarians answer (the committee, while there are none); the borrower brings the book back."""
    match loan.status:
        case S.ASKED:
            instead = parties.body_role(Role.COMMITTEE_MEMBER, loan.body_id)
            return [Asked(librarians(loan), A.LEND, "answer", otherwise=instead)]
        case S.LENT:
            return [Asked(parties.person(loan.started_by), A.BRING_BACK, "loan")]
    return []


def borrows(actor: Actor, loan: Any) -> RefusalCode | None:
    """Only the borrower brings it back."""
    return None if actor.actor_id == loan.started_by else KernelRefusal.NOT_YOURS_TO_DO


ASKED, LENT = frozenset({S.ASKED}), frozenset({S.LENT})
LOAN = Process(
    kind="library_loan",
    subject="loan",
    read=P.READ_CASES,
    judges=frozenset(),
    start=S.ASKED,
    stages={
        S.ASKED: Stage("now", milestone=True),
        S.LENT: Stage("wait", milestone=True, tells_applicant=True),
        S.RETURNED: Stage("go", open=False),
        S.REFUSED: Stage("stop", open=False, tells_applicant=True),
    },
    steps=(
        Step(A.LEND, ASKED, S.LENT, P.SCREEN_APPLICATIONS, form=StepForm.CONFIRM),
        Step(A.REFUSE, ASKED, S.REFUSED, P.SCREEN_APPLICATIONS, form=StepForm.REASON),
        Step(A.EXTEND, LENT, needs=P.SCREEN_APPLICATIONS, form=StepForm.DAYS, extends=A.BRING_BACK),
        Step(A.BRING_BACK, LENT, S.RETURNED, unless=borrows, form=StepForm.CONFIRM),
    ),
    waits=waits,
    office=librarians,
    status_words={S.ASKED: "Asked for", S.LENT: "Lent", S.RETURNED: "Returned", S.REFUSED: "Refused"},
    words={
        A.LEND: StepWords("Lend", "The book was lent."),
        A.REFUSE: StepWords("Refuse", "The request was refused.", field="Reason", danger=True),
        A.EXTEND: StepWords("Extend", "The loan was extended."),
        A.BRING_BACK: StepWords("It is back", "The book came back."),
    },
)
