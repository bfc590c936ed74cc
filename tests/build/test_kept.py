"""What is kept from one build to the next: after any edit it gives what a fresh build would, and what an edit left
alone is the very same."""

import random
from collections.abc import Callable, Mapping

import pytest
from generator.execution.memo import IDLE, Work

from generator.analysis.evidence import Evidence, collect_evidence
from generator.analysis.names import Names, find_names
from generator.library import build_library
from generator.model.config import Config, Rewrite
from generator.model.papers import Library
from generator.model.problems import Problem
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import SeedFile

CONFIG = Config(rewrites=(Rewrite("https://mirror.example/", "https://huggingface.co/"),))

SENTENCES = (
    "We present LampNet, a model for lamps.",
    "We build on LampNet and OilNet.",
    "We propose Retrieval-Augmented Lighting (RAL), a method.",
    "RALs are bright, and so is lisa.",
    "We introduce a method we dub mask prompt tuning.",
    "which we term grokking, and grokking helps.",
    "Our new dataset, LampBench, has 3 lamps.",
    "It is 3.2% better than gas at https://mirror.example/a/b.",
    "Code will be released at github.com/us/lamps.",
    r"\textbf{OilNet} costs $x^2$ <b>.",
    "A Lisa by any other name.",
)
TITLES = ("LampNet: Light for All", "LISA: Reasoning", "Lisa: Sleeping Lamps", "Four Steps", "Oil & Gas, 1,000 Lamps")
FRONT = "---\ntitle: {}\ntags: [lamps]\nlinks: [https://arxiv.org/abs/2505.0000{}]\n---\n{}\n"
CORRECTION = '[papers."four-steps"]\n{}\n'
SAID = ("hidden = true", 'title = "Five Steps"', 'date = "2024-01-02"', 'alias = ["lampnet-light-for-all", "steps"]')

Files = dict[str, str]
Answers = tuple[Library, tuple[Problem, ...], Names, Mapping[str, Evidence]]


def a_text(dice: random.Random) -> str:
    return " ".join(dice.sample(SENTENCES, dice.randint(1, 4)))


def a_page(dice: random.Random) -> str:
    papers = [f"{title}\n\n{a_text(dice)}" for title in dice.sample(TITLES, dice.randint(1, 4))]
    return "\n\n".join(("May 28", *papers))


def write_a_page(files: Files, dice: random.Random) -> None:
    files[f"2025-05-{dice.randint(26, 29)}.txt"] = a_page(dice)


def write_a_file(files: Files, dice: random.Random) -> None:
    files[f"{dice.choice('abc')}.md"] = FRONT.format(f'"{dice.choice(TITLES)}"', dice.randint(1, 3), a_text(dice))


def correct(files: Files, dice: random.Random) -> None:
    files["papers.toml"] = CORRECTION.format(dice.choice(SAID))


def change_a_sentence(files: Files, dice: random.Random) -> None:
    path = dice.choice(sorted(files))
    files[path] = files[path].replace(dice.choice(SENTENCES), dice.choice(SENTENCES), 1)


def remove(files: Files, dice: random.Random) -> None:
    if len(files) > 2:
        del files[dice.choice(sorted(files))]


EDITS: tuple[Callable[[Files, random.Random], None], ...] = (
    write_a_page,
    write_a_file,
    correct,
    change_a_sentence,
    change_a_sentence,
    remove,
)


def answers(files: Files, work: Work) -> Answers:
    readings = parse_seeds([SeedFile(path, files[path].encode()) for path in sorted(files)], work)
    library, problems = build_library(readings, CONFIG, work=work)
    return library, problems, find_names(library, work), collect_evidence(library, work)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edit_what_is_kept_gives_what_a_fresh_build_does(seed: int) -> None:
    dice, work = random.Random(seed), Work(keeps=True)
    files = {"2025-05-20.txt": "May 20\n\nHow to See\n\nWe look at LampNet.", "2025-05-28.txt": a_page(dice)}
    for _ in range(25):
        dice.choice(EDITS)(files, dice)
        kept, fresh = answers(files, work), answers(files, IDLE)
        assert kept == fresh
        assert kept[2].mentions == fresh[2].mentions
        assert list(kept[0].paper) == list(fresh[0].paper)


def test_an_edit_leaves_all_other_papers_and_names_the_very_same() -> None:
    work, texts = Work(keeps=True), dict(zip(TITLES, SENTENCES, strict=False))

    def page() -> Files:
        return {"2025-05-28.txt": "\n\n".join(f"{title}\n\n{text}" for title, text in texts.items())}

    before, _, names, _ = answers(page(), work)
    texts["Four Steps"] = "We have changed our minds about OilNet."
    after, _, others, _ = answers(page(), work)
    assert [a is b for a, b in zip(before.papers, after.papers, strict=True)] == [
        title != "Four Steps" for title in TITLES
    ]
    assert any(after_name is before_name for after_name, before_name in zip(others.names, names.names, strict=False))
