"""The page by which a network presents itself: who it is, where, and how to join. Cached for visitors."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.directory import queries as directory
from app.directory.queries import LandingRegion
from app.directory.views.base import bp
from app.kernel.locales import picked
from app.kernel.settings import setting
from app.organisations import queries
from app.organisations.models import NetworkBody
from app.web.access import public
from app.web.context import show_body
from app.web.extension_points import Link, link_to
from app.web.languages import current_language
from app.web.region_map import MapRegion, region_map

SHADES = 10


@bp.get("/")
@public(cached=True)
def home() -> str:
    """The home page: the home network's landing page, or the list of networks where there is none yet."""
    body = queries.home_body()
    return networks() if body is None else _landing(body)


@bp.get("/n/<slug>/")
@public(cached=True)
def landing(slug: str) -> str:
    """A network's own page."""
    return _landing(queries.get_body(slug))


@bp.get("/networks/")
@public(cached=True)
def networks() -> str:
    """Every network of this installation."""
    return render_template("directory/networks.html", networks=queries.list_bodies())


def _landing(body: NetworkBody) -> str:
    show_body(body)
    regions = directory.list_landing_regions(body.scheme_id)
    own_region = next((region for region in regions if region.own_body_id == body.id), None)
    shown = _shown_regions(body, regions, own_region)
    drawn = [
        MapRegion(
            label=picked(region.name, current_language()),
            countries=region.countries,
            shade=place % SHADES + 1,
            url=_region_url(body, region),
            note=_region_note(body, region),
        )
        for place, region in enumerate(regions)
        if region in shown
    ]
    return render_template(
        "directory/landing.html",
        member_count=sum(body.public_counts.values()),
        regions=drawn,
        picture=region_map(drawn, title=_("Map of the regions")) if drawn else None,
        own_networks=[region for region in shown if region.own_slug and region.own_body_id != body.id],
        join_url=link_to(Link.JOIN, slug=body.slug),
        steps=body.joining_steps_in(current_language()),
    )


def _shown_regions(
    body: NetworkBody, regions: list[LandingRegion], own_region: LandingRegion | None
) -> list[LandingRegion]:
    """A region's own network shows its region alone; others show every region, seats that cut across last."""
    if own_region is not None and own_region.geographic:
        return [own_region]
    return [region for region in regions if region.own_body_id != body.id]


def _region_url(body: NetworkBody, region: LandingRegion) -> str | None:
    if region.own_slug and region.own_body_id != body.id:
        return url_for("directory.landing", slug=region.own_slug)
    return url_for("directory.members", slug=body.slug, region=region.code)


def _region_note(body: NetworkBody, region: LandingRegion) -> str:
    """The words beside a region: its own network, and how many groups unless they are too few to tell."""
    if region.own_short_name and region.own_body_id != body.id:
        if region.own_count < setting("SMALLEST_COUNT_SHOWN"):
            return region.own_short_name
        groups = ngettext("%(num)s group", "%(num)s groups", region.own_count)
        return f"{region.own_short_name}, {groups}"
    members = body.public_counts.get(str(region.id), 0)
    return ngettext("%(num)s member", "%(num)s members", members) if members else ""
