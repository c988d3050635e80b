"""Pictures are decoded and written afresh: what hid in them (place, camera, a second file) does not survive.

Width and height are read from the header first, so a picture that would fill the memory is never decoded.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

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
    except DomainError:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels(limits.pixels) from None
    except Exception:  # decoders trip over damage in more ways than they say
        raise DomainError(DocumentRefusal.DAMAGED) from None


def _upright(picture: Image.Image, kind: str, limits: Limits) -> Image.Image:
    shrinks_while_decoding = kind == "jpg" and not picture.info.get("progressive")
    _check_pixels(*picture.size, limits.pixels if shrinks_while_decoding else limits.decoded_pixels)
    if shrinks_while_decoding:
        picture.draft(None, (limits.side, limits.side))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((limits.side, limits.side))
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _written(picture: Image.Image, kind: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, FORMATS[kind], quality=QUALITY)
    return out.getvalue()


def _check_pixels(width: int, height: int, limit: int) -> None:
    if width * height > limit:
        raise _too_many_pixels(limit)


def _too_many_pixels(limit: int) -> DomainError:
    return DomainError(DocumentRefusal.TOO_MANY_PIXELS, limit=limit // 1_000_000)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height from the header (RFC 9649): the library would set up its canvas before telling."""
    if len(data) < 30:
        raise DomainError(DocumentRefusal.DAMAGED)
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + _number(data[24:27]), 1 + _number(data[27:30])
    if kind == b"VP8L":
        bits = _number(data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return _number(data[26:28]) & 0x3FFF, _number(data[28:30]) & 0x3FFF
    raise DomainError(DocumentRefusal.DAMAGED)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
