"""Identifiers of a paper elsewhere, arXiv id and DOI, in one normal form: two spellings are one paper.

The forms are arXiv's (https://info.arxiv.org/help/arxiv_identifier.html) and the DOI handbook's. Mirrors, readers and
publishers put either into their own addresses, and mails and searches lead to those by detours.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from generator.text.markup.links import trim_punctuation

_ID = r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
_ARXIV = re.compile(
    rf"(?:arxiv(?: preprint)?(?: arxiv)?\s*[:/]?\s*|(?:doi\s*:\s*)?10\.48550/arxiv\.)?{_ID}(?:\.pdf)?"
    r"(?:\s*[\[(][\w.-]+[\])])?(?:\s+\(?\d{1,2} \w{3,9}\.? \d{4}\)?)?",  # as on the margin: `[cs.CL] 1 Aug 2023`
    re.IGNORECASE,
)
_ARXIV_IN_TEXT = re.compile(rf"\barxiv\s*:\s*{_ID}", re.IGNORECASE)
_ARXIV_IN_PATH = re.compile(rf"(?:^|[/:.=_-]){_ID}(?:\.pdf)?(?=[/?#&]|$)", re.IGNORECASE)
_BIBCODE = re.compile(r"(?:/|^)(?:19|20)\d\d(?:arXiv(\d{4})\.?(\d{4,5})[A-Z]?)(?:/|$)|/abs-(\d{4})-(\d{4,5})(?:\W|$)")
"""An arXiv paper as ADS and DBLP have it in their addresses."""
_ARXIV_HOSTS = re.compile(
    r"(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|arxiv-vanity\.com|arxiv\.gg|doi\.org|papers\.cool|scirate\.com"
    r"|semanticscholar\.org|emergentmind\.com|paperswithcode\.com|takara\.ai|adsabs\.harvard\.edu|dblp\.org|lanl\.gov"
    r"|deeplearn\.org|fugumt\.com|themoonlight\.io|scholar\.archive\.org|[\w-]*arxiv[\w-]*\.\w+)"
    r"|(?:www\.)?(?:huggingface\.co|hf\.co)(?=/papers/)"
    r"|(?=[^/]+/arxiv/)[\w.-]+",
    re.IGNORECASE,
)

_ARCHIVES = r"cs|math|stat|eess|econ|q-bio|q-fin|physics|astro-ph|cond-mat|nlin"
_WHOLE_ARCHIVES = r"hep-(?:th|ph|ex|lat)|gr-qc|quant-ph|nucl-(?:th|ex)|math-ph"
_CLASS = re.compile(
    rf"(?<![\w./-])(?:(?:{_ARCHIVES})\.(?:[A-Z]{{2}}|[a-z]{{3,}}|[a-z]{{2,4}}-[a-z]{{2,4}})|{_WHOLE_ARCHIVES})(?![\w./-])"
)
"""A category of arXiv (https://arxiv.org/category_taxonomy)."""

_DOI = re.compile(r"(?:doi\s*[:/]?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI_IN_PATH = re.compile(r"(?:/|=|:)(10\.\d{4,9}/[^\s?#&]+)", re.IGNORECASE)
_PUBLISHERS_ENDING = re.compile(
    r"(?:\.pdf|\.full(?:-text)?|/(?:full(?:text|html|pdf)?|abstract|abs|e?pdf|html|epub|meta|summary|references))+$"
    r"|(?<=\d)v\d+(?:\.full(?:-text|\.pdf)?)?$",  # a preprint's version
    re.IGNORECASE,
)
"""What publishers put behind the DOI that is in their address."""

_RESOLVER = re.compile(r"(?:dx[.-]|www[.-])?doi[.-]org\b", re.IGNORECASE)
_DATA_REGISTRANTS = ("10.5281/", "10.6084/", "10.5061/", "10.17605/", "10.7910/", "10.17632/", "10.57967/")
"""Those of Zenodo, Figshare, Dryad, OSF, Dataverse, Mendeley Data and Hugging Face."""
_PREPRINT_REGISTRANTS = (
    "10.48550/",
    "10.1101/",
    "10.64898/",
    "10.2139/",
    "10.21203/",
    "10.20944/",
    "10.31234/",
    "10.26434/",
)
"""Those of arXiv, bioRxiv and medRxiv, openRxiv, SSRN, Research Square, Preprints.org, PsyArXiv and ChemRxiv."""

MOST_DETOURS = 3


def arxiv_id(text: str) -> str | None:
    """The arXiv id that `text` is: as an id, with `arXiv:`, as an address; without version and class: `2505.01234`."""
    text = _strip_frame(text)
    if match := _ARXIV.fullmatch(text):
        return _normalise_arxiv(match["id"])
    return next(filter(None, (_address_arxiv(address) for address in _addresses_in(text))), None)


def find_arxiv(text: str) -> str | None:
    """The first arXiv id that a running text names with `arXiv:`."""
    match = _ARXIV_IN_TEXT.search(text)
    return _normalise_arxiv(match["id"]) if match else None


def find_arxiv_class(text: str) -> str | None:
    """The first category of arXiv in a text: lists of a paper's begin with the primary one."""
    match = _CLASS.search(text)
    return match[0] if match else None


def archive_class(arxiv: str) -> str | None:
    """The category that an old id names, where its archive is one as a whole: `hep-th/9901001`."""
    return find_arxiv_class(arxiv.partition("/")[0])


def doi(text: str) -> str | None:
    """The DOI that `text` is: as such, with `doi:`, as an address; in lower case, as DOIs ignore case."""
    text = _strip_frame(text)
    if match := _DOI.fullmatch(text):
        return _normalise_doi(match[1])
    return next(filter(None, (_address_doi(address) for address in _addresses_in(text))), None)


def is_data_doi(found: str) -> bool:
    """Whether a DOI is that of data or software, as its registrant tells."""
    return found.startswith(_DATA_REGISTRANTS)


def is_preprint_doi(found: str) -> bool:
    """Whether a DOI is that of a preprint, which has another one when it is published."""
    return found.startswith(_PREPRINT_REGISTRANTS)


def _strip_frame(text: str) -> str:
    """`text` without the punctuation that a sentence, a mail or a list puts around an address."""
    text = text.strip().rstrip(".,;").strip("<>\"'“”`").rstrip(".,;")
    return text[1:-1].strip() if text[:1] in ("(", "[") and text[-1:] in (")", "]") else text


def _normalise_arxiv(found: str) -> str:
    """An old id is the same with the class of its archive and without: `math.GT/0309136`."""
    return re.sub(r"\.[a-z]{2}/", "/", found.lower())


def _normalise_doi(found: str) -> str | None:
    """A DOI as it is registered, without what stands behind it in a sentence or in a publisher's address."""
    text = trim_punctuation(unquote(found)).rstrip(']}>"”’').lower()
    return text if re.fullmatch(r"10\.\d{4,9}/\S+", text) else None


def _addresses_in(text: str) -> Iterator[str]:
    """The address that `text` is, without its scheme, and those that it leads to: in its query, or behind its host."""
    seen = [re.sub(r"^https?://", "", text, flags=re.IGNORECASE)] if re.match(r"\S+$", text) and "/" in text else []
    for address in seen:
        yield address
        if len(seen) <= MOST_DETOURS:
            seen += [re.sub(r"^https?://", "", url, flags=re.IGNORECASE) for url in _detours(address)]


def _detours(address: str) -> Iterator[str]:
    """The addresses inside of an address, as trackers, archives and log-in pages have them."""
    host, *_ = address.partition("/")
    decoded = unquote(address)
    inner = max(decoded.rfind("http://"), decoded.rfind("https://"))
    if inner > 0:
        yield re.sub(r"&(?!.*\?).*", "", decoded[inner:])
    for _, value in parse_qsl(address.partition("?")[2]):
        if value.startswith("/"):
            yield host + value


def _address_arxiv(address: str) -> str | None:
    if not _ARXIV_HOSTS.match(address):
        return None
    path = unquote(address.partition("/")[2].partition("?")[0])
    if _RESOLVER.search(address.partition("/")[0]) and not path.startswith("10.48550/"):
        return None  # a journal's DOI may have a number like an id in it
    if match := _ARXIV_IN_PATH.search(re.sub(r"arxiv[.:]", "/", path, flags=re.IGNORECASE)):
        return _normalise_arxiv(match["id"])
    match = _BIBCODE.search(f"/{path}")
    return ".".join(filter(None, match.groups())) if match else None


def _address_doi(address: str) -> str | None:
    """The DOI in an address: alone behind the host of a resolver, or further behind in that of a publisher."""
    host, _, path = unquote(address).partition("/")
    if "." not in host:
        return None
    if _RESOLVER.match(host):
        return _normalise_doi(path)
    match = _DOI_IN_PATH.search(path)
    return _normalise_doi(_PUBLISHERS_ENDING.sub("", match[1].rstrip("/"))) if match else None


def submission_month(arxiv: str) -> str | None:
    """The month in which a paper came to arXiv, as its id says it: `2025-05` of `2505.01234`."""
    match = re.match(r"(?:[a-z-]+(?:\.[a-z]{2})?/)?(\d\d)(0[1-9]|1[0-2])", arxiv)
    return f"{'19' if int(match[1]) > 90 else '20'}{match[1]}-{match[2]}" if match else None
