"""The papers of the pasted page in `seeds/`, read off its lines by eye, not by the reader under test.

Blank lines apart, the page is five lines of furniture, the last of which is the date, and then titles and abstracts
by turns, each a line of its own. (That is this one page. The reader works from the shape of any pasted text.)
"""

from dataclasses import dataclass

from tests.command import SEEDS

SEED = SEEDS / "000_16f88f02fc894d63.txt"
EDITION = SEED.stem
FURNITURE = ["new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community"]
DATE = "May 28"


@dataclass(frozen=True, slots=True)
class Pasted:
    title: str
    abstract: str
    line: int

    def __str__(self) -> str:
        return self.title


def pasted_papers() -> list[Pasted]:
    lines = [(number, line.strip()) for number, line in enumerate(SEED.read_text(encoding="utf-8").splitlines(), 1)]
    filled = [(number, line) for number, line in lines if line]
    assert [line for _, line in filled[:5]] == [*FURNITURE, DATE]
    pairs = zip(filled[5::2], filled[6::2], strict=True)
    return [Pasted(title, abstract, number) for (number, title), (_, abstract) in pairs]


PAPERS = pasted_papers()
