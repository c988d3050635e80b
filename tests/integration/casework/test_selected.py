"""One act on many cases: what is refused is left just as it was, whatever was written before the refusal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.casework.enums import CaseworkRefusal
from app.casework.services import act_on_each, record_event, take_step
from app.kernel.audit import AuditEvent
from app.kernel.database import db
from app.kernel.errors import DomainError
from tests.integration.casework.conftest import Library
from tests.library_loan.models import Loan
from tests.library_loan.process import A, S
from tests.library_loan.queries import get_loan


def find(ref: str) -> Any:
    return get_loan(ref, lock=True)


def test_what_is_refused_is_left_as_it_was(library: Library) -> None:
    loans = [library.ask_for(f"Book {number}") for number in range(3)]
    db.session.commit()
    refused = sorted(one.ref for one in loans)[1]

    def refuse(loan: Loan) -> None:
        loan.title = "Gone"
        record_event(loan, "looked_at", actor=library["librarian"])
        db.session.flush()
        if loan.ref == refused:
            raise DomainError(CaseworkRefusal.NOTHING_TO_EXTEND)
        take_step(loan, A.REFUSE, actor=library["librarian"], note="gone")

    refs = [*(one.ref for one in loans), "NOTTHERE"]
    assert act_on_each(refs, find, refuse) == sorted([refused, "NOTTHERE"])
    db.session.commit()
    db.session.expire_all()
    assert {one.ref: (one.status_code, one.title == "Gone") for one in loans} == {
        one.ref: (S.ASKED, False) if one.ref == refused else (S.REFUSED, True) for one in loans
    }
    looked_at = select(AuditEvent.subject_id).where(AuditEvent.kind == "loan.looked_at")
    found = db.session.execute(looked_at.order_by(AuditEvent.subject_id)).scalars().all()
    assert found == [one.id for one in loans if one.ref != refused]


def test_they_are_taken_in_one_order(library: Library) -> None:
    loans = [library.ask_for(f"Book {number}") for number in range(3)]
    seen: list[str] = []
    refs = sorted((one.ref for one in loans), reverse=True)
    assert act_on_each(refs, find, lambda loan: seen.append(loan.ref)) == []
    assert seen == sorted(refs)
