"""What reviewers score in a call, while it is a draft: afterwards it is fixed, and groups read it there."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.grants.calls.enums import CallRefusal
from app.grants.calls.rubric import read_rubric
from app.grants.calls.rules import is_draft
from app.grants.calls.services import set_rubric
from app.grants.reviews.forms import rubric_form
from app.grants.reviews.views.base import bp, open_draft
from app.kernel.errors import DomainError
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with


@bp.route("/n/<slug>/calls/<ref>/scoring", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def rubric(slug: str, ref: str) -> Answer:
    """Change the criteria of a draft, their weights and the scale."""
    call = open_draft(slug, ref)
    if not is_draft(call):
        raise DomainError(CallRefusal.FIXED_ONCE_PUBLISHED)
    form = rubric_form(read_rubric(call.rubric), call.languages)
    if not form.is_submitted():
        form.show(call.reviewers, call.reviews_by)
    back = url_for("grants_calls.work", slug=slug, ref=ref)
    if form.validate_on_submit() and try_with(
        form,
        lambda: set_rubric(
            call,
            form.read(),
            reviewers=form.reviewers.data,
            reviews_by=form.reviews_by.data,
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
    ):
        return done(back, _("The draft is saved."))
    return show_form("grants/reviews/rubric.html", form, version=call.version, call=call, back=back)
