"""The allow-list, and the order of the checks: the cheap and decisive ones first.

A file is what its first bytes say, and that must agree with its name. Nothing is unpacked or decoded before
its declared size is known to be sane.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

import filetype

from app.documents.enums import DocumentRefusal
from app.documents.rules.archives import check_office
from app.documents.rules.images import reencode
from app.documents.rules.limits import Limits
from app.kernel.errors import DomainError

LONGEST_NAME = 120
HEAD = 1024


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What may be stored: images are already re-encoded, without place or camera in them."""

    data: bytes
    filename: str
    media_type: str


ALLOWED: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
}
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "text": "txt"}
APPLE_PHOTOS = frozenset({"heic", "heif"})

# Names of PDF actions that run, open or carry other things; a paper needs none of them.
PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PAGE_OR_PROGRAM = re.compile(
    r"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<\?php|<\?xml|#!)", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check_upload(
    data: bytes, filename: str, limits: Limits, kinds: Collection[str] = tuple(ALLOWED)
) -> CheckedFile:
    """The file as it may be stored, if it is one of `kinds`; raises DomainError with a code that says what to
    do about it."""
    if len(data) > limits.bytes:
        raise DomainError(DocumentRefusal.TOO_LARGE, limit=limits.bytes // 1_048_576)
    if not data.strip():
        raise DomainError(DocumentRefusal.EMPTY)
    name = clean_filename(filename)
    kind = _kind_by_name(name)
    if kind in APPLE_PHOTOS or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif"):
        raise DomainError(DocumentRefusal.APPLE_PHOTO)
    if kind not in kinds:
        raise DomainError(DocumentRefusal.KIND_UNKNOWN, kinds=", ".join(sorted(kinds)))
    cleaned = _CHECKS[kind](data, kind, limits)
    return CheckedFile(data=cleaned, filename=name, media_type=ALLOWED[kind])


def clean_filename(filename: str) -> str:
    """The last part of a path without anything that hides what it is: control and direction marks, dots."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", name)
        if unicodedata.category(character)[0] != "C"
    )
    stem, dot, extension = " ".join(kept.split()).rpartition(".")
    if not dot:
        return extension[:LONGEST_NAME] or "document"
    stem = stem.strip(". ")[: LONGEST_NAME - len(extension[:10]) - 1].strip() or "document"
    return f"{stem}.{extension.strip()[:10].lower()}"


def _kind_by_name(name: str) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return ALIASES.get(extension, extension)


def _check_pdf(data: bytes, _kind: str, _limits: Limits) -> bytes:
    if not data.startswith(b"%PDF-"):
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    if b"%%EOF" not in data[-HEAD:]:
        raise DomainError(DocumentRefusal.DAMAGED)
    if zipfile.is_zipfile(BytesIO(data)):
        raise DomainError(DocumentRefusal.TWO_IN_ONE)
    plain = PDF_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data) if b"/" in data else data
    if PDF_ACTIVE.search(plain):
        raise DomainError(DocumentRefusal.ACTIVE)
    return data


def _check_office(data: bytes, kind: str, limits: Limits) -> bytes:
    check_office(data, kind, limits)
    return data


def _check_image(data: bytes, kind: str, limits: Limits) -> bytes:
    guess = filetype.guess(data[:HEAD])
    if guess is None or guess.mime != ALLOWED[kind]:
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    if zipfile.is_zipfile(BytesIO(data)):
        raise DomainError(DocumentRefusal.TWO_IN_ONE)
    return reencode(data, kind, limits)


def _check_text(data: bytes, _kind: str, _limits: Limits) -> bytes:
    if filetype.guess(data[:HEAD]) is not None or data.lstrip().startswith((b"%PDF", b"PK\x03\x04")):
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    if zipfile.is_zipfile(BytesIO(data)):
        raise DomainError(DocumentRefusal.TWO_IN_ONE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DomainError(DocumentRefusal.NOT_UTF8) from None
    if CONTROL.search(text) or PAGE_OR_PROGRAM.match(text):
        raise DomainError(DocumentRefusal.NOT_WHAT_IT_SAYS)
    return data


_CHECKS: dict[str, Callable[[bytes, str, Limits], bytes]] = {
    "pdf": _check_pdf,
    **dict.fromkeys(("docx", "xlsx", "odt", "ods"), _check_office),
    **dict.fromkeys(("jpg", "png", "webp"), _check_image),
    **dict.fromkeys(("txt", "csv"), _check_text),
}
