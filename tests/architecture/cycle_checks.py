"""No two files import each other, not even by way of others, and not for types alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.source import Module, app_modules, imported

# Files of a ring that is known, and why it is let be. It must vanish from here as soon as it is broken.
KNOWN_RINGS: dict[frozenset[str], str] = {}

Graph = Mapping[str, Mapping[str, int]]


def imports_form_no_ring(root: Path) -> Iterator[str]:
    """Each ring of files is named once, at the import that closes it; so is a known ring that is gone."""
    modules = {module.dotted: module for module in app_modules(root)}
    graph = {name: _imports(module, modules) for name, module in modules.items()}
    rings = _rings(graph)
    for ring in rings:
        if not any(known <= set(ring) for known in KNOWN_RINGS):
            first = ring[0]
            closing = next(other for other in graph[first] if other in ring)
            yield modules[first].fault(
                graph[first][closing], f"these files import each other: {', '.join(ring)}"
            )
    for known in KNOWN_RINGS:
        if known <= modules.keys() and not any(known <= set(ring) for ring in rings):
            yield f"the ring {', '.join(sorted(known))} is broken: take it out of KNOWN_RINGS"


def _imports(module: Module, modules: Mapping[str, Module]) -> dict[str, int]:
    """Module → line of the import that reaches it."""
    found: dict[str, int] = {}
    for line, source, name in imported(module):
        target = f"{source}.{name}" if f"{source}.{name}" in modules else source
        if target in modules and target != module.dotted:
            found.setdefault(target, line)
    return found


def _rings(graph: Graph) -> list[list[str]]:
    """Every set of modules that reach each other (strongly connected, after Tarjan), sorted by name."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    rings: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        waiting.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in waiting:
                lowest[name] = min(lowest[name], order[other])
        if lowest[name] == order[name]:
            place = waiting.index(name)
            ring = sorted(waiting[place:])
            del waiting[place:]
            if len(ring) > 1:
                rings.append(ring)

    for name in graph:
        if name not in order:
            visit(name)
    return sorted(rings)
