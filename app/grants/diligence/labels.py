"""Words for checks."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.diligence.enums import DiligenceRefusal, Found, Shown, Tier

TIERS: dict[Tier, Any] = {
    Tier.NONE: lazy_pgettext("check of a group", "None"),
    Tier.STANDARD: lazy_pgettext("check of a group", "Standard"),
    Tier.FULL: lazy_pgettext("check of a group", "Full"),
}
FOUND: dict[Found, Any] = {
    Found.MET: lazy_pgettext("check of a group", "Yes"),
    Found.OTHERWISE: lazy_pgettext("check of a group", "Yes, in another way"),
    Found.NOT_MET: lazy_pgettext("check of a group", "No"),
    Found.NOT_APPLICABLE: lazy_pgettext("check of a group", "Does not apply"),
}
SHOWN: dict[Shown, Any] = {
    Shown.NEEDED: lazy_pgettext("checks of groups", "Needed"),
    Shown.RUNNING: lazy_pgettext("checks of groups", "Running"),
    Shown.EXPIRED: lazy_pgettext("checks of groups", "Expired"),
    Shown.VALID: lazy_pgettext("checks of groups", "Valid"),
    Shown.ALL: lazy_pgettext("checks of groups", "All"),
}
ERRORS: dict[DiligenceRefusal, Any] = {
    DiligenceRefusal.RUNNING_ALREADY: _l("This group is already being checked. Open that check."),
    DiligenceRefusal.POINTS_OPEN: _l("Answer every point first."),
    DiligenceRefusal.SENT_BY_YOU: _l("You sent this check. A second person concludes it."),
    DiligenceRefusal.MUST_BE_MET: _l(
        "The group cannot pass while it is unclear where the money goes, or while it is on a sanctions list."
    ),
    DiligenceRefusal.CONDITIONS_MISSING: _l(
        "At least one point is answered “No”. Write the conditions under which the group passes."
    ),
    DiligenceRefusal.DETAILS_UNCONFIRMED: _l(
        "Confirm with the group where the money goes, and tick the box."
    ),
    DiligenceRefusal.REASON_MISSING: _l("Say why the group does not pass."),
    DiligenceRefusal.NOT_TO_COME: _l("Choose today or a later day."),
    DiligenceRefusal.TOO_LONG: _l("Choose %(day)s or earlier: a check cannot be valid for longer."),
    DiligenceRefusal.NOT_IN_FORCE: _l("This check has expired, so there is nothing to end."),
}
