"""Converts the accent colour of a site for the style sheet: `#rrggbb` in, OKLCH hue and chroma out.

Lightness is not kept: it belongs to the theme, so that text in the accent colour passes WCAG AA on light and on dark
paper whatever was chosen.
"""

import math
from dataclasses import dataclass

MAX_CHROMA = 0.15
"""Chroma beyond this leaves the sRGB gamut for many hues at the lightnesses the themes use."""


@dataclass(frozen=True, slots=True)
class Accent:
    """Chroma (0 to 0.15) and hue (degrees, 0 to 360) in OKLCH."""

    chroma: float
    hue: float


def accent_from_hex(colour: str) -> Accent:
    """Hue and chroma of `#rrggbb`. Source: Björn Ottosson, "A perceptual color space for image processing" (2020)."""
    red, green, blue = (_srgb_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Accent(round(min(math.hypot(a, b), MAX_CHROMA), 4), round(math.degrees(math.atan2(b, a)) % 360, 1))


def _srgb_to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
