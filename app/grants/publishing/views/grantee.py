"""The group's side: what is public about its grant, and how much may be."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.casework import opening
from app.casework.rules import contact_role
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import get_award
from app.grants.awards.rules import acts_for_grantee
from app.grants.publishing import presenter, queries, services
from app.grants.publishing.enums import Wish
from app.grants.publishing.forms import WishForm
from app.grants.publishing.views.base import bp
from app.kernel.errors import NotFound
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language


def _open_own(ref: str) -> GrantAward:
    """A grant of the reader's own group. Anybody else's is not there."""
    award: GrantAward = opening.find_own(get_award, ref)
    if contact_role(current_actor(), award) is None or acts_for_grantee(current_actor(), award) is not None:
        raise NotFound
    return award


@bp.route("/grants/<ref>/public", methods=["GET", "POST"])
@signed_in
def own(ref: str) -> Answer:
    """What everybody can read about the grant now, and what the group lets be public."""
    award = _open_own(ref)
    form, record = WishForm(), queries.get_record(award.id)
    if not form.is_submitted():
        form.wish.data = record.consent.wish.value
    if form.validate_on_submit() and try_with(
        form, lambda: services.say(award, Wish(form.wish.data), actor=current_actor())
    ):
        words = _("Saved. Showing less applies at once; the office decides whether to show more.")
        return done(url_for("grants_awards.own", ref=ref), words)
    return show_form(
        "grants/publishing/own.html",
        form,
        award=award,
        lines=presenter.public_lines(queries.find_shown(award), current_language()),
        tells_who_leads=record.consent.tells_who_leads,
        back=url_for("grants_awards.own", ref=ref),
    )
