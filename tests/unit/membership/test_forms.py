"""Forms of membership: what their labels promise."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.membership.forms.working import CommentForm, VoteForm


@pytest.mark.parametrize(
    ("form", "names"), [(CommentForm, ["criterion", "text"]), (VoteForm, ["tier"])], ids=lambda one: str(one)
)
def test_what_another_answer_can_ask_for_is_not_called_optional(
    app: Flask, form: type[Any], names: list[str]
) -> None:
    with app.test_request_context("/en/"):
        shown = form()
        assert [shown[name].flags.optional for name in names] == [None] * len(names)
