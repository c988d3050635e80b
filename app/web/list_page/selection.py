"""Acting on the rows that somebody ticked: a plain form around the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request
from flask_babel import format_decimal

from app.kernel.errors import DomainError
from app.web.errors import WebRefusal
from app.web.forms import Form
from app.web.list_page.declaration import Act


class SelectionForm(Form):
    """The form around a list: it carries no fields but its ticks and the act's choice."""


@dataclass(frozen=True)
class Selection:
    """Which rows were ticked, what to do with them, and what was chosen beside it."""

    act: Act
    refs: Sequence[str]
    option: str


def read_selection(acts: Sequence[Act]) -> Selection:
    """What was sent, each row once.

    Raises DomainError: FORM_EXPIRED, NOTHING_SELECTED, TOO_MANY_SELECTED (never some of them: nobody would
    know which), ACT_NOT_OFFERED where the act or its option is not on offer to this reader now.
    """
    if not SelectionForm().validate():
        raise DomainError(WebRefusal.FORM_EXPIRED)
    refs = list(dict.fromkeys(request.form.getlist("ref")))
    most = current_app.config["SELECTION_MAX_ROWS"]
    if not refs:
        raise DomainError(WebRefusal.NOTHING_SELECTED)
    if len(refs) > most:
        numbers = {"selected": format_decimal(len(refs)), "most": format_decimal(most)}
        raise DomainError(WebRefusal.TOO_MANY_SELECTED, **numbers)
    act = next((one for one in acts if one.name == request.form.get("act")), None)
    option = request.form.get(f"{act.name}_to", "") if act is not None else ""
    if act is None or (act.options and option not in {one.value for one in act.options}):
        raise DomainError(WebRefusal.ACT_NOT_OFFERED)
    return Selection(act, refs, option)
