"""Why a slot stayed empty: a cause that would fill it if it were lifted.

From a request with an empty slot, alternating paths (take a provider from another request, which takes one
from a third …) reach a set of providers that are all full. That set and the requests that hold it are a
minimum cut: together they ask for more than there is (Ford and Fulkerson 1956). One more place with any of
those providers fills one more slot; a test does so for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.matching.entries import Bools, Ints
from app.matching.network import Flow, build_network
from app.matching.problem import Problem
from app.matching.solvers import components

NO_CANDIDATE = "no_candidate"  # too few providers fit: one more that fits would fill it
SUPPLY = "supply"  # those who fit have no place left even if nobody else asked
CONTENTION = "contention"  # those who fit are taken by the requests named


@dataclass(frozen=True)
class Group:
    """Full providers and used-up quotas, and the requests that hold them, by canonical place. One more place
    with any of the providers, and in the quotas named that hold it, fills one more slot; where no provider is
    named, one more in the quotas."""

    providers: tuple[int, ...]
    quotas: tuple[str, ...]
    requests: tuple[int, ...]


@dataclass(frozen=True)
class Cause:
    """Some empty slots of one request, by canonical place. For `supply`, `providers` fit and have no place at
    all, below `quotas` that are used up; for `contention`, `group` is the place of what is shared."""

    request: int
    slots: int
    cause: str
    providers: tuple[int, ...] = ()
    quotas: tuple[str, ...] = ()
    group: int | None = None


def find_causes(problem: Problem, pairs: Ints) -> tuple[list[Cause], list[Group]]:
    """A cause for each request that these pairs leave with an empty slot, and the groups they speak of."""
    filled = np.bincount(problem.rows[pairs], minlength=problem.requests)
    empty = problem.demand - filled
    found: list[Cause] = []
    groups = _Groups(_flow_of(problem, pairs))
    for request in np.flatnonzero(empty > 0):
        slots = int(empty[request])
        missing = min(slots, max(0, int(problem.asked[request] - problem.candidates[request])))
        if missing:
            found.append(Cause(int(request), missing, NO_CANDIDATE))
        if slots > missing:
            found += groups.causes(int(request), slots - missing)
    return found, groups.groups


def _flow_of(problem: Problem, pairs: Ints) -> Flow:
    """The flow that these pairs are, over all pairs."""
    network = build_network(problem)
    chosen = np.zeros(len(problem.rows), np.int64)
    chosen[pairs] = 1
    load = np.bincount(problem.columns[pairs], minlength=problem.providers)
    filled = np.bincount(problem.rows[pairs], minlength=problem.requests)
    held = problem.quotas.used(load)
    return Flow(network, np.concatenate([filled, chosen, load[network.used], held]), len(pairs))


class _Groups:
    """Groups, each found once for all requests that lead to it."""

    def __init__(self, flow: Flow) -> None:
        self.flow, self.network, self.problem = flow, flow.network, flow.network.problem
        nodes = self.network.sink + 1
        inner = np.ones(len(self.network.tail), np.bool_)
        inner[: self.problem.requests] = False  # paths stay on this side of the source
        ahead, back = (flow.arcs < self.network.capacity) & inner, (flow.arcs > 0) & inner
        tails = np.concatenate([self.network.tail[ahead], self.network.head[back]])
        heads = np.concatenate([self.network.head[ahead], self.network.tail[back]])
        self.onwards = _Reach(tails, heads, nodes)
        self.label = components(tails, heads, nodes, strong=True)
        # From these nodes a place could still be had.
        self.open, _ = _Reach(heads, tails, nodes).of(self.network.sink)
        block, limits = self.network.onward_block, slice(self.network.onward_block.stop, len(inner))
        used_up = flow.arcs >= self.network.capacity
        self.full, self.spent = used_up[block], used_up[limits]  # providers; quotas
        self.lifts = np.zeros(nodes, np.bool_)  # nodes of which one more place is enough
        some = np.concatenate([self.network.tail[block], self.network.tail[limits]])
        onto = np.concatenate([self.network.head[block], self.network.head[limits]])
        self.lifts[some] = np.concatenate([self.full, self.spent]) & self.open[onto]
        self.groups: list[Group] = []
        self.known: dict[tuple[str, int], int] = {}

    def causes(self, request: int, slots: int) -> Iterator[Cause]:
        """What these slots wait for: places that nobody has, then places that others hold."""
        short = min(slots, self._short_alone(request))
        if short:
            closed, spent = self._closed(request)
            shared = () if closed else self.groups[self._group_of(request)].quotas
            yield Cause(request, short, SUPPLY, closed, tuple(sorted({*spent, *shared})))
        if slots > short:
            yield Cause(request, slots - short, CONTENTION, group=self._group_of(request))

    def _group_of(self, request: int) -> int:
        """The group that a request leads to: of all that it can reach, the nearest that is enough."""
        _, lift = self.onwards.of(request, until=self.lifts)
        key = ("own", request) if lift is None else ("shared", int(self.label[lift]))
        if key not in self.known:
            reached, _ = self.onwards.of(request if lift is None else lift)
            self.known[key] = len(self.groups)
            self.groups.append(self._group(reached))
        return self.known[key]

    def _closed(self, request: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The providers of a request that have no place left, and the quotas above them that are used up."""
        problem = self.problem
        closed = problem.closed[problem.closed[:, 0] == request, 1]
        above = {quota for provider in closed for quota in problem.quotas.above(int(provider))}
        spent = tuple(problem.quotas.names[one] for one in sorted(above) if self.spent[one])
        return tuple(int(one) for one in closed if problem.capacity[one] == 0), spent

    def _group(self, reached: Bools) -> Group:
        """The full providers and used-up quotas that these nodes lead to. First those where one more place is
        enough; where a full provider stands below a used-up quota, both are named."""
        problem, network = self.problem, self.network
        first_quota = problem.requests + len(network.used)
        full = self.full & reached[problem.requests : first_quota]
        held = self.spent & reached[first_quota : first_quota + len(self.spent)]
        providers = network.used[full & self.lifts[problem.requests : first_quota]]
        quotas = np.flatnonzero(held & self.lifts[first_quota : first_quota + len(held)]).tolist()
        if len(providers) + len(quotas) == 0:
            providers = network.used[full]
            below = [*problem.quotas.inner[providers].tolist(), *np.flatnonzero(held).tolist()]
            quotas = sorted(
                {one for node in below for one in problem.quotas.upwards(node) if self.spent[one]}
            )
        names = tuple(problem.quotas.names[one] for one in quotas)
        holders = np.flatnonzero(reached[: problem.requests] & (self.flow.arcs[: problem.requests] > 0))
        return Group(tuple(providers.tolist()), names, tuple(holders.tolist()))

    def _short_alone(self, request: int) -> int:
        """How many slots that have candidates would stay empty if nobody else asked (pins stay)."""
        problem = self.problem
        others = int(problem.candidates[request] - problem.pinned_requests[request])
        wanted = min(int(problem.demand[request]), others)
        if problem.quotas.names:
            return max(0, wanted - _alone_under_quotas(problem, request))
        return max(0, wanted - int(problem.starts[request + 1] - problem.starts[request]))


