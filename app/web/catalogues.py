"""The way from a text to its catalogue, which a long list walks hundreds of times.

Flask-Babel writes out the locale's name and looks for the context three times, afresh for each text. Ours
keeps the catalogues by locale (docs/performance-notes.md).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from babel import Locale
from flask import Flask, g
from flask_babel import Babel, Domain, get_locale


class Catalogues(Domain):
    """The catalogues of one app, each read when a page first needs it."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._held: dict[Locale, Any] = {}

    def get_translations(self) -> Any:
        """The catalogue of the locale in force: the request's, or the one that a letter is written in."""
        known = g.get("_flask_babel") if g else None
        locale = getattr(known, "babel_locale", None) or get_locale()
        held = self._held.get(locale) if locale is not None else None
        if held is None:
            held = super().get_translations()
            if locale is not None:
                self._held[locale] = held
        return held


class QuickBabel(Babel):
    """Flask-Babel with our catalogues, which templates ask without a way round."""

    def init_app(self, app: Flask, *arguments: Any, **named: Any) -> None:
        super().init_app(app, *arguments, **named)

        def held() -> Any:
            return self.domain_instance.get_translations()

        app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
            gettext=lambda text: held().ugettext(text),
            ngettext=lambda one, several, number: held().ungettext(one, several, number),
            newstyle=True,
            pgettext=lambda context, text: held().upgettext(context, text),
            npgettext=lambda context, one, several, number: held().unpgettext(context, one, several, number),
        )

    @cached_property
    def domain_instance(self) -> Domain:
        return Catalogues(domain=self.domain)
