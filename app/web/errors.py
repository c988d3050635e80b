"""Every refusal is a page in the reader's language, with the same frame as any other."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

from babel.numbers import format_decimal
from flask import Flask, current_app, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.kernel import errors as kernel_errors
from app.kernel.database import db
from app.kernel.dates import Month, write_month
from app.kernel.errors import NOT_FOUND, DomainError, KernelRefusal, RefusalCode
from app.kernel.locales import Country, country_name
from app.kernel.money import Money
from app.web.actor import act_for_nobody, current_actor
from app.web.filters import show_date
from app.web.languages import current_language
from app.web.network_frame import frame_without_network
from app.web.posted_words import posted_words


class WebRefusal(RefusalCode):
    """Refusals of the frame that every page has."""

    FORM_EXPIRED = "web.form_expired", 400
    DATABASE_BUSY = "web.database_busy", 503
    INTERRUPTED_POST_GONE = "web.interrupted_post_gone", NOT_FOUND
    NOTHING_SELECTED = "web.nothing_selected"
    TOO_MANY_SELECTED = "web.too_many_selected"
    ACT_NOT_OFFERED = "web.act_not_offered"
    TOO_MANY_TO_EXPORT = "web.too_many_to_export"


# The words of the kernel, which has no pages. Features bring their own in labels.ERRORS.
KERNEL_ERRORS: dict[RefusalCode, Any] = {
    KernelRefusal.NOT_FOUND: _l("There is no page at this address, or you do not have access to it."),
    KernelRefusal.NOT_IN_THIS_STATE: _l(
        "Somebody else has already moved this on. Open it again to see where it is now."
    ),
    KernelRefusal.NOT_YOURS_TO_DO: _l("You can see this, but this step is for somebody else."),
    KernelRefusal.CHANGED_MEANWHILE: _l(
        "Somebody changed this while you were writing. Their changes are kept; yours are not saved yet."
    ),
    KernelRefusal.CURRENCIES_DIFFER: _l("Amounts in %(left)s and %(right)s cannot be added."),
    KernelRefusal.BACKUP_EXISTS: _l("There is a file of this name already. Choose another name."),
    KernelRefusal.BACKUP_DAMAGED: _l("The copy of the database is damaged. Check the disk and try again."),
}
ERRORS: dict[RefusalCode, Any] = {
    WebRefusal.FORM_EXPIRED: _l(
        "This page was open too long, or your browser blocks cookies. Open it again and resend."
    ),
    WebRefusal.DATABASE_BUSY: _l(
        "Weft cannot write just now. Nothing was lost: wait a minute and send the page again."
    ),
    WebRefusal.INTERRUPTED_POST_GONE: _l("What you had sent is no longer kept. We keep it for %(period)s."),
    WebRefusal.NOTHING_SELECTED: _l("Select at least one row first."),
    WebRefusal.TOO_MANY_SELECTED: _l(
        "You selected %(selected)s rows. Select %(most)s at most and try again. Nothing was changed."
    ),
    WebRefusal.ACT_NOT_OFFERED: _l(
        "What you chose is no longer available. Choose again. Nothing was changed."
    ),
    WebRefusal.TOO_MANY_TO_EXPORT: _l(
        "This list has more than %(most)s rows. Narrow it with filters, then export it."
    ),
}
FIRST_OF_OURS = 500
UNAVAILABLE = (OperationalError, InterfaceError, TimeoutError)
# A key that is there already, or a row that is gone, by the names of SQLite and of PostgreSQL.
RACES = frozenset(
    {
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_FOREIGNKEY",
        "23505",
        "23503",
    }
)


class RefusalsError(Exception):
    """The refusals of a feature and their words do not fit together: the program does not start."""


def register_refusals(
    app: Flask, feature: str, enums: ModuleType | None, words: Mapping[RefusalCode, Any]
) -> None:
    """Take the words of a feature's refusals. Raises RefusalsError for a code that another feature has, one
    without this feature's prefix, a member of its enums without words, and words for no member."""
    registered: dict[RefusalCode, Any] = app.extensions["weft_errors"]
    declared = {code for enum in refusal_enums(enums) for code in enum}
    faults = [f"{code}: registered twice" for code in words if code in registered]
    foreign = {code for code in declared if not code.startswith(f"{feature}.")}
    faults += [f"{code}: does not begin with {feature}." for code in foreign]
    faults += [f"{code}: no words in ERRORS" for code in declared - set(words)]
    faults += [f"{code}: words, but no member of an enum" for code in set(words) - declared]
    if faults:
        raise RefusalsError("\n".join([f"The refusals of {feature} are not right:", *sorted(faults)]))
    registered.update(words)


