"""What reviewers score in the applications to a call: data of the call, which is only read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

Texts = dict[str, str]


@dataclass(frozen=True)
class Criterion:
    """One thing that is scored. Title and guidance are by language; its share of the whole is its weight of
    the sum of weights."""

    code: str
    title: Texts
    guidance: Texts
    weight: int


@dataclass(frozen=True)
class Rubric:
    """`anchors` are the points of the scale in words, from 0 upwards."""

    criteria: tuple[Criterion, ...] = ()
    anchors: tuple[Texts, ...] = ()

    @property
    def highest(self) -> int:
        """The highest score of a criterion."""
        return len(self.anchors) - 1

    @property
    def weight(self) -> int:
        """The sum of all weights."""
        return sum(one.weight for one in self.criteria)

    def texts(self) -> Iterator[Texts]:
        """Every text that has to be there in each language of a call. Guidance may be left out, not half."""
        for one in self.criteria:
            yield one.title
            if any(one.guidance.values()):
                yield one.guidance
        yield from self.anchors

    def free_code(self) -> str:
        """A code that no criterion has."""
        taken = {one.code for one in self.criteria}
        return next(code for number in count(1) if (code := f"c{number}") not in taken)

    def as_data(self) -> dict[str, Any]:
        """As a call stores it."""
        return {
            "criteria": [
                {
                    "code": one.code,
                    "title": dict(one.title),
                    "guidance": dict(one.guidance),
                    "weight": one.weight,
                }
                for one in self.criteria
            ],
            "anchors": [dict(one) for one in self.anchors],
        }


def read_rubric(data: Mapping[str, Any]) -> Rubric:
    """The rubric that a call stores; one without criteria where nothing is scored."""
    return Rubric(
        tuple(
            Criterion(one["code"], one["title"], one.get("guidance", {}), int(one["weight"]))
            for one in data.get("criteria", ())
        ),
        tuple(data.get("anchors", ())),
    )
