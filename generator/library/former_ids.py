r"""The ids that papers had while TeX in their titles was read as text, so that published addresses stay.

`Erd\H{o}s Lamps` was `erd-h-o-s-lamps` and is `erdos-lamps`. The old address leads to the new one, and a curator's
table under the old id still speaks of its paper.
"""

from collections.abc import Sequence

from generator.library.merge import DuplicateGroup, TitleForms
from generator.library.paper_addresses import PaperAddress


def add_former_ids(
    addresses: Sequence[PaperAddress], papers: Sequence[DuplicateGroup], titles: Sequence[TitleForms]
) -> list[PaperAddress]:
    """The addresses of papers with the former ids of all their titles, but for those that are another address.

    `titles` are those of all drafts. Of several papers that had one former slug the first has it.
    """
    taken = {name for each in addresses for name in (each.id, *each.digits, each.shared)}
    found: list[PaperAddress] = []
    for address, paper in zip(addresses, papers, strict=True):
        former = dict.fromkeys(name for place in paper.places if (name := titles[place].former_slug))
        own = tuple(name for name in former if name not in taken)
        taken.update(own)
        found.append(address._replace(digits=(*address.digits, *own)) if own else address)
    return found
