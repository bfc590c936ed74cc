"""Every address of the site, in one place.

A path here is relative to the site's root, with `/`, and names the file that is written: `papers/lisa.html`.
Pages link to each other with `relative`, so that the site works under any path and from disk.
"""

from urllib.parse import quote

HOME = "index.html"
SEARCH = "search.html"
NOT_FOUND = "404.html"
TAG_INDEX = "tags/index.html"
ARCHIVE = "editions/index.html"
NAMES = "names/index.html"
MAP = "map.html"
ATOM_FEED = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NO_JEKYLL = ".nojekyll"
PAPERS_DATA = "data/papers.json"
SEARCH_FOLDER = "search/"
ASSETS_FOLDER = "assets/"


def paper(paper_id: str) -> str:
    return f"papers/{paper_id}.html"


def tag(tag_id: str, page: int = 1) -> str:
    return _page_of_list(f"tags/{tag_id}", page)


def tag_feed(tag_id: str) -> str:
    return f"tags/{tag_id}.xml"


def edition(edition_id: str, page: int = 1) -> str:
    return _page_of_list(f"editions/{edition_id}", page)


def names(letter: str, page: int = 1) -> str:
    """The names that begin with a letter."""
    return _page_of_list(f"names/letter/{letter}", page)


def name(name_id: str, page: int = 1) -> str:
    return _page_of_list(f"names/{name_id}", page)


def _page_of_list(name: str, page: int) -> str:
    return f"{name}.html" if page == 1 else f"{name}/page-{page}.html"


def relative(target: str, page: str) -> str:
    """The address of `target` as a link on `page` gives it; an index is named by its folder's file."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return quote("../" * (len(here) - shared) + "/".join(there[shared:]), safe="/=&~+,@!$'()*")


def absolute(base_url: str, target: str) -> str:
    """The full address of `target` on a site at `base_url` (which ends in `/`); the home page is the root itself."""
    return base_url + ("" if target == HOME else quote(target))
