"""The files of open standards, for the office to take and put where others find them."""

from __future__ import annotations

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.grants.publishing import presenter, queries
from app.grants.publishing.enums import PublishingRefusal
from app.grants.publishing.standards.export import OpenData, open_data
from app.grants.publishing.standards.giving import write_csv, write_json
from app.grants.publishing.standards.iati import write_iati
from app.grants.publishing.standards.publisher import get_codes, get_publisher, is_for, missing_settings
from app.grants.publishing.views.base import OFFICE, bp, open_office
from app.kernel.clock import today
from app.kernel.errors import DomainError
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.web.access import requires


def _data(body: NetworkBody) -> OpenData:
    past = queries.list_shown_past(body.id)
    return open_data(queries.list_shown(body), get_publisher(body), today(), past)


@bp.get(f"{OFFICE}files")
@requires(Permission.READ_GRANTS)
def files(slug: str) -> str:
    """What can be downloaded, or which settings lack; and which grants are left out, and why."""
    body = open_office(slug)
    missing = missing_settings()
    data = _data(body) if not missing and is_for(body) else None
    return render_template(
        "grants/publishing/files.html",
        missing=missing,
        is_other=not is_for(body),
        data=data,
        left_out=presenter.left_out_lines(data) if data is not None else [],
        back=url_for("grants_publishing.publicity", slug=slug),
    )


@bp.get(f"{OFFICE}360giving.json")
@requires(Permission.READ_GRANTS)
def giving_json(slug: str) -> Response:
    """What is public of the network's grants, as 360Giving JSON."""
    body = open_office(slug)
    data = _data(body)
    return _file(write_json(data.grants, data.publisher, today()), "application/json", "json")


@bp.get(f"{OFFICE}360giving.csv")
@requires(Permission.READ_GRANTS)
def giving_csv(slug: str) -> Response:
    """The same as a table."""
    return _file(write_csv(_data(open_office(slug)).grants), "text/csv; charset=utf-8", "csv")


@bp.get(f"{OFFICE}iati.xml")
@requires(Permission.READ_GRANTS)
def iati(slug: str) -> Response:
    """The donors' awards that may be published, as IATI. Raises NOTHING_TO_PUBLISH."""
    body = open_office(slug)
    publisher, codes = get_publisher(body), get_codes()
    funds = queries.list_shown_funds(body)
    if not funds:
        raise DomainError(PublishingRefusal.NOTHING_TO_PUBLISH)
    return _file(write_iati(funds, publisher, codes, today()), "application/xml", "xml", "iati")


def _file(data: bytes, kind: str, ending: str, name: str = "360giving") -> Response:
    response = Response(data, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{today()}.{ending}"
    return response
