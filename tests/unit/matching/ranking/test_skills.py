"""The skills inventory: changed in place, it equals one that is built from scratch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.matching import MatchingError
from app.matching.ranking import SkillIndex
from tests.proofs import examples

SKILLS = 3


class Inventory(RuleBasedStateMachine):
    """Any sequence of changes, beside a plain dictionary of the same."""

    def __init__(self) -> None:
        super().__init__()
        self.index, self.known = SkillIndex(SKILLS), dict[tuple[int, int], tuple[int, int]]()
        self.size = 0

    @rule(count=st.sampled_from([1, 3, 70]))
    def add(self, count: int) -> None:
        for _ in range(count):
            assert self.index.add_provider() == self.size
            self.size += 1

    @precondition(lambda self: self.size)
    @rule(
        who=st.integers(0, 10**6),
        skill=st.integers(0, SKILLS - 1),
        level=st.integers(1, 5),
        until=st.none() | st.integers(0, 30_000),
    )
    def set(self, who: int, skill: int, level: int, until: int | None) -> None:
        self.index.set(who % self.size, skill, level, until)
        self.known[who % self.size, skill] = (level, -1 if until is None else until)

    @precondition(lambda self: self.known)
    @rule(place=st.integers(0, 10**6))
    def remove(self, place: int) -> None:
        who, skill = sorted(self.known)[place % len(self.known)]
        self.index.remove(who, skill)
        del self.known[who, skill]

    @precondition(lambda self: self.size)
    @rule(who=st.integers(0, 10**6))
    def remove_provider(self, who: int) -> None:
        self.index.remove_provider(who % self.size)
        self.known = {pair: value for pair, value in self.known.items() if pair[0] != who % self.size}

    @invariant()
    def equals_a_fresh_one(self) -> None:
        fresh = SkillIndex(SKILLS, self.size)
        for (who, skill), (level, until) in self.known.items():
            fresh.set(who, skill, level, None if until < 0 else until)
        for skill in range(SKILLS):
            assert np.array_equal(self.index.levels(skill), fresh.levels(skill))
            assert np.array_equal(self.index.verified_until(skill), fresh.verified_until(skill))
            holders = sorted(who for who, one in self.known if one == skill)
            assert self.index.who(skill).tolist() == holders


TestInventory = Inventory.TestCase
TestInventory.settings = settings(max_examples=examples(40), stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((5, 0, 3, None), "provider_unknown"),
        ((0, 3, 3, None), "skill_unknown"),
        ((0, 0, 6, None), "level_unknown"),
        ((0, 0, 0, None), "level_unknown"),
        ((0, 0, 3, -4), "day_unknown"),
    ],
)
def test_wrong_changes_are_refused(change: tuple[int, int, int, int | None], code: str) -> None:
    index = SkillIndex(SKILLS, 2)

    with pytest.raises(MatchingError) as refused:
        index.set(*change)

    assert refused.value.code == code
    assert all(index.levels(skill).sum() == 0 for skill in range(SKILLS))
