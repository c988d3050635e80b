"""The reader's language is in the path. Views neither take it nor pass it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import force_locale

from app.kernel.locales import LANGUAGES, NATIVE_NAMES, Localised
from app.web.actor import current_actor
from app.web.addresses import own_arguments


def current_language() -> str:
    """The language of this request: the path's, else the person's choice, else what the browser asks for."""
    if not has_request_context():
        return LANGUAGES[0]
    known: str | None = g.get("lang")  # a long list asks two hundred times
    if known is None:
        known = g.lang = _from_path() or _preferred()
    return known


def in_each_language(words: Callable[[], str]) -> Localised:
    """What `words` says in each language of the program, for words that are kept with a record."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = str(words())
    return said


def _from_path() -> str | None:
    first = request.path.split("/", 2)[1]
    return first if first in LANGUAGES else None


def _preferred() -> str:
    actor = current_actor()
    if actor.actor_id is not None:
        return str(actor.language)
    wanted = (code.lower().split("-")[0].split("_")[0] for code in request.accept_languages.values())
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])


def preferred_language() -> str:
    """What `/` leads to."""
    return _preferred()


def other_languages() -> list[tuple[str, str, str]]:
    """(code, its own name, the address of this same page in it) for each language."""
    return [(code, NATIVE_NAMES[code], _same_page(code)) for code in LANGUAGES]


def _same_page(code: str) -> str:
    arguments = request.view_args
    if request.endpoint is None or arguments is None or request.method not in ("GET", "HEAD"):
        rest = request.path.split("/", 2)[2:] if _from_path() else []
        return f"/{code}/{rest[0] if rest else ''}"
    values: dict[str, Any] = {**own_arguments(), **arguments, "lang": code}
    return url_for(request.endpoint, **values)


def install_languages(app: Flask) -> None:
    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language()
