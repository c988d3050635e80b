"""The members of a network: a list that everything in its address filters, and one page each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.directory import queries as directory
from app.directory.queries import Filters, Found
from app.directory.views.base import bp
from app.extensions import limiter
from app.kernel.actor import can
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.locales import country_name, picked
from app.kernel.permissions import Permission
from app.kernel.text import search_key
from app.organisations import labels, queries, services
from app.organisations.enums import Audience, Field, Level
from app.organisations.fields import FIELDS
from app.organisations.formatting import show_field
from app.organisations.forms import NeedToKnowForm
from app.organisations.models import NetworkBody, Region
from app.organisations.projection import ProjectedOrganisation, Viewer, shelf_of
from app.web.access import public, requires
from app.web.actor import current_actor
from app.web.addresses import with_changes
from app.web.context import show_body
from app.web.languages import current_language

limited = limiter.limit(lambda: current_app.config["LIMIT_DIRECTORY"])


@dataclass(frozen=True)
class MemberRow:
    """One entry as the list shows it."""

    url: str
    name: str
    language: str
    acronym: str
    summary: str
    summary_language: str
    place: str
    level: str
    is_unlisted: bool
    record_url: str | None


@bp.get("/n/<slug>/directory/")
@public
@limited
def members(slug: str) -> str:
    """The members that this viewer may know of."""
    body = queries.get_body(slug)
    show_body(body)
    viewer = queries.viewer_in(body, current_actor())
    audience, shelf = viewer.listing_audience, shelf_of(viewer)
    keeps_records = can(current_actor(), Permission.MANAGE_ORGANISATIONS, body=body.id)
    regions = queries.list_regions(body.scheme_id)
    filters = _filters(regions, audience)
    found = directory.find_entries(body, shelf, filters, size=current_app.config["DIRECTORY_PAGE_SIZE"])
    countries, region_ids = directory.places(body, shelf)
    return render_template(
        "directory/members.html",
        rows=_rows(body, found, regions, viewer=viewer, keeps_records=keeps_records),
        keeps_records=keeps_records,
        sees_unlisted=_sees_unlisted(viewer),
        count_words=_count_words(found),
        found=found,
        filters=filters,
        audience=audience,
        region_choices=_region_choices(regions, region_ids),
        country_choices=_country_choices(countries),
        level_choices=[(level.value, labels.LEVELS[level]) for level in Level],
        asked=request.args,
        page_urls=_page_urls(found),
        sort_urls={name: _here(sort=name, after=None, before=None) for name in directory.SORTS},
    )


def _filters(regions: Sequence[Region], audience: Audience) -> Filters:
    asked = request.args
    region = next((region.id for region in regions if region.code == asked.get("region")), None)
    level = asked.get("level", "")
    sort = asked.get("sort", "name")
    is_visitor = audience is Audience.PUBLIC
    return Filters(
        words=asked.get("q", "").strip()[:200],
        region_id=region,
        country=asked.get("country", "")[:2],
        level=Level(level) if level in list(Level) and not is_visitor else None,
        sort=sort if sort in directory.SORTS and not is_visitor else "name",
        after=asked.get("after"),
        before=asked.get("before"),
    )


def _sees_unlisted(viewer: Viewer) -> bool:
    """Whether this list may hold groups that members do not find."""
    return viewer.listing_audience is Audience.SECRETARIAT or shelf_of(viewer).unlisted_in != frozenset()


def _rows(
    body: NetworkBody, found: Found, regions: Sequence[Region], *, viewer: Viewer, keeps_records: bool
) -> list[MemberRow]:
    language = current_language()
    region_names = {region.id: picked(region.name, language) for region in regions}
    levels = {level: str(word) for level, word in labels.LEVELS.items()}
    prefix = url_for("directory.members", slug=body.slug)
    records = url_for("organisations.past_members", slug=body.slug) if keeps_records else ""
    refs = [row.ref for row in found.page.rows]
    sees_unlisted = _sees_unlisted(viewer)
    listed = directory.list_found_by_members(body.id, refs) if sees_unlisted else set(refs)
    return [
        MemberRow(
            url=f"{prefix}{row.ref}",
            name=row.name,
            language=row.language,
            acronym=row.acronym,
            summary=row.summary,
            summary_language=row.summary_language,
            place=country_name(row.country, language) if row.country else region_names.get(row.region_id, ""),
            level=levels.get(row.level, ""),
            is_unlisted=row.ref not in listed,
            record_url=f"{records}{row.ref}/" if records else None,
        )
        for row in found.page.rows
    ]


def _count_words(found: Found) -> str:
    if found.count is None:
        return str(_("More than %(number)s members", number=directory.COUNTED_AT_MOST))
    return str(ngettext("%(num)s member", "%(num)s members", found.count))


def _region_choices(regions: Sequence[Region], held: Collection[int]) -> list[tuple[str, str]]:
    language = current_language()
    return [(region.code, picked(region.name, language)) for region in regions if region.id in held]


def _country_choices(countries: Collection[str]) -> list[tuple[str, str]]:
    language = current_language()
    named = [(code, country_name(code, language)) for code in countries]
    return sorted(named, key=lambda pair: search_key(pair[1]))


def _page_urls(found: Found) -> dict[str, str | None]:
    return {
        "before": _here(before=found.page.before, after=None) if found.page.before else None,
        "after": _here(after=found.page.after, before=None) if found.page.after else None,
    }


def _here(**changes: str | None) -> str:
    """This list's address with some of its parts changed."""
    values: dict[str, Any] = {**with_changes(**changes), **(request.view_args or {})}
    return url_for("directory.members", **values)


