"""URLs in running text: where one ends, where it leads, and what it is to the paper.

An abstract announces a URL in prose ("our code and data are at ..."), which is less reliable than the host. So the
tables below look at the host first and at the words before the URL second, and the first row that matches decides.
Without a scheme only `www.` and hosts known for papers count: `node.js` and `text.This` are no URLs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model.config import Rewrite
from generator.model.papers import Link, LinkKind

KNOWN_HOSTS = (
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "anonymous.4open.science",
    "huggingface.co", "hf.co", "modelscope.cn", "kaggle.com", "zenodo.org", "osf.io",
    "arxiv.org", "doi.org", "openreview.net", "aclanthology.org",
    "sites.google.com", "colab.research.google.com", "youtu.be", "youtube.com",
)  # fmt: skip
"""Hosts whose addresses are recognised without `https://`, given a path."""

ADDRESS_MARKS = ("/", "www.", ".io")
"""A text without any of these holds no address: each has one where it starts, or behind its host."""

LINK_REL = "nofollow ugc"
"""What a link in running text is to the page."""

_KNOWN = "|".join(map(re.escape, KNOWN_HOSTS))
ADDRESS_START = rf"(?i:https?)://(?=\w)|(?<![\w@/.-])(?=www\.\w|(?:{_KNOWN})/|[\w-]+\.git(?:hub|lab)\.io\b)"
"""Where an address starts. Only ASCII counts in one, as in RFC 3986: a full stop of another script ends it."""

# TeX writes `\_` for `_`, and `$\sim$` for a tilde.
_PATH = r"(?:[\w\-.~%:/?#@!&'()*+,;=]|\\[_%#&~]|\$\\sim\$)*"
ADDRESS = re.compile(rf"(?:{ADDRESS_START})[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]{_PATH})?", re.ASCII)
_LINKABLE = re.compile(r"https?://(?:[^\s/?#@.]+\.)+[^\s/?#@.]+(?:[/?#]|$)", re.IGNORECASE)


def is_address(url: str) -> bool:
    """Whether `url` may be linked: http or https, with a host that has a name in a domain, or a number."""
    return _LINKABLE.match(url) is not None


def trim_punctuation(address: str) -> str:
    """`address` without the punctuation of the sentence around it; a bracket stays that was opened inside."""
    end, unopened = len(address), address.count(")") - address.count("(")
    while end and (address[end - 1] in ".,:;!?'*_~&" or (address[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= address[end] == ")"
    return address[:end]


def unescape_tex(address: str) -> str:
    """`address` as a browser needs it, out of TeX's notation."""
    return re.sub(r"\\([_%#&~{}$])", r"\1", address.replace(r"$\sim$", "~").replace(r"\~{}", "~"))


def with_scheme(address: str) -> str:
    """`address` as a link needs it: its scheme in lower case, https where it has none."""
    scheme = re.match(r"https?://", address, re.IGNORECASE)
    return scheme[0].lower() + address[scheme.end() :] if scheme else f"https://{address}"


def rewrite_url(url: str, rewrites: Iterable[Rewrite]) -> str:
    """`url` with the first prefix that fits replaced."""
    for rewrite in rewrites:
        if url.startswith(rewrite.prefix):
            return rewrite.to + url[len(rewrite.prefix) :]
    return url


@dataclass(frozen=True, slots=True)
class _LinkRule:
    """`address` is matched from behind the scheme, `said` is looked for in the words before; either may be any."""

    kind: LinkKind
    label: str
    address: re.Pattern[str]
    said: re.Pattern[str]


def _link_rule(kind: LinkKind, label: str, address: str = "", said: str = "") -> _LinkRule:
    return _LinkRule(kind, label, re.compile(address, re.IGNORECASE), re.compile(said, re.IGNORECASE))


_CODE_HOSTS = (
    r"(?:gist\.)?github\.com/|gitlab\.|bitbucket\.org/|codeberg\.org/|anonymous\.4open\.science/|sourceforge\.net/"
    r"|(?:www\.)?pypi\.org/"
)
_ONLY_DATA = r"^(?!.*\b(?:codes?|implementations?|software|models?|tool|package)\b).*\b(?:datasets?|corpus|corpora)\b"

_GENERIC_PATH_PARTS = ("", "datasets", "spaces", "models", "r")  # parts of a path that name no work

