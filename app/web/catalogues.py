"""The way from a text to its catalogue, which a long list walks hundreds of times.

Flask-Babel writes out the locale's name and looks for the context three times, anew for each text. Ours
keeps the catalogues by locale (docs/performance-notes.md).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from babel import Locale
from flask_babel import Babel, Domain, get_locale


class Catalogues(Domain):
    """The catalogues of one app, each read when a page first needs it."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._held: dict[Locale, Any] = {}

    def get_translations(self) -> Any:
        """The catalogue of the locale in force: the request's, or the one that a letter is written in."""
        locale = get_locale()
        held = self._held.get(locale) if locale is not None else None
        if held is None:
            held = super().get_translations()
            if locale is not None:
                self._held[locale] = held
        return held


class QuickBabel(Babel):
    """Flask-Babel with our catalogues."""

    @cached_property
    def domain_instance(self) -> Domain:
        return Catalogues(domain=self.domain)
