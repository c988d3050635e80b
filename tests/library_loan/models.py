"""A loan and its book."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.casework.models import Casefile
from app.casework.process import Process
from app.kernel.database import Key
from tests.library_loan.process import LOAN

DAYS = {"answer": 7, "loan": 28}


class Loan(Casefile):
    """One person borrows one book."""

    PROCESS: ClassVar[Process] = LOAN

    __tablename__ = "library_loan"
    __table_args__ = ({"info": {"in_migrations": False}},)  # only the databases of tests have it
    __mapper_args__ = {"polymorphic_identity": LOAN.kind}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(200))

    def days(self, limit: str) -> int:
        return DAYS[limit]

    def remind_before(self) -> tuple[int, ...]:
        return (7, 2)

    def open_key_when_open(self) -> str:
        return f"loan/{self.body_id}/{self.book}"
