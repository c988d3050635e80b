"""Real files, good and evil, made where they are used."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from app.documents.rules import Limits
from config import LIMITS as SETTINGS

LIMITS = Limits.from_settings(SETTINGS)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
DOCX_TYPES = (
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
XLSX_TYPES = DOCX_TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")


def archive(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return archive({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": "<w:document/>", **more})


def odt() -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"})


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that tells where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 22.0, 0.0)
    return picture("JPEG", exif=exif, comment=b"CANARY-COMMENT")


def flood_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A picture of 900 million pixels in a few kilobytes: only its header and an empty body."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def flood_webp(width: int = 16_383, height: int = 16_383) -> bytes:
    body = bytes([0, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + len(body).to_bytes(4, "little") + body
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk


def overlapping_bomb(entries: int = 1500) -> bytes:
    """Many directory entries that all point at one packed megabyte."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(1_000_000)
    body = packed.compress(plain) + packed.flush()
    crc = zlib.crc32(plain)
    fields = (20, 0, 8, 0, 0, crc, len(body), len(plain))
    local = b"PK\x03\x04" + struct.pack("<5H3L2H", *fields, 5, 0) + b"a.xml" + body
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, *fields, 5, 0, 0, 0, 0, 0, 0) + b"%05d" % number
        for number in range(entries)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(local), 0)
    return local + directory + end


def lying_bomb() -> bytes:
    """An entry that declares a hundred bytes and unpacks to thirty million."""
    data = docx(**{"word/media/a.xml": bytes(30_000_000)})
    return data.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 100))
