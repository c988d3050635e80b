"""The skills inventory as an inverted index: for each skill, who has it, at what level, verified until when.

One row of bytes for each skill and one place in it for each provider, so that a change is one write and a
filter one comparison over a row; nothing is ever built from scratch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Ints
from app.matching.errors import MatchingError

HIGHEST_LEVEL = 5
NEVER = -1  # not verified
FIRST_ROOM = 64  # providers; doubled whenever it is full


class SkillIndex:
    """Levels 1 to 5 by skill and provider (both numbered from 0); verification ends on a day number."""

    def __init__(self, skills: int, providers: int = 0) -> None:
        room = max(providers, FIRST_ROOM)
        self.skills, self.providers = skills, providers
        self._levels = np.zeros((skills, room), np.int8)
        self._until = np.full((skills, room), NEVER, np.int32)

    def add_provider(self) -> int:
        """Room for one more provider, without skills; its position. Takes constant time on average."""
        if self.providers == self._levels.shape[1]:
            more = self.providers
            self._levels = np.pad(self._levels, ((0, 0), (0, more)))
            self._until = np.pad(self._until, ((0, 0), (0, more)), constant_values=NEVER)
        self.providers += 1
        return self.providers - 1

    def set(self, provider: int, skill: int, level: int, verified_until: int | None = None) -> None:
        """The provider has this skill. `verified_until`: last day of its verification, None if self-rated.

        Raises MatchingError for an unknown provider or skill, and for a level that is none."""
        self._check(provider, skill)
        if not 1 <= level <= HIGHEST_LEVEL:
            raise MatchingError(
                "level_unknown", f"a level is from 1 to {HIGHEST_LEVEL}, not {level}", provider
            )
        if verified_until is not None and verified_until < 0:
            raise MatchingError("day_unknown", "a day number is not negative", provider)
        self._levels[skill, provider] = level
        self._until[skill, provider] = NEVER if verified_until is None else verified_until

    def remove(self, provider: int, skill: int) -> None:
        """The provider no longer has this skill; nothing happens where it had not."""
        self._check(provider, skill)
        self._levels[skill, provider] = 0
        self._until[skill, provider] = NEVER

    def remove_provider(self, provider: int) -> None:
        """The provider has no skill any more; its position stays, so that no other moves."""
        self._check(provider, 0 if self.skills else -1)
        self._levels[:, provider] = 0
        self._until[:, provider] = NEVER

    def levels(self, skill: int) -> NDArray[np.int8]:
        """The level of each provider, 0 for those without: a view, shape (providers,)."""
        return self._levels[skill, : self.providers]

    def verified_until(self, skill: int) -> NDArray[np.int32]:
        """The last day of each provider's verification, -1 for none: a view, shape (providers,)."""
        return self._until[skill, : self.providers]

    def who(self, skill: int, least: int = 1) -> Ints:
        """The providers that have a skill at this level or a higher one, rising."""
        self._check(0 if self.providers else -1, skill)
        return np.flatnonzero(self.levels(skill) >= least)

    def _check(self, provider: int, skill: int) -> None:
        if self.providers and not 0 <= provider < self.providers:
            raise MatchingError("provider_unknown", f"there are {self.providers} providers", provider)
        if not 0 <= skill < self.skills:
            raise MatchingError("skill_unknown", f"there are {self.skills} skills", skill)
