"""How a page may reach an editor: the same papers in many layouts."""

from collections.abc import Callable, Sequence
from functools import partial

from generator.seeds.cleaning import clean_line

Paper = tuple[str, str]
"""A title and an abstract."""
Layout = Callable[[str, Sequence[Paper]], str]
"""The text of a page from its head and its papers."""

HEAD = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\n{}\n\n"


def one_line(text: str) -> str:
    return " ".join(clean_line(text.replace("\n", " ")).split())


def wrapped(text: str, width: int) -> str:
    """`text` in lines as an editor breaks them: at spaces, never inside of a word."""
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows)


def _page(head: str, papers: Sequence[Paper], *, between: str = "\n\n", width: int = 0) -> str:
    texts = [text for paper in papers for text in paper]
    return head + between.join(wrapped(text, width) if width else text for text in texts) + "\n"


LAYOUTS: dict[str, Layout] = {
    "plain": _page,
    "CRLF": partial(_page, between="\r\n\r\n"),
    "no blank lines": partial(_page, between="\n"),
    "wrapped at 60": partial(_page, width=60),
    "wrapped at 72": partial(_page, width=72),
    "wrapped at 80": partial(_page, width=80),
    "wrapped at 100": partial(_page, width=100),
    "wrapped at 60, no blank lines": partial(_page, between="\n", width=60),
    "wrapped at 72, no blank lines": partial(_page, between="\n", width=72),
    "wrapped at 80, no blank lines": partial(_page, between="\n", width=80),
    "wrapped at 100, no blank lines": partial(_page, between="\n", width=100),
}
