"""What the engine is measured beside: the bare solver, linear programming, greedy choice, plain Python."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy import optimize, sparse

from app.matching.synthetic import Case


@dataclass(frozen=True)
class Arcs:
    """The arcs of a batch, prepared beforehand, so that the bare solver is timed alone."""

    tail: np.ndarray
    head: np.ndarray
    capacity: np.ndarray
    cost: np.ndarray
    source: int
    slots: int


def arcs_of(case: Case) -> Arcs:
    requests, providers = case.scores.shape
    rows, columns = np.asarray(case.scores.rows), np.asarray(case.scores.columns)
    source, sink = requests + providers, requests + providers + 1
    zeros = [np.zeros(requests, np.int64), np.zeros(providers, np.int64)]
    return Arcs(
        tail=np.concatenate([np.full(requests, source), rows, requests + np.arange(providers)]),
        head=np.concatenate([np.arange(requests), requests + columns, np.full(providers, sink)]),
        capacity=np.concatenate([case.demand, np.ones(len(rows), np.int64), case.capacity]),
        cost=np.concatenate([zeros[0], -np.asarray(case.scores.values), zeros[1]]),
        source=source,
        slots=int(case.demand.sum()),
    )


def bare_solver(arcs: Arcs) -> int:
    """OR-tools on the same arcs, and nothing else; the total score."""
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
    solver.set_nodes_supplies(np.array([arcs.source, arcs.source + 1]), np.array([arcs.slots, -arcs.slots]))
    solver.solve_max_flow_with_min_cost()
    solver.flows(np.arange(len(arcs.tail)))
    return int(-solver.optimal_cost())


def linear_program(case: Case, filled: int) -> float:
    """The LP optimum by scipy's HiGHS, with as many slots filled."""
    requests, providers = case.scores.shape
    rows, columns = np.asarray(case.scores.rows), np.asarray(case.scores.columns)
    size = len(rows)
    at = np.concatenate([np.arange(size), np.arange(size)])
    matrix = sparse.csr_array(
        (np.ones(2 * size), (np.concatenate([rows, requests + columns]), at)),
        shape=(requests + providers, size),
    )
    told = optimize.linprog(
        -np.asarray(case.scores.values, float),
        A_ub=matrix,
        b_ub=np.concatenate([case.demand, case.capacity]),
        A_eq=sparse.csr_array(np.ones((1, size))),
        b_eq=[filled],
        bounds=(0, 1),
        method="highs",
    )
    return float(-told.fun)


def greedy(case: Case) -> tuple[int, int]:
    """The best pair first, then the next: slots filled and total score."""
    rows, columns = np.asarray(case.scores.rows), np.asarray(case.scores.columns)
    values = np.asarray(case.scores.values)
    left, room = case.demand.copy(), case.capacity.copy()
    filled = total = 0
    for at in np.argsort(-values, kind="stable"):
        if left[rows[at]] and room[columns[at]]:
            left[rows[at]] -= 1
            room[columns[at]] -= 1
            filled, total = filled + 1, total + int(values[at])
    return filled, total


def plain_python(case: Case) -> tuple[int, int]:
    """Successive shortest paths (Edmonds and Karp 1972) with Dijkstra's rule, in plain Python."""
    network = _Plain(case)
    filled = 0
    while network.augment():
        filled += 1
    return filled, network.total


class _Plain:
    """Adjacency lists of [head, room, cost, place of the arc back]."""

    def __init__(self, case: Case) -> None:
        requests, providers = case.scores.shape
        self.source, self.sink = requests + providers, requests + providers + 1
        self.arcs: list[list[list[int]]] = [[] for _ in range(self.sink + 1)]
        for request, demand in enumerate(case.demand.tolist()):
            self._arc(self.source, request, demand, 0)
        highest = max(np.asarray(case.scores.values).tolist(), default=0)
        pairs = zip(
            np.asarray(case.scores.rows).tolist(),
            np.asarray(case.scores.columns).tolist(),
            np.asarray(case.scores.values).tolist(),
            strict=True,
        )
        for request, provider, value in pairs:
            self._arc(request, requests + provider, 1, highest - value)
        for provider, capacity in enumerate(case.capacity.tolist()):
            self._arc(requests + provider, self.sink, capacity, 0)
        self.highest, self.total, self.price = highest, 0, [0] * (self.sink + 1)

    def _arc(self, tail: int, head: int, room: int, cost: int) -> None:
        self.arcs[tail].append([head, room, cost, len(self.arcs[head])])
        self.arcs[head].append([tail, 0, -cost, len(self.arcs[tail]) - 1])

    def augment(self) -> bool:
        far: dict[int, int] = {self.source: 0}
        before: dict[int, tuple[int, int]] = {}
        heap, done = [(0, self.source)], set()
        while heap:
            distance, node = heapq.heappop(heap)
            if node in done:
                continue
            done.add(node)
            for place, (head, room, cost, _) in enumerate(self.arcs[node]):
                reached = distance + cost + self.price[node] - self.price[head]
                if room and reached < far.get(head, reached + 1):
                    far[head], before[head] = reached, (node, place)
                    heapq.heappush(heap, (reached, head))
        if self.sink not in far:
            return False
        limit = far[self.sink]
        for node in range(len(self.price)):
            self.price[node] += min(far.get(node, limit), limit)
        node = self.sink
        while node != self.source:
            tail, place = before[node]
            arc = self.arcs[tail][place]
            arc[1] -= 1
            self.arcs[node][arc[3]][1] += 1
            self.total += self._gained(tail, node, arc[2])
            node = tail
        return True

    def _gained(self, tail: int, head: int, cost: int) -> int:
        """What an arc that is taken adds to the score; one that is given back takes it off."""
        inner = self.source
        if tail >= inner or head >= inner or (cost == 0 and self.highest == 0):
            return 0
        return self.highest - cost if cost > 0 or self._forward(tail, head) else -(self.highest + cost)

    def _forward(self, tail: int, head: int) -> bool:
        """Requests have lower numbers than providers."""
        return tail < head
