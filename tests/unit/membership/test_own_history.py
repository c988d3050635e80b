"""What an organisation reads of its own application speaks to it, not of it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from app.membership.process_words import EVENTS, WORDS

# How each language would speak of a third party.
OF_OTHERS = {
    "en": ("The applicant", "the applicant", "The organisation", "the organisation"),
    "es": ("organización solicitante", "La organización", "la organización"),
    "fr": ("organisation candidate", "L’organisation", "l’organisation"),
}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_no_line_of_its_own_history_calls_it_somebody_else(app: Flask, language: str) -> None:
    shown = [words for words in [*WORDS.values(), *EVENTS.values()] if not words.private]
    with app.test_request_context(f"/{language}/"), force_locale(language):
        lines = [str(words.told or words.event) for words in shown]
        assert [line for line in lines if any(name in line for name in OF_OTHERS[language])] == []
        assert len(lines) > 10
