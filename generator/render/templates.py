"""Renders a `Page` to bytes, with Jinja.

Templates are looked up in the site's own `templates/` first, then among the shipped ones. Text is escaped, and an
undefined name is an error. An error in a template is for the curator to fix: it is reported with the template's file
and line, also where the template called our code with a wrong argument. An error of our code under a shipped
template is ours, and keeps its traceback.
"""

import posixpath
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import quote

import jinja2
from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup as Html

from generator.model import urls
from generator.model.config import PACKAGE, Config
from generator.model.problems import ContentError, error
from generator.render.jinja_env import environment
from generator.render.pages import Page
from generator.render.pages.page import TwinInputs, View


class Frame(NamedTuple):
    """What stands around the content of a page."""

    head: Html
    header: Html
    footer: Html


FRAME = ("partials/site_head.html", "partials/header.html", "partials/footer.html")


class PageMetadata(NamedTuple):
    """What every template may say of its page.

    `moved_to` is the path of the page that has taken its place; `address` is where search engines find what it shows,
    and `card` where its social card is, as far as they are known.
    """

    path: str
    title: str
    description: str
    moved_to: str
    address: str
    card: str


class Renderer:
    """The templates of one site, compiled once; `page` and `text` are functions of what they are given.

    When the quick `environment` fails once, plain `jinja` has the last word, and all the words from then on.
    """

    def __init__(self, config: Config, assets: str, *, has_authors: bool = False) -> None:
        self.config = config
        self.common = {"config": config, "assets": assets, "urls": urls, "has_authors": has_authors}
        self.folders = config.template_folders
        self.jinja = environment(self.folders, jinja2.Environment)
        self.environment = environment(self.folders)
        own = [Path(folder, name) for folder in self.folders[:-1] for name in FRAME]
        self.has_own_frame = any(path.exists() for path in own)
        self.frames: dict[str, Frame] = {}

    def files(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """`page` and its twins, by path. Raises as `page` does."""
        view = page.inputs.view(self.config)
        yield page.path, self._filled_page(page, view)
        for path in page.twins:
            yield path, cast(TwinInputs, page.inputs).twin(path, view)

    def page(self, page: Page) -> bytes:
        """The bytes of `page`. Raises `ContentError` with file and line when its template has a fault."""
        return self._filled_page(page, page.inputs.view(self.config))

    def _filled_page(self, page: Page, view: View) -> bytes:
        lost = page.path == urls.NOT_FOUND
        address = "" if lost else urls.address(self.config.base_url, page.moved_to or page.path)
        card = urls.address(self.config.base_url, page.card) if page.card else ""
        heading = PageMetadata(page.path, view.title, view.description, page.moved_to, address, card)
        href = self._rooted if lost else urls.links_from(page.path).__getitem__
        data = {**view.data, "page": heading, "href": href}
        pieces = self._filled(page.inputs.template, {**data, "frame": self._frame(page.path, data)})
        return b"".join(map(str.encode, pieces))  # most are ASCII, and quicker by themselves than all as one text

    def _frame(self, page: str, data: Mapping[str, object]) -> Frame:
        """All pages of a folder but its index have that of the first one.

        Pages at the root may be marked as where a reader is, and the site's own templates may say something of a page.
        """
        folder, _, name = page.rpartition("/")
        key = page if self.has_own_frame or not folder or name == "index.html" else folder
        if key not in self.frames:
            self.frames[key] = Frame(*[Html(self.text(part, **data)) for part in FRAME])
        return self.frames[key]

    def text(self, template: str, /, **data: object) -> str:
        """`template` filled in with `data`, `config`, and `assets` (the assets folder's path on the site)."""
        return "".join(self._filled(template, data))

    def _filled(self, template: str, data: dict[str, object]) -> list[str]:
        """The pieces of `template` filled in."""
        data |= self.common
        try:
            made = self.environment.get_template(template)
            if self.environment is self.jinja:
                return [made.render(data)]  # which knows its way through the traceback of a fault
            return [*made.root_render_func(made.new_context(data))]
        except Exception as fault:
            if self.environment is not self.jinja:  # as for an attribute that may not be there
                self.environment = self.jinja
                return self._filled(template, data)
            place = template_place(fault, self.folders)
            if place is None:
                raise
            hint = "fix the template; without it the shipped one is used"
            reason = " ".join(str(fault.message if isinstance(fault, TemplateError) else fault).split())
            raise ContentError(error(*place, f"the template fails: {reason}", hint)) from fault

    def _rooted(self, target: str) -> str:
        """An address from the server's root: the 404 page is served at any depth."""
        return self.config.base_path + quote(posixpath.normpath(target), safe="/#?=&")


def template_place(fault: Exception, folders: Sequence[Path]) -> tuple[str, int] | None:
    """The template's path and line where `fault` arose; None when it is our own code's.

    `folders` end in that of the shipped templates, which may be trusted to call our code as they should.
    """
    if isinstance(fault, TemplateSyntaxError):
        return _display_path(fault.filename or fault.name or "templates"), fault.lineno
    frames = traceback.extract_tb(fault.__traceback__)
    last = max((n for n, frame in enumerate(frames) if _is_inside(frame.filename, *folders)), default=None)
    if last is None:
        return None
    place = frames[last]
    within = any(_is_inside(frame.filename, PACKAGE) for frame in frames[last + 1 :])
    if within and not isinstance(fault, TemplateError) and not _is_inside(place.filename, *folders[:-1]):
        return None
    return _display_path(place.filename), place.lineno or 0


def _is_inside(filename: str, *folders: Path) -> bool:
    return any(Path(filename).is_relative_to(folder) for folder in folders)


def _display_path(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else filename
