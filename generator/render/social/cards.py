"""What is on the social card of each page: home, editions, topics, and papers of the newest editions.

Other papers show the card of their edition, and all other pages that of the site, which stays the same for long.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Edition, Tag
from generator.render import maps
from generator.render.assets.accent import Accent, accent_from_hex
from generator.render.pages.context import PageContext
from generator.render.pages.facts import PaperFacts
from generator.render.pages.lists import newest_edition
from generator.render.views import AUTHORS_ON_A_CARD, shorten_text
from generator.text.markup.tex_text import tex_to_text

TITLE_LENGTH, DETAIL_LENGTH, LABEL_LENGTH = 200, 180, 44
"""Characters of a card's texts: more would be too small to read."""
TOPICS_ON_A_CARD = 3
MOST_PAPERS = 1_000
"""Papers with cards of their own, which have 80 kB each: a whole library may be one edition."""


class SocialTopic(NamedTuple):
    label: str
    hue: int


class SocialCard(NamedTuple):
    """`title` has words and formulas (MathML) by turns; `hues` are those of the topics on the map, by their ids."""

    kind: str
    title: tuple[str, ...]
    site: str
    language: str
    accent: Accent
    corner: str = ""
    detail: str = ""
    is_rtl: bool = False
    topics: tuple[SocialTopic, ...] = ()
    outline: maps.MapInput | None = None
    hues: tuple[tuple[str, int], ...] = ()


def plan_social_cards(context: PageContext, paths: Iterable[str]) -> list[SocialCard]:
    """The card of the page at each of `paths`; further pages of a list have that of the first."""
    site = _site_card(context.site.config)
    own = _cards_by_page(context, site)
    return [own.get(path) or own.get(f"{path.rpartition('/')[0]}.html") or site for path in paths]


def _cards_by_page(context: PageContext, site: SocialCard) -> dict[str, SocialCard]:
    """The cards of the pages that have one of their own, by path."""
    config, library = context.site.config, context.site.library
    editions = {edition.id: _edition_card(site, context, edition) for edition in library.editions}
    sizes = accumulate(len(edition.papers) for edition in library.editions)
    newest_first = zip(library.editions[: config.cards], sizes, strict=False)
    with_own = {edition.id for edition, papers in newest_first if papers <= MOST_PAPERS}
    by_page = {urls.edition(name): card for name, card in editions.items()}
    by_page |= {urls.tag(tag.id): _topic_card(site, tag) for tag in context.site.topics.tags}
    for facts in context.facts.values():
        edition = facts.paper.editions[0].edition
        card = _paper_card(site, context, facts) if edition in with_own else editions[edition]
        by_page |= dict.fromkeys([*map(urls.paper, (facts.paper.id, *facts.paper.aliases))], card)
    newest = newest_edition(library.editions)
    shown, corner = editions[newest.id], f"{shorten_text(newest.label, LABEL_LENGTH)} · {_count(newest)}"
    return by_page | {urls.HOME: site._replace(kind="home", corner=corner, outline=shown.outline, hues=shown.hues)}


def _site_card(config: Config) -> SocialCard:
    name = shorten_text(config.title, TITLE_LENGTH)
    detail = shorten_text(config.description, DETAIL_LENGTH)
    return SocialCard(
        "site", (name,), name, config.language, accent_from_hex(config.accent), detail=detail, is_rtl=_is_rtl(name)
    )


def _edition_card(site: SocialCard, context: PageContext, edition: Edition) -> SocialCard:
    topics, summary = context.site.topics, context.lists.edition[edition.id]
    outline = summary.outline
    hues = [(each.id, topics.tag[each.id].hue) for each in outline.attractors] if outline else []
    title = shorten_text(edition.label, TITLE_LENGTH)
    return site._replace(
        kind="edition",
        title=(title,),
        detail=" · ".join(filter(None, (edition.subtitle, _count(edition)))),
        is_rtl=_is_rtl(title),
        topics=_topics([topics.tag[chip.id] for chip in summary.topics.chips]),
        outline=outline,
        hues=tuple(hues),
    )


def _topic_card(site: SocialCard, tag: Tag) -> SocialCard:
    title, detail = shorten_text(tag.label, TITLE_LENGTH), shorten_text(tag.meaning, DETAIL_LENGTH)
    return site._replace(
        kind="topic", title=(title,), corner="Topic", detail=detail, is_rtl=_is_rtl(title), topics=_topics([tag])
    )


def _paper_card(site: SocialCard, context: PageContext, facts: PaperFacts) -> SocialCard:
    paper, labels, tags = facts.paper, context.edition_labels, context.site.topics.tag
    title = tex_to_text(paper.title.text)
    fits = len(title) <= TITLE_LENGTH
    return site._replace(
        kind="paper",
        title=tuple(_words_and_formulas(paper.title.html)) if fits else (shorten_text(title, TITLE_LENGTH),),
        corner=shorten_text(labels[paper.editions[0].edition], LABEL_LENGTH),
        detail=_authors(paper.authors),
        is_rtl=_is_rtl(title),
        topics=_topics([tags[each.tag] for each in facts.tagged]),
    )


def _topics(tags: Iterable[Tag]) -> tuple[SocialTopic, ...]:
    return tuple([SocialTopic(shorten_text(tag.label, LABEL_LENGTH), tag.hue) for tag in tags][:TOPICS_ON_A_CARD])


def _count(edition: Edition) -> str:
    return f"{len(edition.papers):,} paper{'' if len(edition.papers) == 1 else 's'}"


def _authors(names: tuple[str, ...]) -> str:
    """The first names, and how many more there are; as on the card of a paper in a list."""
    named = names if len(names) <= AUTHORS_ON_A_CARD + 1 else names[:AUTHORS_ON_A_CARD]
    more = len(names) - len(named)
    said = ", ".join([shorten_text(name, LABEL_LENGTH) for name in named])
    return f"{said} and {more:,} more" if more else said


_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def _words_and_formulas(title: str) -> Iterator[str]:
    """The words of a title in HTML, and its formulas as they are, by turns."""
    end = 0
    for formula in _FORMULA.finditer(title):
        yield html.unescape(_TAG.sub("", title[end : formula.start()]))
        yield formula[0]
        end = formula.end()
    yield html.unescape(_TAG.sub("", title[end:]))


def without_formulas(card: SocialCard) -> SocialCard:
    """`card` with the signs of its title's formulas as words."""
    pieces = [html.unescape(_TAG.sub("", piece)) if at % 2 else piece for at, piece in enumerate(card.title)]
    return card._replace(title=("".join(pieces),))


def _is_rtl(text: str) -> bool:
    """Whether a text is written from right to left, as `dir="auto"` finds it: by its first letter."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((found in ("R", "AL") for found in strong if found in ("L", "R", "AL")), False)
