"""The flow network of a batch, and the two solvers that run on it.

    source -> request (its demand) -> pair (1) -> provider -> [quota -> ...] -> sink

A provider's arc to the sink is one arc of its capacity, or, where load counts, one arc for each place, each
dearer than the one before. Ahuja, Magnanti and Orlin, Network Flows (1993), chapters 7, 10 and 14.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.matching.entries import Bools, Ints
from app.matching.problem import Problem
from app.matching.scaling import Weights
from app.matching.solvers import cheapest, largest


@dataclass(frozen=True)
class Network:
    """Arcs in four blocks: source to requests, pairs, providers onwards, quotas onwards.

    Nodes: requests, then the providers that some pair leads to, then quotas, source, sink.
    """

    problem: Problem
    chosen: Ints  # which of the problem's pairs are in
    used: Ints  # canonical providers that some pair leads to, rising
    place: Ints  # for each pair in, its provider's place in `used`
    tail: Ints
    head: Ints
    capacity: Ints
    onward: Ints  # for each arc of the third block, the place of its provider in `used`
    nth: Ints  # and the how-many-th arc of that provider it is, from 0

    @property
    def rows(self) -> Ints:
        return self.problem.rows[self.chosen]

    @property
    def source(self) -> int:
        return self.problem.requests + len(self.used) + len(self.problem.quotas.names)

    @property
    def sink(self) -> int:
        return self.source + 1

    @property
    def pair_block(self) -> slice:
        return slice(self.problem.requests, self.problem.requests + len(self.chosen))

    @property
    def onward_block(self) -> slice:
        begin = self.problem.requests + len(self.chosen)
        return slice(begin, begin + len(self.onward))

    def costs(self, weights: Weights) -> Ints:
        """What each arc costs: a pair its weight, taken off; a further place of a provider what load adds."""
        costs = np.zeros(len(self.tail), np.int64)
        costs[self.pair_block] = -weights.pairs[self.chosen]
        if weights.load_step or weights.load.any():
            begun = weights.load[self.used[self.onward]]
            costs[self.onward_block] = begun + weights.load_step * self.nth
        return costs


def build_network(
    problem: Problem, chosen: Ints | None = None, *, steps: bool = False, demand: Ints | None = None
) -> Network:
    """The network of the chosen pairs (all by default). `steps`: a provider's places have arcs of their own;
    `demand` replaces the problem's."""
    every = chosen is None
    picked = np.arange(len(problem.rows)) if chosen is None else chosen
    columns = problem.columns if every else problem.columns[picked]
    degree = np.bincount(columns, minlength=problem.providers)
    used = np.flatnonzero(degree)
    place_of = np.zeros(problem.providers, np.int64)
    place_of[used] = np.arange(len(used))
    place = place_of[columns]
    count, tree = problem.requests, problem.quotas
    first_quota = count + len(used)
    source, sink = first_quota + len(tree.names), first_quota + len(tree.names) + 1
    room = np.minimum(problem.capacity[used], degree[used])
    places = room if steps else np.ones(len(used), np.int64)
    onward = np.repeat(np.arange(len(used)), places)
    nth = np.arange(len(onward)) - np.repeat(np.cumsum(places) - places, places)
    inner = tree.inner[used][onward]
    rows = problem.rows if every else problem.rows[picked]
    return Network(
        problem=problem,
        chosen=picked,
        used=used,
        place=place,
        tail=np.concatenate(
            [np.full(count, source), rows, count + onward, first_quota + np.arange(len(tree.names))]
        ),
        head=np.concatenate(
            [
                np.arange(count),
                count + place,
                np.where(inner >= 0, first_quota + inner, sink),
                np.where(tree.parent >= 0, first_quota + tree.parent, sink),
            ]
        ),
        capacity=np.concatenate(
            [
                problem.demand if demand is None else demand,
                np.ones(len(picked), np.int64),
                np.ones(len(onward), np.int64) if steps else room,
                tree.limits,
            ]
        ),
        onward=onward,
        nth=nth,
    )


@dataclass(frozen=True)
class Flow:
    """How much goes through each arc of a network, and how many slots that fills."""

    network: Network
    arcs: Ints
    amount: int
    costs: Ints | None = None  # of each arc, where the flow is a cheapest one

    @cached_property
    def pairs(self) -> Ints:
        """The problem's pairs that are chosen, rising."""
        return self.network.chosen[self.arcs[self.network.pair_block] > 0]


def largest_flow(network: Network) -> Flow:
    """As many slots filled as can be."""
    told = largest(network.tail, network.head, network.capacity, network.source, network.sink)
    return Flow(network, *told)


def cheapest_flow(network: Network, weights: Weights) -> Flow:
    """Of the flows that fill as many slots as can be, the cheapest."""
    costs = network.costs(weights)
    flows, amount = _cheapest(network, network.tail, network.head, network.capacity, costs)
    return Flow(network, flows, amount, costs)


def widest_flow(network: Network, counted: Bools) -> Flow:
    """Of the flows that fill as many slots as can be, one that gives something to as many of the counted
    requests as can be: their first slots have arcs of their own, which earn one each."""
    count = network.problem.requests
    first = np.minimum(network.capacity[:count], counted.astype(np.int64))
    capacity = np.concatenate([network.capacity, first])
    capacity[:count] -= first
    costs = np.zeros(len(capacity), np.int64)
    costs[len(network.tail) :] = -1
    tail = np.concatenate([network.tail, np.full(count, network.source)])
    head = np.concatenate([network.head, np.arange(count)])
    flows, amount = _cheapest(network, tail, head, capacity, costs)
    flows[:count] += flows[len(network.tail) :]
    return Flow(network, flows[: len(network.tail)], amount)


def _cheapest(network: Network, tail: Ints, head: Ints, capacity: Ints, costs: Ints) -> tuple[Ints, int]:
    slots = int(network.capacity[: network.problem.requests].sum())
    return cheapest(tail, head, capacity, costs, network.source, network.sink, slots)
