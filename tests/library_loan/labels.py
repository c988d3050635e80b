"""The statuses and steps of a loan, with the words of the library in the reader's language: `say` marks them,
their Spanish and French stand in catalogue.json. A real feature has its words in the product's catalogues."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_babel.speaklater import LazyString

from app.casework.process import StepWords
from app.web.languages import current_language
from tests.library_loan.enums import LoanRefusal


class Status(StrEnum):
    ASKED = "asked"
    HEARING = "hearing"
    CONSENT = "consent"
    LENT = "lent"
    RECALLED = "recalled"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LOST = "lost"


class Action(StrEnum):
    PROPOSE = "propose"
    REFUSE = "refuse"
    SPEAK = "speak"
    CLOSE_HEARING = "close_hearing"
    AGREE = "agree"
    LEND = "lend"
    EXTEND = "extend"
    BRING_BACK = "bring_back"
    RECALL = "recall"
    WRITE_OFF = "write_off"
    WITHDRAW = "withdraw"


_FILE = Path(__file__).with_name("catalogue.json")
CATALOGUE: dict[str, dict[str, str]] = json.loads(_FILE.read_text("utf-8"))


def say(english: str) -> Any:
    """Words in the reader's language."""
    held = CATALOGUE[english] | {"en": english}
    return LazyString(lambda: held[current_language()])


LOANS = say("Loans")
YOUR_LOAN = say("Your loan")
BORROW = say("Borrow a book")
BOOK = say("Which book?")

STATUS: dict[StrEnum, Any] = {
    Status.ASKED: say("Asked for"),
    Status.HEARING: say("Members are asked"),
    Status.CONSENT: say("Keepers agree"),
    Status.LENT: say("Lent"),
    Status.RECALLED: say("Called back"),
    Status.RETURNED: say("Returned"),
    Status.REFUSED: say("Refused"),
    Status.WITHDRAWN: say("Withdrawn"),
    Status.LOST: say("Lost"),
}

WHY = say("Why?")
WORDS: dict[str, StepWords] = {
    Action.PROPOSE: StepWords(
        say("Propose to lend it"),
        say("A librarian proposed the loan."),
        task=say("Answer a request"),
    ),
    Action.REFUSE: StepWords(say("Refuse"), say("The request was refused."), field=WHY, danger=True),
    Action.SPEAK: StepWords(
        say("Say whether you need it"),
        say("A member answered."),
        done=say("Thank you."),
        field=say("Do you need this book yourselves?"),
        private=True,
    ),
    Action.CLOSE_HEARING: StepWords(say("End the hearing"), say("Members had their say.")),
    Action.AGREE: StepWords(say("Agree"), say("A keeper agreed."), task=say("Agree to a loan"), private=True),
    Action.LEND: StepWords(say("Hand it over"), say("The book was lent.")),
    Action.EXTEND: StepWords(say("Extend the loan"), say("The loan was extended.")),
    Action.BRING_BACK: StepWords(
        say("It is back"), say("The book came back."), task=say("Bring the book back")
    ),
    Action.RECALL: StepWords(say("Call it back"), say("The time was over.")),
    Action.WRITE_OFF: StepWords(say("Write it off"), say("The book is lost."), field=WHY, danger=True),
    Action.WITHDRAW: StepWords(
        say("Withdraw the request"), say("The request was withdrawn."), field=WHY, danger=True
    ),
}
ERRORS: dict[LoanRefusal, Any] = {
    LoanRefusal.ONLY_THE_BORROWER: say("Only the borrower can do this."),
    LoanRefusal.TOO_FEW_KEEPERS: say("Two keepers agree first."),
    LoanRefusal.ALREADY_AGREED: say("You have agreed already."),
    LoanRefusal.VOLUMES_ARE_OUT: say("Other volumes are still out."),
}
