"""Proof that a flow is the cheapest of its amount, found without trusting the solver.

A flow is cheapest if and only if its residual network has no negative cycle, and then shortest distances in
it are prices (LP duals) under which no arc with room costs less than nothing (Ahuja, Magnanti and Orlin
1993, theorems 9.1 and 9.3). The distances are found by Bellman and Ford's rule over whole blocks of arcs.
"""

from __future__ import annotations

import numpy as np

from app.matching.entries import Ints
from app.matching.network import Flow


def find_prices(flow: Flow) -> Ints | None:
    """A price for each node, or None where the flow is not the cheapest under its costs."""
    return _Residual(flow, _costs(flow)).settle()


def is_proof(flow: Flow, prices: Ints) -> bool:
    """Whether under these prices no arc with room to change is worth changing: plain arithmetic."""
    network = flow.network
    reduced = _costs(flow) + prices[network.tail] - prices[network.head]
    return bool((reduced[flow.arcs < network.capacity] >= 0).all() and (reduced[flow.arcs > 0] <= 0).all())


def _costs(flow: Flow) -> Ints:
    assert flow.costs is not None
    return flow.costs


class _Residual:
    """The residual network, whose arcs are relaxed until no distance falls any more."""

    def __init__(self, flow: Flow, costs: Ints) -> None:
        network = flow.network
        self.nodes = network.sink + 1
        self.requests = network.problem.requests
        block = network.pair_block
        held = flow.arcs[block] > 0
        self.pair_tail, self.pair_head = network.tail[block], network.head[block]
        self.pair_cost = costs[block]
        self.free = ~held
        self.starts = np.searchsorted(network.tail[block], np.arange(self.requests + 1))
        # Few arcs besides the pairs that are not chosen: those are all looked at in every round.
        rest = np.r_[0 : block.start, block.stop : len(network.tail)]
        forward = rest[flow.arcs[rest] < network.capacity[rest]]
        backward = np.concatenate([rest[flow.arcs[rest] > 0], block.start + np.flatnonzero(held)])
        self.tail = np.concatenate([network.tail[forward], network.head[backward]])
        self.head = np.concatenate([network.head[forward], network.tail[backward]])
        self.cost = np.concatenate([costs[forward], -costs[backward]])

    def settle(self) -> Ints | None:
        distance = self._start()
        before = np.full(self.requests, np.iinfo(np.int64).max)
        for _ in range(self.nodes + 1):
            changed = np.flatnonzero(distance[: self.requests] < before)
            before = distance[: self.requests].copy()
            fell = self._along_pairs(distance, changed)
            while self._along_rest(distance):
                fell = True
            if not fell:
                return distance
            if distance[-1] < -(1 << 61):
                return None
        return None

    def _start(self) -> Ints:
        """Any start leads to prices. This one is near them: a request is worth the least of its pairs."""
        distance = np.zeros(self.nodes, np.int64)
        held = np.flatnonzero(~self.free)
        distance[: self.requests] = -self.pair_cost.min(initial=0)
        np.minimum.at(distance, self.pair_tail[held], -self.pair_cost[held])
        return distance

    def _along_pairs(self, distance: Ints, changed: Ints) -> bool:
        if len(changed) == 0:
            return False
        if len(changed) == self.requests:  # all arcs, without copying them
            better = self.free & (distance[self.pair_tail] + self.pair_cost < distance[self.pair_head])
            arcs = np.flatnonzero(better)
            tails = self.pair_tail[arcs]
        else:
            counts = self.starts[changed + 1] - self.starts[changed]
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            arcs = np.repeat(self.starts[changed], counts) + offsets
            tails = np.repeat(changed, counts)
            arcs, tails = arcs[self.free[arcs]], tails[self.free[arcs]]
        return _relax(distance, tails, self.pair_head[arcs], self.pair_cost[arcs])

    def _along_rest(self, distance: Ints) -> bool:
        return _relax(distance, self.tail, self.head, self.cost)


def _relax(distance: Ints, tail: Ints, head: Ints, cost: Ints) -> bool:
    """Let distances fall along these arcs; whether any did."""
    offered = distance[tail] + cost
    better = offered < distance[head]
    if not better.any():
        return False
    np.minimum.at(distance, head[better], offered[better])
    return True
