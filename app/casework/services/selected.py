"""One act on many cases."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from app.kernel.database import db
from app.kernel.errors import DomainError


def act_on_each(refs: Collection[str], find: Callable[[str], Any], act: Callable[[Any], object]) -> list[str]:
    """Find each case, locked, and do it to each. Each is judged by itself: what is not there for the actor,
    or refused by a rule, is left just as it was, and its reference answered."""
    left = []
    for ref in sorted(refs):  # in one order, so that two people never wait for each other's locks
        try:
            with db.session.begin_nested():
                act(find(ref))
        except DomainError:
            left.append(ref)
    return left
