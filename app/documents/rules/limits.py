"""How large is too large. The figures of an installation stand in config.py."""

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

    bytes: int = 10 * 1024 * 1024
    unpacked: int = 50 * 1024 * 1024
    pixels: int = 40_000_000
    decoded_pixels: int = 12_000_000
    side: int = 2400

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Limits:
        return cls(
            bytes=int(settings.get("UPLOAD_MAX_BYTES", cls.bytes)),
            unpacked=int(settings.get("UPLOAD_UNPACKED_MAX_BYTES", cls.unpacked)),
            pixels=int(settings.get("UPLOAD_MAX_PIXELS", cls.pixels)),
            side=int(settings.get("IMAGE_LONGEST_SIDE", cls.side)),
        )
