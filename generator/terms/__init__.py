"""Words, the terms they become, and what each says about a paper: what search, tags and related papers stand on.

`words` says what a word is, `stems` what lunr.js makes of it, `weights` what lunr.py would have it weigh. The browser
decides what a term is, because it stems what a reader types.
"""

from generator.terms.stems import stem
from generator.terms.weights import (
    THOUSANDTHS,
    Occurrences,
    Postings,
    Weights,
    Wording,
    Words,
    javascript_order,
    javascript_sorted,
    weigh,
)
from generator.terms.words import Word, acronyms, all_words, compounds, reading, stop_words, terms, words

__all__ = [
    "THOUSANDTHS",
    "Occurrences",
    "Postings",
    "Weights",
    "Word",
    "Wording",
    "Words",
    "acronyms",
    "all_words",
    "compounds",
    "javascript_order",
    "javascript_sorted",
    "reading",
    "stem",
    "stop_words",
    "terms",
    "weigh",
    "words",
]
