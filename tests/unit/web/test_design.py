"""The design keeps its promises: small files, nothing inline, every field wired for a screen reader."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app.web import style_guide

WEB = Path(style_guide.__file__).parent
SOURCE = """\
{% from "macros/forms.html" import field, error_summary %}
{{ error_summary(form) }}{{ field(form[name]) }}"""
TEMPLATES = sorted(WEB.parent.glob("**/templates/**/*.html"))


@pytest.mark.parametrize(("name", "most"), [("weft.css", 14_000), ("weft.js", 3_000)])
def test_static_file_is_small(name: str, most: int) -> None:
    assert len(gzip.compress((WEB / "static" / name).read_bytes(), 9)) <= most


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:", text)


def test_stylesheet_loads_nothing() -> None:
    text = (WEB / "static" / "weft.css").read_text()
    assert "url(" not in text
    assert "@import" not in text


def _rendered(app: Flask, name: str, formdata: dict[str, str] | None) -> str:
    with app.test_request_context("/en/"):
        form = style_guide.EveryField(formdata=MultiDict(formdata) if formdata is not None else None)
        if formdata is not None:
            form.validate()
        return render_template_string(SOURCE, form=form, name=name)


def test_hint_and_error_are_read_with_the_field(app: Flask) -> None:
    page = _rendered(app, "name", {"name": ""})
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'aria-invalid="true"' in page
    assert '<a href="#name">' in page


def test_error_of_a_choice_leads_to_its_first_option(app: Flask) -> None:
    page = _rendered(app, "reach", {"name": ""})
    assert '<a href="#reach-0">' in page
    assert "<legend>How far does your work reach?</legend>" in page
    assert 'aria-describedby="reach-error"' in page


def test_a_field_without_error_says_nothing_of_errors(app: Flask) -> None:
    page = _rendered(app, "email", None)
    assert "error" not in page
    assert "(optional)" in page


def test_word_limit_is_said_in_words_without_scripts(app: Flask) -> None:
    assert "Up to 150 words." in _rendered(app, "work", None)


def test_style_guide_is_shown_on_ones_own_machine_only(app: Flask, client: FlaskClient) -> None:
    assert client.get("/en/style-guide").status_code == 200
    app.config["PUBLIC_URL"] = "https://network.example.org"
    try:
        assert client.get("/en/style-guide").status_code == 404
    finally:
        app.config["PUBLIC_URL"] = None


@pytest.mark.parametrize("name", ["what-we-keep", "accessibility", "leaving"])
def test_public_words_carry_no_token(client: FlaskClient, name: str) -> None:
    page = client.get(f"/en/pages/{name}")
    assert page.status_code == 200
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers
