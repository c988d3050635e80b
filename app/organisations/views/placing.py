"""A member's region by decision, its working translation, and its affiliations."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from app.kernel.errors import DomainError, require_version
from app.kernel.locales import LANGUAGES, language_name
from app.kernel.permissions import Permission
from app.organisations import labels, queries, services
from app.organisations.enums import AffiliationKind, OrganisationRefusal
from app.organisations.forms import (
    AffiliationForm,
    EndAffiliationForm,
    PlacementForm,
    ReasonForm,
    TranslationForm,
)
from app.organisations.models import Organisation
from app.organisations.projection import other_end
from app.organisations.queries import MemberRecord
from app.organisations.views.base import bp, changed, open_kept_record, record_form
from app.organisations.views.record import RECORD
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, try_with
from app.web.languages import current_language

BESIDE_THE_KIND: dict[str, str] = {
    OrganisationRefusal.ONE_AT_A_TIME: "kind",
    OrganisationRefusal.NOT_IN_THE_FUTURE: "kind",
}


@bp.route(f"{RECORD}/region", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def place(slug: str, ref: str) -> Answer:
    """Place a member in a region by decision, or give it a further one."""
    found = open_kept_record(slug, ref)
    form = PlacementForm()
    form.offer(queries.list_regions(found.body.scheme_id))
    held = queries.list_placements(found.organisation.id, found.body.scheme_id)
    seen_before = held[-1].id if held else 0
    if form.validate_on_submit():

        def place_it() -> None:
            require_version(form.expected_version, seen_before)
            services.place_in_region(
                found.organisation,
                region_id=form.region_id,
                reason=form.reason.data or "",
                primary=form.primary,
                body=found.body,
                actor=current_actor(),
            )

        if try_with(form, place_it, "region", {OrganisationRefusal.REASON_NEEDED: "reason"}):
            return changed(found, _("The organisation is now in this region. The directory shows it there."))
    by_country = found.organisation.country
    return record_form("place", form, found, version=seen_before, country=by_country, placements=held)


@bp.route(f"{RECORD}/region/<placement_ref>/undo", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def undo_placement(slug: str, ref: str, placement_ref: str) -> Answer:
    """Take a placement back."""
    found = open_kept_record(slug, ref)
    placement = queries.get_placement(placement_ref, found.organisation.id, found.body.scheme_id)
    form = ReasonForm()
    if form.validate_on_submit():

        def undo() -> None:
            services.end_placement(
                placement,
                organisation=found.organisation,
                reason=form.reason.data or "",
                body=found.body,
                actor=current_actor(),
            )

        if try_with(form, undo, "reason"):
            return changed(found, _("The placement is undone."))
    return record_form("undo_placement", form, found, placement=placement)


@bp.route(f"{RECORD}/translation/<language>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def translate(slug: str, ref: str, language: str) -> Answer:
    """A working translation of the description, beside the group's own words."""
    found = open_kept_record(slug, ref)
    descriptions = found.organisation.descriptions
    held = next((one for one in descriptions if one.language == language), None)
    if language not in LANGUAGES or (held is not None and not held.is_working_translation):
        abort(404)
    form = TranslationForm(text=held.text if held is not None else "")
    if form.validate_on_submit():

        def keep() -> None:
            services.translate_description(
                found.organisation,
                language=language,
                text=form.text.data or "",
                expected_version=form.expected_version,
                body=found.body,
                actor=current_actor(),
            )

        if try_with(form, keep, "text"):
            return changed(found, _("The working translation is saved."))
    return record_form(
        "translate",
        form,
        found,
        version=found.organisation.version,
        language=language,
        language_word=language_name(language, current_language()),
        originals=[one for one in descriptions if not one.is_working_translation],
    )


@bp.route(f"{RECORD}/affiliations/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def add_affiliation(slug: str, ref: str) -> Answer:
    """Tie a member to another organisation, inside or outside."""
    found = open_kept_record(slug, ref)
    form = AffiliationForm()
    if form.validate_on_submit():
        since, precision = form.since.read()

        def tie() -> None:
            to = None if form.outside.data else _the_one_called(form.other.data or "", found)
            services.affiliate(
                found.organisation,
                kind=AffiliationKind(form.kind.data),
                to=to,
                outside_name=form.other.data if form.outside.data else None,
                since=since,
                precision=precision,
                body=found.body,
                actor=current_actor(),
            )

        if try_with(form, tie, "other", BESIDE_THE_KIND):
            return changed(found, _("The affiliation is saved."))
    return record_form("add_affiliation", form, found)


def _the_one_called(words: str, found: MemberRecord) -> Organisation:
    called = queries.list_organisations_called(words, found.body.id)
    if len(called) != 1:
        several, none = OrganisationRefusal.SEVERAL_CALLED_THAT, OrganisationRefusal.NOT_FOUND_HERE
        raise DomainError(several if called else none)
    return called[0]


@bp.route(f"{RECORD}/affiliations/<edge_ref>/end", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def end_affiliation(slug: str, ref: str, edge_ref: str) -> Answer:
    """Say that an affiliation no longer holds."""
    found = open_kept_record(slug, ref)
    edge = queries.get_affiliation(edge_ref, found.organisation.id)
    form = EndAffiliationForm()
    if form.validate_on_submit():
        until, precision = form.until.read()

        def end() -> None:
            services.end_affiliation(
                edge, until=until, precision=precision, body=found.body, actor=current_actor()
            )

        if try_with(form, end, "until"):
            return changed(found, _("The affiliation ended. It stays in the history."))
    kind = labels.AFFILIATION_KINDS[edge.kind]
    return record_form("end_affiliation", form, found, kind=kind, name=other_end(edge))
