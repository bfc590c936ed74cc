"""What the search files of a folder of seeds cost to make, beside lunr.py's index of the same words.

    python -m tests.bench.indexing SEEDS [--quick]

Each figure is the median of three forks of a process that has read the papers and nothing else, so numpy is imported
anew, caches are cold, and the memory is that of the papers and of what is made of them. `--quick` leaves lunr.py out.
"""

import argparse
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator import library
from generator.analysis import corpus
from generator.analysis.topics import assignment
from generator.model.config import Config
from generator.model.papers import Library, Topics
from generator.search import documents
from generator.text import terms
from tests.bench.table import Table
from tests.builders import find_definitions, read_folder, search_files_of, tag_papers

RUNS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds; MiB at the highest and before anything was done."""

    seconds: float
    memory: float
    before: float


def median_cost(work: Callable[[], object]) -> Cost:
    runs = [cost(work) for _ in range(RUNS)]
    figures = ([run.seconds for run in runs], [run.memory for run in runs], [run.before for run in runs])
    return Cost(*map(statistics.median, figures))


def cost(work: Callable[[], object]) -> Cost:
    """Of one run, in a fork of this process."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def measured() -> None:
        before, start = highest_memory(), time.process_time()
        work()
        sender.send(Cost(time.process_time() - start, highest_memory(), before))

    child = context.Process(target=measured)
    child.start()
    found: Cost = receiver.recv()
    child.join()
    return found


def highest_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(folder: Path) -> tuple[Library, Topics]:
    config = Config(seeds=folder)
    papers, _ = library.build_library(read_folder(folder), config)
    for paper in papers.papers:  # a build reads these for its index of names first, and they are kept
        find_definitions(paper.title.text)
        find_definitions(paper.abstract.text)
    return papers, tag_papers(papers, assignment.load_rules(config.tag_rules))


def words_of(papers: Library, topics: Topics) -> list[dict[str, object]]:
    """The words of every field as lunr.py takes them, so that it need not cut them out of texts."""
    wording = documents.build_documents(papers, topics).wording
    found: list[dict[str, object]] = [{"id": number} for number in range(len(wording.papers))]
    for name, occurrences in wording.fields.items():
        for said in (occurrences.read, occurrences.joined):
            start = 0
            for paper, length in zip(found, said.lengths, strict=False):
                numbers = said.numbers[start : start + length]
                paper[name] = [*paper.get(name, ()), *(wording.words[number] for number in numbers)]  # type: ignore[misc]
                start += length
    return found


def lunr_py(found: list[dict[str, object]]) -> None:
    from lunr import get_default_builder

    builder = get_default_builder()
    for name, boost in corpus.BOOSTS.items():
        builder.field(name, boost=boost)
    for paper in found:
        builder.add(paper)
    builder.build()


def measure(folder: Path, table: Table, *, quick: bool = False) -> None:
    papers, topics = read(folder)
    ours = median_cost(lambda: search_files_of(papers, topics))
    table.row("search files of texts, CPU", ours.seconds, "s", most=3)
    table.row("  memory at the highest", ours.memory, "MiB", most=400)
    table.row("  before, the papers alone", ours.before, "MiB")
    weighed = median_cost(lambda: terms.weigh_terms(documents.build_documents(papers, topics).wording))
    table.row("  as far as lunr's weights, CPU", weighed.seconds, "s")
    if not quick:
        found = words_of(papers, topics)
        theirs = median_cost(lambda: lunr_py(found))
        table.row("lunr.py's builder, of the words, CPU", theirs.seconds, "s")
        table.row("  times as much as the weights here", theirs.seconds / weighed.seconds, "", least=6)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--quick", action="store_true", help="leave lunr.py out")
    arguments = parser.parse_args()
    table = Table()
    measure(arguments.seeds, table, quick=arguments.quick)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
