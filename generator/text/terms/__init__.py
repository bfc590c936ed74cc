"""Words, their stems (terms), and each term's weight in each paper. Search, tags and related papers build on these.

`words` defines a word, `stems` stems it as lunr.js does, `bulk` tokenizes many texts at once, `corpus` holds the
tokens of all papers, `weights` computes what lunr.py would give. The browser decides what a term is, because it stems
what a reader types.
"""

from generator.text.terms.bulk import BulkTokenizer
from generator.text.terms.corpus import (
    FieldTokens,
    Numbering,
    TokenArray,
    TokenizedCorpus,
    javascript_sort_key,
    javascript_sorted,
    radix_argsort,
    stem_words,
    used_numbers,
)
from generator.text.terms.stems import stem
from generator.text.terms.weights import Postings, Weights, weigh_terms
from generator.text.terms.words import (
    STOP_WORDS,
    Word,
    all_words,
    embedded_acronyms,
    normalise,
    split_token,
    terms,
    tokenize,
    word_runs,
    words,
)
