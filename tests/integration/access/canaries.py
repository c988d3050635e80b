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
    "canary-lines": frozenset({"lead", "editor", "member"}) | CASE_READERS,
    "canary-excluded-wish": frozenset({"lead", "editor", "officer"}),
    "canary-source": CASE_READERS,
    "canary-asked": APPLICANTS | CASE_READERS,
    "canary-check": CASE_READERS,
    "canary-comment": CASE_READERS | {"member"},
    "canary-assessment": CASE_READERS,
    "canary-vote": CASE_READERS,
    "canary-tie": NOBODY,
    "canary-substance": APPLICANTS | CASE_READERS,
    "canary-reply": APPLICANTS | CASE_READERS,
    # The application for a grant: what is proposed is read by the office alone until it is decided
    "canary-grant-answer": APPLICANTS | {"grants"},
    "canary-judged-answer": frozenset({"reviewer"}),
    "canary-referee": NOBODY,
    "canary-proposal": frozenset({"grants"}),
    # The grant: where money goes is read by the group that wrote it and by whoever fetches the payment file
    "canary-payee": frozenset({"lead", "editor", "finance"}),
    "canary-own-account": frozenset({"finance"}),
    "canary-agreement": APPLICANTS | {"grants"},
    "canary-signature": APPLICANTS | {"grants"},
    "canary-grant-report": APPLICANTS | {"grants"},
    "canary-grant-request": frozenset({"lead", "editor"}),
    # What was spent of it: the number of a receipt and the codes of peers stand on the page of one expense,
    # and where the office checks it
    "canary-expense": APPLICANTS | {"grants"},
    "canary-receipt": frozenset({"lead", "editor", "grants"}),
    "canary-peers": frozenset({"lead", "editor", "grants"}),
    # The review: a justification is read by whoever wrote it, and by the office once all are in; a concern by
    # the office at once. The group reads what the office edited, with the decision
    "canary-review-words": frozenset({"grants"}),
    "canary-own-words": frozenset({"reviewer"}),
    "canary-concern": frozenset({"grants"}),
    "canary-edited": frozenset({"grants"}),
    # What was asked about a call: the asker, and the office, who edits it before it is published
    "canary-question": frozenset({"lead", "grants"}),
    "canary-private-reply": frozenset({"lead", "grants"}),
    # The record of a member: only its own contacts (the member), but for what officers write down about it
    "canary-legal_name": frozenset({"member", "officer"}),
    "canary-registration": frozenset({"member", "officer"}),
    "canary-board": frozenset({"member", "officer"}),
    "canary-city": frozenset({"member"}),
    "canary-address": frozenset({"member"}),
    "canary-phones": frozenset({"member"}),
    "canary-safe_contact_note": frozenset({"member"}),
    "canary-risk": NOBODY,
    # People: their own name and address to themselves; the administrator's outbox on a trial machine only
    "canary-email": frozenset({"member"}),
    "canary-role-reason": frozenset({"administrator"}),
    "canary-letter": NOBODY,
    "canary-kept": frozenset({"lead"}),
}

SEALED = tuple(READERS)
