"""Handing a document over: always as an attachment, never shown inside a page, each time noted."""

from __future__ import annotations

from io import BytesIO

from flask import Response, current_app, request, send_file

from app.documents import access, queries, services
from app.extensions import limiter
from app.kernel.errors import NotFound
from app.kernel.ids import normalise_ref
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.transaction import commits

bp = feature_blueprint("documents", __name__)


def _sends_no_file() -> bool:
    return not any(upload.filename for upload in request.files.values())


def _sender() -> str:
    return f"uploads:{current_actor().actor_id}"


# For pages of features that take files in: how often one person may send some, from wherever.
limited_uploads = limiter.limit(
    lambda: current_app.config["LIMIT_UPLOAD"],
    key_func=_sender,
    methods=["POST"],
    exempt_when=_sends_no_file,
)


@bp.get("/documents/<ref>")
@signed_in
@commits
def download(ref: str) -> Response:
    """A document that this person may not read looks like one that does not exist."""
    actor = current_actor()
    document = queries.find_document(normalise_ref(ref) or "")
    if document is None or not access.may_read(actor, document):
        raise NotFound()
    data = services.read_document(document)
    services.record_reading(document, actor=actor)
    response = send_file(
        BytesIO(data),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.filename,
        etag=False,
        conditional=False,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
