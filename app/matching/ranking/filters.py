"""The hard filters: each a named predicate over all providers at once. The order is that of the funnel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Bools, Ints
from app.matching.ranking.providers import ANY, IN_PERSON, NOBODY, REMOTE, Providers, SupportRequest, Tied
from app.matching.ranking.skills import SkillIndex

NOT_AVAILABLE = "not_available"  # what others are told of every private reason
DAYS_A_MONTH = 30

Fails = Callable[[SupportRequest, Providers, SkillIndex], Bools]


@dataclass(frozen=True)
class Filter:
    """`code` names the reason for which `fails` leaves a provider out; a private one is never told apart from
    the other private ones."""

    code: str
    fails: Fails
    private: bool = False

    @property
    def public_code(self) -> str:
        return NOT_AVAILABLE if self.private else self.code


def _lacks_skill(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del providers
    fails = np.zeros(skills.providers, np.bool_)
    for need in request.needs:
        if need.must:
            fails |= skills.levels(need.skill) < need.level
    return fails


def _lacks_language(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del skills
    if request.interpreter or not request.languages:
        return np.zeros(len(providers), np.bool_)
    fails = np.ones(len(providers), np.bool_)
    for language in request.languages:
        fails &= providers.languages[language] == 0
    return fails


def _is_own(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del skills
    own = np.asarray((providers.organisation == request.organisation) & (providers.organisation != NOBODY))
    return own & ~providers.own_wish if request.own_wish else own


def _other_mode(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del skills
    if request.mode == REMOTE:
        return np.asarray(~providers.remote)
    if request.mode == IN_PERSON:
        return np.asarray(~providers.in_person)
    assert request.mode == ANY
    return np.asarray(~(providers.remote | providers.in_person))


def _has_no_time(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    """Days of work in the best window: days of it within the dates, times capacity a month, over 30."""
    del skills
    inside = np.minimum(providers.window_to, request.last_day)
    inside -= np.maximum(providers.window_from, request.first_day) - 1
    if not providers.is_single_window:
        best = np.zeros(len(providers), np.int64)
        np.maximum.at(best, providers.window_provider, inside)
        inside = best
    # A window outside the dates is below zero, and so below what even a request of no days needs.
    return np.asarray(np.where(inside > 0, inside * providers.capacity, -1) < DAYS_A_MONTH * request.days)


def _has_conflict(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del skills
    return _tied(len(providers), [(providers.conflicts, request.organisation)])


def _has_limit(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    """Limits are mutual: the provider's on country and organisation, the request's on person and
    organisation."""
    del skills
    fails = _tied(
        len(providers), [(providers.not_in, request.country), (providers.not_with, request.organisation)]
    )
    for one in request.excluded:
        if one in providers.position:
            fails[providers.position[one]] = True
    for organisation in request.excluded_organisations:
        fails |= providers.organisation == organisation
    return fails


def _gave_no_consent(request: SupportRequest, providers: Providers, skills: SkillIndex) -> Bools:
    del request, skills
    return np.asarray(~providers.consent)


def _tied(size: int, ties: list[tuple[Tied, int]]) -> Bools:
    fails = np.zeros(size, np.bool_)
    for tied, key in ties:
        fails[tied.of(key)] = True
    return fails


FILTERS = (
    Filter("skill", _lacks_skill),
    Filter("language", _lacks_language),
    Filter("own_organisation", _is_own),
    Filter("mode", _other_mode),
    Filter("dates", _has_no_time),
    Filter("conflict", _has_conflict, private=True),
    Filter("safety_limit", _has_limit, private=True),
    Filter("consent", _gave_no_consent, private=True),
)
SKILL = 0  # the place of the first filter


def failures(request: SupportRequest, providers: Providers, skills: SkillIndex) -> NDArray[np.uint8]:
    """For each provider one bit for each filter that it fails, the first filter's the lowest."""
    failed = np.zeros(len(providers), np.uint8)
    for place, one in enumerate(FILTERS):
        failed |= one.fails(request, providers, skills).view(np.uint8) << np.uint8(place)
    return failed


def would_pass(request: SupportRequest, skills: SkillIndex, some: Ints) -> list[tuple[int, int, int]]:
    """What lowering one must-have's level by one would add: (skill, level then, how many of `some`, who fail
    the skill filter alone)."""
    musts = [need for need in request.needs if need.must]
    short = np.array([skills.levels(need.skill)[some] < need.level for need in musts], np.bool_)
    short = short.reshape(len(musts), len(some))
    found = []
    for place, need in enumerate(musts):
        others = np.delete(short, place, axis=0).any(axis=0)
        enough = skills.levels(need.skill)[some] >= need.level - 1
        found.append((need.skill, need.level - 1, int((enough & ~others).sum())))
    return found
