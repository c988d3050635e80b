"""A network body's own accent colour, as a small stylesheet in both schemes, with its contrast checked."""

from __future__ import annotations

import colorsys
import re

_HEX = re.compile(r"[0-9a-f]{6}")
PAPER = (0xFB, 0xF8, 0xF3)
NIGHT = (0x14, 0x1A, 0x1A)
LEAST_CONTRAST = 5.0
Colour = tuple[int, int, int]


def parse(text: str) -> Colour | None:
    """The colour of `rrggbb`, or None."""
    if not _HEX.fullmatch(text):
        return None
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def luminance(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, WCAG 2.2: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, ground: Colour) -> Colour:
    """`colour`, darkened or lightened until it stands out from `ground`."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    step = -0.02 if luminance(ground) > 0.5 else 0.02
    found = colour
    while contrast(found, ground) < LEAST_CONTRAST and 0 <= light + step <= 1:
        light += step
        red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
        found = (round(red * 255), round(green * 255), round(blue * 255))
    return found


def _shifted(colour: Colour, towards: int, share: float) -> Colour:
    red, green, blue = (round(part + (towards - part) * share) for part in colour)
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def stylesheet(colour: Colour) -> str:
    """The rules that override the accent of the design."""
    day, night = readable(colour, PAPER), readable(colour, NIGHT)
    return (
        f":root{{--accent:{_hex(day)};--accent-strong:{_hex(_shifted(day, 0, 0.3))};"
        f"--accent-soft:{_hex(_shifted(day, 255, 0.86))};--on-accent:#fff}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--accent:{_hex(night)};--accent-strong:{_hex(_shifted(night, 255, 0.35))};"
        f"--accent-soft:{_hex(_shifted(night, 0, 0.72))};--on-accent:#06201f}}}}"
    )