def _alone_under_quotas(problem: Problem, request: int) -> int:
    held = np.zeros(len(problem.quotas.names), np.int64)
    taken = 0
    for pair in range(int(problem.starts[request]), int(problem.starts[request + 1])):
        above = list(problem.quotas.above(int(problem.columns[pair])))
        if all(held[quota] < problem.quotas.limits[quota] for quota in above):
            held[above] += 1
            taken += 1
    return min(taken, int(problem.demand[request]))


class _Reach:
    """Which nodes a node leads to, over arcs sorted by where they begin."""

    def __init__(self, tails: Ints, heads: Ints, nodes: int) -> None:
        order = np.argsort(tails, kind="stable")
        self.heads = heads[order]
        self.starts = np.searchsorted(tails[order], np.arange(nodes + 1))
        self.nodes = nodes

    def of(self, node: int, until: Bools | None = None) -> tuple[Bools, int | None]:
        """The nodes that are reached, and the first of `until` among them, where the search ends."""
        seen = np.zeros(self.nodes, np.bool_)
        seen[node] = True
        edge = np.array([node])
        while len(edge):
            counts = self.starts[edge + 1] - self.starts[edge]
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            heads = self.heads[np.repeat(self.starts[edge], counts) + offsets]
            edge = np.unique(heads[~seen[heads]])
            seen[edge] = True
            if until is not None and until[edge].any():
                return seen, int(edge[until[edge]][0])
        return seen, None
