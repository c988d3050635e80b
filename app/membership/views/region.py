"""The region's check."""

from __future__ import annotations

from flask_babel import gettext as _

from app.kernel.permissions import Permission
from app.membership import presenter, services
from app.membership.enums import CheckResult
from app.membership.forms.working import CheckForm
from app.membership.process_words import Action
from app.membership.views.base import acted, bp, case_form, open_step
from app.membership.views.secretariat import CASE
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, try_with
from app.web.languages import current_language


@bp.route(f"{CASE}/check", methods=["GET", "POST"])
@requires(Permission.READ_CASES)
def regional_check(slug: str, ref: str) -> Answer:
    """Write down what the region found."""
    application = open_step(slug, ref, Action.RECORD_CHECK)
    form = CheckForm()
    if form.validate_on_submit():

        def record() -> None:
            services.record_check(
                application,
                result=CheckResult(form.result.data),
                note=form.note.data,
                language=current_language(),
                actor=current_actor(),
                expected_version=form.expected_version,
            )

        if try_with(form, record):
            return acted(application, _("The regional check is recorded. Thank you."))
    criteria = presenter.criterion_rows(application, current_language())
    return case_form("regional_check", form, application, criteria=criteria)
