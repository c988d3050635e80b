"""How long something is kept, as people are told, is how long the settings say."""

from __future__ import annotations

import pytest
from flask import Flask, render_template

from app.kernel.errors import NotFound
from app.web import interrupted_posts
from app.web.errors import refusal_words

KEPT = {
    "SESSION_IDLE_SECONDS": 20 * 60,
    "SESSION_LONGEST_SECONDS": 8 * 3600,
    "INTERRUPTED_POST_SECONDS": 2 * 3600,
    "OUTBOX_KEEP_SECONDS": 3 * 24 * 3600,
}


@pytest.fixture(autouse=True)
def settings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in KEPT.items():
        monkeypatch.setitem(app.config, name, seconds)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ["A session: 20 minutes without a click, 8 hours at most.", ": 2 hours,", ": 3 days."],
        ),
        ("es", ["Una sesión: 20 minutos sin un clic, 8 horas como máximo.", ": 2 horas,", ": 3 días."]),
        ("fr", ["Une session : 20 minutes sans un clic, 8 heures au plus.", " : 2 heures,", " : 3 jours."]),
    ],
)
def test_the_page_on_what_is_kept_tells_the_settings(app: Flask, language: str, told: list[str]) -> None:
    with app.test_request_context(f"/{language}/pages/what-we-keep"):
        page = render_template("pages/what-we-keep.html").replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in told if words not in page] == []


def test_whoever_comes_too_late_reads_how_long_it_was_kept(app: Flask) -> None:
    with app.test_request_context("/en/kept/gone"):
        with pytest.raises(NotFound) as gone:
            interrupted_posts.get_kept("gone", 1)
        assert refusal_words(gone.value) == "What you had sent is no longer kept. We keep it for 2 hours."
