"""Bundles styles, scripts and pictures: `static/` in, the site's assets folder out.

The layers of `static/css/` become one style sheet, in the order of `CSS_LAYERS`, with the colour rules of this site's
accent and tags behind it; what lies in `css/apart/` are sheets of their own, for a few pages or for later. Each entry
script is bundled with all it imports, minified, under its name. All files lie in one folder named by the hash of their
contents, so that caches may keep everything for ever, and a page never meets a style sheet of another build. A site's
own `static/` replaces shipped files of the same name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import rcssmin
import rjsmin

from generator.model import urls
from generator.model.config import Config
from generator.model.disk import read_file
from generator.model.hashes import hash_digits
from generator.model.papers import Tag
from generator.model.problems import ContentError, error
from generator.render.assets.accent import accent_from_hex
from generator.render.assets.lunr import lunr_js
from generator.render.assets.modules import bundle_module, find_imports, find_later_imports
from generator.render.assets.short_names import shorten_names
from generator.seeds.files import all_files_below

CSS_LAYERS = ("css/tokens.css", "css/base.css", "css/layout.css", "css/components/", "css/print.css", "css/")
"""A name that ends in `/` is a folder's styles; the last one takes what a site adds of its own, so that it wins."""
APART = "css/apart/"
STYLESHEET = "site.css"
LUNR = "js/search/lunr.js"
SERVICE_WORKER = "js/offline/worker.js"
BUILD_MARK = b'"build mark"'
HASH_DIGITS = 12


class BundleInputs(NamedTuple):
    """All that a bundle is made from: static files by name, the accent, and the hue of each tag by its id."""

    sources: Mapping[str, bytes]
    accent: str
    hues: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AssetBundle:
    """The folder's path on the site, ending in `/`, and the bytes of each file by its path on the site.

    The service worker lies elsewhere, at the site's root, for it serves what is below it.
    """

    folder: str
    files: Mapping[str, bytes]
    service_worker: bytes
    inputs: BundleInputs = field(compare=False, repr=False)


def bundle_assets(config: Config, tags: Iterable[Tag], previous: AssetBundle | None = None) -> AssetBundle:
    """The styles, scripts and pictures of a site; `previous` itself if it was made from the same."""
    hues = {tag.id: tag.hue for tag in tags}
    inputs = BundleInputs(static_files(config.static_folders), config.accent, hues)
    return previous if previous and previous.inputs == inputs else _build_bundle(inputs)


def _build_bundle(inputs: BundleInputs) -> AssetBundle:
    sources = inputs.sources
    files = {name: data for name, data in sources.items() if not name.startswith("css/") and not name.endswith(".js")}
    files[STYLESHEET] = bundle_styles(inputs)
    files |= {
        name.removeprefix(APART): minify_styles(data.decode()) for name, data in sources.items() if _is_apart(name)
    }
    files |= bundle_scripts({name: data.decode() for name, data in sources.items() if name.endswith(".js")})
    worker = files.pop(SERVICE_WORKER)
    folder = urls.ASSETS_FOLDER + _content_hash(files) + "/"
    return AssetBundle(folder, {folder + name: data for name, data in sorted(files.items())}, worker, inputs)


def service_worker(assets: AssetBundle, build: str) -> bytes:
    """The service worker of one build: `build` is the hash of all other files, so another build has another worker."""
    return assets.service_worker.replace(BUILD_MARK, f'"{build}"'.encode(), 1)


def static_files(folders: Sequence[Path]) -> dict[str, bytes]:
    """Every file by its name relative to the static folder; an earlier folder's file hides a later one's.

    Raises `ContentError` for a file that cannot be read, and for a style or script that is not UTF-8.
    """
    files: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(Path(entry.path) for entry in all_files_below(folder)):
            files.setdefault(_static_name(path, folder), _read_file(path))
    return files


def _static_name(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        raise ContentError(error(str(path), 0, "the name of this file is not UTF-8", "give it another name")) from None
    return name


def _read_file(path: Path) -> bytes:
    try:
        data = read_file(path)
        return data.decode("utf-8-sig").encode() if path.suffix in (".css", ".js") else data
    except OSError as fault:
        what = f"the file cannot be read: {fault.strerror}"
        raise ContentError(error(str(path), 0, what, "check its permissions")) from None
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        hint = "save it as UTF-8; without it the shipped one serves"
        raise ContentError(error(str(path), line, "the file is not UTF-8", hint)) from None


def bundle_scripts(sources: Mapping[str, str]) -> dict[str, bytes]:
    """The scripts that no other script imports, or one imports later, each with all it imports, minified."""
    sources = {**sources, LUNR: lunr_js()}
    imported = {file for path, source in sources.items() for file, _ in find_imports(path, source)}
    later = {file for path, source in sources.items() for file, _ in find_later_imports(path, source)}
    entries = sorted((sources.keys() - imported) | (sources.keys() & later))
    small = {path: str(rjsmin.jsmin(bundle_module(path, sources), keep_bang_comments=True)) for path in entries}
    return {path: script.encode() for path, script in shorten_names(small).items()}


def bundle_styles(inputs: BundleInputs) -> bytes:
    """All layers and the generated colours as one minified style sheet."""
    sources = inputs.sources
    names = dict.fromkeys(name for layer in CSS_LAYERS for name in sorted(sources) if _in_layer(name, layer))
    parts = [*(sources[name].decode() for name in names), colour_rules(inputs.accent, inputs.hues)]
    return minify_styles("\n".join(parts))


def minify_styles(text: str) -> bytes:
    return str(rcssmin.cssmin(text, keep_bang_comments=True)).encode()


def _in_layer(name: str, layer: str) -> bool:
    inside = layer.endswith("/") and name.startswith(layer) and name.endswith(".css")
    return name == layer or (inside and not _is_apart(name))


def _is_apart(name: str) -> bool:
    return name.startswith(APART) and name.endswith(".css")


def colour_rules(accent: str, hues: Mapping[str, int]) -> str:
    """The accent, and each tag's hue: one rule per hue, for the elements that carry the tag."""
    chosen = accent_from_hex(accent)
    rules = [f":root{{--accent-chroma:{chosen.chroma};--accent-hue:{chosen.hue}}}"]
    by_hue = sorted((hue, tag) for tag, hue in hues.items())
    for hue, members in groupby(by_hue, key=itemgetter(0)):
        selectors = ",".join(f'[data-tag="{tag}"]' for _, tag in members)
        rules.append(f"{selectors}{{--hue:{hue}}}")
    return "\n".join(rules)


def _content_hash(files: Mapping[str, bytes]) -> str:
    parts = [f"{name}\0{len(data)}\0".encode() + data for name, data in sorted(files.items())]
    return hash_digits(b"".join(parts), HASH_DIGITS)
