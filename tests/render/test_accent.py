"""The accent colour: only hue and chroma come from the curator, so contrast never suffers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.assets.accent import MAX_CHROMA, accent_from_hex


@pytest.mark.parametrize(("colour", "hue"), [("#ff0000", 29.2), ("#00ff00", 142.5), ("#0000ff", 264.1)])
def test_the_primaries_have_the_hues_that_oklch_gives_them(colour: str, hue: float) -> None:
    assert accent_from_hex(colour).hue == pytest.approx(hue, abs=0.2)


def test_grey_has_no_chroma() -> None:
    assert accent_from_hex("#808080").chroma == pytest.approx(0, abs=1e-3)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_a_colour_the_themes_can_use(value: int) -> None:
    chosen = accent_from_hex(f"#{value:06x}")
    assert 0 <= chosen.chroma <= MAX_CHROMA
    assert 0 <= chosen.hue <= 360
