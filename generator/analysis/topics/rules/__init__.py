"""The tag rules: phrases with points that decide which tags a text gets.

`generator/tags.toml` is the shipped rule file; its first lines explain the notation to those who edit it. `files` loads
rule files and reports every error in them; `phrases` parses phrases.

Many texts are matched at once, in arrays: `tokenizer` gives their words as numbers, `phrasebook` and `trie` find every
phrase, `scoring` decides which matches count and for how many points, `reasons` puts that in words, and `matching`
returns the tags. Other packages see only `Rules` and what they return.
"""

from generator.analysis.topics.rules.files import load_rules
from generator.analysis.topics.rules.matching import tag_text, tag_texts
from generator.analysis.topics.rules.model import Group, Phrase, Rules, TagRule
from generator.analysis.topics.rules.phrasebook import Phrasebook

__all__ = ["Group", "Phrase", "Phrasebook", "Rules", "TagRule", "load_rules", "tag_text", "tag_texts"]
