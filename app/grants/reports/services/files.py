"""The files that show an expense: added and taken out while it is a draft, kept once it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from app.documents.enums import DocumentRefusal
from app.documents.models import StoredDocument
from app.documents.queries import documents_by_ref
from app.documents.services import claim_documents, delete_document, keep_documents, receive_upload
from app.grants.awards.models import GrantAward
from app.grants.reports import queries, rules
from app.grants.reports.enums import ReportRefusal
from app.grants.reports.models import ExpenseFile, GrantExpense
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.errors import DomainError, require
from app.kernel.settings import setting


def receive_file(award: GrantAward, stream: IO[bytes], filename: str, *, actor: Actor) -> StoredDocument:
    """Keep a photo or scan that came with a page, even when the page is refused. Gives the transaction back
    first: open the grant again afterwards. Raises DocumentRefusal."""
    require(rules.may_enter(actor, award))
    owner = rules.owner_of(award)
    return receive_upload(stream, filename, owner=owner, actor=actor, kinds=rules.FILE_KINDS)


def change_files(expense: GrantExpense, refs: Sequence[str], *, actor: Actor) -> None:
    """Let an expense have these files, by their references, and no others. Raises TOO_MANY_FILES,
    FILE_WAS_SENT, and GONE for a file that belongs elsewhere."""
    most = setting("GRANT_EXPENSE_FILES_AT_MOST")
    if len(refs) > most:
        raise DomainError(ReportRefusal.TOO_MANY_FILES, most=most)
    held = {one.document.ref: one for one in expense.files}
    _take_out([one for ref, one in held.items() if ref not in refs], expense, actor)
    added = [ref for ref in dict.fromkeys(refs) if ref not in held]
    found = documents_by_ref(added)
    taken = queries.list_attached([one.id for one in found.values()])
    if any(ref not in found or found[ref].id in taken for ref in added):
        raise DomainError(DocumentRefusal.GONE)
    claim_documents(added, owner=rules.owner_of(expense.award), actor=actor)
    expense.files.extend(ExpenseFile(document=found[ref]) for ref in added)


def drop_files(expense: GrantExpense, *, actor: Actor) -> None:
    """Take all files of an expense out. Raises FILE_WAS_SENT."""
    _take_out(list(expense.files), expense, actor)


def _take_out(files: Sequence[ExpenseFile], expense: GrantExpense, actor: Actor) -> None:
    if any(one.sent_at is not None for one in files):
        raise DomainError(ReportRefusal.FILE_WAS_SENT)
    for one in files:
        expense.files.remove(one)
        delete_document(one.document, actor=actor)


def note_sent(award: GrantAward, expenses: Iterable[GrantExpense]) -> None:
    """The report was sent with these files: they are kept as long as the donor's auditor may ask."""
    files = [file for one in expenses for file in one.files]
    for file in files:
        file.sent_at = file.sent_at or now()
    keep_documents([file.document for file in files], until=queries.keep_until(award))
