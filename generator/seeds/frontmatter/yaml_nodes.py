"""YAML as nodes (`id`, `value`, `start_mark`), so that every value is the text that its author typed."""

from collections.abc import Iterator
from typing import Any


class YamlFaultError(Exception):
    """A text that is not YAML: what is wrong, and in which row, from 0; `is_deep` where it is nested too deeply."""

    def __init__(self, what: str, row: int = 0, *, is_deep: bool = False) -> None:
        super().__init__(what)
        self.row, self.is_deep = row, is_deep


def compose_documents(text: str, *, is_flat: bool = False) -> Iterator[Any]:
    """The root node of each document in a text. Raises `YamlFaultError`.

    PyYAML's parser in C is ten times faster, but deep nesting makes it crash the process, where the one in Python
    raises: so it reads only what is known to be flat.
    """
    import yaml  # only a site with such seeds pays for it

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if is_flat else yaml.BaseLoader
    try:
        yield from (node for node in yaml.compose_all(text, Loader=loader) if node is not None)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "it cannot be read"
        last = text.rstrip().count("\n")  # what is missing at the end is missed below it
        raise YamlFaultError(str(what), min(mark.line, last) if mark else 0) from None
    except RecursionError:
        raise YamlFaultError("it is nested too deeply", is_deep=True) from None
