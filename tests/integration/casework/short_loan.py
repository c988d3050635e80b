"""A shorter table of the loan, which a test may change: asked, lent, returned; nobody hears members."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.process import PROCESSES, Asked, Step
from app.kernel.permissions import Permission
from tests.desks import forget_statements
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.process import LOAN, at, keepers, librarians
from tests.library_loan.rules import borrows

DESK = Permission.SCREEN_APPLICATIONS


def waits(loan: Any) -> list[Asked]:
    """The librarians answer (the keepers, while there are none); who asked for the book brings it back."""
    match loan.status:
        case S.ASKED:
            return [Asked(librarians(loan), A.LEND, "answer", otherwise=keepers(loan))]
        case S.LENT:
            return [Asked(parties.person(loan.started_by), A.BRING_BACK, "loan")]
    return []


SHORT = replace(
    LOAN,
    judges=frozenset(),
    stages={one: LOAN.stages[one] for one in (S.ASKED, S.LENT, S.RETURNED, S.REFUSED)},
    steps=(
        Step(A.LEND, at(S.ASKED), S.LENT, DESK, form=StepForm.CONFIRM),
        Step(A.REFUSE, at(S.ASKED), S.REFUSED, DESK, form=StepForm.REASON),
        Step(A.EXTEND, at(S.LENT), needs=DESK, form=StepForm.DAYS, extends=A.BRING_BACK),
        Step(A.BRING_BACK, at(S.LENT), S.RETURNED, unless=borrows, form=StepForm.CONFIRM),
    ),
    waits=waits,
    roles={},
    at_end={},
)


def change(**more: Any) -> None:
    """This table, changed, for one test; the library takes it away at its end."""
    PROCESSES[LOAN.kind] = replace(SHORT, **more)
    forget_statements()
