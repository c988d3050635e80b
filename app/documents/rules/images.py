"""Pictures are decoded and written anew: what hid in them (place, camera, a second file) does not survive.

Width and height are read from the header first, so a picture that would fill the memory is never decoded.
"""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.documents.enums import DocumentRefusal
from app.documents.rules.limits import Limits
from app.kernel.errors import DomainError

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_SCANS = 40  # of a progressive JPEG; each is a pass over the whole picture
QUALITY = 85


def reencode(data: bytes, kind: str, limits: Limits) -> bytes:
    """The same picture upright, at most `limits.side` long, with nothing beside its pixels."""
    if kind == "webp":
        _check_pixels(*_webp_size(data), limits.decoded_pixels)
    if kind == "jpg" and data.count(b"\xff\xda") > MOST_SCANS:
        raise DomainError(DocumentRefusal.BOMB)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[FORMATS[kind]]) as picture:
                return _written(_upright(picture, kind, limits), kind)
    except Image.DecompressionBombError:
        raise DomainError(DocumentRefusal.TOO_MANY_PIXELS, limit=limits.pixels // 1_000_000) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, EOFError):
        raise DomainError(DocumentRefusal.DAMAGED) from None


def _upright(picture: Image.Image, kind: str, limits: Limits) -> Image.Image:
    shrinks_while_decoding = kind == "jpg" and not picture.info.get("progressive")
    _check_pixels(*picture.size, limits.pixels if shrinks_while_decoding else limits.decoded_pixels)
    if shrinks_while_decoding:
        picture.draft(None, (limits.side, limits.side))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((limits.side, limits.side))
    see_through = kind != "jpg" and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info)
    return upright.convert("RGBA" if see_through else "RGB")


def _written(picture: Image.Image, kind: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = BytesIO()
    if kind == "png":
        bare.save(out, "PNG", optimize=False)
    else:
        bare.save(out, FORMATS[kind], quality=QUALITY)
    return out.getvalue()


def _check_pixels(width: int, height: int, limit: int) -> None:
    if width * height > limit:
        raise DomainError(DocumentRefusal.TOO_MANY_PIXELS, limit=limit // 1_000_000)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height from the header (RFC 9649): the library would set up its canvas before telling."""
    kind, body = data[12:16], data[20:34]
    if len(body) < 10:
        raise DomainError(DocumentRefusal.DAMAGED)
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise DomainError(DocumentRefusal.DAMAGED)
