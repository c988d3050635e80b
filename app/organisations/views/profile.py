"""What we hold about an organisation, who sees each field, and changing it section by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from app.kernel.errors import DomainError, KernelRefusal
from app.organisations import labels, queries, services
from app.organisations.enums import Field, OrganisationRefusal
from app.organisations.fields import KEPT_BY_OFFICERS, Section, audiences_to_choose, fields_of
from app.organisations.formatting import show_field
from app.organisations.forms import SECTION_FORMS, SectionForm, TextPerLanguage
from app.organisations.models import Membership, Organisation
from app.organisations.projection import ProjectedOrganisation, own_viewer, project
from app.organisations.rules import can_edit, can_manage_contacts
from app.organisations.views.base import bp, chosen_membership, own
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, see_other, show_form


@dataclass(frozen=True)
class FieldRow:
    """One line of the overview."""

    label: Any
    value: Any
    audience: Any
    audience_tag: str
    audience_url: str | None


@dataclass(frozen=True)
class SectionRows:
    """One section of the overview with its lines, and where it is changed."""

    label: Any
    change_url: str | None
    rows: list[FieldRow]


@bp.get("/organisations/")
@signed_in
def own_organisations() -> Answer:
    """The organisations I speak for; straight to it when there is one."""
    held = queries.list_contact_organisations(current_actor().actor_id)
    if len(held) == 1:
        return see_other(url_for("organisations.overview", ref=held[0][0].ref))
    return render_template("organisations/own.html", held=held, roles=labels.CONTACT_ROLES)


@bp.get("/organisations/<ref>/")
@signed_in
def overview(ref: str) -> Answer:
    """What we hold, field by field: what it says, who sees it, and where to change it."""
    organisation, role = own(ref)
    edge = chosen_membership(organisation, request.args.get("network"))
    if edge is not None:
        show_body(edge.body)
    return render_template(
        "organisations/overview.html",
        organisation=organisation,
        edge=edge,
        memberships=queries.list_memberships(organisation.id),
        sections=_sections(organisation, edge, editable=can_edit(role)),
        may_manage_contacts=can_manage_contacts(role),
    )


def _sections(organisation: Organisation, edge: Membership | None, *, editable: bool) -> list[SectionRows]:
    body_id = edge.body_id if edge is not None else 0
    region_id = queries.region_of(organisation, edge.body.scheme_id) if edge is not None else None
    seen = project(organisation, own_viewer(organisation, body_id), region_id=region_id)
    assert seen is not None
    return [_section(section, organisation, seen, edge, editable) for section in Section]


def _section(
    section: Section,
    organisation: Organisation,
    seen: ProjectedOrganisation,
    edge: Membership | None,
    editable: bool,
) -> SectionRows:
    change_url = None
    if editable and section in SECTION_FORMS:
        change_url = url_for("organisations.edit_section", ref=organisation.ref, section=section.value)
    elif section is Section.PEOPLE:
        change_url = url_for("organisations.contacts", ref=organisation.ref)
    rows = [
        _field_row(rule.field, organisation, seen, edge)
        for rule in fields_of(section)
        if rule.field not in KEPT_BY_OFFICERS
    ]
    return SectionRows(labels.SECTIONS[section], change_url, rows)


def _field_row(
    field: Field, organisation: Organisation, seen: ProjectedOrganisation, edge: Membership | None
) -> FieldRow:
    audience = seen.audiences[field]
    choosable = edge is not None and field is not Field.NAME and len(audiences_to_choose(field)) > 1
    return FieldRow(
        label=labels.FIELDS[field],
        value=show_field(field, seen.get(field)),
        audience=labels.AUDIENCES[audience],
        audience_tag=labels.AUDIENCE_TAGS[audience],
        audience_url=(
            url_for("organisations.audience", ref=organisation.ref, slug=edge.body.slug, field=field.value)
            if choosable and edge is not None
            else None
        ),
    )


@bp.route("/organisations/<ref>/edit/<section>", methods=["GET", "POST"])
@signed_in
def edit_section(ref: str, section: str) -> Answer:
    """Change one section. Two people who change it at once are told, and both versions are shown."""
    organisation, role = own(ref)
    if section not in list(Section) or Section(section) not in SECTION_FORMS:
        abort(404)
    if not can_edit(role):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    form: SectionForm = SECTION_FORMS[Section(section)]()
    if isinstance(form, TextPerLanguage):
        form.suit(organisation)
    held_meanwhile: dict[str, Any] = {}
    if request.method == "GET":
        form.fill(organisation)
    elif form.validate_on_submit():
        try:
            services.update_profile(
                organisation,
                actor=current_actor(),
                expected_version=form.expected_version,
                **form.changes(organisation),
            )
        except DomainError as error:
            form.refuse(error)
            if error.code == OrganisationRefusal.PROFILE_CHANGED_MEANWHILE:
                held_meanwhile = form.held(organisation)
                form.version.data = str(organisation.version)
        else:
            overview = url_for("organisations.overview", ref=organisation.ref)
            return done(overview, _("Saved. Who sees it stays as it was."))
    return show_form(
        "organisations/edit.html",
        form,
        organisation=organisation,
        heading=labels.SECTIONS[Section(section)],
        held_meanwhile=held_meanwhile,
    )


@bp.get("/organisations/<ref>/memberships")
@signed_in
def memberships(ref: str) -> Answer:
    """The networks this organisation belongs or belonged to."""
    organisation, _role = own(ref)
    return render_template(
        "organisations/memberships.html",
        organisation=organisation,
        memberships=queries.list_memberships(organisation.id),
        statuses=labels.MEMBERSHIP_STATUSES,
        status_tags=labels.MEMBERSHIP_TAGS,
    )
