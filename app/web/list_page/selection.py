"""Acting on the rows that somebody ticked: a plain form around the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l

from app.web.forms import Form
from app.web.list_page.declaration import Act

MOST_SELECTED = 200
NOTHING_SELECTED: Any = _l("Select at least one row first.")


class SelectionForm(Form):
    """The form around a list: it carries no fields but its ticks and the act's choice."""


@dataclass(frozen=True)
class Selection:
    """Which rows were ticked, what to do with them, and what was chosen beside it."""

    act: Act
    refs: Sequence[str]
    option: str


def read_selection(acts: Sequence[Act]) -> Selection | None:
    """What was sent; None where no row is ticked, or the act or its option is not on offer."""
    refs = list(dict.fromkeys(request.form.getlist("ref")))[:MOST_SELECTED]
    act = next((one for one in acts if one.name == request.form.get("act")), None)
    if act is None or not refs:
        return None
    option = request.form.get(f"{act.name}_to", "")
    if act.options and option not in {one.value for one in act.options}:
        return None
    return Selection(act, refs, option)
