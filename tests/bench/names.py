"""Draws names from the index of names of a seeds folder, each with the words that a reader needs to judge it.

    python -m tests.bench.names SEEDS [--seed N] [--count N]

A name is wrong where a sign or a word is glued to it or missing, where the paper shown does not introduce it, where it
is called what its paper does not call it, or where its long form is not what it stands for. It is printed as a row of
`tests/gold/names.tsv`, to which a judge gives the first column.
"""

import argparse
import random
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
    """Label, kind, long forms, title and the sentence that says it, with tabs between them."""
    first = name.introduced[0] if name.introduced else None
    papers = [library.paper[each] for each in ([first.paper] if first else name.papers)]
    said = first.start if first and first.field == "abstract" else -1
    spelling = [paper for paper in papers if any(form in paper.abstract.text for form in name.long_forms)]
    paper = (spelling or papers)[0]
    sentence = _sentence_at(paper.abstract.text, said if said >= 0 else _first_place(paper.abstract.text, name))
    return "\t".join((name.label, name.kind, "; ".join(name.long_forms), paper.title.text, sentence))


def _first_place(text: str, name: Name) -> int:
    """Where a text first says a name, in full if it does."""
    return next((text.find(said) for said in (*name.long_forms, name.label) if said in text), -1)


def _sentence_at(text: str, place: int) -> str:
    spans = (span for span in sentence_spans(text) if span[0] <= place < span[1])
    return next((" ".join(text[slice(*span)].split()) for span in spans), "")


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
