"""Refusals that do not fit together stop the start."""

from __future__ import annotations

from types import ModuleType

import pytest
from flask import Flask

from app.kernel.errors import FORBIDDEN, DomainError, NotFound, RefusalCode
from app.web.errors import RefusalsError, WebRefusal, install_errors, register_refusals


class LoanRefusal(RefusalCode):
    ALREADY_LENT = "loans.already_lent"
    ONLY_MEMBERS = "loans.only_members", FORBIDDEN


class LostRefusal(RefusalCode):
    LOST = "books.lost"


WORDS = {LoanRefusal.ALREADY_LENT: "It is lent", LoanRefusal.ONLY_MEMBERS: "Members only"}


@pytest.fixture
def bare() -> Flask:
    app = Flask(__name__)
    install_errors(app)
    return app


def room(*enums: type[RefusalCode]) -> ModuleType:
    """A module that defines these enums itself."""
    module = ModuleType(__name__)
    for enum in enums:
        setattr(module, enum.__name__, enum)
    return module


def test_register_takes_a_feature_whose_refusals_fit(bare: Flask) -> None:
    register_refusals(bare, "loans", room(LoanRefusal), WORDS)
    assert bare.extensions["weft_errors"][LoanRefusal.ALREADY_LENT] == "It is lent"


def test_register_reads_only_the_enums_that_the_module_defines(bare: Flask) -> None:
    before = set(bare.extensions["weft_errors"])
    register_refusals(bare, "loans", room(LoanRefusal, WebRefusal), WORDS)
    assert set(bare.extensions["weft_errors"]) - before == set(LoanRefusal)


def test_register_stops_when_a_code_is_registered_twice(bare: Flask) -> None:
    register_refusals(bare, "loans", room(LoanRefusal), WORDS)
    with pytest.raises(RefusalsError, match=r"loans\.already_lent: registered twice"):
        register_refusals(bare, "loans", room(LoanRefusal), WORDS)


def test_register_stops_at_a_code_of_another_feature(bare: Flask) -> None:
    with pytest.raises(RefusalsError, match=r"books\.lost: does not begin with loans"):
        register_refusals(bare, "loans", room(LostRefusal), {LostRefusal.LOST: "It is lost"})


def test_register_stops_at_a_member_without_words(bare: Flask) -> None:
    with pytest.raises(RefusalsError, match=r"loans\.only_members: no words in ERRORS"):
        register_refusals(bare, "loans", room(LoanRefusal), {LoanRefusal.ALREADY_LENT: "It is lent"})


def test_register_stops_at_words_without_a_member(bare: Flask) -> None:
    with pytest.raises(RefusalsError, match=r"books\.lost: words, but no member of an enum"):
        register_refusals(bare, "loans", room(LoanRefusal), {**WORDS, LostRefusal.LOST: "It is lost"})


def test_an_error_answers_with_the_status_of_its_code() -> None:
    assert DomainError(LoanRefusal.ONLY_MEMBERS).http_status == 403
    assert DomainError(LoanRefusal.ALREADY_LENT).http_status == 409
    assert NotFound().http_status == 404
