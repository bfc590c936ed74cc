"""What is kept from one build to the next: after any edit it gives what a fresh build would, and what an edit left
alone is the very same."""

import random
from collections.abc import Callable, Mapping
from functools import reduce
from typing import cast

import pytest

from generator.analysis.evidence import Evidence
from generator.analysis.names import Names
from generator.build.memo import Memo
from generator.build.pipeline import STEPS, State
from generator.build.runner import Runner
from generator.build.timing import Stopwatch
from generator.build.workers import Workers
from generator.model.config import Config, Rewrite
from generator.model.papers import Library, Topics
from generator.model.problems import Problem
from generator.output import Stage
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
Answers = tuple[Library, tuple[Problem, ...], Topics, Names, Mapping[str, Evidence]]


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


def remember(files: Files, memo: Memo | None, previous: State | None) -> State:
    """All that is made of the papers one by one, as builds make it: with what is kept of the last build, or without."""
    start = State(CONFIG, None, tuple(SeedFile(path, files[path].encode()) for path in sorted(files)))
    runner = Runner[State](Stopwatch(), Workers(), cast(Stage, None), memo, previous)
    return reduce(lambda state, step: runner.run(step, state), STEPS[:4], start)


def answers(state: State) -> Answers:
    return state.library, state.problems, state.topics, state.names, state.evidence


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edit_what_is_kept_gives_what_a_fresh_build_does(seed: int) -> None:
    dice, memo, kept = random.Random(seed), Memo(), None
    files = {
        "2025-05-20.txt": "May 20\n\nHow to See\n\nWe look at LampNet, and at all that it shows us by night.",
        "2025-05-28.txt": a_page(dice),
    }
    for _ in range(25):
        dice.choice(EDITS)(files, dice)
        kept, fresh = remember(files, memo, kept), remember(files, None, None)
        assert answers(kept) == answers(fresh)
        assert kept.names.mentions == fresh.names.mentions
        assert list(kept.library.paper) == list(fresh.library.paper)


def test_an_edit_leaves_all_other_papers_and_names_the_very_same() -> None:
    memo, texts = Memo(), dict(zip(TITLES, SENTENCES, strict=False))

    def page() -> Files:
        return {"2025-05-28.txt": "\n\n".join(f"{title}\n\n{text}" for title, text in texts.items())}

    before = remember(page(), memo, None)
    texts["Four Steps"] = "We have changed our minds about OilNet."
    after = remember(page(), memo, before)
    papers = zip(before.library.papers, after.library.papers, strict=True)
    assert [one is other for one, other in papers] == [title != "Four Steps" for title in TITLES]
    evidence = zip(before.evidence.values(), after.evidence.values(), strict=True)
    assert [one is other for one, other in evidence] == [title != "Four Steps" for title in TITLES]
    assert any(name is was for name, was in zip(after.names.names, before.names.names, strict=False))
