"""Pages that a curator writes, and those at addresses that the site once had."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.config import Config
from generator.model.problems import ContentError, error
from generator.render.pages.context import PageContext
from generator.render.pages.page import Page, View
from generator.render.pages.papers import MovedPage
from generator.render.views import shorten_text
from generator.text import markup


class AboutPage(NamedTuple):
    """The page about the site; its text is a setting, so it takes nothing from elsewhere."""

    text: str
    template: str = "pages/about.html"

    def view(self, config: Config) -> View:
        heading, text = _split_heading(self.text)
        body = markup.render_body(text, "markdown", config.rewrites)[0]
        return View(heading, shorten_text(body.text) or config.description, {"body": Html(body.html)})


def _split_heading(text: str) -> tuple[str, str]:
    """The title of a text in Markdown, which its first line may be, and the rest."""
    first, _, rest = text.lstrip("\ufeff\n ").partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else ("About", text)


def about_page(context: PageContext) -> Iterator[Page]:
    if context.site.config.about.strip():
        yield Page(urls.ABOUT, AboutPage(context.site.config.about))


def redirect_pages(config: Config, pages: Iterable[Page]) -> Iterator[Page]:
    """A page at each former address of the site. Raises `ContentError` where one leads nowhere."""
    redirects = config.curation.redirects
    paths = {page.path: page for page in pages} if redirects else {}
    for old, new in redirects.items():
        if new not in paths:
            what, hint = f"the redirect of {old} leads to {new}, which is no page", "write the path of a page"
            raise ContentError(error(str(config.file or "digest.toml"), 0, what, hint))
        title = paths[new].inputs.view(config).title or config.title
        yield Page(old, MovedPage(title, Html.escape(title)), moved_to=new)
