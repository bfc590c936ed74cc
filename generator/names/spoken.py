"""Which papers say a name: every name asked of every paper, by its words."""

from collections import defaultdict
from collections.abc import Mapping

from generator.model import Paper
from generator.names.drafts import Draft

_SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
_APART = str.maketrans(dict.fromkeys(_SIGNS, " "))
_BYTES_APART = bytes(ord(" ") if chr(byte) in _SIGNS else byte for byte in range(256))


def _in_words(text: str) -> list[str]:
    """The words of a text, without the signs around them: by a table of bytes where it is all ASCII, which is quick."""
    if text.isascii():
        return text.encode().translate(_BYTES_APART).decode().split()
    return text.translate(_APART).split()


class Words:
    """The names as words to look for: what papers mention is a question to every word of every paper."""

    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self.keys: dict[str, str] = {}
        self.phrases: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.owned = {key: set(draft.introduced) for key, draft in drafts.items() if not draft.stands_out}
        for key, draft in drafts.items():
            for form in draft.forms:
                if " " in form:
                    self.phrases[form.split()[0]].append((form, key))
                else:
                    self.keys[form] = key
        plurals = {f"{form}s": key for form, key in self.keys.items() if form.isupper()}
        self.keys = plurals | self.keys
        self.known = frozenset((*self.keys, *self.phrases))

    def in_text(self, paper: Paper) -> tuple[str, ...]:
        """The keys of the names that a paper says. A name that might be any word is looked for in its own papers."""
        text = f"{paper.title.text} {paper.abstract.text}"
        words = self.known.intersection(_in_words(text))
        keys = {self.keys[word] for word in words if word in self.keys}
        for word in words:
            if word in self.phrases:
                keys.update(key for form, key in self.phrases[word] if form in text)
        return tuple(sorted(key for key in keys if key not in self.owned or paper.id in self.owned[key]))
