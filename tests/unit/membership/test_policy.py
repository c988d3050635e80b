"""A policy says everything it must, or is refused with the place named."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from app.membership.policy import BadPolicy, parse
from tests.membership_factories import make_policy


def test_a_whole_policy_is_read() -> None:
    policy = parse(make_policy())
    assert [tier.code for tier in policy.tiers] == ["member"]
    assert policy.commenting_tiers == ("member",)
    assert (policy.criterion("interests").referral_answers, policy.criterion("purpose").assessing) == (
        ("yes",),
        {},
    )
    assert (policy.limits.comment, policy.limits.remind_before) == (14, (14, 3))


def _without(path: tuple[Any, ...]) -> dict[str, Any]:
    definition = copy.deepcopy(make_policy())
    place: Any = definition
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return definition


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("tiers",), "policy: tiers is missing"),
        (("steps", "quorum"), "steps: quorum is missing"),
        (("limits", "comment"), "limits: comment is missing"),
        (("criteria", 0, "title", "fr"), "criterion purpose: title lacks fr"),
        (("tiers", 0, "name", "es"), "tier member: name lacks es"),
    ],
)
def test_what_is_missing_is_named(path: tuple[Any, ...], words: str) -> None:
    with pytest.raises(BadPolicy, match=words):
        parse(_without(path))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tiers": []}, "tiers: there must be at least one"),
        (
            {"criteria": make_policy()["criteria"] * 2},
            "criteria: there must be at least one, each with a code",
        ),
        ({"steps": {"quorum": 0}}, "at least one person decides"),
    ],
)
def test_nonsense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(BadPolicy, match=words):
        parse(make_policy(**changes))


def test_members_who_comment_need_a_tier_that_comments() -> None:
    definition = copy.deepcopy(make_policy())
    definition["tiers"][0]["comments"] = False
    with pytest.raises(BadPolicy, match="no tier comments"):
        parse(definition)


def test_a_policy_from_before_reply_periods_gives_ten_days() -> None:
    assert parse(_without(("limits", "reply"))).limits.reply == 10
    assert parse(make_policy(limits={**make_policy()["limits"], "reply": 21})).limits.reply == 21
    with pytest.raises(BadPolicy, match="at least a day"):
        parse(make_policy(limits={**make_policy()["limits"], "reply": 0}))


def test_unknown_codes_are_not_found() -> None:
    policy = parse(make_policy())
    with pytest.raises(KeyError):
        policy.tier("gold")
    with pytest.raises(KeyError):
        policy.criterion("beauty")
