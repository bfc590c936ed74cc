"""A paper as a reference on one line, to paste into a text."""

from collections.abc import Sequence

from generator.render.citations.works import CitedWork

MOST_NAMES = 20
"""Of more authors the first ones are named, and the last."""


def reference(work: CitedWork) -> str:
    """`Ann Lee and Bo Ek. A Title. Venue, 2025. arXiv:2505.12345. https://...`"""
    where = ", ".join(filter(None, (work.venue, "" if work.year in work.venue else work.year)))
    arxiv = f"arXiv:{work.arxiv}" if work.arxiv else ""
    parts = (_join_names([person.display for person in work.people]), work.title, where, arxiv, work.note)
    sentences = " ".join([part if part[-1] in ".?!" else f"{part}." for part in parts if part])
    return f"{sentences} {work.url}".strip()


def _join_names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])}, … {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
