"""Each rule for what a file may be called and begin with, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.enums import DocumentRefusal
from app.documents.rules import check_upload, clean_filename
from app.kernel.errors import DomainError
from tests.unit.documents import files
from tests.unit.documents.files import LIMITS

MEGABYTE = 1024 * 1024


def told(data: bytes, name: str) -> str | None:
    """Why a file is refused; None where it is not."""
    try:
        check_upload(data, name, LIMITS)
    except DomainError as refused:
        return refused.code
    return None


def paper(size: int) -> bytes:
    """A PDF of this many bytes."""
    return files.PDF.replace(b"trailer", b"%" + b"x" * (size - len(files.PDF) - 2) + b"\ntrailer")


def test_a_file_may_be_as_large_as_the_limit() -> None:
    assert told(paper(LIMITS.bytes), "a.pdf") is None
    assert told(paper(LIMITS.bytes + 1), "a.pdf") == DocumentRefusal.TOO_LARGE


@pytest.mark.parametrize(("limit", "megabytes"), [(3 * MEGABYTE, 3), (3 * MEGABYTE - 1, 2)])
def test_the_limit_is_told_in_whole_megabytes(limit: int, megabytes: int) -> None:
    with pytest.raises(DomainError) as refused:
        check_upload(b"x" * (limit + 1), "a.txt", replace(LIMITS, bytes=limit))
    assert refused.value.params == {"limit": megabytes}


def test_an_unknown_kind_is_told_which_are_known() -> None:
    with pytest.raises(DomainError) as refused:
        check_upload(b"x", "a.exe", LIMITS)
    assert refused.value.params == {"kinds": "csv, docx, jpg, ods, odt, pdf, png, txt, webp, xlsx"}


SPREADSHEET = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", files.PDF, "application/pdf"),
        ("a.odt", files.odt(), "application/vnd.oasis.opendocument.text"),
        ("a.ods", files.archive(SPREADSHEET), "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.text", b"words", "text/plain"),
        ("a.txt", b"words", "text/plain"),
        ("a.csv", b"a;b", "text/csv"),
    ],
)
def test_papers_are_kept_byte_for_byte_under_their_own_kind(name: str, data: bytes, media_type: str) -> None:
    checked = check_upload(data, name, LIMITS)
    assert (checked.data, checked.filename, checked.media_type) == (data, name, media_type)


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "a.jpe"])
def test_a_photo_is_a_photo_by_each_of_its_endings(name: str) -> None:
    assert check_upload(files.picture("JPEG"), name, LIMITS).media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.heic", b"x"),
        ("a.heif", b"x"),
        *((f"a.{kind}", b"\0\0\0\x18ftyp" + brand) for kind, brand in (("jpg", b"heic"), ("png", b"heix"))),
        *((f"a.{kind}", b"\0\0\0\x18ftyp" + brand) for kind, brand in (("txt", b"mif1"), ("pdf", b"heif"))),
    ],
)
def test_a_photo_of_apple_s_own_kind_is_known_by_name_and_by_content(name: str, data: bytes) -> None:
    assert told(data, name) == DocumentRefusal.APPLE_PHOTO


@pytest.mark.parametrize("name", ["pdf", "a.", "a.pdf.exe"])
def test_what_stands_before_the_last_dot_says_nothing_of_the_kind(name: str) -> None:
    assert told(files.PDF, name) == DocumentRefusal.KIND_UNKNOWN


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (files.PDF[:-6] + b"%%EOF" + b" " * 1019, None),
        (files.PDF[:-6] + b"%%EOF" + b" " * 1020, DocumentRefusal.DAMAGED),
        (files.PDF.replace(b"/Catalog", b"/Catalog /JavaScripts"), None),
        (files.PDF.replace(b"/Catalog", b"/#4CaunchPad /Catalog"), None),
        (files.PDF.replace(b"/Catalog", b"/#4Caunch /Catalog"), DocumentRefusal.ACTIVE),
        (files.PDF.replace(b"/Catalog", b"/#4caunch /Catalog"), DocumentRefusal.ACTIVE),
        (files.PDF.replace(b"/Catalog", b"/Catalog /RichMedia"), DocumentRefusal.ACTIVE),
        (b" " + files.PDF, DocumentRefusal.NOT_WHAT_IT_SAYS),
    ],
)
def test_a_paper_begins_and_ends_as_papers_do_and_runs_nothing(data: bytes, code: str | None) -> None:
    assert told(data, "a.pdf") == code


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"just words", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.png", files.picture("JPEG"), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.png", files.picture("PNG") + files.archive({"a": "b"}), DocumentRefusal.TWO_IN_ONE),
        ("a.txt", b"{\\rtf1 words}", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b" \n%PDF-1.7 words", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b" PK\x03\x04 words", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"\n" + files.archive({"a": "b"}), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"words\x7f", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"words\twith\r\n\x0cbreaks", None),
        ("a.txt", b"words <html>", None),
    ],
)
def test_pictures_and_texts_are_what_they_begin_with(name: str, data: bytes, code: str | None) -> None:
    assert told(data, name) == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("x" * 121, "x" * 120),
        ("a." + "E" * 12, "a." + "e" * 10),
        ("x" * 130 + "." + "e" * 12, "x" * 109 + "." + "e" * 10),
        ("x" * 130 + ".pdf", "x" * 116 + ".pdf"),
        (" . a . .pdf", "a.pdf"),
        ("x" * 115 + " y.pdf", "x" * 115 + ".pdf"),
        ("e\u0301.txt", "é.txt"),
        ("a\\b/c.txt", "c.txt"),
        ("\u202e.txt", "document.txt"),
        ("\u200b", "document"),
    ],
)
def test_a_name_keeps_its_own_letters_and_a_sane_length(given: str, kept: str) -> None:
    assert clean_filename(given) == kept
