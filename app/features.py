"""The one list of packages: what lies above what, and which features this program has.

Registration, blueprints and every check in tests/architecture read it. A feature inside another package has
a dotted name: `grants.calls` lives in app/grants/calls, its endpoints begin with `grants_calls.`, and its
templates lie in app/grants/calls/templates/grants/calls.
"""

from __future__ import annotations

Row = tuple[str, ...]

# From the ground up. A package may import what stands in an earlier row, never its neighbours in its own.
GROUND: tuple[Row, ...] = (("features", "kernel", "matching"), ("web",), ("extensions",))
FEATURE_ROWS: tuple[Row, ...] = (
    ("accounts",),
    ("documents",),
    ("questionnaires",),
    ("organisations",),
    ("casework",),
    ("membership", "directory", "grants", "support"),
    ("dashboard", "example"),
)
TOP: tuple[Row, ...] = (("registration", "cli"), ("",))  # the empty name is app/__init__.py

# A package of packages, in its own order: each part may import the parts named before it.
PARTS: dict[str, Row] = {
    "grants": (
        "funding",
        "calls",
        "applications",
        "reviews",
        "diligence",
        "awards",
        "reports",
        "publishing",
    ),
}

# They have their place in the table already, but no code yet. Take a name out when its package begins.
PLANNED = frozenset({"support"})

_ROW_OF = {name: row for row, names in enumerate((*GROUND, *FEATURE_ROWS, *TOP)) for name in names}


def _with_parts(name: str) -> Row:
    return tuple(f"{name}.{part}" for part in PARTS[name]) if name in PARTS else (name,)


ALL_FEATURES: Row = tuple(feature for row in FEATURE_ROWS for name in row for feature in _with_parts(name))
# In the order in which create_app registers them.
FEATURES: Row = tuple(feature for feature in ALL_FEATURES if feature not in PLANNED)


def package_of(dotted: str) -> str:
    """`grants.calls` for `grants.calls.views.base`, `accounts` for `accounts.queries`: as long as a package's
    name is, however deep the module lies."""
    names = dotted.split(".")
    return ".".join(names[:2]) if names[0] in PARTS else names[0]


def has_place(package: str) -> bool:
    """Whether the table knows this package; `grants` itself may hold nothing but an empty __init__."""
    top, _, part = package.partition(".")
    return top in _ROW_OF and (not part or part in PARTS.get(top, ()))


def is_below(lower: str, upper: str) -> bool:
    """Whether `upper` may import `lower`. Both must have a place in the table."""
    lower_top, _, lower_part = lower.partition(".")
    upper_top, _, upper_part = upper.partition(".")
    if lower_top != upper_top:
        return _ROW_OF[lower_top] < _ROW_OF[upper_top]
    order = ("", *PARTS.get(lower_top, ()))
    return order.index(lower_part) < order.index(upper_part)


def endpoint_prefix(feature: str) -> str:
    """The blueprint of a feature: Flask allows no dot in its name."""
    return feature.replace(".", "_")