def refusal_enums(module: ModuleType | None) -> list[type[RefusalCode]]:
    """The enums of refusals that this module itself defines."""
    if module is None:
        return []
    found = [value for value in vars(module).values() if isinstance(value, type)]
    own = [value for value in found if issubclass(value, RefusalCode) and value.__module__ == module.__name__]
    return [enum for enum in own if enum is not RefusalCode]


def refusal_words(error: DomainError) -> str:
    """What the error says to a person, in the language of the moment; its code where nobody gave it words."""
    return words_of(error.code, error.params)


def words_of(code: str, params: dict[str, Any] | None = None) -> str:
    """A refusal in the reader's language; its code where no feature has words for it."""
    words = str(current_app.extensions["weft_errors"].get(code, code))
    return words % {name: _shown(value) for name, value in params.items()} if params else words


def _shown(value: Any) -> Any:
    """What a sentence names, as the reader writes it: an amount with its currency, a rate, a day, a month, a
    country, another refusal."""
    language = current_language()
    match value:
        case Money():
            return value.shown(language)
        case Decimal():
            return format_decimal(value, locale=language, decimal_quantization=False)
        case Month():
            return write_month(value.day, language)
        case Country():
            return country_name(value.code, language)
        case date():
            return show_date(value)
        case DomainError():
            return refusal_words(value)
    return value


def error_page(code: str, status: int, params: dict[str, Any] | None = None) -> tuple[str, int]:
    """The page for a refusal, with what the person had typed, so that nothing is lost."""
    if status >= FIRST_OF_OURS:
        _ask_nothing_more()
    text = words_of(code, params) if code in current_app.extensions["weft_errors"] else None
    try:
        return _rendered(status, text), status
    except UNAVAILABLE:
        _ask_nothing_more()
        return _rendered(status, text), status


def _rendered(status: int, text: str | None) -> str:
    name = f"errors/{status if status in PAGES else 500}.html"
    is_signed_in = current_actor().actor_id is not None
    return render_template(name, message=text, typed=posted_words(), status=status, is_signed_in=is_signed_in)


def _ask_nothing_more() -> None:
    """The database may be gone: the frame of this page must not ask it who reads, or whose page it was."""
    act_for_nobody()
    frame_without_network()


PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


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


def lost_a_race(error: StaleDataError | IntegrityError) -> tuple[str, int]:
    """The page for whoever wrote second: the row has changed, is there already, or is gone. What no race can
    bring about, such as a column left empty, is a fault of the program and goes on."""
    db.session.rollback()
    if isinstance(error, IntegrityError) and _sort_of_fault(error) not in RACES:
        raise error
    current_app.logger.warning("write.lost_a_race", exc_info=error)
    code = KernelRefusal.CHANGED_MEANWHILE
    return error_page(code, code.http_status)


def _sort_of_fault(error: IntegrityError) -> str | None:
    """The database's own name for the rule that was broken."""
    return getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)


def database_unavailable(error: Exception) -> tuple[str, int]:
    """The page for a database that is busy, full or gone."""
    current_app.logger.error("database.unavailable", exc_info=error)
    with suppress(*UNAVAILABLE):
        db.session.rollback()
    return error_page(WebRefusal.DATABASE_BUSY, WebRefusal.DATABASE_BUSY.http_status)


def _on_data_error(error: DataError) -> tuple[str, int]:
    """A value that no column can hold got past a form: refused, and told to the log."""
    current_app.logger.error("database.refused_a_value", exc_info=error)
    db.session.rollback()
    return error_page("", 400)


def _on_csrf_error(_error: CSRFError) -> tuple[str, int]:
    return error_page(WebRefusal.FORM_EXPIRED, WebRefusal.FORM_EXPIRED.http_status)


def install_errors(app: Flask) -> None:
    app.extensions["weft_errors"] = {}
    register_refusals(app, "kernel", kernel_errors, KERNEL_ERRORS)
    register_refusals(app, "web", sys.modules[__name__], ERRORS)
    app.register_error_handler(DomainError, _on_domain_error)
    app.register_error_handler(StaleDataError, lost_a_race)
    app.register_error_handler(IntegrityError, lost_a_race)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, database_unavailable)
    app.register_error_handler(DataError, _on_data_error)
    app.register_error_handler(CSRFError, _on_csrf_error)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(InternalServerError, _on_http_error)
