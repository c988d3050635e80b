"""The result of a batch: who helps whom, what was proved, and what stayed empty and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ENGINE_VERSION = "1"  # changes when the same input may give other pairs


@dataclass(frozen=True)
class Scarcity:
    """What several requests want and there is too little of (positions are the caller's): `providers` are
    full, `quotas` used up, `requests` hold them. One more place with any of the providers, and
    in the quotas named that hold it, fills one more slot; where no provider is named, one more in the
    quotas."""

    providers: tuple[int, ...]
    quotas: tuple[str, ...]
    requests: tuple[int, ...]


@dataclass(frozen=True)
class Unfilled:
    """Empty slots of one request (a position of the caller). `cause`: `no_candidate`; `supply`, where
    `providers` fit and have no place at all, below `quotas` that are used up: one more place with any of
    them fills one; or `contention`, where `scarce` is the place in `Assignment.scarce`."""

    request: int
    slots: int
    cause: str
    providers: tuple[int, ...] = ()
    quotas: tuple[str, ...] = ()
    scarce: int | None = None


@dataclass(frozen=True)
class Certificate:
    """What was proved. No assignment fills more than `slots_bound`; none that fills as many has a floor above
    `floor_bound`; none with this floor has an objective above `objective_bound`. `floor_method`:
    `thresholds` (the next higher level fills fewer slots) or `program` (branch and bound); `total_method`:
    `prices` (LP duals, checked) or `program`. A bound of None is not known."""

    slots_bound: int
    floor: float | None
    floor_bound: float | None
    floor_method: str
    objective_bound: float | None
    total_method: str
    proved: bool

    @property
    def floor_gap(self) -> float | None:
        """How much higher the floor might be: 0 when it is proved."""
        if self.floor is None or self.floor_bound is None:
            return None
        return max(0.0, self.floor_bound - self.floor)


@dataclass(frozen=True)
class Assignment:
    """`pairs`: (request, provider) positions of the caller, rising. `total`: their scores, summed.
    `objective`: the total with bonuses for pairs that stand and less what load costs. `sums`, `bests`: each
    request's scores summed, and the best it could have alone. `load`: places each provider gives."""

    pairs: tuple[tuple[int, int], ...]
    request_ids: tuple[Any, ...]
    provider_ids: tuple[Any, ...]
    total: float
    objective: float
    sums: tuple[float, ...]
    bests: tuple[float, ...]
    filled: int
    slots: int
    unfilled: tuple[Unfilled, ...]
    scarce: tuple[Scarcity, ...]
    load: tuple[int, ...]
    certificate: Certificate
    fairness: str
    seed: int
    stopped: bool
    versions: Mapping[str, str]
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)  # seconds, by stage

    @property
    def id_pairs(self) -> tuple[tuple[Any, Any], ...]:
        """The pairs by id."""
        return tuple((self.request_ids[row], self.provider_ids[column]) for row, column in self.pairs)

    @property
    def gap(self) -> float | None:
        """How far the objective is from its bound, as a share of the bound."""
        bound = self.certificate.objective_bound
        if bound is None:
            return None
        return max(0.0, (bound - self.objective) / bound) if bound > 0 else 0.0

    def to_json(self) -> str:
        """The result, and the timings apart from it: two runs on the same input have the same result."""
        result = asdict(self)
        timings = result.pop("timings")
        return json.dumps({"result": result, "timings": timings}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Assignment:
        """What `to_json` wrote. Raises KeyError or TypeError for anything else."""
        told = json.loads(text)
        return cls.from_plain(told["result"], told.get("timings", {}))

    @classmethod
    def from_plain(cls, result: Mapping[str, Any], timings: Mapping[str, float]) -> Assignment:
        """From the mappings that JSON gives."""
        fields = dict(result)
        fields["pairs"] = tuple((int(row), int(column)) for row, column in fields["pairs"])
        for name in ("request_ids", "provider_ids", "sums", "bests", "load"):
            fields[name] = tuple(fields[name])
        fields["unfilled"] = tuple(_unfilled(one) for one in fields["unfilled"])
        fields["scarce"] = tuple(_scarcity(one) for one in fields["scarce"])
        fields["certificate"] = Certificate(**fields["certificate"])
        return cls(**fields, timings=dict(timings))


def _unfilled(told: Mapping[str, Any]) -> Unfilled:
    return Unfilled(**{**told, "providers": tuple(told["providers"]), "quotas": tuple(told["quotas"])})


def _scarcity(told: Mapping[str, Any]) -> Scarcity:
    return Scarcity(**{name: tuple(values) for name, values in told.items()})
