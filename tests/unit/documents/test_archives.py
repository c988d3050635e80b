"""Each rule for office documents, to the byte: one end record, sane entries, nothing that runs or fetches."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from app.documents.enums import DocumentRefusal
from app.documents.rules.archives import check_entry, check_office
from app.kernel.errors import DomainError
from tests.unit.documents import files
from tests.unit.documents.files import LIMITS

MEGABYTE = 1024 * 1024
END = b"PK\x05\x06"
CENTRAL = b"PK\x01\x02"
TYPES = "[Content_Types].xml"
OUTSIDE = '<Relationship Type="http://x/attachedTemplate" Target="http://y" TargetMode="External"/>'
INSIDE = '<Relationship Type="http://x/attachedTemplate" Target="template.xml"/>'


def told(data: bytes, kind: str = "docx", unpacked: int = LIMITS.unpacked) -> str | None:
    """Why a document is refused; None where it is not."""
    return refusal_of(lambda: check_office(data, kind, replace(LIMITS, unpacked=unpacked)))


def refusal_of(check: Callable[[], None]) -> str | None:
    try:
        check()
    except DomainError as refused:
        return refused.code
    return None


def with_end(data: bytes, **changes: int) -> bytes:
    """The document with other figures in its end record."""
    at = data.rfind(END)
    names = ("disk", "start", "here", "total", "size", "offset", "comment")
    held = dict(zip(names, struct.unpack("<4H2LH", data[at + 4 : at + 22]), strict=True)) | changes
    return data[:at] + END + struct.pack("<4H2LH", *held.values()) + data[at + 22 :]


def with_entry(data: bytes, number: int, at: int, layout: str, value: int) -> bytes:
    """The document with another figure in one entry of its directory."""
    place = data.find(CENTRAL)
    for _ in range(number):
        place = data.find(CENTRAL, place + 1)
    changed = bytearray(data)
    struct.pack_into(layout, changed, place + at, value)
    return bytes(changed)


def with_many(count: int) -> bytes:
    """A document of this many entries."""
    return files.docx(**{f"e{number}": "" for number in range(count - 2)})


def with_directory_of(size: int) -> bytes:
    """A document whose directory has this many bytes, by its entries' comments."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(TYPES, files.DOCX_TYPES)
        left = size - 46 - len(TYPES)
        for number in range(8):
            entry = zipfile.ZipInfo(f"e{number}")
            room = left - 48 if number == 7 else 50_000
            entry.comment = b"c" * room
            left -= 48 + room
            packed.writestr(entry, "")
    return out.getvalue()


def commented(comment: bytes) -> bytes:
    out = BytesIO(files.docx())
    with zipfile.ZipFile(out, "a") as packed:
        packed.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (commented(b"a comment"), None),
        (files.docx() + b"<", DocumentRefusal.TWO_IN_ONE),
        (with_end(files.docx(), disk=1), DocumentRefusal.TWO_IN_ONE),
        (with_end(files.docx(), start=1), DocumentRefusal.TWO_IN_ONE),
        (with_end(files.docx(), here=1), DocumentRefusal.TWO_IN_ONE),
        (with_end(files.docx(), offset=1), DocumentRefusal.TWO_IN_ONE),
        (files.docx()[:-1], DocumentRefusal.DAMAGED),
        (files.docx()[: files.docx().rfind(END)], DocumentRefusal.DAMAGED),
        (b" " + files.docx(), DocumentRefusal.NOT_WHAT_IT_SAYS),
    ],
)
def test_a_document_is_one_archive_from_the_first_byte_to_the_last(
    data: bytes, code: DocumentRefusal | None
) -> None:
    assert told(data) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_many(2000), None),
        (with_many(2001), DocumentRefusal.BOMB),
        (with_end(files.docx(), here=2001, total=2001), DocumentRefusal.BOMB),
        (with_end(with_many(2000), here=1, total=1), None),
        (with_end(with_many(2001), here=1, total=1), DocumentRefusal.BOMB),
        (with_directory_of(400_000), None),
        (with_directory_of(400_001), DocumentRefusal.BOMB),
    ],
)
def test_a_directory_holds_two_thousand_entries_of_a_sane_size(
    data: bytes, code: DocumentRefusal | None
) -> None:
    assert told(data) == code


def test_what_all_entries_declare_together_has_a_limit() -> None:
    data = files.archive({TYPES: files.DOCX_TYPES, "a": "x" * 100})
    whole = len(files.DOCX_TYPES) + 100
    assert told(data, unpacked=whole) is None
    assert told(data, unpacked=whole - 1) == DocumentRefusal.BOMB


def test_entries_do_not_lie_on_one_another() -> None:
    data = files.docx()
    (start,) = struct.unpack_from("<L", data, data.rfind(CENTRAL) + 42)
    assert told(with_entry(data, 1, 42, "<L", start)) is None
    assert told(with_entry(data, 1, 42, "<L", start - 1)) == DocumentRefusal.BOMB
    assert told(with_entry(data, 1, 42, "<L", start + 1)) == DocumentRefusal.DAMAGED


def test_the_order_of_the_directory_does_not_matter() -> None:
    data = files.docx()
    at, end = data.find(CENTRAL), data.rfind(END)
    second = data.rfind(CENTRAL)
    assert told(data[:at] + data[second:end] + data[at:second] + data[end:]) is None


