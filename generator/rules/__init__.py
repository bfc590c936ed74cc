"""The rules that say which words speak for which tag.

`generator/tags.toml` is the shipped set, and its first lines explain the notation to who edits it. `phrases` knows
how phrases are written and finds them in a text, `files` reads rule files and names every slip in them; what the
rest of the house sees is `Rules`.
"""

from generator.rules.files import load_rules
from generator.rules.model import Group, Phrase, Rule, Rules
from generator.rules.phrases import GAP, Mention, inflection

__all__ = ["GAP", "Group", "Mention", "Phrase", "Rule", "Rules", "inflection", "load_rules"]
