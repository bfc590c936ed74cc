"""Draws social cards with Typst, from `templates/social/card.typ`: it sets text of any script, and its bytes are the
same everywhere, for its fonts come from installed packages.

The packages need not be installed, so this module is imported where a site has cards, and nowhere else.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from generator.model import urls
from generator.model.config import Config
from generator.model.disk import read_file
from generator.model.hashes import hash_digits
from generator.model.problems import ContentError, error
from generator.render import maps
from generator.render.social.cards import SocialCard, without_formulas
from generator.render.social.packages import FONTS, PACKAGES

TEMPLATE = "social/card.typ"
PIXELS_PER_POINT = 72
"""Points of the template are pixels."""


def card_paths(cards: Iterable[SocialCard], config: Config) -> Iterator[str]:
    """The path of each card's picture: a hash of what is on it, and of what draws it."""
    versions = [version(name.replace("_", "-")) for name in PACKAGES]
    drawn_with = hash_digits(read_file(_template(config)) + repr(versions).encode())
    for card in cards:
        yield urls.social_card(hash_digits(f"{drawn_with} {card!r}".encode()))


def draw_pictures(cards: Sequence[SocialCard], config: Config) -> Iterator[bytes]:
    """The picture of each card, as PNG. Raises `ContentError` when a template of the site's own has a fault."""
    template = _template(config)
    compiler = typst.Compiler(str(template), font_paths=_fonts(), ignore_system_fonts=True)
    for card in cards:
        try:
            yield _draw(card, compiler)
        except typst.TypstError as fault:
            if card != (plain := without_formulas(card)):  # one that nobody has seen yet may be too much for Typst
                yield from draw_pictures([plain], config)
                continue
            line = re.search(rf"{re.escape(template.name)}:(\d+)", fault.diagnostic)
            hint = "fix the template; without it the shipped one is used"
            place = (str(template), int(line[1]) if line else 0)
            raise ContentError(error(*place, f"the template fails: {fault.message}", hint)) from fault


def _draw(card: SocialCard, compiler: typst.Compiler) -> bytes:
    picture = compiler.compile(format="png", ppi=PIXELS_PER_POINT, sys_inputs={"card": _encode(card)})
    assert isinstance(picture, bytes)
    return picture


def _template(config: Config) -> Path:
    """The template, the site's own before the shipped one."""
    places = [folder / TEMPLATE for folder in config.template_folders]
    return next((path for path in places if os.path.isfile(path)), places[-1])  # noqa: PTH113 - no `Path` raises here


def _fonts() -> typst.Fonts:
    folders = [place for name in FONTS if (spec := find_spec(name)) for place in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _encode(card: SocialCard) -> str:
    """What the template is given."""
    data: dict[str, Any] = card._asdict() | {"accent": {"chroma": card.accent.chroma, "hue": card.accent.hue}}
    hues = dict(data.pop("hues"))
    outline = data.pop("outline")
    dots = maps.layout(outline).dots if outline else ()
    return json.dumps(
        data
        | {
            "topics": [topic._asdict() for topic in card.topics],
            "dots": [(dot.x, dot.y, hues.get(dot.tag)) for dot in dots],
        }
    )
