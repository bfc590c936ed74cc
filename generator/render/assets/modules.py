"""Bundles JavaScript modules: an entry script and all that it imports become one file, so that a browser waits for one
response and not for a chain of them.

It knows the few forms that the scripts of this site are written in: `import { a, b as c } from "./x.js"`, `import d
from "./x.js"`, `import("./x.js")`, and `export` before a declaration or `export default name`. Each imported module
becomes a function of its own, so no name of one meets a name of another. What is imported later, by a call, is a script
of its own, which keeps its exports.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from generator.model.problems import ContentError, error

_IMPORT = re.compile(
    r"""^import\s+(?:(?P<default>\w+)|\{(?P<names>[^}]*)\})\s+from\s+["'](?P<file>\.{1,2}/[^"']+)["'];?\n""", re.M
)
_LATER = re.compile(r"""\bimport\("(?P<file>\.{1,2}/[^"]+)"\)""")
_DEFAULT = re.compile(r"^export\s+default\s+(\w+);?\n", re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const|let)\s+(\w+))", re.M)
_UNSUPPORTED = re.compile(r"^(?:import|export)\b.*", re.M)


def bundle_module(entry: str, sources: Mapping[str, str]) -> str:
    """The module `entry` and all that it imports, one way or another, as one script.

    `sources` are scripts by path. Raises `ContentError` with file and line for an import or export in a form it does
    not know, and for an import of a file that is not there.
    """
    order: dict[str, None] = {}
    _put_in_order(entry, sources, (), order)
    names = {path: f"module{number}" for number, path in enumerate(order)}
    home = posixpath.dirname(entry) or "."
    parts = [_module_code(path, sources[path], names, home, wrapped=path != entry) for path in order]
    exports = _EXPORT.findall(sources[entry])
    return "\n".join([*parts, *([f"export {{ {', '.join(exports)} }};"] if exports else [])])


def find_imports(path: str, source: str) -> Iterator[tuple[str, int]]:
    """The files a script imports, by path, and the line where it does."""
    return _find(_IMPORT, path, source)


def find_later_imports(path: str, source: str) -> Iterator[tuple[str, int]]:
    """The files a script imports by a call, when they are needed, and the line where it does."""
    return _find(_LATER, path, source)


def _find(form: re.Pattern[str], path: str, source: str) -> Iterator[tuple[str, int]]:
    for found in form.finditer(source):
        yield _resolve(path, found["file"]), source.count("\n", 0, found.start()) + 1


def _resolve(path: str, file: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def _put_in_order(path: str, sources: Mapping[str, str], above: tuple[str, ...], order: dict[str, None]) -> None:
    """Add everything a script needs, and then the script, to `order`, each once."""
    imports = [*find_imports(path, sources[path])]
    for file, line in (*imports, *find_later_imports(path, sources[path])):
        if file not in sources:
            raise ContentError(error(f"static/{path}", line, f"there is no {file}", "fix the import"))
    for file, line in imports:
        if file in (*above, path):
            raise ContentError(error(f"static/{path}", line, f"{file} imports this file, too", "part what both need"))
        if file not in order:
            _put_in_order(file, sources, (*above, path), order)
    order[path] = None


def _module_code(path: str, source: str, names: Mapping[str, str], home: str, *, wrapped: bool) -> str:
    """`home` is the folder of the script that it becomes a part of."""
    exports = [f"default: {name}" for name in _DEFAULT.findall(source)] + _EXPORT.findall(source)
    files = iter(find_imports(path, source))
    code = _IMPORT.sub(lambda found: _rewrite_import(found, names[next(files)[0]]), source)
    code = _EXPORT.sub("", _DEFAULT.sub("\n", code))
    code = _LATER.sub(lambda found: f'import("./{posixpath.relpath(_resolve(path, found[1]), home)}")', code)
    if left := _UNSUPPORTED.search(code):
        line = code.count("\n", 0, left.start()) + 1
        raise ContentError(
            error(f"static/{path}", line, f"“{left[0]}” cannot be joined", "write it as other scripts do")
        )
    return f"const {names[path]} = (() => {{\n{code}\nreturn {{ {', '.join(exports)} }};\n}})();" if wrapped else code


def _rewrite_import(found: re.Match[str], module: str) -> str:
    if found["default"]:
        return f"const {found['default']} = {module}.default;\n"
    return f"const {{{found['names'].replace(' as ', ': ')}}} = {module};\n"
