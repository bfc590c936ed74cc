"""What social cards are drawn with: packages that are there only where somebody asked for them."""

from importlib.util import find_spec

FONTS = ("fontpkg_source_serif_4", "manimgx_fonts", "manimgx_fonts_cjk")
PACKAGES = ("typst", *FONTS)


def missing_package() -> str:
    """The name of the first package that is not installed; empty where all are."""
    return next((name.replace("_", "-") for name in PACKAGES if find_spec(name) is None), "")
