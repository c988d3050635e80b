"""Words for reviews."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.reviews.enums import CannotReview, ReviewRefusal, ReviewStatus

STATUSES: dict[ReviewStatus, Any] = {
    ReviewStatus.INVITED: lazy_pgettext("review by one person", "Asked"),
    ReviewStatus.ACCEPTED: lazy_pgettext("review by one person", "Being written"),
    ReviewStatus.SUBMITTED: lazy_pgettext("review by one person", "Sent"),
    ReviewStatus.CONFLICT: lazy_pgettext("review by one person", "Conflict of interest"),
    ReviewStatus.REFUSED: lazy_pgettext("review by one person", "Cannot do it"),
    ReviewStatus.SET_ASIDE: lazy_pgettext("review by one person", "Set aside"),
}
TAGS: dict[ReviewStatus, str] = {
    ReviewStatus.INVITED: "wait",
    ReviewStatus.ACCEPTED: "now",
    ReviewStatus.SUBMITTED: "go",
    ReviewStatus.CONFLICT: "stop",
    ReviewStatus.REFUSED: "",
    ReviewStatus.SET_ASIDE: "",
}
CANNOT: dict[CannotReview, Any] = {
    CannotReview.CONNECTED: _l("Connected to the group"),
    CannotReview.REGION_SEAT: _l("Has a seat for the region"),
    CannotReview.OFFICE: _l("Works on applications"),
    CannotReview.NOT_A_REVIEWER: _l("Is no longer a reviewer"),
    CannotReview.ASKED_BEFORE: _l("Was asked already"),
    CannotReview.FULL: _l("Has enough reviews"),
}
ERRORS: dict[ReviewRefusal, Any] = {
    ReviewRefusal.NOT_YOUR_REVIEW: _l("You have not been asked to review this application."),
    ReviewRefusal.CANNOT_REVIEW: _l("This person cannot review this application. Choose somebody else."),
    ReviewRefusal.CALL_STILL_OPEN: _l("The call is still open. Reviews begin when it has closed."),
    ReviewRefusal.NOT_SCORED: _l("Nobody scores the applications to this call."),
    ReviewRefusal.NO_LONGER_CONSIDERED: _l("A decision on this application is proposed or made already."),
    ReviewRefusal.SCORE_MISSING: _l("Choose a score for each criterion, or say that you cannot judge it."),
    ReviewRefusal.WORDS_MISSING: _l("Say in a few words why you gave each score."),
    ReviewRefusal.NOT_ON_THE_SCALE: _l("Choose a score on the scale of this call."),
    ReviewRefusal.REVIEWS_OPEN: _l("Some reviews are not in yet."),
    ReviewRefusal.NOTHING_CHOSEN: _l("Choose at least one reviewer."),
    ReviewRefusal.FLAG_MISSING: _l("Say what the office should know."),
    ReviewRefusal.NO_FLAG: _l("There are no unread concerns."),
    ReviewRefusal.FLAGS_CHANGED: _l(
        "The concerns have changed in the meantime. Read them below before you mark them as read."
    ),
    ReviewRefusal.NOT_IN_CONFLICT: _l(
        "A review that was sent can be set aside only if the person who wrote it has a conflict of interest."
    ),
    ReviewRefusal.OWN_FIRST: _l("You review this application yourself, so you cannot read other reviews."),
    ReviewRefusal.REASON_MISSING: _l("Say why."),
}
