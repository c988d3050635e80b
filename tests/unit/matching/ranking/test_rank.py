"""One request against all providers: the same as said plainly, explained, and discreet."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import MatchingError, assign
from app.matching.ranking import (
    FILTERS,
    NOT_AVAILABLE,
    PARTS,
    Need,
    Providers,
    SkillIndex,
    SupportRequest,
    Tied,
    Weights,
    rank,
    scores_for_batch,
)
from app.matching.ranking.synthetic import Inventory, make_inventory
from tests.proofs import examples
from tests.unit.matching.ranking import plain

SEEDS = st.integers(0, 10_000)
PRIVATE = [one.code for one in FILTERS if one.private]


def small(seed: int) -> tuple[SupportRequest, Providers, SkillIndex]:
    """Few providers, of whom some fit: the request asks for one common skill."""
    made = make_inventory(60, 1, seed=seed, skills=4)
    request = replace(made.requests[0], days=1, last_day=made.requests[0].first_day + 90)
    return _crowd(request, made)


def _crowd(request: SupportRequest, made: Inventory) -> tuple[SupportRequest, Providers, SkillIndex]:
    """Everybody knows everybody: organisations and countries are few, so that private limits do bite."""
    columns = {one.name: getattr(made.providers, one.name) for one in fields(Providers)}
    columns["organisation"] = np.asarray(columns["organisation"]) % 4
    for name in ("not_in", "not_with", "conflicts", "worked_with"):
        who = np.arange(60)[np.random.default_rng(len(name)).random(60) < 0.2]
        columns[name] = Tied(who % 3, who, who % 5 + 1)
    request = replace(request, organisation=request.organisation % 4, country=request.country % 3)
    return replace(request, excluded_organisations=(9,)), Providers(**columns), made.skills


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, top=st.integers(1, 12))
def test_ranking_equals_the_plain_one(seed: int, top: int) -> None:
    request, providers, skills = small(seed)

    found = rank(request, providers, skills, top=top)

    wanted = plain.ranked(request, providers, skills, Weights(), top)
    assert [(one.id, one.score) for one in found.ranked] == wanted
    for one in found.ranked:
        said = plain.parts(request, providers, skills, one.position, Weights(), providers.mean_rating)
        assert one.parts == said
        assert sum(one.parts.values()) == one.score
        assert all(0 <= one.parts[part] <= getattr(Weights(), part) for part in PARTS)


def test_comparison_with_the_plain_one_notices_a_wrong_part() -> None:
    request, providers, skills = small(1)
    other = Weights(skills=4400, freshness=1100)

    found = [(one.id, one.score) for one in rank(request, providers, skills, weights=other).ranked]

    assert found == plain.ranked(request, providers, skills, other, 50)
    assert found != plain.ranked(request, providers, skills, Weights(), 50)


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS)
def test_funnel_relaxing_and_reasons_agree_with_every_single_provider(seed: int) -> None:
    request, providers, skills = small(seed)

    found = rank(request, providers, skills)
    why = [plain.reasons(request, providers, skills, at) for at in range(60)]

    left = list(why)
    for step, one in zip(found.funnel, FILTERS, strict=True):
        left = [some for some in left if one.code not in some]
        assert (step.code, step.remain) == (one.code, len(left))
        assert step.relaxing == sum(some == [one.code] for some in why)
    assert found.fitting == len(left) == sum(not some for some in why)
    for at, some in enumerate(why):
        assert found.private_reason(at) == (some[0] if some else None)
        shown = NOT_AVAILABLE if some and some[0] in PRIVATE else found.private_reason(at)
        assert found.why_not(at) == shown


@settings(max_examples=examples(40), deadline=None)
@given(seed=SEEDS)
def test_lowering_a_level_adds_what_it_says(seed: int) -> None:
    request, providers, skills = small(seed)

    found = rank(request, providers, skills)

    musts = [(need.skill, need.level - 1) for need in request.needs if need.must]
    assert [(one.skill, one.level) for one in found.lowered] == musts
    for one in found.lowered:
        if one.level == 0:
            continue
        needs = tuple(
            replace(need, level=one.level) if need.skill == one.skill else need for need in request.needs
        )
        assert rank(replace(request, needs=needs), providers, skills).fitting == found.fitting + one.adds


@settings(max_examples=examples(40), deadline=None)
@given(seed=SEEDS)
def test_order_of_providers_changes_only_positions(seed: int) -> None:
    request, providers, skills = small(seed)
    order = np.random.default_rng(seed).permutation(60)

    found = rank(request, providers, skills)
    shuffled = rank(request, *_reordered(providers, skills, order))

    assert [(one.id, one.score, one.parts) for one in found.ranked] == [
        (one.id, one.score, one.parts) for one in shuffled.ranked
    ]
    assert found.to_json() == shuffled.to_json()


def _reordered(providers: Providers, skills: SkillIndex, order: np.ndarray) -> tuple[Providers, SkillIndex]:
    """Provider `order[k]` now stands at place k."""
    place = np.argsort(order)
    columns: dict[str, Any] = {}
    for one in fields(Providers):
        column = getattr(providers, one.name)
        if one.name in ("window_from", "window_to"):
            columns[one.name] = column
        elif one.name == "window_provider":
            columns[one.name] = place[column]
        elif isinstance(column, Tied):
            columns[one.name] = Tied(column.keys, place[column.providers], column.values)
        elif one.name == "languages":
            columns[one.name] = column[:, order]
        else:
            columns[one.name] = [column[at] for at in order]
    index = SkillIndex(skills.skills, skills.providers)
    for skill in range(skills.skills):
        for at in skills.who(skill):
            until = int(skills.verified_until(skill)[at])
            index.set(int(place[at]), skill, int(skills.levels(skill)[at]), until if until >= 0 else None)
    return Providers(**columns), index


def _one_left_out(reason: str) -> tuple[SupportRequest, Providers, SkillIndex]:
    """Two providers, of whom the second is left out for a private reason."""
    index = SkillIndex(1, 2)
    for at in range(2):
        index.set(at, 0, 3)
    tie = Tied([7], [1])
    providers = Providers(
        ids=["ada", "bo"], organisation=[-1, -1], region=[0, 0], offset=[0, 0], remote=[True, True],
        in_person=[True, True], languages=[[5, 5]], capacity=[10, 10],
        consent=[True, reason != "consent"], own_wish=[False, False], contexts=[0, 0],
        feedback_sum=[0, 0], feedback_count=[0, 0], window_provider=[0, 1], window_from=[0, 0],
        window_to=[100, 100],
        not_in=tie if reason == "country" else Tied(), not_with=tie if reason == "organisation" else Tied(),
        conflicts=tie if reason == "conflict" else Tied(),
    )  # fmt: skip
    request = SupportRequest(
        needs=(Need(0, 3),), languages=(0,), organisation=7, region=0, country=7, offset=0, first_day=0,
        last_day=60, days=5, today=0, excluded=("bo",) if reason == "person" else (),
    )  # fmt: skip
    return request, providers, index


def test_private_reasons_cannot_be_told_apart_from_outside() -> None:
    shown = set()
    inside = set()
    for reason in ("consent", "country", "organisation", "conflict", "person"):
        found = rank(*_one_left_out(reason))
        shown.add((found.to_json(), found.why_not(1), found.public_funnel()))
        inside.add(found.private_reason(1))

    assert len(shown) == 1
    assert inside == set(PRIVATE)
    told = json.loads(next(iter(shown))[0])
    assert told["funnel"][-1] == {"code": NOT_AVAILABLE, "remain": 1, "relaxing": 1}
    assert not any(code in json.dumps(told) for code in PRIVATE)


def test_discretion_check_notices_the_private_funnel() -> None:
    """What coordinators see does tell them apart: the check above compares something that differs."""
    assert len({rank(*_one_left_out(reason)).funnel for reason in ("consent", "country", "conflict")}) == 3


def test_few_ratings_neither_punish_nor_carry_far() -> None:
    request, providers, skills = _one_left_out("nothing")

    def feedback(sums: list[int], counts: list[int]) -> list[int]:
        rated = replace(providers, feedback_sum=sums, feedback_count=counts)
        found = rank(request, rated, skills).ranked
        return [one.parts["feedback"] for one in sorted(found, key=lambda one: one.id)]

    newcomer, praised_once = feedback([0, 400], [0, 100])
    assert newcomer == praised_once  # nobody rated yet is like the average
    one_bad, many_bad = feedback([1, 100], [1, 100])
    assert one_bad >= many_bad


def test_scores_for_a_batch_are_those_of_each_ranking() -> None:
    made = make_inventory(200, 5, seed=3, skills=6)

    pairs = scores_for_batch(made.requests, made.providers, made.skills)

    places = zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)
    found = dict(zip(places, pairs.values.tolist(), strict=True))
    wanted = {
        (row, one.position): one.score
        for row, request in enumerate(made.requests)
        for one in rank(request, made.providers, made.skills, top=200).ranked
    }
    assert found == wanted
    assert assign(pairs, demand=1, capacity=1).filled == len({row for row, _ in wanted})


def test_windows_of_several_lengths_count_the_best() -> None:
    request, providers, skills = _one_left_out("nothing")
    windows = {"window_provider": [0, 0, 1, 1], "window_from": [0, 50, 0, 58], "window_to": [9, 60, 9, 90]}

    found = rank(request, replace(providers, **windows, capacity=[14, 14]), skills)

    assert [one.id for one in found.ranked] == ["ada"]
    assert found.why_not(1) == "dates"


BAD: dict[str, tuple[dict[str, Any], str, object]] = {
    "a column too short": ({"region": [0]}, "shape", None),
    "a grade too high": ({"languages": [[5, 6]]}, "column_wrong", 1),
    "capacity below zero": ({"capacity": [-1, 2]}, "column_wrong", 0),
    "ratings that cannot be": ({"feedback_sum": [0, 11], "feedback_count": [0, 2]}, "column_wrong", 1),
    "a window of nobody": ({"window_provider": [0, 2]}, "column_wrong", 1),
    "a window that ends early": ({"window_to": [100, -1]}, "column_wrong", 1),
    "ids twice": ({"ids": ["ada", "ada"]}, "ids", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_columns_name_the_row(name: str) -> None:
    change, code, row = BAD[name]
    _, providers, _ = _one_left_out("nothing")

    with pytest.raises(MatchingError) as refused:
        replace(providers, **change)

    assert (refused.value.code, refused.value.row) == (code, row)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"needs": ()}, "needs_missing"),
        ({"needs": (Need(0, 6),)}, "need_wrong"),
        ({"needs": (Need(4, 2),)}, "skill_unknown"),
        ({"languages": (3,)}, "language_unknown"),
        ({"mode": "by post"}, "mode_unknown"),
        ({"last_day": -1}, "dates_wrong"),
        ({"contexts": 1 << 63}, "contexts_wrong"),
    ],
)
def test_bad_requests_are_refused(change: dict[str, Any], code: str) -> None:
    request, providers, skills = _one_left_out("nothing")

    with pytest.raises(MatchingError) as refused:
        rank(replace(request, **change), providers, skills)

    assert refused.value.code == code


def test_weights_sum_to_ten_thousand() -> None:
    with pytest.raises(MatchingError, match="sum to 10000, not 10001"):
        Weights(skills=4501)
    with pytest.raises(MatchingError, match="not negative"):
        Weights(skills=-1, freshness=5501)


def test_no_organisation_is_nobodys_own_and_no_language_asked_is_no_filter() -> None:
    request, providers, skills = _one_left_out("nothing")

    assert rank(replace(request, organisation=-1), providers, skills).fitting == 2
    assert rank(replace(request, languages=()), providers, skills).fitting == 2


def test_private_reasons_do_not_show_in_a_log_line() -> None:
    found = rank(*_one_left_out("consent"))

    assert not any(code in repr(found) for code in PRIVATE)
