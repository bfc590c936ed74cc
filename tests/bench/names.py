"""Draws names from the index of names of a seeds folder, each with the words that a reader needs to judge it.

    python -m tests.bench.names SEEDS [--seed N] [--count N]

A name is wrong where a sign or a word is glued to it or missing, where the paper shown does not introduce it, where it
is called what its paper does not call it, or where its long form is not what it stands for. It is printed as a row of
`tests/gold/names.tsv`, to which a judge gives the first column.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.analysis.names import Name, find_names
from generator.build import pipeline
from generator.build.runner import Runner
from generator.build.timing import Stopwatch
from generator.build.workers import Workers
from generator.model.config import Config
from generator.model.papers import Library
from generator.output import open_stage
from generator.seeds.sources import read_sources
from generator.text.sentences import sentence_spans


def read_library(seeds: Path) -> Library:
    """The papers of a seeds folder, as a build reads them."""
    with TemporaryDirectory() as folder, open_stage(Path(folder)) as stage:
        runner = Runner[pipeline.State](Stopwatch(), Workers(), stage)
        state = pipeline.State(Config(seeds=seeds), None, read_sources(seeds))
        return pipeline.assemble(pipeline.parse(state, runner), runner).library


def evidence_row(name: Name, library: Library) -> str:
    """Label, kind, long form, title and sentences, with tabs between them."""
    paper = library.paper[name.introduced[0].paper if name.introduced else name.papers[0]]
    said = " ".join(_sentences_with(paper.abstract.text, name))
    return "\t".join((name.label, name.kind, "; ".join(name.long_forms), paper.title.text, said))


def _sentences_with(text: str, name: Name) -> Iterator[str]:
    """The sentences of an abstract that say the name; that before the first, too, for it may say what the name is."""
    spans = sentence_spans(text)
    said = [number for number, span in enumerate(spans) if name.label in text[slice(*span)]]
    for number in sorted({*said, *(said and [max(said[0] - 1, 0)])}):
        yield " ".join(text[slice(*spans[number])].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    args = parser.parse_args()
    library = read_library(args.seeds)
    names = find_names(library)[0].names
    for name in random.Random(args.seed).sample(names, args.count):
        print(evidence_row(name, library))


if __name__ == "__main__":
    main()
