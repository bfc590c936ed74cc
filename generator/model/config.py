"""`digest.toml`, read once into one frozen `Config`.

Each field is documented where it is defined, and the README points to these definitions. Every setting has a
default: a folder of seeds without a `digest.toml` is a site. A mistake in the file is a `SetupError` that names
file and line; all mistakes are shown, not only the first.
"""

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.model import curation
from generator.model.addresses import WEB, address_fault, has_credentials, mask_secrets, normalise_address
from generator.model.curation import Curation
from generator.model.disk import read_text
from generator.model.problems import Problem, SetupError, error, merge_alike, quote_value, shorten_quote
from generator.model.setting_values import is_colour, is_language, is_text
from generator.model.toml_file import TomlError, did_you_mean, parse_toml

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """`[[rewrites]]`: addresses in seeds that start with `prefix` are shown and linked with `to` in its place."""

    prefix: str
    to: str


@dataclass(frozen=True, slots=True)
class Finder:
    """`[[finders]]`: a "Find this paper" link; `{title}` in `url` becomes the percent-encoded title."""

    label: str
    url: str


FINDERS = (
    Finder("arXiv", "https://arxiv.org/search/?query=%22{title}%22&searchtype=title"),
    Finder("Semantic Scholar", "https://www.semanticscholar.org/search?q=%22{title}%22"),
    Finder("Google Scholar", "https://scholar.google.com/scholar?q=%22{title}%22"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one site. Paths are absolute, or relative to the folder the command was called in."""

    root: Path = Path()
    """The folder of `digest.toml`: `templates/`, `static/` and the paths the file names are looked up here."""
    file: Path | None = None
    """The `digest.toml` that was read, if there is one."""
    seeds: Path = Path("seeds")
    """What the curator edits (`--seeds`)."""
    out: Path = Path("site")
    """Where the site goes (`--out`)."""

    title: str = "Paper digest"
    """`[site] title`: the name of the site."""
    description: str = "Papers worth an evening, with a page for each, tags and search."
    """`[site] description`: one sentence for search engines, feeds and the foot of every page."""
    language: str = "en"
    """`[site] language`: the BCP 47 tag of the seeds' language, `html[lang]` of every page."""
    base_url: str = ""
    """`[site] base_url` or `--base-url`: the address of the site's root, ending in `/`; empty when not known."""
    accent: str = "#9a3412"
    """`[site] accent`: the one accent colour as `#rrggbb`; its lightness is set by the theme, for contrast."""
    repository: str = ""
    """`[site] repository`: where the seeds are kept; pages link to it to report a mistake."""
    id: str = ""
    """`[site] id`: what ids in feeds are made from, in place of the address or the title: those may change."""
    tag_rules: Path | None = None
    """`[tags] rules`: a file of tag rules that extends or replaces the shipped ones."""
    shorthand: Path | None = None
    """`[search] shorthand`: a file of acronyms and short forms that extends the list search knows."""
    rewrites: tuple[Rewrite, ...] = ()
    """`[[rewrites]]` with `prefix` and `to`: puts right the addresses of a mirror host."""
    finders: tuple[Finder, ...] = FINDERS
    """`[[finders]]` with `label` and `url`: searches offered where a paper's own address is not known."""
    published: Mapping[str, datetime.date] = field(default_factory=dict)
    """`[editions.<id>] published`: the day an edition appeared here, for feeds and the sitemap."""
    curation: Curation = field(default_factory=Curation)
    """What a curator says in the tables `editions`, `watches`, `subscribe`, `redirects` and `email`."""
    about: str = ""
    """The text of the file that `[site] about` names, in Markdown: the page about the site."""
    about_file: Path | None = None
    """That file."""
    markdown: bool = False
    """`[site] markdown`: every paper's page has a twin in Markdown, `papers/<slug>.md`."""
    until: datetime.date | None = None
    """`--until`: editions dated later are left out."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """`[seeds."FILE"] read_as = "pasted"`: the seed is a pasted page, whatever it looks like."""
    epub: tuple[str, ...] = ()
    """`[epub] of`: what there is a book of for e-readers, some of `BOOKS`."""
    cards: int | None = None
    """`[cards] editions`: pages have social cards, and papers of so many of the newest editions their own; None where
    there are none."""
    jobs: int = 0
    """`--jobs`: processes a cold build may use; 0 lets it decide."""
    strict: bool = False
    """`--strict`: warnings count as errors."""

    @property
    def base_path(self) -> str:
        """The path of `base_url`, `/` without one: `https://x.org/papers/` gives `/papers/`."""
        return urlsplit(self.base_url).path or "/"

    @property
    def named_files(self) -> tuple[Path, ...]:
        """The files beside `digest.toml` that it names."""
        return tuple(file for file in (self.tag_rules, self.shorthand, self.about_file) if file)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up, the site's own first."""
        return tuple(dict.fromkeys((self.root / "templates", shipped_folder("templates"))))

    @property
    def static_folders(self) -> tuple[Path, ...]:
        """Where styles and scripts are looked up, the site's own first."""
        return tuple(dict.fromkeys((self.root / "static", shipped_folder("static"))))


def shipped_folder(name: str) -> Path:
    """A folder of the look as shipped: inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def load_config(file: Path, *, required: bool = False) -> Config:
    """`digest.toml` as a `Config`; without the file the defaults, unless `required`.

    Raises `SetupError` with every fault of the file.
    """
    if not os.path.lexists(file):
        if required:
            raise SetupError(error(str(file), 0, "there is no such file", "check --config, or leave it out"))
        return Config(root=file.parent)
    return _ConfigReader(file).config()


def with_base_url(config: Config, url: str) -> Config:
    """`config` for a site at `url`. Raises `SetupError` when that is no address of a site."""
    if not url:
        return replace(config, base_url="")
    what, hint = address_fault(url)
    if what:
        raise SetupError(error("--base-url", 0, f"{mask_secrets(repr(url))} {what}", hint))
    return replace(config, base_url=normalise_address(url))


TABLES = (
    "site", "tags", "search", "rewrites", "finders", "editions", "seeds", "watches", "subscribe", "redirects", "email",
    "epub", "cards",
)  # fmt: skip
SITE_KEYS = (
    "title", "description", "language", "base_url", "accent", "repository", "id", "about", "markdown", "subscribe",
)  # fmt: skip
SHOWN_KEYS = ("title", "description", "label", "introduction", "query")
"""Texts that readers see, or that are split into words: there signs that nobody sees are dropped."""


class _ConfigReader:
    """Takes the values of one file apart and gathers its faults."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []
        try:
            self.toml = parse_toml(read_text(file))
        except OSError as fault:
            hint = "make it a file you may read"
            raise SetupError(error(str(file), 0, f"it cannot be read: {fault.strerror}", hint)) from None
        except UnicodeDecodeError:
            raise SetupError(error(str(file), 0, "the file is not UTF-8", "save it as UTF-8")) from None
        except TomlError as fault:
            raise SetupError(error(str(file), fault.line, fault.what, "fix that line")) from None

    def config(self) -> Config:
        self.known(TABLES)
        self.known(SITE_KEYS, "site")
        self.known(("rules",), "tags")
        self.known(("shorthand",), "search")
        self.check_signs()
        base = Config()
        site_id = self.value("site", "id", "", is_text, "a text that is not empty")
        about = self.existing("site", "about")
        config = Config(
            root=self.file.parent,
            file=self.file,
            title=self.value("site", "title", base.title, is_text, "a text that is not empty"),
            description=self.value("site", "description", base.description, is_text, "a text that is not empty"),
            language=self.value("site", "language", base.language, is_language, "a language tag like en or pt-BR"),
            base_url=self.address("base_url"),
            accent=self.value("site", "accent", base.accent, is_colour, "a colour like #9a3412"),
            repository=self.address("repository").rstrip("/"),
            id=self.address("id") if site_id.startswith(WEB) else site_id,
            tag_rules=self.existing("tags", "rules"),
            shorthand=self.existing("search", "shorthand"),
            rewrites=tuple(Rewrite(a, b) for a, b in self.rows("rewrites", "prefix", "to")),
            finders=tuple(Finder(a, b) for a, b in self.rows("finders", "label", "url")) or FINDERS,
            published=curation.read_publication_days(self),
            curation=curation.read_curation(self),
            about=curation.read_named_text(self, about, "site", "about") if about else "",
            about_file=about,
            markdown=curation.read_flag(self, "site", "markdown"),
            read_as=curation.read_seed_settings(self),
            epub=curation.read_books(self),
            cards=curation.read_cards(self),
        )
        if self.problems:
            raise SetupError(*merge_alike(self.problems))
        return config

    def check_signs(self) -> None:
        """Refuses texts that name something and have a sign in them that nobody sees: without it they name another."""
        for path in self.toml.cleaned:
            key = next(part for part in reversed(path) if isinstance(part, str))
            if key not in SHOWN_KEYS:
                what = f"{key} has a sign in it that nobody sees"
                self.fault(what, "write it anew by hand, for it was copied with more than is seen", *path)

    def table(self, name: str) -> dict[str, object]:
        value = self.toml.data.get(name, {})
        return value if isinstance(value, dict) else {}

    def value(self, table: str, key: str, default: str, right: Callable[[object], bool], what: str) -> str:
        value = self.table(table).get(key, default)
        if value is default or right(value):
            return str(value)
        self.fault(f"{key} = {quote_value(value)} is not {what}", f"write {what}, or remove the line", table, key)
        return default

    def address(self, key: str) -> str:
        """The address of the site as browsers ask for it, empty where there is none."""
        value = self.table("site").get(key)
        if value is None:
            return ""
        what, hint = address_fault(value) if isinstance(value, str) else ("is no web address", "quote it")
        if not what:
            return normalise_address(str(value))
        self.fault(f"{key} = {value!r} {what}", f"{hint}, or remove the line", "site", key)
        return ""

    def existing(self, table: str, key: str) -> Path | None:
        """The file that a setting names, beside this one."""
        name = self.value(table, key, "", is_text, "the path of a file")
        if not name:
            return None
        path = self.file.parent / name
        if os.path.isfile(path):  # noqa: PTH113 - a `Path` raises where a folder on the way may not be entered
            return path
        self.fault(f"there is no file {shorten_quote(name)}", f"{key} is looked up beside digest.toml", table, key)
        return None

    def rows(self, name: str, first: str, second: str) -> list[tuple[str, str]]:
        """The two texts of each table of an array of tables, the second the address it leads to."""
        rows = self.toml.data.get(name, [])
        good: list[tuple[str, str]] = []
        for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
            pair = (row.get(first), row.get(second)) if isinstance(row, dict) else (None, None)
            if not (is_text(pair[0]) and is_text(pair[1])):
                what = f"{name} needs the texts {first} and {second}"
                self.fault(what, f"write [[{name}]] and both below it", name, number)
                continue
            self.known((first, second), name, number)
            good.append((str(pair[0]), str(pair[1])))
            if not str(pair[1]).startswith(WEB):
                what = f"{second} = {quote_value(pair[1])} is no web address"
                self.fault(what, "write it with https:// in front", name, number, second)
            elif has_credentials(str(pair[1])):
                what = f"{second} = {pair[1]!r} has a user or a password in it, which would stand on pages"
                self.fault(what, "leave out all before the @", name, number, second)
        return good

    def known(self, keys: tuple[str, ...], *path: str | int) -> None:
        """A table has these keys: one that nobody reads is most likely a slip of the pen, so it is a fault."""
        table: Any = self.toml.data
        for part in path:
            table = table.get(part, {}) if isinstance(part, str) else table[part]
        where = ".".join(shorten_quote(part) for part in path if isinstance(part, str))
        if not isinstance(table, dict):
            self.fault(
                f"{where} must be a table", f"write [{path[0]}{'.<id>' * (len(path) - 1)}] on a line of its own", *path
            )
            return
        for key in table:
            if key not in keys:
                what = f"unknown setting {shorten_quote(key)}{f' in [{where}]' if where else ''}"
                self.fault(what, did_you_mean(key, keys) or f"known here: {', '.join(keys)}", *path, key)

    def fault(self, message: str, hint: str, *path: str | int) -> None:
        self.problems.append(error(str(self.file), self.toml.line_of(*path), mask_secrets(message), hint))
