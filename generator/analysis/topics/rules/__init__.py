"""The rules that say which words speak for which tag.

`generator/tags.toml` is the shipped set, and its first lines explain the notation to who edits it. `files` reads rule
files and names every slip in them; `phrases` knows how phrases are written.

What they say of texts is found out for many at once, in arrays: `readings` are the words of texts as numbers, `book`
and `trie` find every phrase in them, `weighing` says which mentions count and what they are worth, `reasons` puts that
in words, and `verdicts` gives the tags. What the rest of the house sees is `Rules`, and what they say.
"""

from generator.analysis.topics.rules.files import load_rules
from generator.analysis.topics.rules.matching import tag_text, tag_texts
from generator.analysis.topics.rules.model import Group, Phrase, Rule, Rules
from generator.analysis.topics.rules.phrasebook import Phrasebook

__all__ = ["Group", "Phrase", "Phrasebook", "Rule", "Rules", "load_rules", "tag_text", "tag_texts"]
