"""The rules that say which words speak for which tag.

`generator/tags.toml` is the shipped set, and its first lines explain the notation to who edits it. `phrases` knows
how phrases are written and finds them in a text, `files` reads rule files and names every slip in them, `verdicts`
weighs what was found; what the rest of the house sees is `Rules`, and what they say of a text.
"""

from generator.rules.files import load_rules
from generator.rules.model import Group, Phrase, Rule, Rules
from generator.rules.phrases import Phrasebook
from generator.rules.verdicts import Evidence, Found, reason, tag_text

__all__ = ["Evidence", "Found", "Group", "Phrase", "Phrasebook", "Rule", "Rules", "load_rules", "reason", "tag_text"]
