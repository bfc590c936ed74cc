"""Pages with more around their papers than papers: no line is lost, and hardly a paper."""

from random import Random

from generator.seeds.cleaning import split_lines
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.command import SOAK, times
from tests.corpus import FILE, records
from tests.layouts import one_line
from tests.noise import noisy_page
from tests.seed_58 import PAPERS
from tests.seeds.test_any_file import lines_of

LEAST = 0.995
"""The share of papers that must come back whole."""


def papers() -> list[tuple[str, str]]:
    """Those of the corpus, where there is one and time for it, else those of `seeds/`."""
    if SOAK and FILE.is_file():
        return [(one_line(record["title"]), one_line(record["abstract"])) for record in records(10_000)]
    return [(paper.title, one_line(paper.abstract)) for paper in PAPERS]


def test_of_pages_with_noise_no_line_is_lost_and_hardly_a_paper() -> None:
    known = papers()
    right = wanted = 0
    for seed in range(times(150, 10_000)):
        random = Random(seed)
        own = random.sample(known, random.randrange(2, 9))
        page = noisy_page(own, random)
        parsed = parse_seed(SeedFile("2026-05-28.txt", page.encode()))
        filled = {number for number, line in enumerate(split_lines(page), 1) if line.strip()}
        assert filled <= lines_of(parsed), (seed, sorted(filled - lines_of(parsed)))
        found = {(draft.title, draft.abstract) for draft in parsed.drafts}
        wanted += len(own)
        right += sum(paper in found for paper in own)
    assert right >= LEAST * wanted, f"{right} of {wanted}"
