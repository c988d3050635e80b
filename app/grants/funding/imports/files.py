"""What a file is, whatever its name says: its first bytes decide."""

from __future__ import annotations

from app.documents.enums import DocumentRefusal
from app.grants.funding.enums import ImportRefusal
from app.grants.funding.imports.cells import MEGABYTE, Limits, Tables
from app.grants.funding.imports.text_files import read_text
from app.grants.funding.imports.workbook_files import read_workbook
from app.kernel.errors import DomainError

ARCHIVE, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (PDF, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf")


def read_file(data: bytes, limits: Limits) -> Tables:
    """The tables of a CSV or XLSX file. Raises what the checks of documents do (too large, empty, damaged,
    locked, with a program in it, too large unpacked), OLD_WORKBOOK, OTHER_FILE, TOO_MANY_CELLS, QUOTE_OPEN.
    """
    if len(data) > limits.bytes:
        raise DomainError(DocumentRefusal.TOO_LARGE, limit=limits.bytes // MEGABYTE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DomainError(DocumentRefusal.EMPTY)
    if data.startswith(ARCHIVE):
        return read_workbook(data, limits)
    if data.startswith(OLE):
        locked = ENCRYPTED in data
        raise DomainError(DocumentRefusal.LOCKED if locked else ImportRefusal.OLD_WORKBOOK)
    if data.startswith(OTHERS):
        raise DomainError(ImportRefusal.OTHER_FILE)
    return read_text(data, limits)
