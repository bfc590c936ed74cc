"""Words by which a page leads to the parts of a paper: "PDF", "View code", "GitHub 1.2k"."""

import re
from collections.abc import Sequence

_BUTTON_WORDS = (
    "arxiv|alphaxiv|pdf|ps|html|tex|source|other|formats?|bib(?:tex)?|abs(?:tract)?|papers?|article|openreview|code"
    "|git(?:hub|lab)|repo(?:sitory)?|project|web ?page|website|homepage|site|demo|video|slides|poster|talk|supp(?:l(?:"
    "ement(?:ary)?)?)?|(?:data)?sets?|data|models?|weights|blog(?: ?post)?|post|tweet|thread|twitter|x|colab|notebook"
    "|doi|cite|export|related|hugging ?face|hf|space|details|reviews?|note|more|less|proceedings|publisher"
    "|(?:semantic )?scholar|pwc|anthology|acm|ieee|link|url|here|page|summary|tl;?dr|kimi|rel|copy|search|chat"
    r"|discuss(?:ion)?|reply|share|save|bookmark|listen|audio|v\d+|\[?\d+\]?"
)
_BUTTON = re.compile(
    rf"(?:link: ?)?(?:(?:view|download|open|read|show|full|see|get)\s+)?(?:the )?(?:{_BUTTON_WORDS})"
    r"(?: (?:page|paper|pdf|material|link|repo(?:sitory)?|code|version|file|page link|\(experimental\)))?"
    r"(?:\s*[\d.,]+[km]?\+?)?(?: stars?)?[\s▽△▼▲…»›→↗☆★⭐]*",
    re.IGNORECASE,
)


def is_button(text: str) -> bool:
    """Whether a text is what a link to a part of a paper shows."""
    return _BUTTON.fullmatch(text.strip(" []()")) is not None


def is_button_row(text: str) -> bool:
    """Whether a text is nothing but such words, and the brackets around them."""
    return all(map(_BUTTON.fullmatch, filter(None, re.split(r"[\s\[\]()|·•,/:;#]+", text))))


_MORE = re.compile(r"\s*[▽△]\s*(?:More|Less)$")


def strip_buttons(text: str, shown: Sequence[str]) -> str:
    """A paragraph without the buttons that stand behind its last sentence; `shown` is what its links show, in order."""
    for each in reversed(shown):
        bare = text.rstrip(" .[]()")
        before = bare.removesuffix(each).rstrip(" [(")
        if not is_button(each) or before == bare or before[-1:] not in ".!?…":
            break
        text = before
    return _MORE.sub("", text).strip()
