"""Social cards: the picture, 1200 by 630 pixels, that others show of a page that is shared.

`cards` says what is on the card of each page, `drawing` makes the PNG. What a card shows gives it its name, so one that
is on the site already is not drawn again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model.config import Config
from generator.render.pages import PagePlan
from generator.render.social.cards import SocialCard, plan_social_cards
from generator.render.social.packages import missing_package

__all__ = ["Illustrated", "SocialCard", "draw_cards", "illustrate", "missing_package"]


class Illustrated(NamedTuple):
    """A plan whose pages name their cards, and the cards by path."""

    plan: PagePlan
    cards: Mapping[str, SocialCard]


def illustrate(plan: PagePlan, config: Config) -> Illustrated:
    """`plan` with a card for every page, where cards are asked for and can be: they need the address of the site, for
    others ask for a picture by its full address."""
    if config.cards is None or not config.base_url or missing_package() or plan.context is None:
        return Illustrated(plan, {})
    shown = plan_social_cards(plan.context, [page.moved_to or page.path for page in plan.pages])
    cards = {id(card): card for card in shown}  # many pages show one, and some cards are large
    name_cards, _ = _drawing()
    paths = dict(zip(cards, name_cards(cards.values(), config), strict=True))
    pages = tuple([page._replace(card=paths[id(card)]) for page, card in zip(plan.pages, shown, strict=True)])
    return Illustrated(PagePlan(pages, plan.context, plan.papers), {paths[key]: card for key, card in cards.items()})


def draw_cards(cards: Sequence[SocialCard], config: Config) -> Iterable[bytes]:
    """The picture of each card, as PNG. Raises `ContentError` when a template of the site's own has a fault."""
    if not cards:
        return ()
    _, draw = _drawing()
    return draw(cards, config)


CardNames = Callable[[Iterable[SocialCard], Config], Iterator[str]]
Draw = Callable[[Sequence[SocialCard], Config], Iterator[bytes]]


def _drawing() -> tuple[CardNames, Draw]:
    """What names cards and what draws them; only a site with cards pays for it."""
    from generator.render.social.drawing import card_paths, draw_pictures

    return card_paths, draw_pictures
