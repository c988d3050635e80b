"""A loan: one organisation borrows one book. A further volume is a loan of its own, child of the first."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.casework.models import Casefile
from app.kernel.database import Key
from tests.library_loan.enums import KIND, CaseRole

DAYS = {"answer": 7, "hearing": 10, "consent": 14, "loan": 28}


class Loan(Casefile):
    __tablename__ = KIND
    __table_args__ = ({"info": {"in_migrations": False}},)  # only the databases of tests have it
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(200))

    def days(self, limit: str) -> int:
        return DAYS[limit]

    def remind_before(self) -> tuple[int, ...]:
        return (7, 2)

    def own_title(self) -> str | None:
        """What belongs to a loan is called by its book."""
        return self.book if self.parent is not None else None

    def own_words(self) -> tuple[str, ...]:
        return (self.book,)

    def open_key_when_open(self) -> str:
        """One open loan of a borrower for a book."""
        return f"{KIND}/o{self.organisation_id}/b{self.body_id}/{self.book}"

    @property
    def keepers(self) -> list[int]:
        """Who of the keepers has agreed."""
        return [one.person_id for one in self.people if one.role == CaseRole.KEEPER]

    @property
    def volumes_are_out(self) -> bool:
        return any(child.is_open for child in self.children)
