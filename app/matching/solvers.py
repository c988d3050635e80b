"""The libraries that do the solving, each loaded when a batch first needs it: most processes never match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.matching.entries import Floats, Ints
from app.matching.errors import Overflow


def largest(tail: Ints, head: Ints, capacity: Ints, source: int, sink: int) -> tuple[Ints, int]:
    """A flow that is as large as can be, by OR-tools' push-relabel: through each arc, and in all."""
    from ortools.graph.python import max_flow  # noqa: PLC0415

    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(tail, head, capacity)
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver answered {status}")
    return np.asarray(solver.flows(np.arange(len(tail))), np.int64), int(solver.optimal_flow())


def cheapest(
    tail: Ints, head: Ints, capacity: Ints, costs: Ints, source: int, sink: int, slots: int
) -> tuple[Ints, int]:
    """Of the largest flows up to `slots` a cheapest one, by OR-tools' cost scaling."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415

    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, costs)
    solver.set_nodes_supplies(np.array([source, sink]), np.array([slots, -slots]))
    status = solver.solve_max_flow_with_min_cost()
    if status == solver.BAD_COST_RANGE:
        raise Overflow("scores are too large to be solved in whole numbers", None)
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver answered {status}")
    return np.asarray(solver.flows(np.arange(len(tail))), np.int64), int(solver.maximum_flow())


PROVED, OUT_OF_TIME, IMPOSSIBLE = 0, 1, 2  # what scipy's milp says


@dataclass(frozen=True)
class Solved:
    """What branch and bound found: values or None, a bound from above on the gain, whether it is proved to be
    the best, and whether it is proved that there is nothing at all."""

    values: Floats | None
    bound: float
    proved: bool
    impossible: bool


def best_of_program(
    gain: Floats,
    *,
    entries: tuple[Floats, Ints, Ints],
    limits: tuple[Floats, Floats],
    bounds: tuple[Floats, Floats],
    whole: Floats,
    seconds: float | None,
) -> Solved:
    """Maximise `gain` under low <= matrix x <= high, by scipy's HiGHS. `entries`: values, rows, columns of
    the matrix; `whole`: 1 for variables that are whole numbers; `seconds`: None for no limit."""
    from scipy import optimize, sparse  # noqa: PLC0415

    values, rows, columns = entries
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(limits[0]), len(gain)))
    options: dict[str, Any] = {"mip_rel_gap": 0.0}
    if seconds is not None:
        options["time_limit"] = max(seconds, 0.01)
    told = optimize.milp(
        -gain,
        constraints=optimize.LinearConstraint(matrix, *limits),
        bounds=optimize.Bounds(*bounds),
        integrality=whole,
        options=options,
    )
    if told.status not in (PROVED, OUT_OF_TIME, IMPOSSIBLE):
        raise RuntimeError(f"the program was not solved: {told.message}")
    bound = getattr(told, "mip_dual_bound", None)
    values_found = None if told.x is None else np.asarray(told.x, np.float64)
    bound = -float(bound) if bound is not None and np.isfinite(bound) else np.inf
    return Solved(values_found, bound, told.status == PROVED, told.status == IMPOSSIBLE)


def prices_of_limits(gain: Floats, *, entries: tuple[Floats, Ints, Ints], high: Floats) -> Floats:
    """LP duals: what one more unit of each limit would be worth at most. Maximises `gain` under
    matrix x <= high and 0 <= x <= 1, by scipy's HiGHS."""
    from scipy import optimize, sparse  # noqa: PLC0415

    values, rows, columns = entries
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(high), len(gain)))
    told = optimize.linprog(-gain, A_ub=matrix, b_ub=high, bounds=(0, 1), method="highs")
    if told.x is None:
        raise RuntimeError(f"the linear program was not solved: {told.message}")
    return np.asarray(-told.ineqlin.marginals, np.float64)


def components(tail: Ints, head: Ints, nodes: int, *, strong: bool = False) -> Ints:
    """The connected component of each node, numbered from 0; the strongly connected one with `strong`."""
    from scipy import sparse  # noqa: PLC0415

    graph = sparse.coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nodes, nodes))
    _, labels = sparse.csgraph.connected_components(graph, directed=strong, connection="strong")
    return np.asarray(labels, np.int64)
