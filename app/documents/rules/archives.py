"""Office documents are zip archives, and zip archives can be bombs, carry programs, or be two things at once.

The end record is read by hand before Python's zipfile sees the data: zipfile builds an object per entry, so
an archive of empty entries is a bomb too.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise

from app.documents.enums import DocumentRefusal
from app.documents.rules.limits import Limits
from app.kernel.errors import DomainError

MOST_ENTRIES = 2000
LARGEST_DIRECTORY = MOST_ENTRIES * 200
LARGEST_RATIO = 250  # of an entry over a megabyte; text packs 20 to 1, a bomb 1000 to 1
MEGABYTE = 1024 * 1024
LARGEST_PART = 2 * MEGABYTE  # of those that say what the document is and what it fetches; read whole
END = b"PK\x05\x06"
END_LENGTH = 22
LOCAL_HEADER_LENGTH = 30

MAIN_PART = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
MEDIA_TYPE = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
PROGRAMS = re.compile(
    r"(?:vbaproject.*\.bin|(?:^|/)(?:activex|macrosheets|basic|scripts)/|\.(?:exe|dll|js|vbs|ps1|bat|com|scr|jar)$)",
    re.IGNORECASE,
)
FETCHED = re.compile(
    rb"<Relationship\b[^>]*(?:attachedTemplate|oleObject|subDocument|/frame)[^>]*>", re.IGNORECASE
)


def check_office(data: bytes, kind: str, limits: Limits) -> None:
    """Raises DomainError unless `data` is a sound document of this kind that runs and fetches nothing."""
    if not data.startswith(b"PK\x03\x04"):
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    _check_end(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_entries(archive.infolist(), limits)
            _check_kind(archive, kind)
            _read_through(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        raise DomainError(DocumentRefusal.DAMAGED) from None


def _check_end(data: bytes) -> None:
    """One archive, from the first byte to the last, with a directory of a sane size."""
    at = data.rfind(END)
    record = data[at : at + END_LENGTH]  # nothing, where there is no end record
    if len(record) < END_LENGTH:
        raise DomainError(DocumentRefusal.DAMAGED)
    _, disk, start, here, total, size, offset, comment = struct.unpack("<4s4H2LH", record)
    if at + END_LENGTH + comment != len(data) or offset + size != at or disk or start or here != total:
        raise DomainError(DocumentRefusal.TWO_IN_ONE)
    if total > MOST_ENTRIES or size > LARGEST_DIRECTORY:
        raise DomainError(DocumentRefusal.BOMB)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise DomainError(DocumentRefusal.BOMB)
    in_order = sorted(entries, key=lambda each: each.header_offset)
    if any(after.header_offset < _end_of(before) for before, after in pairwise(in_order)):
        raise DomainError(DocumentRefusal.BOMB)
    for entry in entries:
        check_entry(entry)
    if len({entry.filename for entry in entries}) < len(entries):
        raise DomainError(DocumentRefusal.TWO_IN_ONE)


def _end_of(entry: zipfile.ZipInfo) -> int:
    """The first byte after an entry, at the least."""
    return entry.header_offset + LOCAL_HEADER_LENGTH + len(entry.filename) + entry.compress_size


def check_entry(entry: zipfile.ZipInfo) -> None:
    """Raises DomainError for one that is locked, packed in an odd way, a bomb, a program, or out of place."""
    if entry.flag_bits & 0x1:
        raise DomainError(DocumentRefusal.LOCKED)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DomainError(DocumentRefusal.DAMAGED)
    if entry.file_size > MEGABYTE and entry.file_size > LARGEST_RATIO * entry.compress_size:
        raise DomainError(DocumentRefusal.BOMB)
    name = entry.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or name.lower().endswith(".zip"):
        raise DomainError(DocumentRefusal.DAMAGED)
    if PROGRAMS.search(name):
        raise DomainError(DocumentRefusal.ACTIVE)


def _check_kind(archive: zipfile.ZipFile, kind: str) -> None:
    names = set(archive.namelist())
    if kind in MEDIA_TYPE:
        if "mimetype" not in names or _part(archive, "mimetype").strip() != MEDIA_TYPE[kind]:
            raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
        return
    types = _part(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise DomainError(DocumentRefusal.ACTIVE)
    if MAIN_PART[kind] not in types:
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    for name in names:
        if name.endswith(".rels") and _fetches(_part(archive, name)):
            raise DomainError(DocumentRefusal.ACTIVE)


def _fetches(relations: bytes) -> bool:
    """Whether opening the document would fetch a template or an object from elsewhere."""
    return any(b"external" in found.lower() for found in FETCHED.findall(relations))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise DomainError(DocumentRefusal.BOMB)
    return archive.read(name)


def _read_through(archive: zipfile.ZipFile) -> None:
    """Unpack without keeping: an entry that is not what it declared fails its checksum here."""
    if archive.testzip() is not None:
        raise DomainError(DocumentRefusal.DAMAGED)
