"""One number that grows with each change the public may see: caches of public pages are keyed by it."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Key, db


class PublicVersion(Base):
    """The one row that holds the number."""

    __tablename__ = "public_version"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Key)


def current() -> int:
    """The present number: the only thing that serving a cached page asks of the database."""
    return db.session.scalar(_CURRENT) or 0


_CURRENT = select(PublicVersion.number).where(PublicVersion.id == 1)


def bump() -> None:
    """Increase the number, because this transaction changes something public."""
    grown = db.session.execute(
        update(PublicVersion)
        .where(PublicVersion.id == 1)
        .values(number=PublicVersion.number + 1)
        .returning(PublicVersion.number)
        .execution_options(synchronize_session=False)
    )
    if grown.scalar_one_or_none() is None:
        db.session.add(PublicVersion(id=1, number=1))
        db.session.flush()
