"""A page before it is rendered: its path, and all that is shown on it.

There is one class of inputs for each kind of page. Nothing is computed for a page until it is rendered; then its
inputs make the template's data from the configuration and themselves alone. So ten thousand planned pages weigh little,
any process can render any of them, and a page whose inputs equal those of the last build need not be rendered again.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from generator.model.config import Config


class View(NamedTuple):
    """What a page shows: its title and description, and all that its template may use beside the site."""

    title: str
    description: str
    data: Mapping[str, Any]


class PageInputs(Protocol):
    """What a page is made from. Inputs that are equal have the same template and the same data."""

    @property
    def template(self) -> str: ...

    def view(self, config: Config) -> View: ...


class TwinInputs(PageInputs, Protocol):
    """What a page and its twins are made from; a twin says what the page's `view` has."""

    def twin(self, path: str, view: View) -> bytes: ...


class Page(NamedTuple):
    """A file to be. `moved_to` is the path of the page that has taken this one's place; `twins` are the paths of files
    that say the same in other forms, and come from the same inputs; `card` is the path of its social card, if any.

    Pages that are equal have equal bytes, while configuration, templates and the assets' address are the same.
    """

    path: str
    inputs: PageInputs
    moved_to: str = ""
    twins: tuple[str, ...] = ()
    card: str = ""
