"""Each rule for pictures, to the pixel: what is refused before it is decoded, and what is kept of it."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.documents.enums import DocumentRefusal
from app.documents.rules.images import reencode
from app.kernel.errors import DomainError
from tests.unit.documents import files
from tests.unit.documents.files import LIMITS

SCAN = b"\xff\xda"
BASELINE = files.picture("JPEG", (60, 40))


def told(data: bytes, kind: str, **limits: int) -> str | None:
    """Why a picture is refused; None where it is not."""
    try:
        reencode(data, kind, replace(LIMITS, **limits))
    except DomainError as refused:
        return refused.code
    return None


def opened(data: bytes, kind: str, **limits: int) -> Any:
    """The picture as it is kept."""
    return Image.open(BytesIO(reencode(data, kind, replace(LIMITS, **limits))))


@pytest.mark.parametrize(
    ("kind", "data", "limit"),
    [
        ("jpg", BASELINE, "pixels"),
        ("jpg", files.picture("JPEG", (60, 40), progressive=True), "decoded_pixels"),
        ("png", files.picture("PNG", (60, 40)), "decoded_pixels"),
        ("webp", files.picture("WEBP", (60, 40)), "decoded_pixels"),
    ],
)
def test_the_limit_of_pixels_is_that_of_how_a_picture_is_decoded(kind: str, data: bytes, limit: str) -> None:
    small = {"pixels": 0, "decoded_pixels": 0}
    assert told(data, kind, **{**small, limit: 2400}) is None
    assert told(data, kind, **{**small, limit: 2399}) == DocumentRefusal.TOO_MANY_PIXELS


@pytest.fixture
def small_blocks() -> Iterator[None]:
    """Pictures lie in memory in blocks, of 16 MB unless told: small ones tell small pictures apart."""
    before = Image.core.get_block_size()
    Image.core.set_block_size(64 * 1024)
    yield
    Image.core.set_block_size(before)


def blocks_taken(data: bytes, **limits: int) -> int:
    """How many blocks of memory the library took for the pictures that it made of this JPEG."""
    Image.core.reset_stats()
    opened(data, "jpg", **limits)
    blocks: int = Image.core.get_stats()["allocated_blocks"]
    return blocks


@pytest.mark.usefixtures("small_blocks")
def test_a_photo_is_never_whole_in_memory() -> None:
    """It is made smaller while it is decoded; a progressive one cannot be, hence its own limit."""
    size = (2400, 1200)
    whole = size[0] * size[1] * 4 // (64 * 1024)
    assert blocks_taken(files.picture("JPEG", size), side=300) < whole / 4
    assert blocks_taken(files.picture("JPEG", size, progressive=True), side=300) >= whole


@pytest.mark.parametrize(("limit", "millions"), [(2_999_998, 2), (3_000_000, 3)])
@pytest.mark.parametrize("side", [3_000, 30_000])
def test_the_limit_is_told_in_whole_millions(limit: int, millions: int, side: int) -> None:
    with pytest.raises(DomainError) as refused:
        reencode(files.flood_png(side, side), "png", replace(LIMITS, pixels=limit, decoded_pixels=limit))
    assert refused.value.params == {"limit": millions}


def test_a_picture_of_a_hundred_million_pixels_is_refused_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert told(files.flood_png(10_000, 10_000), "png") == DocumentRefusal.TOO_MANY_PIXELS


def test_a_photo_has_forty_scans_at_most() -> None:
    assert told(files.picture("JPEG", comment=SCAN * 39), "jpg") is None
    assert told(files.picture("JPEG", comment=SCAN * 40), "jpg") == DocumentRefusal.BOMB
    info = PngInfo()
    info.add_text("Comment", (SCAN * 41).decode("latin-1"))
    assert told(files.picture("PNG", pnginfo=info), "png") is None


def webp(chunk: bytes, body: bytes) -> bytes:
    """The first thirty bytes of a WebP picture and nothing after them."""
    return (b"RIFF\xff\xff\xff\x7fWEBP" + chunk + b"\xff\xff\xff\x7f" + body).ljust(30, b"\xff")


def extended(width: int, height: int) -> bytes:
    return webp(
        b"VP8X", b"\x10\xff\xff\xff" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + (3 << 28 | (height - 1) << 14 | (width - 1)).to_bytes(4, "little"))


def lossy(width: int, height: int) -> bytes:
    sides = (2 << 14 | width).to_bytes(2, "little") + (1 << 14 | height).to_bytes(2, "little")
    return webp(b"VP8 ", b"\xff\xff\xff\x9d\x01\x2a" + sides)


@pytest.mark.parametrize(
    ("make", "width", "height"),
    [
        (extended, 0x2A5D, 0x31B7),
        (extended, 0x10100, 3),
        (extended, 3, 0x10100),
        (lossless, 0x2A5D, 0x31B7),
        (lossless, 0x2A5E, 0x31B8),
        (lossy, 0x2A5D, 0x31B7),
    ],
)
def test_the_size_of_a_webp_picture_is_read_from_its_header(make: Any, width: int, height: int) -> None:
    data = make(width, height)
    assert len(data) == 30
    for rest in (b"", b"\xff"):
        told_small = told(data + rest, "webp", decoded_pixels=width * height - 1)
        assert told_small == DocumentRefusal.TOO_MANY_PIXELS
        assert told(data + rest, "webp", decoded_pixels=width * height) == DocumentRefusal.DAMAGED
    assert told(data[:29], "webp", decoded_pixels=0) == DocumentRefusal.DAMAGED


def test_a_webp_picture_of_an_unknown_kind_is_refused() -> None:
    assert told(webp(b"VP8Y", b""), "webp") == DocumentRefusal.DAMAGED


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_whatever_a_decoder_trips_over_is_damage(kind: str) -> None:
    pattern = Image.effect_noise((30, 20), 60).convert("RGB")
    out = BytesIO()
    pattern.save(out, {"jpg": "JPEG"}.get(kind, kind), exif=Image.Exif())
    chance = random.Random(1)
    for _ in range(60):
        data = bytearray(out.getvalue())
        for _ in range(6):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert told(bytes(data), kind) in (None, DocumentRefusal.DAMAGED, DocumentRefusal.TOO_MANY_PIXELS)


@pytest.mark.parametrize(("kind", "name"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")])
def test_a_picture_keeps_its_kind_its_sides_and_its_colours(kind: str, name: str) -> None:
    halves = Image.new("RGB", (40, 20), "white")
    halves.paste("teal", (20, 0, 40, 20))
    out = BytesIO()
    halves.save(out, name, quality=95)
    kept = opened(out.getvalue(), kind)
    assert (kept.format, kept.size, kept.mode) == (name, (40, 20), "RGB")
    for place, colour in (((5, 10), (255, 255, 255)), ((35, 10), (0, 128, 128))):
        assert all(abs(one - other) < 12 for one, other in zip(kept.getpixel(place), colour, strict=True))


@pytest.mark.parametrize(
    ("mode", "options", "kept"),
    [
        ("RGB", {}, "RGB"),
        ("L", {}, "RGB"),
        ("P", {}, "RGB"),
        ("RGBA", {}, "RGBA"),
        ("LA", {}, "RGBA"),
        ("P", {"transparency": 0}, "RGBA"),
    ],
)
def test_what_is_see_through_stays_so_and_nothing_else_becomes_it(
    mode: str, options: dict[str, Any], kept: str
) -> None:
    out = BytesIO()
    Image.new(mode, (4, 4)).save(out, "PNG", **options)
    assert opened(out.getvalue(), "png").mode == kept


def test_the_longer_side_is_shortened_whichever_it_is() -> None:
    assert opened(files.picture("PNG", (90, 30)), "png", side=30).size == (30, 10)
    assert opened(files.picture("PNG", (30, 90)), "png", side=30).size == (10, 30)
    assert opened(files.picture("PNG", (30, 20)), "png", side=30).size == (30, 20)


def test_photos_are_written_at_quality_eighty_five() -> None:
    wanted = Image.open(BytesIO(files.picture("JPEG", quality=85)))
    assert opened(BASELINE, "jpg").quantization == wanted.quantization  # type: ignore[attr-defined]
