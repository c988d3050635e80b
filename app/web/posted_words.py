"""What a person had filled in, in the words they saw: an error page shows it, so that nothing is lost.

A browser sends the code of what was chosen, "met", where the person read "Met". The forms that a view made
know both. A value that no form knows is shown as it was sent; so are those of a form that is refused before
its view is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from flask import g, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from wtforms import BooleanField, FieldList, FormField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

PRIVATE_FIELDS = ("csrf_token", "submission_key", "password", "passphrase", "code", "token", "version")
BUTTONS = frozenset({"act", "add_row", "do", "later", "step"})
"""The names of buttons: which of them was pressed is sent along, and nobody wrote it."""
HIDDEN = frozenset({"case", "notice", "seen"})
"""The names of hidden inputs, beside those above: which thing a form is about."""
SHORTEST_WORTH_KEEPING = 3
Option = tuple[str, str, Any]
"""The name of an input, a value it may send, and the words that stand beside it."""


@runtime_checkable
class OffersOptions(Protocol):
    """A field that WTForms does not know as one of choices."""

    def sent_options(self) -> Iterable[Option]:
        """Everything its inputs may send that is not typed."""


def note_form(form: Iterable[Any]) -> None:
    """Remember a form that the view of this request made."""
    g.setdefault("posted_forms", []).append(form)


def posted_words() -> list[str]:
    """Everything in the body of this request that a person wrote or chose, in their words, in its order."""
    if request.method != "POST":
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return []
    labels = _labels()
    asked = _names_asked()
    public = [pair for pair in sent if pair[0] in asked or not _is_the_form_s_own(pair[0])]
    return [
        _plain(labels.get((name, value), value))
        for name, value in public
        if value and ((name, value) in labels or len(value) >= SHORTEST_WORTH_KEEPING)
    ]


def _is_the_form_s_own(name: str) -> bool:
    """Whether an input of this name holds what the page put there."""
    return name in BUTTONS or name in HIDDEN or any(private in name for private in PRIVATE_FIELDS)


def _names_asked() -> set[str]:
    """The questions of a network that are called like a button."""
    fields = [field for form in g.get("posted_forms", ()) for field in form if field.name in BUTTONS]
    return {field.name for field in fields if not isinstance(field.widget, HiddenInput)}


def _plain(label: Any) -> str:
    return label.striptags() if isinstance(label, Markup) else str(label)


def _labels() -> dict[tuple[str, str], Any]:
    """(name of the input, value) → its words. Of two forms with the same input the first one counts."""
    found: dict[tuple[str, str], Any] = {}
    for form in g.get("posted_forms", ()):
        for field in form:
            for name, value, label in _options(field):
                found.setdefault((name, value), label)
    return found


def _options(field: Any) -> Iterator[Option]:
    match field:
        case OffersOptions():
            yield from field.sent_options()
        case SelectFieldBase() if field.choices is not None:
            yield from ((field.name, str(each.value), each.label) for each in field.iter_choices())
        case BooleanField():
            yield field.name, "y", field.label.text
        case FormField() | FieldList():
            for inner in field:
                yield from _options(inner)
