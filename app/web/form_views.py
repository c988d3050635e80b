"""How every view shows a form, does what it asks, and shows it again when a rule refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.kernel.database import end_transaction
from app.kernel.errors import CONFLICT, DomainError, KernelRefusal
from app.web.errors import refusal_words
from app.web.forms import Form

Answer = str | Response | tuple[str, int]
SOMEBODY_WAS_FASTER = (KernelRefusal.NOT_IN_THIS_STATE, KernelRefusal.CHANGED_MEANWHILE)


def writes() -> bool:
    """Whether this request may change something: then its rows are locked."""
    return request.method not in ("GET", "HEAD")


def see_other(url: str) -> Response:
    """After a form: on to a page that may be loaded again."""
    return redirect(url, 303)


def done(url: str, words: str) -> Response:
    """The same, saying what happened."""
    flash(words, "success")
    return see_other(url)


def not_done(url: str, error: DomainError) -> Response:
    """The same, saying why nothing did."""
    flash(refusal_words(error), "error")
    return see_other(url)


def try_with(
    form: Form,
    act: Callable[[], Any],
    field: str | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Do what a valid form asks. A rule's refusal is shown in the form, with everything typed kept: beside
    `field`, or beside the field that `beside` names for its code, else above the form.

    What is not about this form goes on to its own page: who may not do this, what is not there, and
    somebody having been faster.
    """
    try:
        act()
    except DomainError as error:
        if error.http_status != CONFLICT or error.code in SOMEBODY_WAS_FASTER:
            raise
        end_transaction()
        form.refuse(error, beside.get(error.code, field))
        return False
    return True


def show_form(template: str, form: Form, *, version: int | None = None, **context: Any) -> tuple[str, int]:
    """A page with a form: 200 when it is shown, 422 when it was sent and is shown again. `version` is what
    an optimistic lock will compare."""
    if version is not None and not form.version.data:
        form.version.data = str(version)
    return render_template(template, form=form, **context), form.answer_status
