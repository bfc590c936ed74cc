"""`Page -> bytes`, through Jinja.

Templates are looked up in the site's own `templates/` first, then among the shipped ones. Text is escaped, a name
that does not exist is a fault, and a fault in a template is the curator's to mend: it is reported with the template's
file and line, while a fault of ours keeps its traceback.
"""

import posixpath
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, select_autoescape

from generator import urls
from generator.config import Config
from generator.pages import Page
from generator.problems import ContentError, error

Href = Callable[[str], str]


class Renderer:
    """The templates of one site, compiled once; `page` and `text` are functions of what they are given."""

    def __init__(self, config: Config, assets: str) -> None:
        self.config = config
        self.assets = assets
        self.folders = config.template_folders
        self.environment = environment(self.folders)

    def page(self, page: Page) -> bytes:
        """The bytes of `page`. Raises `ContentError` with file and line when its template has a fault."""
        absolute = page.path == urls.NOT_FOUND
        here = self._rooted if absolute else lambda target: urls.relative(target, page.path)
        return self.text(page.template, page=page, href=here, **page.data).encode()

    def text(self, template: str, **data: object) -> str:
        """`template` filled in with `data`, `config`, and `assets` (the assets folder's path on the site)."""
        try:
            text = self.environment.get_template(template).render(
                config=self.config, assets=self.assets, urls=urls, **data
            )
        except Exception as fault:
            place = template_place(fault, self.folders)
            if place is None:
                raise
            hint = "mend the template; without it the shipped one serves"
            raise ContentError(error(*place, f"the template fails: {fault}", hint)) from fault
        return text

    def _rooted(self, target: str) -> str:
        """An address from the server's root: the 404 page is served at any depth."""
        return self.config.base_path + quote(posixpath.normpath(target), safe="/#?=&")


def environment(folders: Sequence[Path]) -> Environment:
    return Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "xml"], default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def template_place(fault: Exception, folders: Sequence[Path]) -> tuple[str, int] | None:
    """The template's path and line where `fault` arose; None when it arose in our own code."""
    if isinstance(fault, TemplateSyntaxError):
        return _shown(fault.filename or fault.name or "templates"), fault.lineno
    frames = traceback.extract_tb(fault.__traceback__)
    in_templates = [f for f in frames if any(Path(f.filename).is_relative_to(folder) for folder in folders)]
    if not in_templates or not (isinstance(fault, TemplateError) or frames[-1] is in_templates[-1]):
        return None
    return _shown(in_templates[-1].filename), in_templates[-1].lineno or 0


def _shown(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else filename
