"""The address of the page that is shown, with some of its arguments changed.

Whatever somebody wrote into the address comes back in links, so names that `url_for` takes as orders
(`_external`, `_scheme`, an endpoint, the language) are left out.
"""

from __future__ import annotations

from flask import request

_ORDERS = frozenset({"endpoint", "lang"})


def own_arguments() -> dict[str, list[str]]:
    """Every argument of this request's address that is a page's own: name → values."""
    taken = _ORDERS | set(request.view_args or {})
    return {
        name: values
        for name, values in request.args.to_dict(flat=False).items()
        if name not in taken and not name.startswith("_")
    }


def with_changes(**changes: str | None) -> dict[str, str]:
    """The first value of each own argument, changed; what is empty is left out."""
    arguments = {name: values[0] for name, values in own_arguments().items()} | changes
    return {name: value for name, value in arguments.items() if value}
