"""Headline results: the sentences that say how much better, faster or more accurate something is.

A number is a result if it is a percentage, a factor, points or a metric's value, and the sentence makes a claim with
it: improves, achieves, outperforms, or at least finds and shows. Years, sizes, shares of data and levels of confidence
are not results. Nor is what the first sentences say of the world and of other work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.papers import FastPickle
from generator.text.markup.tex_text import tex_to_text

MOST_RESULTS = 3
"""Headline results of a paper; an abstract with more of them lists a table."""
BACKGROUND_PART = 0.3
"""The first part of an abstract tells of the world and of others; a number there needs `we` or `our` beside it."""


@dataclass(frozen=True, slots=True)
class HeadlineResult(FastPickle):
    """A sentence, and the places of its numbers in it, half-open."""

    sentence: str
    numbers: tuple[tuple[int, int], ...]

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The sentence as one reads it, cut at its numbers: each piece, and whether it is one."""
        said = tex_to_text(self.sentence)
        places = self.numbers if said == self.sentence else find_numbers(said)
        edges = sorted({0, len(said), *(place for number in places for place in number)})
        return tuple((said[start:end], (start, end) in places) for start, end in pairwise(edges))


# The first digit stands apart, for `re` runs to a set of characters, and tries a repetition at each place.
_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,][0-9]+)*(?:\s?(?:--?|–|to)\s?[0-9]+(?:\.[0-9]+)?)?")
_UNIT = re.compile(
    r"\$?\s?(?:\\?%|percent(?:age)?(?: points?)?\b|pp\b|p\.p\.|-?points?\b|dB\b|\\times\$?(?!\s?\d)|×(?!\s?\d)|[xX]\b"
    r"|-?\s?fold\b|times\b)"
)
_SHARE = re.compile(
    r"\$?\s?(?:of\b(?! (?:the |all )?(?:cases|responses|tasks|time|trials|questions|problems)\b)|confidence|CI\b"
    r"|label|data\b|train|spars|mask|noise|token|param|missing|scale|rubric|Likert)"
)
_METRIC = (
    r"(?:accurac(?:y|ies)|F-?1|F-?1?-?scores?|mAP|mIoU|IoU|AUC|AUROC|AUPRC|BLEU|ROUGE|PSNR|SSIM|LPIPS|FID|FVD|WER"
    r"|CER|EER|Dice|DSC|MAE|RMSE|MSE|MAPE|R\^?2|perplexity|nDCG|NDCG|MRR|MCC|success rates?|SR|pass@\d+|correlations?"
    r"|kappa|AP|recall|precision|sensitivity|specificity)"
)
_METRIC_BEFORE = re.compile(
    rf"\b{_METRIC}(?:[- ](?:score|value|rate|coefficient|overlap)s?)?(?: \([^()]{{1,12}}\))?"
    r"\s?(?:of|=|:|\(|to|at|reaching|)\s?(?:up to |over |about |only )?\$?$"
    r"|\bscor(?:es?|ed|ing) (?:of )?$|\b(?:outperform|improv|surpass|exceed)\w*(?: \w+){0,3} by \+?$"
)
_METRIC_AFTER = re.compile(rf"\s(?:in |[a-z-]+ )?{_METRIC}\b")
_GLUE = frozenset("._^-/\\")
_SCRIPT_MARKS = ("^{", "_{")
_SIGNS = frozenset("+~≈$")
_MINUS, _BEFORE_MINUS = frozenset("-−"), frozenset(" ($[")
"""`(-37.4%)` has a sign, GPT-4 a hyphen."""
_GAINS = re.compile(
    r"\b(?:improv|outperform|achiev|reach|attain|gain|surpass|exceed|boost|reduc|increas|decreas|lower|higher|fewer|less"
    r"|faster|speed|accelerat|yield|deliver|rais|lift|obtain|cut|sav|better|best|superior|halv|doubl|enhanc|advanc|beat)",
    re.IGNORECASE,
)
_FINDS = re.compile(
    r"\b(?:record|retain|maintain|preserv|match|scor|perform|correlat|drop|degrad|declin|fall|fell|collaps|produc|result"
    r"|experiment|find|found|show|reveal|demonstrat|accura|error|success)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|ours?)\b", re.IGNORECASE)


def find_numbers(text: str) -> list[tuple[int, int]]:
    """The places of percentages, factors, points and values of metrics; not of shares (`10 % of the data`)."""
    found = []
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        before = text[start - 1 : start]
        signed = before in _SIGNS or (before in _MINUS and text[start - 2 : start - 1] in _BEFORE_MINUS)
        glued = (before in _GLUE and not signed) or text[start - 2 : start] in _SCRIPT_MARKS
        if before.isalnum() or (before and glued):
            continue
        if unit := _UNIT.match(text, end):
            end = unit.end()
            counts = _SHARE.match(text, end) is None
        else:
            counts = "." in number[0] and _is_metric_value(text, start, end)
        if counts:
            found.append((start - signed, end))
    return found


def _is_metric_value(text: str, start: int, end: int) -> bool:
    """`an F1 of 0.87`, `45.3 mIoU`."""
    return bool(_METRIC_AFTER.match(text, end) or _METRIC_BEFORE.search(text, max(0, start - 45), start))


def parse_result(sentence: str, said: tuple[tuple[int, int], ...], part: float) -> HeadlineResult | None:
    """`sentence` with the numbers it says as a result, if it claims one; it stands behind `part` of the abstract."""
    claims = _GAINS.search(sentence) or _FINDS.search(sentence)
    if not claims or (part < BACKGROUND_PART and not _WE.search(sentence)):
        return None
    return HeadlineResult(sentence, said)


def select_headlines(found: Sequence[HeadlineResult]) -> tuple[HeadlineResult, ...]:
    """The first `MOST_RESULTS`, in their order; what was gained goes before what was found."""
    if len(found) <= MOST_RESULTS:
        return tuple(found)
    best = sorted(found, key=lambda each: _GAINS.search(each.sentence) is None)[:MOST_RESULTS]
    return tuple(each for each in found if each in best)
