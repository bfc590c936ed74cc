"""A page before it is rendered: its path, its template, and all its inputs.

Nothing is computed for a page until it is rendered. Then `view` makes the template's data from the configuration and
`inputs` alone. So ten thousand planned pages weigh little, any process can render any of them, and a page whose
`inputs` equal those of the last build need not be rendered again.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class View(NamedTuple):
    """What a page shows: its title and description, and all that its template may use beside the site."""

    title: str
    description: str
    data: Mapping[str, Any]


class Page(NamedTuple):
    """A file to be. `moved_to` is the path of the page that has taken this one's place.

    Pages that are equal have equal bytes, while configuration, templates and the assets' address are the same.
    """

    path: str
    template: str
    view: Callable[..., View]
    """`view(config, *made_from)`."""
    made_from: tuple[Any, ...] = ()
    moved_to: str = ""
