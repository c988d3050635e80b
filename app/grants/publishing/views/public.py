"""What everybody reads: the grants that were given, as far as they are public."""

from __future__ import annotations

from flask import current_app, render_template, request

from app.extensions import limiter
from app.grants.publishing import presenter, queries
from app.grants.publishing.views.base import bp
from app.organisations.queries import get_body
from app.web.access import public
from app.web.context import show_body
from app.web.languages import current_language

limited = limiter.limit(lambda: current_app.config["LIMIT_DIRECTORY"])


@bp.get("/n/<slug>/grants-given/")
@public
@limited
def given(slug: str) -> str:
    """The grants of one year, of all countries or of one. It is made for each reader afresh: what a group
    wants hidden is gone at once."""
    body = get_body(slug)
    show_body(body)
    shown, past_years = queries.list_shown(body), queries.count_past_years(body.id)
    year = presenter.chosen_year(shown, past_years, request.args.get("year", "")[:4])
    page = presenter.given_page(
        shown,
        past_years,
        queries.list_past_of(body.id, year) if year is not None else [],
        slug,
        year=year,
        country=request.args.get("country", "")[:2],
        language=current_language(),
    )
    return render_template("grants/publishing/given.html", page=page)
