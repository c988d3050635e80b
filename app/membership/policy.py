"""A body's admission policy: what it asks, who has a say, who decides, how long each may take.

It is data, kept in versions; an application keeps the version it was made under. This module only reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.locales import LANGUAGES, Localised
from app.membership.enums import CriterionKind

REPLY_DAYS = 10  # for versions of a policy that were published before it said how long a reply may take


class BadPolicy(ValueError):
    """The definition does not say what it must; the message names the place."""


@dataclass(frozen=True)
class Tier:
    """A kind of membership. `comments`: its members are asked about applicants."""

    code: str
    name: Localised
    description: Localised
    comments: bool


@dataclass(frozen=True)
class Criterion:
    """One thing the body asks of its members, and the questions whose answers show it.

    `guidance` is for those who apply, `assessing` (may be empty) for those who judge.
    """

    code: str
    kind: CriterionKind
    title: Localised
    guidance: Localised
    assessing: Localised
    questions: tuple[str, ...]
    waivable: bool
    referral_answers: tuple[Any, ...]
    """Answers to the first question that refer the case: a declared tie to an industry, for one."""


@dataclass(frozen=True)
class Limits:
    """Days each step may take, and when people are reminded. `reply` is how long an applicant has to reply
    to objections before the committee may decide."""

    screen: int
    check: int
    comment: int
    committee: int
    information: int
    reopen: int
    reply: int
    remind_before: tuple[int, ...]


@dataclass(frozen=True)
class Policy:
    """The whole of it. `quorum` is how many unconflicted members must vote."""

    tiers: tuple[Tier, ...]
    criteria: tuple[Criterion, ...]
    regional_check: bool
    member_comment: bool
    quorum: int
    limits: Limits
    profile: Mapping[str, str]
    """Field of the organisation's profile → question whose answer fills it on admission."""

    def tier(self, code: str) -> Tier:
        """The tier of this code. Raises KeyError."""
        return next((tier for tier in self.tiers if tier.code == code), None) or _missing(code)

    def criterion(self, code: str) -> Criterion:
        """The criterion of this code. Raises KeyError."""
        return next((one for one in self.criteria if one.code == code), None) or _missing(code)

    @property
    def commenting_tiers(self) -> tuple[str, ...]:
        return tuple(tier.code for tier in self.tiers if tier.comments)


def _missing(code: str) -> Any:
    raise KeyError(code)


def parse(definition: Mapping[str, Any]) -> Policy:
    """The policy that `definition` describes. Raises BadPolicy."""
    steps = _need(definition, "steps", "policy")
    policy = Policy(
        tiers=tuple(_tier(item) for item in _need(definition, "tiers", "policy")),
        criteria=tuple(_criterion(item) for item in _need(definition, "criteria", "policy")),
        regional_check=bool(steps.get("regional_check")),
        member_comment=bool(steps.get("member_comment")),
        quorum=int(_need(steps, "quorum", "steps")),
        limits=_limits(_need(definition, "limits", "policy")),
        profile=dict(definition.get("profile", {})),
    )
    _check(policy)
    return policy


def _check(policy: Policy) -> None:
    for name, codes in (
        ("tiers", [tier.code for tier in policy.tiers]),
        ("criteria", [criterion.code for criterion in policy.criteria]),
    ):
        if not codes or len(set(codes)) != len(codes):
            raise BadPolicy(f"{name}: there must be at least one, each with a code of its own")
    if policy.quorum < 1:
        raise BadPolicy("steps.quorum: at least one person decides")
    if policy.member_comment and not policy.commenting_tiers:
        raise BadPolicy("tiers: members are asked to comment, but no tier comments")


def _tier(item: Mapping[str, Any]) -> Tier:
    code = _need(item, "code", "tier")
    return Tier(
        code,
        _texts(item, "name", f"tier {code}"),
        _texts(item, "description", f"tier {code}"),
        bool(item.get("comments")),
    )


def _criterion(item: Mapping[str, Any]) -> Criterion:
    code = _need(item, "code", "criterion")
    where = f"criterion {code}"
    return Criterion(
        code=code,
        kind=CriterionKind(_need(item, "kind", where)),
        title=_texts(item, "title", where),
        guidance=_texts(item, "guidance", where),
        assessing=_texts(item, "assessing", where) if "assessing" in item else {},
        questions=tuple(item.get("questions", ())),
        waivable=bool(item.get("waivable")),
        referral_answers=tuple(item.get("referral_answers", ())),
    )


def _limits(item: Mapping[str, Any]) -> Limits:
    given = {"reply": REPLY_DAYS, **item}
    days = {
        name: int(_need(given, name, "limits"))
        for name in Limits.__dataclass_fields__
        if name[:6] != "remind"
    }
    if any(value < 1 for value in days.values()):
        raise BadPolicy("limits: every step gets at least a day")
    return Limits(**days, remind_before=tuple(int(day) for day in item.get("remind_before", (14, 3))))


def _texts(item: Mapping[str, Any], name: str, where: str) -> Localised:
    texts = _need(item, name, where)
    absent = [language for language in LANGUAGES if not texts.get(language)]
    if absent:
        raise BadPolicy(f"{where}: {name} lacks {', '.join(absent)}")
    return dict(texts)


def _need(item: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in item:
        raise BadPolicy(f"{where}: {name} is missing")
    return item[name]
