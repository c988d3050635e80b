"""The forms that calls are made from: as long as they promise, in three languages."""

from __future__ import annotations

import pytest

from app.grants.calls.call_templates import TEMPLATES
from app.grants.calls.call_templates.light import PREFILLED
from app.grants.calls.labels import TEMPLATES as NAMED
from app.kernel.locales import LANGUAGES


def test_every_template_has_a_name() -> None:
    assert set(NAMED) == set(TEMPLATES)


@pytest.mark.parametrize("code", list(TEMPLATES))
def test_every_text_of_a_template_is_there_in_each_language(code: str) -> None:
    wording = TEMPLATES[code].questions("USD", 450_00)
    assert wording.fallback is None
    for question in wording.questions():
        assert set(question.label) == set(LANGUAGES)


def test_the_light_form_is_one_page_with_one_thing_to_type() -> None:
    wording = TEMPLATES["light"].questions("USD", 450_00)
    assert len(wording.sections) == 1
    typed = [one.code for one in wording.questions() if one.type.kind in ("text", "long_text")]
    assert typed == ["what", "host"]
    what = wording.find_question("what")
    assert what is not None
    assert what.setting("word_limit") == 60


def test_what_is_filled_in_before_is_an_answer_of_the_form() -> None:
    wording = TEMPLATES["light"].questions("USD", 450_00)
    for code, answer in PREFILLED.items():
        question = wording.find_question(code)
        assert question is not None
        assert answer in [one.code for one in question.setting("options")]


@pytest.mark.parametrize(("currency", "largest"), [("USD", "5000.00"), ("XOF", "500000"), ("JOD", "500.000")])
def test_no_item_of_a_budget_is_larger_than_the_largest_grant(currency: str, largest: str) -> None:
    wording = TEMPLATES["two_pages"].questions(currency, 500_000)
    budget = wording.find_question("budget")
    assert budget is not None
    amount = budget.setting("columns")[1]
    assert (str(amount.setting("maximum")), amount.setting("currencies")) == (largest, (currency,))
