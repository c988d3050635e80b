"""How a page opens a case: found only by whoever may know of it, closed by a conflict, open to those who
judge once they have declared their ties. Every process asks here, so that none forgets a part of it.

`load(ref, known=…, lock=…)` is the feature's own query of one whole case.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import abort, url_for

from app.casework import queries, rules
from app.casework.enums import CaseworkRefusal, Standing
from app.casework.models import Casefile
from app.casework.process import permits, refusal
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import see_other, writes

Load = Callable[..., Any]


def find_own(load: Load, ref: str) -> Any:
    """A case of the reader's own organisation. Anybody else's is not there."""
    case = load(ref, known=queries.owned_by(current_actor()), lock=writes())
    show_body(case.body)
    return case


def find_case(load: Load, slug: str, ref: str) -> Any:
    """A case that the reader may know of from the network's side; anything else is not there."""
    case = load(ref, known=queries.readable_by(current_actor()), lock=writes())
    if case.body.slug != slug:
        raise NotFound
    show_body(case.body)
    return case


def open_case(load: Load, slug: str, ref: str) -> Any:
    """A case to read or act on: a conflict closes it, and ties are declared first, whatever the page."""
    case = find_case(load, slug, ref)
    if rules.standing(current_actor(), case) is Standing.OWN:
        raise DomainError(CaseworkRefusal.RECUSED)
    require_open(case)
    return case


def open_step(load: Load, slug: str, ref: str, action: StrEnum) -> Any:
    """A case for the page of one step. Nobody reads a page of a step that is not theirs; whoever sends it
    once it can no longer be taken is told so beside what they wrote."""
    case = open_case(load, slug, ref)
    actor = current_actor()
    if not permits(actor, case, action):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if not writes():
        require(refusal(actor, case, action))
    return case


def require_open(case: Casefile) -> None:
    """A conflict closes a case; whoever judges goes to the declaration first."""
    match rules.standing(current_actor(), case):
        case Standing.RECUSED:
            raise DomainError(CaseworkRefusal.RECUSED)
        case Standing.DECLARE if writes():
            raise DomainError(CaseworkRefusal.DECLARE_FIRST)
        case Standing.DECLARE:
            abort(see_other(url_for("casework.declare", ref=case.ref)))
