"""How large is too large. The figures stand in config.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """`bytes` of a file, `unpacked` bytes an archive may declare, `pixels` of a photo, longest `side` kept.

    `decoded_pixels` bounds pictures that can only be decoded at full size (PNG, WebP, progressive JPEG):
    four bytes of memory for each.
    """

    bytes: int
    unpacked: int
    pixels: int
    decoded_pixels: int
    side: int

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Limits:
        return cls(
            bytes=settings["UPLOAD_MAX_BYTES"],
            unpacked=settings["UPLOAD_UNPACKED_MAX_BYTES"],
            pixels=settings["UPLOAD_MAX_PIXELS"],
            decoded_pixels=settings["UPLOAD_MAX_DECODED_PIXELS"],
            side=settings["IMAGE_LONGEST_SIDE"],
        )