def test_no_two_entries_have_one_name() -> None:
    out = BytesIO(files.docx())
    with zipfile.ZipFile(out, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("word/document.xml", "<other/>")
    assert told(out.getvalue()) == DocumentRefusal.TWO_IN_ONE


def entry(name: str = "a.xml", **changes: Any) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.file_size, made.compress_size = 10, 10
    for what, value in changes.items():
        setattr(made, what, value)
    return made


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (entry(), None),
        (entry(compress_type=zipfile.ZIP_STORED), None),
        (entry(compress_type=zipfile.ZIP_DEFLATED), None),
        (entry(compress_type=zipfile.ZIP_BZIP2), DocumentRefusal.DAMAGED),
        (entry(flag_bits=0x1), DocumentRefusal.LOCKED),
        (entry(flag_bits=0x802), None),
        (entry(file_size=MEGABYTE, compress_size=1), None),
        (entry(file_size=MEGABYTE + 1, compress_size=1), DocumentRefusal.BOMB),
        (entry(file_size=MEGABYTE + 1, compress_size=0), DocumentRefusal.BOMB),
        (entry(file_size=2_500_000, compress_size=10_000), None),
        (entry(file_size=2_500_001, compress_size=10_000), DocumentRefusal.BOMB),
        (entry("/a.xml"), DocumentRefusal.DAMAGED),
        (entry("word\\a.xml"), DocumentRefusal.DAMAGED),
        (entry("word/../a.xml"), DocumentRefusal.DAMAGED),
        (entry("word/more.ZIP"), DocumentRefusal.DAMAGED),
        (entry("word/a..xml"), None),
        (entry("word/run.js"), DocumentRefusal.ACTIVE),
        (entry("word/run.json"), None),
    ],
)
def test_an_entry_is_plain_packed_sanely_and_in_its_place(
    one: zipfile.ZipInfo, code: DocumentRefusal | None
) -> None:
    assert refusal_of(lambda: check_entry(one)) == code


def test_every_entry_is_looked_at() -> None:
    data = files.docx(**{"word/a.js": "x", "word/b.xml": "y"})
    assert told(data) == DocumentRefusal.ACTIVE
    assert told(with_entry(files.docx(), 1, 8, "<H", 1)) == DocumentRefusal.LOCKED


ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}


@pytest.mark.parametrize(
    ("parts", "kind", "code"),
    [
        (ODS, "ods", None),
        ({"mimetype": ODS["mimetype"] + "\n"}, "ods", None),
        (ODS, "odt", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ({"content.xml": "<office/>"}, "odt", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ({TYPES: files.XLSX_TYPES}, "xlsx", None),
        ({TYPES: files.XLSX_TYPES}, "docx", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ({"word/document.xml": "<w/>"}, "docx", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ({TYPES: files.DOCX_TYPES + "MacroEnabled"}, "docx", DocumentRefusal.ACTIVE),
        ({TYPES: files.DOCX_TYPES + "vbaProject"}, "docx", DocumentRefusal.ACTIVE),
    ],
)
def test_a_document_is_what_its_parts_say(
    parts: dict[str, bytes | str], kind: str, code: DocumentRefusal | None
) -> None:
    assert told(files.archive(parts), kind) == code


def padded(text: str, size: int) -> str:
    return " " * (size - len(text)) + text


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("word/a.rels", OUTSIDE, DocumentRefusal.ACTIVE),
        ("word/a.rels", INSIDE + OUTSIDE, DocumentRefusal.ACTIVE),
        ("word/a.rels", INSIDE, None),
        ("word/a.xml", OUTSIDE, None),
        ("word/a.rels", padded(OUTSIDE, 2 * MEGABYTE), DocumentRefusal.ACTIVE),
        ("word/a.rels", padded(INSIDE, 2 * MEGABYTE), None),
        ("word/a.rels", padded(INSIDE, 2 * MEGABYTE + 1), DocumentRefusal.BOMB),
    ],
)
def test_no_relation_fetches_from_outside_nor_hides_behind_its_length(
    name: str, text: str, code: DocumentRefusal | None
) -> None:
    data = files.archive({TYPES: files.DOCX_TYPES, name: text}, zipfile.ZIP_STORED)
    assert told(data) == code


def with_bad_checksum() -> bytes:
    return with_entry(files.docx(), 1, 16, "<L", 1)


def with_a_bad_directory() -> bytes:
    return files.docx().replace(CENTRAL, b"PK\x01\x03")


def with_bad_packing() -> bytes:
    packed = files.docx(**{"word/a.xml": "abcdefgh" * 50})
    at = packed.find(b"word/a.xml") + len("word/a.xml")
    return packed[:at] + b"\xff\xff\xff\xff" + packed[at + 4 :]


def with_more_than_there_is() -> bytes:
    """The last entry is said to be longer than the whole file."""
    data = files.archive({TYPES: files.DOCX_TYPES, "a": "x"}, zipfile.ZIP_STORED)
    return with_entry(with_entry(data, 1, 20, "<L", 90_000), 1, 24, "<L", 90_000)


def with_a_later_format() -> bytes:
    return with_entry(files.docx(), 1, 6, "<H", 99)


def with_a_name_that_is_no_text() -> bytes:
    data = files.docx().replace(b"word/document.xml", b"word/document\xff\xff\xff\xff")
    return with_entry(data, 1, 8, "<H", 0x800)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (with_bad_checksum, None),
        (with_a_bad_directory, zipfile.BadZipFile),
        (with_bad_packing, zlib.error),
        (with_more_than_there_is, EOFError),
        (with_a_later_format, NotImplementedError),
        (with_a_name_that_is_no_text, UnicodeDecodeError),
    ],
)
def test_a_damaged_document_is_refused_whatever_the_damage(make: Any, error: Any) -> None:
    data = make()
    if error is not None:
        with pytest.raises(error), zipfile.ZipFile(BytesIO(data)) as archive:
            archive.testzip()
    assert told(data) == DocumentRefusal.DAMAGED
