"""A page before it is one: where it will be, and all that it will be made from.

Nothing is computed for a page until it is rendered. Then its `view` makes what the template is handed, of the
configuration and of `made_from` alone. So ten thousand pages to be weigh little, any process can render any of them,
and a page whose `made_from` is what it was in the last build is the page that is there already.
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
