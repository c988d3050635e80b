"""Lending a book: who may do what where, and whom a loan waits for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import Needs, StepForm
from app.casework.process import Asked, Process, Stage, Step
from app.casework.rules import may_work
from app.kernel.permissions import Permission, Role
from tests.library_loan import rules
from tests.library_loan.enums import KIND, CaseRole
from tests.library_loan.labels import STATUS, WORDS, Action, Status

if TYPE_CHECKING:
    from tests.library_loan.models import Loan

S, A, P, CONFIRM = Status, Action, Permission, StepForm.CONFIRM
LIBRARIANS, KEEPERS = P.SCREEN_APPLICATIONS, P.VOTE_ON_MEMBERSHIP

STAGES: dict[StrEnum, Stage] = {
    S.ASKED: Stage("now", milestone=True),
    S.HEARING: Stage("now", milestone=True),
    S.CONSENT: Stage("now", milestone=True),
    S.LENT: Stage("wait", milestone=True, tells_applicant=True),
    S.RECALLED: Stage("stop", within=S.LENT, tells_applicant=True),
    S.RETURNED: Stage("go", open=False),
    S.REFUSED: Stage("stop", open=False, tells_applicant=True),
    S.WITHDRAWN: Stage(open=False, tells_office=True),
    S.LOST: Stage("stop", open=False, tells_applicant=True),
}


def librarians(loan: Loan) -> str:
    return parties.body_role(Role.MEMBERSHIP_OFFICER, loan.body_id)


def keepers(loan: Loan) -> str:
    return parties.body_role(Role.COMMITTEE_MEMBER, loan.body_id)


def waits(loan: Loan) -> list[Asked]:
    """Whom a loan waits for, as it is now."""
    assert loan.organisation_id is not None
    borrower = parties.organisation(loan.organisation_id)
    match loan.status:
        case S.ASKED:
            return [Asked(librarians(loan), A.PROPOSE, "answer", otherwise=keepers(loan))]
        case S.HEARING:
            return [Asked(parties.members(loan.body_id, "member"), A.SPEAK, "hearing", Needs.EACH)]
        case S.CONSENT if rules.is_agreed(loan):
            return [Asked(librarians(loan), A.LEND, "answer")]
        case S.CONSENT:
            return [Asked(keepers(loan), A.AGREE, "consent", Needs.EACH)]
        case S.LENT if not loan.volumes_are_out:
            return [Asked(borrower, A.BRING_BACK, "loan")]
        case S.RECALLED:
            return [Asked(borrower, A.BRING_BACK), Asked(librarians(loan), A.WRITE_OFF, "answer")]
    return []


def at(*statuses: Status) -> frozenset[StrEnum]:
    return frozenset(statuses)


UNDECIDED = at(S.ASKED, S.HEARING, S.CONSENT)
STEPS = (
    Step(A.PROPOSE, at(S.ASKED), S.HEARING, LIBRARIANS, may_work, form=StepForm.NOTE),
    Step(A.SPEAK, at(S.HEARING), unless=rules.may_speak, form=StepForm.NOTE, personal=True),
    Step(A.CLOSE_HEARING, at(S.HEARING), S.CONSENT, unless=rules.hearing_is_over),
    Step(A.AGREE, at(S.CONSENT), needs=KEEPERS, unless=rules.may_agree, form=CONFIRM, personal=True),
    Step(A.LEND, at(S.CONSENT), S.LENT, LIBRARIANS, rules.may_lend, form=CONFIRM),
    Step(A.BRING_BACK, at(S.LENT, S.RECALLED), S.RETURNED, unless=rules.may_bring_back, form=CONFIRM),
    Step(A.RECALL, at(S.LENT), S.RECALLED, unless=rules.loan_is_over),
    Step(A.EXTEND, at(S.LENT), needs=LIBRARIANS, unless=may_work, form=StepForm.DAYS, extends=A.BRING_BACK),
    Step(A.REFUSE, UNDECIDED, S.REFUSED, LIBRARIANS, may_work, form=StepForm.REASON),
    Step(A.WRITE_OFF, at(S.RECALLED), S.LOST, LIBRARIANS, may_work, form=StepForm.REASON),
    Step(A.WITHDRAW, UNDECIDED, S.WITHDRAWN, unless=rules.borrows, form=StepForm.NOTE),
)

LOAN = Process(
    kind=KIND,
    subject="loan",
    read=P.READ_CASES,
    judges=frozenset({KEEPERS}),
    start=S.ASKED,
    stages=STAGES,
    steps=STEPS,
    waits=waits,
    office=librarians,
    status_words=STATUS,
    words=WORDS,
    at_end={A.SPEAK: A.CLOSE_HEARING, A.BRING_BACK: A.RECALL},
    roles={
        A.PROPOSE: CaseRole.PROPOSER,
        A.SPEAK: CaseRole.READER,
        A.AGREE: CaseRole.KEEPER,
        A.LEND: CaseRole.LENDER,
    },
)
