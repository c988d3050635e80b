"""One commit, at the edge: unsafe methods that answer under 400 commit, everything else rolls back.

Here too a form that was sent twice is written once (`submissions`), and a write that lost a race is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from app.kernel.database import begin_reading, begin_writing, db
from app.web import submissions
from app.web.errors import UNAVAILABLE, database_unavailable, lost_a_race

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


def commits(view: View) -> View:
    """Mark a view that writes on GET: a confirm link, a logged reading, leaving."""
    view.commits = True  # type: ignore[attr-defined]
    return view


def _writes() -> bool:
    if request.method not in SAFE:
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "commits", False)


def _begin() -> None:
    if _writes():
        begin_writing()
    else:
        begin_reading()


def _end(response: Response) -> Response:
    if not _writes():
        db.session.rollback()
        return response
    if response.status_code >= 400:
        return _refused(response)
    try:
        submissions.remember(response)
        db.session.commit()
    except (IntegrityError, StaleDataError) as error:
        db.session.rollback()
        return submissions.answer_given_before() or _not_done(lost_a_race, error)
    except UNAVAILABLE as error:
        return _not_done(database_unavailable, error)
    return response


def _not_done(page_of: Callable[[Any], tuple[str, int]], error: Exception) -> Response:
    """The page for what could not be kept, without the words in which the view has just said that it was."""
    session.pop("_flashes", None)
    return current_app.make_response(page_of(error))


def _refused(response: Response) -> Response:
    """Nothing is kept. Of two at once, the one that came second gets the first one's answer."""
    try:
        db.session.rollback()
        return submissions.answer_given_before() or response
    except UNAVAILABLE:
        return response


def _discard(_error: BaseException | None) -> None:
    db.session.rollback()
    begin_writing()


def install_transactions(app: Flask) -> None:
    """Installed last, so that its after_request runs first."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)
    app.teardown_request(_discard)
