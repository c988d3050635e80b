"""What an error page gives back: the words of a person, and nothing that the page had put into its form."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from wtforms import Form, HiddenField, StringField, TextAreaField

from app.web import forms
from app.web.posted_words import BUTTONS, HIDDEN, PRIVATE_FIELDS, note_form, posted_words

APP = Path(forms.__file__).parents[1]
BUTTON = re.compile(r'<button\b[^>]*\bname="([^"{]+)"')
HIDDEN_FIELD = re.compile(r"^    (\w+) = HiddenField\(", re.MULTILINE)
HIDDEN_INPUT = re.compile(r'<input\b[^>]*type="hidden"[^>]*\bname="([^"{]+)"', re.DOTALL)


def found(pattern: re.Pattern[str], files: str) -> set[str]:
    return {name for path in sorted(APP.rglob(files)) for name in pattern.findall(path.read_text("utf-8"))}


def test_every_button_and_hidden_input_of_the_code_is_known() -> None:
    """A button's name comes along even where a form is refused before its view is asked."""
    assert found(BUTTON, "*.html") == BUTTONS
    hidden = found(HIDDEN_FIELD, "*.py") | found(HIDDEN_INPUT, "*.html")
    assert {name for name in hidden if not any(private in name for private in PRIVATE_FIELDS)} == HIDDEN


def test_only_what_a_person_wrote_is_given_back(app: Flask) -> None:
    sent = dict.fromkeys(sorted(BUTTONS | HIDDEN), "device") | {"csrf_token": "abcdef", "words": "Our story"}
    with app.test_request_context("/en/", method="POST", data=sent):
        assert posted_words() == ["Our story"]


class Question(Form):
    step = TextAreaField()
    act = HiddenField()
    words = StringField()


def test_a_question_that_is_called_like_a_button_is_given_back(app: Flask) -> None:
    with app.test_request_context("/en/", method="POST", data={"step": "First we meet.", "act": "assign"}):
        note_form(Question())
        assert posted_words() == ["First we meet."]
