"""The words that must not travel: one in every sensitive field, and the only readers of each.

`READERS` is the declared table: canary → the roles on whose pages it may appear. A role that is not named
never sees it, on no page. `SEALED` are those that no byte of the database may hold.
"""

from __future__ import annotations

APPLICANTS = frozenset({"lead", "editor", "viewer"})
CASE_READERS = frozenset({"officer", "coordinator", "committee"})
NOBODY: frozenset[str] = frozenset()

PRIVATE = ("legal_name", "registration", "board", "city", "address", "phones", "safe_contact_note", "risk")

READERS: dict[str, frozenset[str]] = {
    # The application
    "canary-answer": APPLICANTS | CASE_READERS,
    "canary-lines": APPLICANTS | CASE_READERS | {"member"},
    "canary-excluded-wish": frozenset({"lead", "editor", "officer"}),
    "canary-source": CASE_READERS | {"lead", "editor", "viewer"},
    "canary-asked": APPLICANTS | CASE_READERS,
    "canary-check": CASE_READERS,
    "canary-comment": CASE_READERS | {"member"},
    "canary-assessment": CASE_READERS,
    "canary-vote": CASE_READERS,
    "canary-tie": NOBODY,
    "canary-substance": APPLICANTS | CASE_READERS,
    "canary-reply": APPLICANTS | CASE_READERS,
    # The record of a member: only its own contacts, but for what officers write down about it
    "canary-legal_name": frozenset({"contact", "officer"}),
    "canary-registration": frozenset({"contact", "officer"}),
    "canary-board": frozenset({"contact", "officer"}),
    "canary-city": frozenset({"contact"}),
    "canary-address": frozenset({"contact"}),
    "canary-phones": frozenset({"contact"}),
    "canary-safe_contact_note": frozenset({"contact"}),
    "canary-risk": NOBODY,
    # People: their own name and address to themselves; the administrator's outbox on a trial machine only
    "canary-email": frozenset({"contact"}),
    "canary-role-reason": frozenset({"administrator"}),
    "canary-letter": NOBODY,
    "canary-kept": frozenset({"contact"}),
}

SEALED = tuple(READERS)
