"""Headline results: the sentences that say how much better, faster or more accurate something is.

A number is a result where it is a percentage, a factor, points or a metric's value, and the sentence claims something
with it: improves, achieves, outperforms. Years, sizes, shares of data and levels of confidence are numbers too, and
are left alone; so is what the first sentences say of the world and of others.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

MOST_RESULTS = 3
"""Headline results of a paper; an abstract with more of them lists a table."""
BACKGROUND_PART = 0.3
"""The first part of an abstract tells of the world and of others; a number there needs `we` or `our` beside it."""


@dataclass(frozen=True, slots=True)
class Result:
    """A sentence, and the places of its numbers in it, half-open."""

    sentence: str
    numbers: tuple[tuple[int, int], ...]

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The sentence cut at its numbers: each piece, and whether it is one."""
        edges = sorted({0, len(self.sentence), *(place for number in self.numbers for place in number)})
        return tuple((self.sentence[start:end], (start, end) in self.numbers) for start, end in pairwise(edges))


# The first digit stands apart, for `re` runs to a set of characters, and tries a repetition at each place.
_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,][0-9]+)*(?:\s?(?:--?|–|to)\s?[0-9]+(?:\.[0-9]+)?)?")
_UNIT = re.compile(
    r"\$?\s?(?:\\?%|percent(?:age)?(?: points?)?\b|pp\b|p\.p\.|-?points?\b|dB\b|\\times\$?(?!\s?\d)|×(?!\s?\d)|[xX]\b"
    r"|-?\s?fold\b|times\b)"
)
_SHARE = re.compile(r"\$?\s?(?:of\b|confidence|CI\b|label|data\b|train|spars|mask|noise|token|param|missing)")
_METRIC = (
    r"(?:accurac(?:y|ies)|F1|F1?-?scores?|mAP|mIoU|IoU|AUC|AUROC|AUPRC|BLEU|ROUGE|PSNR|SSIM|LPIPS|FID|FVD|WER"
    r"|CER|EER|Dice|DSC|MAE|RMSE|MSE|MAPE|R\^?2|perplexity|nDCG|NDCG|MRR|success rates?|pass@\d+|correlation|kappa|AP"
    r"|recall|precision)"
)
_METRIC_BEFORE = re.compile(
    rf"\b{_METRIC}(?:[- ](?:score|value|rate|coefficient)s?)?(?: \([^()]{{1,12}}\))?\s?(?:of|=|:|to|at|reaching)\s?"
    r"(?:up to |over |about )?\$?$"
)
_METRIC_AFTER = re.compile(rf"\s{_METRIC}\b")
_GLUED = frozenset("._^{-/\\")
_SIGNS = frozenset("+~≈$")
_CLAIMS = re.compile(
    r"\b(?:improv|outperform|achiev|reach|attain|gain|surpass|exceed|boost|reduc|increas|decreas|lower|higher|fewer|less"
    r"|faster|speed|accelerat|yield|deliver|rais|lift|obtain|cut|sav|better|best|superior|halv|doubl|enhanc|advanc)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|ours?)\b", re.IGNORECASE)


def numbers(text: str) -> list[tuple[int, int]]:
    """The places of percentages, factors, points and values of metrics; not of shares (`10 % of the data`)."""
    found = []
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        before = text[start - 1 : start]
        if before.isalnum() or (before in _GLUED and before):
            continue
        if unit := _UNIT.match(text, end):
            end = unit.end()
            counts = _SHARE.match(text, end) is None
        else:
            counts = "." in number[0] and _is_of_metric(text, start, end)
        if counts:
            found.append((start - (before in _SIGNS), end))
    return found


def _is_of_metric(text: str, start: int, end: int) -> bool:
    """`an F1 of 0.87`, `45.3 mIoU`."""
    return bool(_METRIC_AFTER.match(text, end) or _METRIC_BEFORE.search(text, max(0, start - 45), start))


def result(sentence: str, said: tuple[tuple[int, int], ...], part: float) -> Result | None:
    """`sentence` with the numbers it says as a result, if it claims one; it stands behind `part` of the abstract."""
    if not _CLAIMS.search(sentence) or (part < BACKGROUND_PART and not _WE.search(sentence)):
        return None
    return Result(sentence, said)
