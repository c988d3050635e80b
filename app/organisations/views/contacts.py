"""The people who speak for an organisation: who they are, inviting another, changing or ending a role."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.services.invitations import invite
from app.kernel.errors import DomainError, KernelRefusal, NotFound
from app.organisations import labels, queries, services
from app.organisations.enums import OrganisationRefusal
from app.organisations.forms import ContactRoleForm
from app.organisations.models import Contact, Organisation
from app.organisations.rules import can_manage_contacts
from app.organisations.views.base import bp, own
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.forms import Form
from app.web.languages import current_language
from app.web.mail import mail_link


@bp.get("/organisations/<ref>/contacts")
@signed_in
def contacts(ref: str) -> str:
    """Who speaks for the organisation."""
    organisation, role = own(ref)
    return render_template(
        "organisations/contacts.html",
        organisation=organisation,
        contacts=queries.list_contacts(organisation.id),
        roles=labels.CONTACT_ROLES,
        may_manage=can_manage_contacts(role),
        own_id=current_actor().actor_id,
    )


@bp.route("/organisations/<ref>/contacts/invite", methods=["GET", "POST"])
@signed_in
def invite_contact(ref: str) -> Answer:
    """Make a link that lets one person speak for the organisation. It is shown once, and mailed to nobody:
    whoever invites knows the safest way to hand it over."""
    organisation = _managed(ref)
    form = ContactRoleForm()
    if not form.validate_on_submit():
        return show_form("organisations/invite.html", form, organisation=organisation)
    lasts = timedelta(seconds=current_app.config["INVITATION_SECONDS"])
    token = invite(
        actor=current_actor(),
        lasts=lasts,
        reason="",
        organisation_id=organisation.id,
        contact_level=form.chosen.value,
    )
    link = mail_link("accounts.invitation", current_language(), token=token)
    return render_template(
        "organisations/invited.html", organisation=organisation, link=link, days=lasts.days
    )


@bp.route("/organisations/<ref>/contacts/<person_ref>", methods=["GET", "POST"])
@signed_in
def contact(ref: str, person_ref: str) -> Answer:
    """Change what a contact may do."""
    organisation = _managed(ref)
    found = _contact(organisation, person_ref)
    form = ContactRoleForm()
    if request.method == "GET":
        form.role.data = found.role.value
    elif form.validate_on_submit():
        change = partial(services.change_contact_role, found, role=form.chosen, actor=current_actor())
        if try_with(form, change, "role"):
            return done(url_for("organisations.contacts", ref=ref), _("Saved."))
    return show_form(
        "organisations/contact.html", form, organisation=organisation, contact=found, end_form=Form()
    )


@bp.post("/organisations/<ref>/contacts/<person_ref>/end")
@signed_in
def end_contact(ref: str, person_ref: str) -> Response:
    """This person no longer speaks for the organisation."""
    organisation = _managed(ref)
    services.end_contact(_contact(organisation, person_ref), actor=current_actor())
    words = _("This person is no longer a contact of your organisation.")
    if queries.contact_role(current_actor().actor_id, organisation.id) is None:
        return done(url_for("organisations.own_organisations"), words)
    return done(url_for("organisations.contacts", ref=ref), words)


def _managed(ref: str) -> Organisation:
    organisation, role = own(ref)
    if not can_manage_contacts(role):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    return organisation


def _contact(organisation: Organisation, person_ref: str) -> Contact:
    found = next((c for c in queries.list_contacts(organisation.id) if c.person.ref == person_ref), None)
    if found is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_CONTACT)
    return found