@bp.get("/n/<slug>/directory/<ref>")
@public
@limited
def member(slug: str, ref: str) -> str:
    """One member, as far as this viewer may see it."""
    body = queries.get_body(slug)
    viewer = queries.viewer_in(body, current_actor())
    return _member_page(body, viewer, queries.read_member(ref, body=body, viewer=viewer), NeedToKnowForm())


@bp.post("/n/<slug>/directory/<ref>/need-to-know")
@requires(Permission.READ_NEED_TO_KNOW)
def read_need_to_know(slug: str, ref: str) -> str | tuple[str, int]:
    """The same page with the need-to-know fields, once; the audit trail keeps the reading and its reason."""
    body = queries.get_body(slug)
    actor = current_actor()
    if not can(actor, Permission.READ_NEED_TO_KNOW, body=body.id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    viewer = queries.viewer_in(body, actor)
    seen = queries.read_member(ref, body=body, viewer=viewer)
    form = NeedToKnowForm()
    if not form.validate_on_submit():
        return _member_page(body, viewer, seen, form), form.answer_status
    try:
        deeper = services.open_need_to_know(
            queries.get_organisation(seen.id), viewer=viewer, actor=actor, reason=form.reason.data or ""
        )
    except DomainError as error:
        form.refuse(error, "reason")
        return _member_page(body, viewer, seen, form), form.answer_status
    return _member_page(body, deeper, queries.read_member(ref, body=body, viewer=deeper), None)


def _member_page(
    body: NetworkBody, viewer: Viewer, seen: ProjectedOrganisation, form: NeedToKnowForm | None
) -> str:
    show_body(body)
    actor = current_actor()
    language = current_language()
    names: dict[str, str] = seen.values[Field.NAME]
    own_name = names.get(language) or names.get(seen.language) or next(iter(names.values()))
    region = queries.get_region(seen.region_id) if seen.region_id is not None else None
    return render_template(
        "directory/member.html",
        seen=seen,
        name=own_name,
        name_language=next(code for code, text in names.items() if text == own_name),
        other_names=[(code, text) for code, text in names.items() if text != own_name],
        acronym=seen.get(Field.ACRONYM, ""),
        description=show_field(Field.DESCRIPTION, seen.get(Field.DESCRIPTION)),
        place=_place(seen, region),
        facts=_facts(seen),
        form=form if can(actor, Permission.READ_NEED_TO_KNOW, body=body.id) else None,
        is_own=queries.contact_role(actor.actor_id, seen.id) is not None,
        is_visitor=viewer.standing is Audience.PUBLIC,
        keeps_record=can(actor, Permission.MANAGE_ORGANISATIONS, body=body.id),
        audience_tags=labels.AUDIENCE_TAGS,
    )


SHOWN_ABOVE = frozenset(
    {Field.LISTING, Field.NAME, Field.ACRONYM, Field.DESCRIPTION, Field.COUNTRY, Field.FRESHNESS}
)


def _facts(seen: ProjectedOrganisation) -> list[tuple[Any, Any, Audience]]:
    """(label, value, who sees it) of every filled field below the heading, in the order of the table."""
    return [
        (labels.FIELDS_OF_OTHERS[name], show_field(name, value), seen.audiences[name])
        for name in FIELDS
        if name not in SHOWN_ABOVE and (value := seen.get(name)) is not None
    ]


def _place(seen: ProjectedOrganisation, region: Region | None) -> str:
    language = current_language()
    parts = [country_name(seen.country, language)] if seen.country else []
    parts += [picked(region.name, language)] if region is not None else []
    return ", ".join(parts)
