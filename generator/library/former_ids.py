r"""The ids that a paper had, or would have, by its other titles, so that published addresses stay.

A paper may be listed under another title later on, and the older title names it. A title with TeX had another id while
that was read as text: `Erd\H{o}s Lamps` was `erd-h-o-s-lamps` and is `erdos-lamps`. Each such address leads to the
paper, and a curator's table under it still speaks of it.
"""

from collections.abc import Iterator, Sequence

from generator.library.merge import DuplicateGroup, TitleForms
from generator.library.paper_addresses import PaperAddress


def add_former_ids(
    addresses: Sequence[PaperAddress], papers: Sequence[DuplicateGroup], titles: Sequence[TitleForms]
) -> list[PaperAddress]:
    """The addresses of papers with the ids by all their titles, but for those that are another address.

    `titles` are those of all drafts. Of several papers that had one former id the first has it.
    """
    taken = {name for each in addresses for name in (each.id, *each.digits, each.shared)}
    found: list[PaperAddress] = []
    for address, paper in zip(addresses, papers, strict=True):
        own = tuple(name for name in dict.fromkeys(_former_ids(paper, titles)) if name not in taken)
        taken.update(own)
        found.append(address._replace(digits=(*address.digits, *own)) if own else address)
    return found


def _former_ids(paper: DuplicateGroup, titles: Sequence[TitleForms]) -> Iterator[str]:
    for place in paper.places:
        title = titles[place]
        yield from (name for name in (title.slug, title.former_slug) if name and name != paper.title.slug)
