"""Words, the terms they become, and what each says about a paper: what search, tags and related papers stand on.

`words` says what a word is, `stems` what lunr.js makes of it, `tokens` reads many texts at once, `wording` holds the
words of all papers, `weights` what lunr.py would have them weigh. The browser decides what a term is, because it stems
what a reader types.
"""

from generator.text.terms.bulk import Tokens
from generator.text.terms.corpus import (
    Numbers,
    Occurrences,
    Wording,
    Words,
    javascript_order,
    javascript_sorted,
    ordered,
    stemmed,
)
from generator.text.terms.stems import stem
from generator.text.terms.weights import THOUSANDTHS, Postings, Weights, weigh
from generator.text.terms.words import Word, acronyms, all_words, compounds, reading, stop_words, terms, words

__all__ = [
    "THOUSANDTHS",
    "Numbers",
    "Occurrences",
    "Postings",
    "Tokens",
    "Weights",
    "Word",
    "Wording",
    "Words",
    "acronyms",
    "all_words",
    "compounds",
    "javascript_order",
    "javascript_sorted",
    "ordered",
    "reading",
    "stem",
    "stemmed",
    "stop_words",
    "terms",
    "weigh",
    "words",
]
