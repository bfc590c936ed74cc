"""How heavy pages are: gzipped bytes of a page with its styles and scripts, the heaviest of each kind.

    python -m tests.bench.page_weight [SITE]

What counts is what a reader's browser fetches to show the page for the first time, each file gzipped on its own as
GitHub Pages serves it: the page, its style sheet, its icon, its scripts and the modules that those import.
"""

import gzip
import posixpath
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.built_site import BuiltSite

IMPORT = re.compile(rb"""(?:\bimport|\bfrom)\s*["'](\.[^"']+)["']""")
KINDS = (
    "index.html",
    "papers/*.html",
    "tags/index.html",
    "tags/*.html",
    "editions/*.html",
    "map.html",
    "search.html",
    "404.html",
)


def fetched(site: BuiltSite, path: str) -> set[str]:
    """The files that a browser gets to show a page, the page itself among them."""
    page = site.pages[path]
    loaded = {site.path_of(address.full) for address in page.addresses if address.loaded}
    files, waiting = {path}, {file for file in loaded if file}
    while waiting:
        file = waiting.pop()
        files.add(file)
        waiting |= imported(site.files, file) - files
    return files


def imported(files: Mapping[str, bytes], script: str) -> set[str]:
    """The modules that a script imports by itself: `import ... from "./x.js"`, not a later `import("./x.js")`."""
    if not script.endswith(".js"):
        return set()
    names = (unquote(urlsplit(name.decode()).path) for name in IMPORT.findall(files[script]))
    return {posixpath.normpath(posixpath.join(posixpath.dirname(script), name)) for name in names}


def weight(site: BuiltSite, path: str) -> int:
    """Bytes over the wire, without headers."""
    return sum(len(gzip.compress(site.files[file], mtime=0)) for file in fetched(site, path))


def main() -> None:
    site = BuiltSite(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
    print(f"{'kind of page':<18}{'heaviest':>9}  which")
    for kind in KINDS:
        weights = [(weight(site, path), path) for path in site.pages if Path(path).match(kind)]
        heaviest, path = max(weights)
        print(f"{kind:<18}{heaviest / 1000:>6.1f} kB  {path}")


if __name__ == "__main__":
    main()
