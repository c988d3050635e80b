"""Words that all processes share, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.kernel.errors import RefusalCode

TIE: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("I have no tie to this organisation"),
    DeclaredTie.CONNECTION: _l("We know each other, and I can judge freely"),
    DeclaredTie.CONFLICT: _l("I have a conflict: my own organisation or host, money, family, or a dispute"),
}
TIE_SHORT: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("No tie"),
    DeclaredTie.CONNECTION: _l("Knows them"),
    DeclaredTie.CONFLICT: _l("Recused"),
}
ERRORS: dict[RefusalCode, Any] = {
    CaseworkRefusal.CHOOSE_ROLE_FIRST: _l(
        "You have several roles here. Choose first in which one you act on this case."
    ),
    CaseworkRefusal.DECLARE_FIRST: _l(
        "Before you read or act, say whether you have a tie to this organisation."
    ),
    CaseworkRefusal.RECUSED: _l("You have a tie to this organisation that closes the case to you."),
    CaseworkRefusal.ALREADY_HAS_A_ROLE: _l(
        "You already have another part in this case. One person has one part in a case."
    ),
    CaseworkRefusal.CONFLICT_STAYS: _l("You declared a conflict. It stays for this case."),
    CaseworkRefusal.ONLY_THE_CLOCK: _l("This happens by itself when the time is over."),
    CaseworkRefusal.NOT_YET_DUE: _l("The time for this is not over yet."),
    CaseworkRefusal.REASON_MISSING: _l("Write a note"),
    CaseworkRefusal.EXTENSION_TOO_LONG: _l("Choose between 1 and %(most)s days."),
    CaseworkRefusal.NOTHING_TO_EXTEND: _l("There is no deadline here that could be extended."),
}
