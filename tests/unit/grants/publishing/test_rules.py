"""How much of a grant is public: never more than anybody agreed to."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from app.grants.awards.process_words import Status
from app.grants.funding.terms import Terms
from app.grants.publishing.enums import Publicity, Wish
from app.grants.publishing.rules import (
    GIVEN,
    Consent,
    Standing,
    most_agreed,
    publicity,
    tells_who_leads,
    terms_allow,
)

NOTHING, MASK, ALL = Publicity.WITHHOLD, Publicity.MASK, Publicity.PUBLISH
WILLING = Consent(answer=Wish.YES, said=None, tells_who_leads=False, fund_allows=True)
PLAIN = Standing(Status.ACTIVE, is_held=False, was_named=False)


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({}, ALL),
        ({"answer": None}, NOTHING),
        ({"answer": Wish.NO}, NOTHING),
        ({"answer": Wish.COUNTRY}, MASK),
        ({"fund_allows": False}, NOTHING),
        ({"said": Wish.NO}, NOTHING),
        ({"said": Wish.COUNTRY}, MASK),
        ({"answer": Wish.NO, "said": Wish.YES}, ALL),
        ({"tells_who_leads": True}, MASK),
        ({"tells_who_leads": True, "answer": Wish.NO}, NOTHING),
        ({"tells_who_leads": True, "said": Wish.YES}, ALL),
        ({"said": Wish.YES, "fund_allows": False}, NOTHING),
    ],
)
def test_the_most_is_what_group_and_fund_agreed_to(changes: dict[str, object], most: Publicity) -> None:
    assert most_agreed(replace(WILLING, **changes)) is most  # type: ignore[arg-type]


def test_nothing_shows_more_than_the_office_chose_or_anybody_agreed_to() -> None:
    order = list(Publicity)
    kinds = product(order, [None, *Wish], [None, *Wish], (False, True), (False, True), (False, True))
    for choice, answer, said, leads, allows, named in kinds:
        consent = Consent(answer, said, leads, allows)
        found = publicity(choice, consent, replace(PLAIN, was_named=named))
        assert order.index(found) <= min(order.index(choice), order.index(most_agreed(consent)))
        assert not (named and found is MASK)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_was_given_is_public(status: Status) -> None:
    found = publicity(ALL, WILLING, Standing(status, is_held=False, was_named=True))
    assert found is (ALL if status in GIVEN else NOTHING)
    assert publicity(ALL, WILLING, Standing(status, is_held=True, was_named=True)) is NOTHING


@pytest.mark.parametrize(
    ("required", "tells"),
    [
        ([], False),
        ([{"rule": "good_standing"}, {"rule": "region", "codes": ["asia"]}], False),
        ([{"rule": "led_by", "codes": ["women"]}], True),
        ([{"rule": "led_by", "codes": ["none_of_these"]}], False),
        ([{"rule": "kind", "codes": ["ngo", "self_organisation"]}], False),
        ([{"rule": "kind", "codes": ["self_organisation", "peer_project"]}], True),
    ],
)
def test_a_call_may_tell_who_leads_a_group(required: list[dict[str, object]], tells: bool) -> None:
    assert tells_who_leads(required) is tells


def test_a_fund_allows_it_when_its_terms_did_and_do() -> None:
    yes, no = Terms(may_publish=True), Terms()
    assert terms_allow(None, None)  # own funds
    assert terms_allow(yes, yes)
    assert not any(terms_allow(*pair) for pair in ((no, no), (yes, no), (no, yes)))
