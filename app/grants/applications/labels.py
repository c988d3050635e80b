"""Words for applications."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.grants.applications.enums import GrantRefusal, Outcome

OUTCOMES: dict[Outcome, Any] = {
    Outcome.AWARD: _l("Give the grant"),
    Outcome.RESERVE: _l("Keep in reserve"),
    Outcome.DECLINE: _l("Do not select"),
}
ERRORS: dict[GrantRefusal, Any] = {
    GrantRefusal.ONLY_THE_APPLICANT: _l("Only contacts of the group can do this."),
    GrantRefusal.CALL_NOT_OPEN: _l("This call is not open to your group now. What you wrote is kept."),
    GrantRefusal.NOT_ELIGIBLE: _l("The group does not meet all requirements of this call."),
    GrantRefusal.ALREADY_APPLYING: _l("The group has an application to this call already."),
    GrantRefusal.AMOUNT_OUTSIDE: _l(
        "The budget adds up to %(asked)s. A grant of this call is %(smallest)s to %(largest)s."
    ),
    GrantRefusal.NOT_PROPOSED_SO: _l("Something else was proposed. Load the page again."),
    GrantRefusal.PROPOSED_BY_YOU: _l("You proposed this decision. A second person decides."),
    GrantRefusal.REASON_MISSING: _l("Write the reason that the group will read."),
    GrantRefusal.CALL_CANCELLED: _l("This call was cancelled: it gives no grants."),
    GrantRefusal.CALL_NOT_CANCELLED: _l("This call goes on."),
    GrantRefusal.REVIEWS_LACKING: _l(
        "Reviewers score the applications to this call. Decisions begin once their reviews are in."
    ),
    GrantRefusal.CALL_STILL_OPEN: _l("The call is still open. Decisions begin when it has closed."),
}
