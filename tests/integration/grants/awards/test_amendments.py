"""An amendment is written whole in the language of the grant."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from app.grants.awards.agreement import read_agreement, write_amount_amendment
from app.kernel.money import Money

SIGNED = json.dumps(["First.", "Purpose."])
REST = {
    "en": "Everything else stays as it was agreed.",
    "es": "Todo lo demás queda como se acordó.",
    "fr": "Tout le reste demeure tel que convenu.",
}


@pytest.mark.parametrize("language", REST)
@pytest.mark.parametrize("minor", [600_00, 300_00])
def test_the_words_of_an_amount_are_in_the_language_of_the_grant(
    session: Session, language: str, minor: int
) -> None:
    kept = write_amount_amendment(
        SIGNED, number=2, amount=Money(minor, "USD"), before=Money(450_00, "USD"), language=language
    )
    first, purpose, title, words = read_agreement(kept)
    assert (first, purpose) == ("First.", "Purpose.")
    assert title == {"en": "Amendment 2", "es": "Enmienda 2", "fr": "Avenant 2"}[language]
    assert words.endswith(f" {REST[language]}")
    assert words.count("USD 150") == 1
    assert ("The grant is" in words) is (language == "en")
