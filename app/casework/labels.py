"""Words that all processes share, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.kernel.errors import RefusalCode

TIE: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("I have no connection to this organisation"),
    DeclaredTie.CONNECTION: _l("We know each other, and I can be impartial"),
    DeclaredTie.CONFLICT: _l(
        "I have a conflict of interest: it is my own organisation or fiscal host, or "
        "there is money, family or a dispute between us"
    ),
}
TIE_SHORT: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("No connection"),
    DeclaredTie.CONNECTION: _l("Knows them"),
    DeclaredTie.CONFLICT: _l("Conflict of interest"),
}
ERRORS: dict[RefusalCode, Any] = {
    CaseworkRefusal.CHOOSE_ROLE_FIRST: _l(
        "You have several roles here. First choose the one you are acting in on this application."
    ),
    CaseworkRefusal.DECLARE_FIRST: _l(
        "Before you read or act, say whether you have a connection to this organisation."
    ),
    CaseworkRefusal.RECUSED: _l(
        "You have a connection to this organisation, so you cannot take part in its application."
    ),
    CaseworkRefusal.ALREADY_HAS_A_ROLE: _l(
        "You already have another role in this application. Each person has only one."
    ),
    CaseworkRefusal.CONFLICT_STAYS: _l(
        "You declared a conflict of interest. It cannot be undone for this application."
    ),
    CaseworkRefusal.ONLY_THE_CLOCK: _l("This happens automatically when the time is up."),
    CaseworkRefusal.ONLY_WITH_PARENT: _l("This happens automatically when what it belongs to ends."),
    CaseworkRefusal.NOT_YET_DUE: _l("The time for this is not up yet."),
    CaseworkRefusal.REASON_MISSING: _l("Write a note"),
    CaseworkRefusal.EXTENSION_TOO_LONG: _l("Choose between 1 and %(most)s days."),
    CaseworkRefusal.EXTENDED_TO_THE_END: _l(
        "It has already been extended by %(longest)s days, and more is not possible."
    ),
    CaseworkRefusal.NOTHING_TO_EXTEND: _l("There is no deadline to extend."),
}
