"""Which papers say a name: every name asked of every paper, by its words."""

from collections import defaultdict
from collections.abc import Mapping

from generator.model import Paper
from generator.names.drafts import Draft

_APART = str.maketrans(dict.fromkeys(".,;:!?()[]{}\"'’‘“”`/\\~$*", " "))


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
        words = self.known.intersection(text.translate(_APART).split())
        keys = {self.keys[word] for word in words if word in self.keys}
        for word in words:
            if word in self.phrases:
                keys.update(key for form, key in self.phrases[word] if form in text)
        return tuple(sorted(key for key in keys if key not in self.owned or paper.id in self.owned[key]))
