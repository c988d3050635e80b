"""Who sees one field: the choice, and the consent that opening it takes."""

from __future__ import annotations

from functools import partial

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.kernel.errors import DomainError
from app.organisations import labels, services
from app.organisations.enums import Field, OrganisationRefusal
from app.organisations.fields import FIELDS, KEPT_BY_OFFICERS, audiences_to_choose
from app.organisations.forms import AudienceForm
from app.organisations.projection import audiences_of
from app.organisations.rules import can_decide_visibility
from app.organisations.views.base import bp, chosen_membership, own
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language


@bp.route("/organisations/<ref>/visibility/<slug>/<field>", methods=["GET", "POST"])
@signed_in
def audience(ref: str, slug: str, field: str) -> Answer:
    """Choose who sees one field, in one network."""
    organisation, role = own(ref)
    edge = chosen_membership(organisation, slug)
    if edge is None or edge.body.slug != slug or field not in list(Field) or field in KEPT_BY_OFFICERS:
        abort(404)
    if not can_decide_visibility(role):
        raise DomainError(OrganisationRefusal.ONLY_THE_LEAD)
    show_body(edge.body)
    name = Field(field)
    form = AudienceForm()
    is_listing = name is Field.LISTING
    form.offer(audiences_to_choose(name), labels.LISTING_AUDIENCES if is_listing else labels.AUDIENCES)
    if request.method == "GET":
        form.audience.data = audiences_of(organisation, edge.body_id)[name].value
    elif form.validate_on_submit():
        set_it = partial(
            services.set_audience,
            organisation,
            field=name,
            body=edge.body,
            audience=form.chosen,
            actor=current_actor(),
            consented=bool(form.agrees.data),
            language=current_language(),
        )
        if try_with(form, set_it, beside={OrganisationRefusal.CONSENT_NEEDED: "agrees"}):
            overview = url_for("organisations.overview", ref=organisation.ref, network=slug)
            return done(overview, _("Saved. It applies everywhere from now on."))
    return show_form(
        "organisations/audience.html",
        form,
        organisation=organisation,
        label=labels.FIELDS[name],
        usual=labels.AUDIENCES[FIELDS[name].default],
        consent_words=labels.CONSENT_LISTING if is_listing else labels.CONSENT_FIELD,
    )
