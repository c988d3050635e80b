"""Every refusal is a page in the reader's language, with the same frame as any other."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.web.actor import act_for_nobody
from app.web.network_frame import frame_without_network

# Words for the refusals of kernel and web; features bring their own in labels.ERRORS.
ERRORS: dict[str, Any] = {
    KernelRefusal.NOT_FOUND: _l("There is nothing here, or nothing that you may see."),
    "interrupted_post_gone": _l("What you had sent is no longer kept. We keep it for one hour."),
    KernelRefusal.NOT_IN_THIS_STATE: _l(
        "Somebody was faster: this has already moved on. Look at where it stands now."
    ),
    KernelRefusal.NOT_YOURS_TO_DO: _l("You may look at this, but this step belongs to somebody else."),
    KernelRefusal.CHANGED_MEANWHILE: _l(
        "Somebody changed this while you were writing. Nothing of theirs was overwritten, and what you wrote "
        "is below: open the page again and put in what is still right."
    ),
    "form_expired": _l(
        "This page was open too long, or your browser blocks cookies. Open it again and resend."
    ),
    "database_busy": _l(
        "Weft cannot write just now. Nothing was lost: wait a minute and send the page again."
    ),
    KernelRefusal.CURRENCIES_DIFFER: _l("Amounts in %(left)s and %(right)s cannot be added."),
}
PRIVATE_FIELDS = ("csrf_token", "submission_key", "password", "passphrase", "code", "token", "version")
SHORTEST_WORTH_KEEPING = 3
FIRST_OF_OURS = 500
UNAVAILABLE = (OperationalError, InterfaceError, TimeoutError)


def words_of(code: str, params: dict[str, Any] | None = None) -> str:
    """A refusal in the reader's language; its code where no feature has words for it."""
    words = str(current_app.extensions["weft_errors"].get(code, code))
    return words % params if params else words


def error_page(code: str, status: int, params: dict[str, Any] | None = None) -> tuple[str, int]:
    """The page for a refusal, with what the person had typed, so that nothing is lost."""
    if status >= FIRST_OF_OURS:
        _ask_nothing_more()
    text = words_of(code, params) if code in current_app.extensions["weft_errors"] else None
    name = f"errors/{status if status in PAGES else 500}.html"
    try:
        page = render_template(name, message=text, typed=_typed(), status=status)
    except UNAVAILABLE:
        _ask_nothing_more()
        page = render_template(name, message=text, typed=_typed(), status=status)
    return page, status


def _ask_nothing_more() -> None:
    """The database may be gone: the frame of this page must not ask it who reads, or whose page it was."""
    act_for_nobody()
    frame_without_network()


PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def _typed() -> list[str]:
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [
        value
        for name, value in fields
        if not any(private in name for private in PRIVATE_FIELDS) and len(value) >= SHORTEST_WORTH_KEEPING
    ]


def _on_domain_error(error: DomainError) -> tuple[str, int]:
    db.session.rollback()
    return error_page(error.code, error.http_status, error.params)


def _on_http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    db.session.rollback()
    page = error_page("", error.code)
    response = current_app.make_response(page)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _on_stale(_error: StaleDataError) -> tuple[str, int]:
    db.session.rollback()
    return error_page(KernelRefusal.CHANGED_MEANWHILE, 409)


def database_unavailable(error: Exception) -> tuple[str, int]:
    """The page for a database that is busy, full or gone."""
    current_app.logger.error("database.unavailable", exc_info=error)
    with suppress(*UNAVAILABLE):
        db.session.rollback()
    return error_page("database_busy", 503)


def _on_data_error(error: DataError) -> tuple[str, int]:
    """A value that no column can hold got past a form: refused, and told to the log."""
    current_app.logger.error("database.refused_a_value", exc_info=error)
    db.session.rollback()
    return error_page("", 400)


def _on_csrf_error(_error: CSRFError) -> tuple[str, int]:
    return error_page("form_expired", 400)


def install_errors(app: Flask) -> None:
    app.extensions.setdefault("weft_errors", {}).update(ERRORS)
    app.register_error_handler(DomainError, _on_domain_error)
    app.register_error_handler(StaleDataError, _on_stale)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, database_unavailable)
    app.register_error_handler(DataError, _on_data_error)
    app.register_error_handler(CSRFError, _on_csrf_error)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(InternalServerError, _on_http_error)