_RULES = (
    _link_rule("data", "Dataset", r"(?:huggingface\.co|hf\.co)/datasets/|zenodo\.org/|(?:www\.)?kaggle\.com/datasets/"),
    _link_rule("data", "Dataset", r"modelscope\.cn/datasets/|osf\.io/|figshare\.com/|dataverse\."),
    _link_rule("demo", "Demo", r"(?:huggingface\.co|hf\.co)/spaces/|[\w-]+\.(?:hf\.space|gradio\.live|streamlit\.app)"),
    _link_rule("demo", "Notebook", r"colab\.research\.google\.com/"),
    _link_rule("paper", "Paper", r"(?:huggingface\.co|hf\.co)/papers/"),
    _link_rule("paper", "arXiv", r"(?:www\.|export\.)?arxiv\.org/"),
    _link_rule(
        "paper", "Paper", r"(?:www\.|api\.)?(?:alphaxiv\.org|emergentmind\.com)/(?:abs|pdf|html|overview|papers?)/"
    ),
    _link_rule("paper", "Paper", r"(?:www\.|api\.)?semanticscholar\.org/"),
    _link_rule("paper", "Paper", r"(?:ar5iv\.(?:labs\.arxiv\.)?org|papers\.cool|scirate\.com|dl\.acm\.org)/"),
    _link_rule("paper", "Paper", r"(?:dx\.)?doi\.org/|openreview\.net/|(?:www\.)?aclanthology\.org/|.*\.pdf$"),
    _link_rule("model", "Models", r"(?:huggingface\.co|hf\.co)/collections/"),
    _link_rule("model", "Model", r"(?:huggingface\.co|hf\.co)/[^/]+/[^/]|modelscope\.cn/models/"),
    _link_rule("data", "Dataset", _CODE_HOSTS, said=_ONLY_DATA),
    _link_rule("code", "Code", _CODE_HOSTS),
    _link_rule("project", "Project page", r"[\w-]+\.git(?:hub|lab)\.io\b|sites\.google\.com/"),
    _link_rule("other", "Video", r"(?:www\.|m\.)?youtube\.com/|youtu\.be/|vimeo\.com/"),
    _link_rule("project", "Project page", said=r"\b(?:project|home) ?(?:web)?(?:page|site)\b|\bproject is available\b"),
    _link_rule("demo", "Demo", said=r"\b(?:demos?|demonstrations?|playground|interface)\b"),
    _link_rule("code", "Code", said=r"\b(?:source|codes?|codebase|implementation|software|toolkit|library)\b"),
    _link_rule("data", "Dataset", said=r"\b(?:data|datasets?|corpus|corpora|benchmarks?|annotations)\b"),
    _link_rule("model", "Model", said=r"\b(?:models?|weights|checkpoints?)\b"),
    _link_rule("other", "Website"),
)


def classify_link(url: str, said: str = "") -> Link:
    """`url` as a link of a paper; `said` are the words that lead to it. `label` is the one of its kind."""
    address = url.partition("://")[2]
    for rule in _RULES:
        if rule.address.match(address) and rule.said.search(said):
            return Link(url, rule.label, rule.kind)
    raise AssertionError("the last rule fits everything")


def deduplicate_links(links: Sequence[Link]) -> tuple[Link, ...]:
    """`links` in order without repeats; labels that more than one has say where they lead, `Code: owner/name`."""
    if len(links) < 2:
        return tuple(links)
    first = {_url_key(each.url): each for each in reversed(links)}
    kept = [each for each in dict.fromkeys(links) if first[_url_key(each.url)] is each]
    often = Counter(each.label for each in kept)
    named = [
        replace(each, label=f"{each.label}: {_short_name(each)}") if often[each.label] > 1 else each for each in kept
    ]
    often = Counter(each.label for each in named)
    return tuple(
        replace(new, label=f"{old.label}: {_url_key(old.url)}") if often[new.label] > 1 else new
        for old, new in zip(kept, named, strict=True)
    )


def _url_key(url: str) -> str:
    """What is the same for two spellings of an address."""
    return url.partition("://")[2].rstrip("/").removesuffix(".git")


def _short_name(each: Link) -> str:
    """What one calls an address: `owner/name` where a host keeps many, else all of it."""
    address = _url_key(each.url).partition("?")[0]
    path = [part for part in address.split("/")[1:] if part not in _GENERIC_PATH_PARTS]
    return "/".join(path[:2]) if path and each.kind in ("code", "data", "model", "demo") else address
