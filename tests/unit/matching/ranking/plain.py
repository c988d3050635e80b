"""The ranking said once more in plain Python, one provider at a time."""

from __future__ import annotations

from typing import Any

from app.matching.ranking import Providers, SkillIndex, SupportRequest, Tied, Weights


def tied(ties: Tied, key: int, provider: int) -> int:
    return sum(
        value
        for one, holder, value in zip(
            ties.keys.tolist(), ties.providers.tolist(), ties.values.tolist(), strict=True
        )
        if one == key and holder == provider
    )


def reasons(request: SupportRequest, providers: Providers, skills: SkillIndex, at: int) -> list[str]:
    """Every reason why one provider is left out, in the order of the funnel."""
    level = {need.skill: int(skills.levels(need.skill)[at]) for need in request.needs}
    shares = any(providers.languages[language][at] > 0 for language in request.languages)
    own = providers.organisation[at] == request.organisation
    afar, near = bool(providers.remote[at]), bool(providers.in_person[at])
    days = []
    for holder, begin, end in zip(
        providers.window_provider, providers.window_from, providers.window_to, strict=True
    ):
        inside = min(end, request.last_day) - max(begin, request.first_day) + 1
        if holder == at and inside > 0:
            days.append(inside * int(providers.capacity[at]))
    limits = (
        tied(providers.not_in, request.country, at)
        or tied(providers.not_with, request.organisation, at)
        or providers.ids[at] in request.excluded
        or providers.organisation[at] in request.excluded_organisations
    )
    found = {
        "skill": any(need.must and level[need.skill] < need.level for need in request.needs),
        "language": not shares and not request.interpreter,
        "own_organisation": own and not (request.own_wish and providers.own_wish[at]),
        "mode": not {"any": afar or near, "remote": afar, "in_person": near}[request.mode],
        "dates": not any(some >= 30 * request.days for some in days),
        "conflict": tied(providers.conflicts, request.organisation, at) > 0,
        "safety_limit": bool(limits),
        "consent": not providers.consent[at],
    }
    return [code for code, fails in found.items() if fails]


def parts(
    request: SupportRequest, providers: Providers, skills: SkillIndex, at: int, weights: Weights, prior: int
) -> dict[str, int]:
    """The parts of one provider's score."""
    whole = sum(need.weight for need in request.needs)
    covered = fresh = 0
    for need in request.needs:
        level = int(skills.levels(need.skill)[at])
        covered += need.weight * min(level, need.level) * 60 // need.level
        fresh += need.weight * max(0, min(int(skills.verified_until(need.skill)[at]) - request.today, 365))
    grade = max((int(providers.languages[language][at]) for language in request.languages), default=0)
    apart = abs(int(providers.offset[at]) - request.offset) % 1440
    together = max(0, 480 - min(apart, 1440 - apart))
    home = int(providers.region[at] == request.region)
    asked = request.contexts.bit_count()
    shared = (int(providers.contexts[at]) & request.contexts).bit_count()
    count = 5 + int(providers.feedback_count[at])
    rated = 5 * prior + 1000 * int(providers.feedback_sum[at])
    times = min(3, tied(providers.worked_with, request.organisation, at))
    context = weights.context * (home * asked + shared) // (2 * asked) if asked else weights.context * home
    return {
        "skills": weights.skills * covered // (60 * whole),
        "freshness": weights.freshness * fresh // (365 * whole),
        "language": weights.language * grade // 5,
        "time_zone": weights.time_zone * together // 480,
        "context": context,
        "feedback": weights.feedback * (rated - 1000 * count) // (4000 * count),
        "preference": weights.preference * (providers.ids[at] in request.preferred),
        "continuity": weights.continuity * times // 3,
    }


def ranked(
    request: SupportRequest, providers: Providers, skills: SkillIndex, weights: Weights, top: int
) -> list[tuple[Any, int]]:
    """Ids and scores of the best, best first."""
    prior = providers.mean_rating
    found = [
        (-sum(parts(request, providers, skills, at, weights, prior).values()), providers.ids[at])
        for at in range(len(providers))
        if not reasons(request, providers, skills, at)
    ]
    return [(one, -score) for score, one in sorted(found)[:top]]
