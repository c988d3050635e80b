"""A second person concludes a check, after a page that says once more what is about to be kept."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.accounts.queries import list_people_names
from app.grants.diligence import policy, presenter, rules, services
from app.grants.diligence.enums import DiligenceRefusal
from app.grants.diligence.forms import ConcludeForm
from app.grants.diligence.labels import TIERS
from app.grants.diligence.process_words import Action
from app.grants.diligence.services.concluding import check_conclusion
from app.grants.diligence.views.base import bp, open_step
from app.grants.diligence.views.checks import CASE
from app.kernel.clock import today
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

BESIDE: dict[str, str] = {
    DiligenceRefusal.CONDITIONS_MISSING: "words",
    DiligenceRefusal.REASON_MISSING: "words",
    DiligenceRefusal.DETAILS_UNCONFIRMED: "confirmed",
    DiligenceRefusal.NOT_TO_COME: "until",
    DiligenceRefusal.TOO_LONG: "until",
    DiligenceRefusal.MUST_BE_MET: "passed",
}


@bp.route(f"{CASE}conclude", methods=["GET", "POST"])
@requires(Permission.DECIDE_GRANTS)
def conclude(slug: str, ref: str) -> Answer:
    """What was found, and the conclusion; then the same to look at once more, before it is kept."""
    check = open_step(slug, ref, Action.CLEAR)
    form, back = ConcludeForm(), url_for("grants_diligence.work", slug=slug, ref=ref)
    longest = policy.last_day(check.tier, today())
    if not form.is_submitted():
        form.until.data = longest
    is_final = request.form.get("do") == "final"
    looked = False
    if form.validate_on_submit() and try_with(
        form, lambda: check_conclusion(check, **form.said()), beside=BESIDE
    ):
        looked = request.form.get("do") != "back"

        def keep() -> None:
            actor, version = current_actor(), form.expected_version
            services.conclude_check(check, **form.said(), actor=actor, expected_version=version)

        if is_final and try_with(form, keep, beside=BESIDE):
            return done(back, _said(form))
    people = {one.answered_by_id for one in check.points if one.answered_by_id is not None}
    page = "grants/diligence/final.html" if looked else "grants/diligence/conclude.html"
    return show_form(
        page,
        form,
        version=check.version,
        check=check,
        tier=TIERS[check.tier],
        points=presenter.point_rows(check, list_people_names(people), current_language()),
        asks_details=rules.confirms_details(check),
        until=form.until.data or longest,
        sent=form.sent() if looked else [],
        back=back,
    )


def _said(form: ConcludeForm) -> Any:
    if form.passes:
        return _("The group passed the check.")
    return _("The group did not pass the check.")
