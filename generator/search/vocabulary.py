"""What search suggests: the words of all papers by first letter, for spelling, and the names that many papers mention.
Fetched only when no paper has the word that was typed, or where little is found.

Where there are many words, those of a single paper are left out: half of all words are, and most of them are slips
too.
"""

from collections import defaultdict
from collections.abc import Iterable

from generator.analysis.names import Name
from generator.search.encoding import Files, add_json
from generator.text.terms import Weights

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
OTHER_LETTERS = "*"
MAX_WORDS_IN_ONE_FILE = 10_000
"""Up to so many words are one file."""
MOST_NAMES = 1500
"""Of a large site those that most papers mention: some 15 kB."""
COMMON_ONE_IN = 4
"""A name that more than one paper in so many mentions says too little."""


def word_files(weights: Weights, files: Files) -> dict[str, str]:
    """Adds `{"words", "papers"}` files, each word with how many papers say it; gives their names by first letter."""
    papers = weights.paper_counts()[weights.term_of_word].tolist() if weights.words else []
    many = len(weights.words) > MAX_WORDS_IN_ONE_FILE
    by_letter: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(weights.words):
        if not many or papers[number] > 1:
            by_letter[word[0] if many and word[0] in LETTERS else OTHER_LETTERS].append(number)
    return {
        letter: add_json(
            files, "words", {"words": [weights.words[n] for n in numbers], "papers": [papers[n] for n in numbers]}
        )
        for letter, numbers in sorted(by_letter.items())
    }


def name_file(names: Iterable[Name], papers: int, files: Files) -> str:
    """Adds a list of `[id, label, long form, number of papers]`, most papers first; gives the file's name."""
    offered = [name for name in names if name.has_page and len(name.papers) * COMMON_ONE_IN <= papers]
    offered.sort(key=lambda name: -len(name.papers))
    rows = [[name.id, name.label, "".join(name.long_forms[:1]), len(name.papers)] for name in offered[:MOST_NAMES]]
    return add_json(files, "names", rows)
