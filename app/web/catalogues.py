"""The way from a text in a template to its catalogue, which long lists walk a thousand times a page.

Flask-Babel asks for the context, the domain and the locale's name anew for each text; ours keeps the
catalogues by locale, and costs a third (docs/performance-notes.md).
"""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import get_locale, get_translations


class Catalogues:
    """The catalogues of one app, each read when a page first needs it."""

    def __init__(self) -> None:
        self._held: dict[Locale | None, Any] = {}

    def current(self) -> Any:
        """The catalogue of the locale in force: the request's, or the one that a letter is written in."""
        locale = get_locale()
        held = self._held.get(locale)
        if held is None:
            held = get_translations()
            if locale is not None:
                self._held[locale] = held
        return held


def install_catalogues(app: Flask) -> None:
    """After Flask-Babel, whose functions for templates these replace. Python code goes on using its own."""
    catalogues = Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: catalogues.current().ugettext(text),
        ngettext=lambda one, many, number: catalogues.current().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: catalogues.current().upgettext(context, text),
        npgettext=lambda context, one, many, number: catalogues.current().unpgettext(
            context, one, many, number
        ),
    )
