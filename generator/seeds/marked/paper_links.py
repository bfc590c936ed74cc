"""Addresses of papers: which address is one, and what is the same for all addresses of one paper."""

import re
from urllib.parse import urljoin

from generator.seeds.identifiers import arxiv_id, doi

_ID_HOSTS = (
    (re.compile(r"/(?:abs|pdf|html|format|ps|src)/(?:[a-z.-]+/)?\d"), "https://arxiv.org"),
    (re.compile(r"/arxiv/\d{4}\."), "https://papers.cool"),
    (re.compile(r"/papers(?:/|\?|$)|/login\?next=%2Fpapers"), "https://huggingface.co"),
    (re.compile(r"/(?:forum|pdf|group|profile)\?id="), "https://openreview.net"),
    (re.compile(r"/paper/[\w-]+"), "https://paperswithcode.com"),
    (
        re.compile(r"/(?:20\d\d\.[\w-]+|[A-Z]\d\d-\d+|people|volumes|events|venues)(?:[/.]|$)"),
        "https://aclanthology.org",
    ),
)
"""Paths without a host, by which one knows whose they are when a page does not say so."""

_WORKS = (
    ("openreview", r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:.*&)?id=([\w-]+)"),
    ("acl", r"(?:www\.)?aclanthology\.org/(20\d\d\.[\w-]+\.\d+|[A-Z]\d\d-\d{4})(?:v\d+)?(?:\.pdf|/|$)"),
    ("acl", r"(?:www\.)?aclweb\.org/anthology/(20\d\d\.[\w-]+\.\d+|[A-Z]\d\d-\d{4})(?:v\d+)?(?:\.pdf|/|$)"),
    ("pwc", r"paperswithcode\.com/paper/([\w-]+)"),
    ("pmlr", r"proceedings\.mlr\.press/(v\d+/[\w-]+?)(?:\.html|/|\.pdf|$)"),
    ("neurips", r"(?:papers|proceedings)\.(?:nips|neurips)\.cc/.*/(?:hash|file)/([0-9a-f]{8,})"),
    ("neurips", r"papers\.nips\.cc/paper/(\d+-[\w-]+)"),
    ("cvf", r"openaccess\.thecvf\.com/.*/([\w-]+?)(?:_paper|_supplemental)?\.(?:html|pdf)"),
    ("ecva", r"(?:www\.)?ecva\.net/papers/.*/([\w-]+)\.(?:php|pdf)"),
    ("s2", r"(?:www\.)?semanticscholar\.org/(?:paper/(?:[^/]+/)?|p/)([0-9a-f]{40}|\d+)"),
    ("ieee", r"ieeexplore\.ieee\.org/(?:abstract/)?document/(\d+)"),
    ("pubmed", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d+)"),
    ("aaai", r"ojs\.aaai\.org/index\.php/\w+/article/(?:view|download)/(\d+)"),
    ("ijcai", r"(?:www\.)?ijcai\.org/proceedings/(\d{4}/\d+)"),
    ("jmlr", r"(?:www\.)?jmlr\.org/papers/(v\d+/[\w-]+?)(?:\.html|\.pdf|/|$)"),
    ("nature", r"(?:www\.)?nature\.com/articles/([\w-]+)"),
    ("elsevier", r"(?:www\.)?sciencedirect\.com/science/article/(?:abs/)?pii/(\w+)"),
    ("hal", r"(?:[\w-]+\.)?hal\.(?:science|archives-ouvertes\.fr)/((?:hal|tel|inria)-\d+)"),
    ("ssrn", r"(?:papers\.)?ssrn\.com/.*abstract(?:_id)?=(\d+)"),
    ("isca", r"(?:www\.)?isca-archive\.org/([\w/.-]+?)(?:\.html|\.pdf)"),
    ("usenix", r"(?:www\.)?usenix\.org/conference/(\w+/presentation/[\w-]+)"),
)  # fmt: skip
_ANY_WORK = re.compile(rf"https?://(?:{'|'.join([pattern for _, pattern in _WORKS])})", re.IGNORECASE)
"""All of them in one, with a group each: compiling takes time."""
_NO_WORKS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:aclanthology\.org|arxiv\.org/(?:search|list|a|user|help|auth|show-email|prevnext)|github\.com)\b"
)
_PDF = re.compile(r"https?://[^?#]+\.pdf(?:[?#]|$)", re.IGNORECASE)


def resolve_address(url: str, page: str) -> str:
    """`url` as it leads from a page at the address `page`, or from where such addresses are at home."""
    if page and not url.startswith("#"):
        return urljoin(page, url)
    if url.startswith("/"):
        host = next((host for path, host in _ID_HOSTS if path.match(url)), "")
        return f"{host}{url}" if host else url
    return url


def paper_key(url: str) -> str:
    """What all addresses of a paper share, `arxiv:2505.01234`; nothing when it is not the address of a paper."""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return ""
    if found := arxiv_id(url):
        return f"arxiv:{found}"
    if found := doi(url):
        return f"doi:{found}"
    if (match := _ANY_WORK.match(url)) and match.lastindex:
        return f"{_WORKS[match.lastindex - 1][0]}:{match[match.lastindex].rstrip('/')}"
    return f"pdf:{url}" if _PDF.match(url) and not _NO_WORKS.match(url) else ""
