"""lunr.js for the browser: found in the installed MkDocs, and turned into a module.

The repository holds no copy of it. MkDocs' wheel carries lunr.js 2.3.9 for its own search. The file is located
without importing MkDocs, which would cost more than the rest of a small build. What only builds or saves an index,
reads a query as lunr writes it, or looks for words with mistakes is left out: an index comes from the build, a query
and the words for it from the site's own scripts.
"""

import re
from importlib.util import find_spec
from pathlib import Path

from generator.model.config import shipped_folder
from generator.model.problems import SetupError, error

PATH_IN_MKDOCS = "contrib/search/templates/search/lunr.js"
WRAPPER = "js/search/lunr.js"
PLACEHOLDER = "/* lunr.js stands here */"
NEEDLESS = (
    *("Builder", "QueryLexer", "QueryParser", "QueryParseError", "tokenizer", "idf"),
    *("Index.prototype.search", "Index.prototype.toJSON", "Token.prototype.clone"),
    *(f"Pipeline.prototype.{name}" for name in ("after", "before", "remove", "reset", "toJSON")),
    *("TokenSet.fromArray", "TokenSet.fromFuzzyString"),
    *("Vector.prototype.insert", "Vector.prototype.toArray", "Vector.prototype.toJSON"),
)
"""Parts of lunr.js: what its statements that begin with `lunr.<name>` define, and with what is below that name."""
_STATEMENT = re.compile(r"^(?=lunr\.\w|\s*/\*\*\n\s*\* export the module)", re.M)
_NEEDLESS = re.compile(rf"lunr\.(?:{'|'.join(map(re.escape, NEEDLESS))})\b")


def lunr_js() -> str:
    """lunr.js as a module whose default export is `lunr`, its licence at the top in a comment that minifying keeps.

    Raises `SetupError` when the installed MkDocs does not have it.
    """
    licence, code = _licence_and_code(lunr_path().read_text(encoding="utf-8"))
    shell = (shipped_folder("static") / WRAPPER).read_text(encoding="utf-8")
    before, after = shell.split(PLACEHOLDER)
    return f"{licence.replace('/**', '/*!', 1)}\n{before}{needed_parts(code)}{after}"


def needed_parts(code: str) -> str:
    """The statements of lunr.js but for those of its needless parts."""
    return "".join(statement for statement in _STATEMENT.split(code) if not _NEEDLESS.match(statement))


def lunr_path() -> Path:
    """The file in the installed MkDocs; the package is found, not run."""
    package = find_spec("mkdocs")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / PATH_IN_MKDOCS
        if path.is_file():
            return path
    raise SetupError(
        error(f"mkdocs/{PATH_IN_MKDOCS}", 0, "lunr.js is not installed", "pip install 'mkdocs>=1.6.1,<1.7'")
    )


def _licence_and_code(source: str) -> tuple[str, str]:
    """The comment the file opens with, and the rest, where every part repeats the copyright."""
    start = source.index("/**")
    end = source.index("*/", start) + len("*/")
    return source[start:end], source[end:].replace("/*!", "/*")
