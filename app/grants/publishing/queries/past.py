"""Grants of the past, and the files that they came in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, extract, func, select
from sqlalchemy.orm import raiseload

from app.casework.models import Casefile
from app.grants.awards.process import GRANT_AWARD
from app.grants.publishing.models import AwardPublication, PastGrant, PastGrantFile, PastImport
from app.grants.publishing.projection import ShownPast, project_past
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.paging import Sort
from app.kernel.search import search_words

CHUNK = 500
PAST_SORTS = {
    sign + name: Sort((column, PastGrant.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("name", PastGrant.sort_name, "sort_name"),
        ("day", PastGrant.awarded_on, "awarded_on"),
    )
}


def _in_published() -> ColumnElement[bool]:
    """Whether a file that is published holds the grant as it is kept."""
    return (
        exists()
        .where(
            PastGrantFile.grant_id == PastGrant.id,
            PastImport.id == PastGrantFile.import_id,
            PastImport.published_at.is_not(None),
        )
        .correlate(PastGrant)
    )


WRITTEN_BY = PastImport.__table__.alias("written_by")
COLUMNS = (
    PastGrant.id,
    PastGrant.grant_id,
    PastGrant.recipient,
    PastGrant.sort_name,
    PastGrant.title,
    PastGrant.currency,
    PastGrant.amount_minor,
    PastGrant.awarded_on,
    WRITTEN_BY.c.ref.label("import_ref"),
    and_(_in_published(), PastGrant.has_faults.is_(False)).label("is_public"),
)


def past_statement(body_id: int, words: str = "") -> Select[Any]:
    """The past grants of a network, as columns: all, or those that hold every word."""
    columns: tuple[Any, ...] = COLUMNS
    statement: Select[Any] = (
        select(*columns)
        .join(WRITTEN_BY, WRITTEN_BY.c.id == PastGrant.import_id)
        .where(PastGrant.body_id == body_id)
    )
    for word in search_words(words):
        statement = statement.where(PastGrant.search_text.contains(word, autoescape=True))
    return statement


def count_past(body_id: int) -> int:
    return int(
        db.session.scalar(select(func.count()).select_from(PastGrant).where(PastGrant.body_id == body_id))
        or 0
    )


def list_imports(body_id: int) -> Sequence[PastImport]:
    """The files of a network, the newest first, without what stands in them."""
    return db.session.scalars(
        select(PastImport).where(PastImport.body_id == body_id).order_by(PastImport.id.desc())
    ).all()


def get_import(ref: str, body_id: int, *, lock: bool = False) -> PastImport:
    """One file of this network. Raises NotFound."""
    which = (PastImport.ref == ref, PastImport.body_id == body_id)
    if lock:
        take_lock(select(PastImport.id).where(*which))
    found = db.session.execute(
        select(PastImport).where(*which).execution_options(populate_existing=lock)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def list_known(body_id: int, ids: Collection[str]) -> dict[str, PastGrant]:
    """Those of these ids that are known, by their id."""
    found: dict[str, PastGrant] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        rows = db.session.scalars(
            select(PastGrant)
            .where(PastGrant.body_id == body_id, PastGrant.grant_id.in_(wanted[start : start + CHUNK]))
            .options(raiseload("*"))
            .order_by(PastGrant.id)
        )
        found |= {one.grant_id: one for one in rows}
    return found


def list_shown_past(body_id: int) -> list[dict[str, Any]]:
    """The grants of all files that are published, as everybody may read them, the newest first. Of a row with
    a fault the office is told when it is left out."""
    statement = (
        select(PastGrant.data)
        .where(PastGrant.body_id == body_id, _in_published())
        .order_by(PastGrant.awarded_on.desc(), PastGrant.grant_id)
    )
    return [project_past(data) for data in db.session.scalars(statement)]


def _public(body_id: int) -> ColumnElement[bool]:
    return and_(
        PastGrant.body_id == body_id,
        _in_published(),
        PastGrant.has_faults.is_(False),
    )


def count_past_years(body_id: int) -> dict[int, int]:
    """Year → how many past grants of it everybody may read."""
    year = extract("year", PastGrant.awarded_on)
    rows = db.session.execute(
        select(year, func.count()).select_from(PastGrant).where(_public(body_id)).group_by(year)
    )
    return {int(one): number for one, number in rows}


def list_past_of(body_id: int, year: int) -> list[ShownPast]:
    """The past grants of a year that everybody may read, by name."""
    rows = db.session.execute(
        select(
            PastGrant.recipient,
            PastGrant.is_person,
            PastGrant.country,
            PastGrant.programme,
            PastGrant.currency,
            PastGrant.amount_minor,
        )
        .where(_public(body_id), PastGrant.awarded_on.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(PastGrant.sort_name, PastGrant.grant_id)
    )
    return [
        ShownPast(
            name="" if row.is_person else row.recipient,
            country=row.country or "",
            programme=row.programme,
            amount=Money(row.amount_minor, row.currency),
        )
        for row in rows
    ]


def own_refs(refs: Collection[str]) -> set[str]:
    """Which of these are references of grants that are cases here, or of their masks."""
    found: set[str] = set()
    wanted = sorted(refs)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        cases = select(Casefile.ref).where(Casefile.kind == GRANT_AWARD.kind, Casefile.ref.in_(some))
        masks = select(AwardPublication.masked_ref).where(AwardPublication.masked_ref.in_(some))
        found |= {*db.session.scalars(cases), *db.session.scalars(masks)}
    return found
