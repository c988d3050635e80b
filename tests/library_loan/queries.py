"""Loans by key, and as a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from app.casework.models import CASE_SEARCH, Casefile
from app.casework.queries import find_whole, open_in, whole_case
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.paging import Sort
from app.kernel.search import Found
from tests.library_loan.models import Loan
from tests.library_loan.process import LOAN

SORTS = {
    sign + name: Sort((column, Casefile.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("due", Casefile.sort_due, "sort_due"),
        ("name", Casefile.sort_name, "sort_name"),
    )
}


def get_loan(ref: str, *, known: Any = None, lock: bool = False) -> Loan:
    """One loan with all that its rules ask. Raises NotFound."""
    which = (Casefile.ref == ref, true() if known is None else known)
    found: Loan | None = find_whole(whole_case(Loan), *which, lock=lock)
    if found is None:
        raise NotFound
    return found


def list_statement(actor: Actor, body_id: int) -> Select[Any]:
    """The loans of a network that the actor may read, as columns."""
    table: Any = Loan.__table__
    return select(
        Casefile.id, Casefile.ref, Casefile.title, Casefile.sort_name, table.c.book,
        Casefile.status_code, Casefile.sort_due,
    ).join(table, table.c.id == Casefile.id).where(open_in(actor, LOAN, body_id))  # fmt: skip


def tabs(*, overdue: bool) -> dict[str, ColumnElement[bool]]:
    late = Casefile.sort_due < clock.now() if overdue else true()
    return {name: and_(Casefile.is_open.is_(not name), late) for name in ("", "closed")}


def find_words(actor: Actor, body_id: int, words: list[str]) -> Found | None:
    return CASE_SEARCH.find([[w] for w in words], select(Casefile.id).where(open_in(actor, LOAN, body_id)))
