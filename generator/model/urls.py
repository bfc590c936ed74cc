"""Every path and URL of the site, in one place.

A path here is relative to the site's root, uses `/`, and names the file that is written: `papers/lisa.html`.
Pages link to each other with `relative`, so that the site works under any path and from disk.
"""

import re
from functools import lru_cache
from urllib.parse import quote

_is_plain_path = re.compile(r"[a-z0-9/._-]*").fullmatch
"""Most addresses are such: there is nothing to quote."""

HOME = "index.html"
SEARCH = "search.html"
LIST = "list.html"
SERVICE_WORKER = "sw.js"
NOT_FOUND = "404.html"
TAG_INDEX = "tags/index.html"
ARCHIVE = "editions/index.html"
NAMES = "names/index.html"
AUTHORS = "authors/index.html"
MAP = "map.html"
WATCHES = "watches/index.html"
ABOUT = "about.html"
ATOM_FEED = "feed.xml"
JSON_FEED = "feed.json"
EDITIONS_FEED = "editions/feed.xml"
WEEKS_FEED = "weeks/feed.xml"
MONTHS_FEED = "months/feed.xml"
ALL_FEEDS = "feeds.opml"
OPDS = "opds.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NO_JEKYLL = ".nojekyll"
LICENSES = "licenses.txt"
ALL_BIBTEX = "papers.bib"
PAPERS_DATA = "data/papers.json"
PAPERS_SCHEMA = "data/papers.schema.json"
LLMS = "llms.txt"
OPEN_SEARCH = "opensearch.xml"
RESERVED_NAMES = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""What no paper, edition, topic or name is called in a path: its folder's page, and what Windows keeps for devices."""
SEARCH_FOLDER = "search/"
ASSETS_FOLDER = "assets/"


def paper(paper_id: str) -> str:
    return f"papers/{paper_id}.html"


def paper_bibtex(paper_id: str) -> str:
    return f"papers/{paper_id}.bib"


def paper_markdown(paper_id: str) -> str:
    return f"papers/{paper_id}.md"


def bibtex_of(page: str) -> str:
    """The BibTeX of all papers of a list, beside its page."""
    return f"{page.removesuffix('.html')}.bib"


def csl_of(page: str) -> str:
    """The same as CSL-JSON."""
    return f"{page.removesuffix('.html')}.csl.json"


def epub_of(page: str) -> str:
    """The papers of a list as a book."""
    return f"{page.removesuffix('.html')}.epub"


def social_card(content_hash: str) -> str:
    return f"cards/{content_hash}.png"


def tag(tag_id: str, page: int = 1) -> str:
    return _list_page(f"tags/{tag_id}", page)


def tag_feed(tag_id: str) -> str:
    return f"tags/{tag_id}.xml"


def as_json_feed(feed: str) -> str:
    """The path of the JSON Feed beside an Atom feed."""
    return f"{feed.removesuffix('.xml')}.json"


def edition(edition_id: str, page: int = 1) -> str:
    return _list_page(f"editions/{edition_id}", page)


def week(week_id: str) -> str:
    """`2025-W22`, as ISO 8601 has it."""
    return f"weeks/{week_id}.html"


def month(month_id: str) -> str:
    return f"months/{month_id}.html"


def watch(watch_id: str, page: int = 1) -> str:
    return _list_page(f"watches/{watch_id}", page)


def watch_feed(watch_id: str) -> str:
    return f"watches/{watch_id}.xml"


def list_page(first: str, page: int) -> str:
    """A further page of the list whose first page is `first`."""
    return _list_page(first.removesuffix(".html"), page)


def edition_topics(edition_id: str) -> str:
    """The papers of an edition by topic."""
    return f"editions/{edition_id}/by-topic.html"


def author(author_id: str, page: int = 1) -> str:
    return _list_page(f"authors/{author_id}", page)


def author_feed(author_id: str) -> str:
    return f"authors/{author_id}.xml"


def authors(letter: str, page: int = 1) -> str:
    """The authors whose family names begin with a letter."""
    return _list_page(f"authors/letter/{letter}", page)


def names(letter: str, page: int = 1) -> str:
    """The names that begin with a letter."""
    return _list_page(f"names/letter/{letter}", page)


def name(name_id: str, page: int = 1) -> str:
    return _list_page(f"names/{name_id}", page)


def _list_page(name: str, page: int) -> str:
    return f"{name}.html" if page == 1 else f"{name}/page-{page}.html"


def relative(target: str, page: str) -> str:
    """The address of `target` as a link on `page` gives it; an index is named by its folder's file."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    address = "../" * (len(here) - shared) + "/".join(there[shared:])
    return address if _is_plain_path(address) else quote(address, safe="/=&~+,@!$'()*")


class RelativeLinks(dict[str, str]):
    """The addresses that pages of a folder have for other files, each made once."""

    def __init__(self, folder: str) -> None:
        self.page = f"{folder}/page.html" if folder else "page.html"
        self.first, self.up = self.page.partition("/")[0], "../" * self.page.count("/")

    def __missing__(self, target: str) -> str:
        elsewhere = target.partition("/")[0] != self.first and _is_plain_path(target)
        self[target] = made = self.up + target if elsewhere else relative(target, self.page)
        return made


def links_from(page: str) -> RelativeLinks:
    return _folder_links(page.rpartition("/")[0])


@lru_cache(4)
def _folder_links(folder: str) -> RelativeLinks:
    """A long list and what stands beside it are rendered in turn, so those of a few folders are kept."""
    return RelativeLinks(folder)


def quote_query(text: str) -> str:
    """`text` for a query; a file's name in it need not be UTF-8."""
    return _IN_NO_QUERY.sub(lambda found: quote(found[0], safe="", errors="surrogateescape"), text).replace(" ", "%20")


_IN_NO_QUERY = re.compile(r"[^A-Za-z0-9_.~ -]+")


def address(base_url: str, target: str) -> str:
    """The full address of `target`, empty where the site's own is not known."""
    return absolute(base_url, target) if base_url else ""


def absolute(base_url: str, target: str) -> str:
    """The full address of `target` on a site at `base_url` (which ends in `/`); the home page is the root itself."""
    if _is_plain_path(target):
        return base_url + ("" if target == HOME else target)
    return base_url + quote(target)
