"""Tags and names against what readers judged: floors that no change may fall through.

`tests/gold/names.tsv` has 300 names that `tests.bench.names` drew with seed 2026 from the index of 10,000 papers: what
a reader who did not write the rules thought of each, the name, its kind and long forms, and the title and the sentence
that it was read off.

`tests/gold/tags-58.json` has half of the 58 papers. A reader gave each its `tags`, of which some are `primary`;
`borderline` tags count neither way, and those of `ignore`, or of no paper of the file, are not judged. Two readers
agree with F1 0.90 to 0.97. A rule that is made for one of these papers is a defect, and the other half shows it.
"""

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.analysis.names import Name, find_names
from generator.analysis.topics.assignment import load_rules
from tests.builders import a_library, a_paper_saying, tag_papers
from tests.seed_58 import PAPERS

GOLD = Path(__file__).parent.parent / "gold" / "tags-58.json"
NAMES = Path(__file__).parent.parent / "gold" / "names.tsv"
LEAST_FOUND = 0.95
"""Of the names that are right, so many are found in their sentence alone, each with its kind."""
LEAST_F1, LEAST_PRIMARY_RECALL = 0.92, 0.96


class Score(NamedTuple):
    """How far tags agree with the readers'; `wrong` and `missed` say where they do not."""

    f1: float
    primary_recall: float
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]


def fold_title(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()


def score_tags(gold: Mapping[str, Any], tags: Mapping[str, set[str]]) -> Score:
    """Micro-F1 over all tags, and how many of the primary ones there are; `tags` go by the folded title."""
    judged = {tag for paper in gold["papers"] for tag in paper["tags"] + paper["borderline"]} - {*gold["ignore"]}
    hits = primary = primary_hits = 0
    wrong, missed = [], []
    for paper in gold["papers"]:
        given, borderline = tags[fold_title(paper["title"])] & judged, {*paper["borderline"]}
        hits += len(given & {*paper["tags"]} - borderline)
        wrong += [(paper["title"], tag) for tag in sorted(given - {*paper["tags"]} - borderline)]
        missed += [(paper["title"], tag) for tag in sorted({*paper["tags"]} - given)]
        primary += len({*paper["primary"]})
        primary_hits += len({*paper["primary"]} & (given | borderline))
    f1 = 2 * hits / (2 * hits + len(wrong) + len(missed))
    return Score(f1, primary_hits / primary, wrong, missed)


def test_readers_agree_with_the_tags_of_the_pasted_page() -> None:
    library = a_library(*(a_paper_saying(paper.title, paper.abstract) for paper in PAPERS))
    found = tag_papers(library, load_rules(None)).tags_by_paper
    tags = {fold_title(title): {each.tag for each in tags} for title, tags in found.items()}
    score = score_tags(json.loads(GOLD.read_text(encoding="utf-8")), tags)
    assert score.f1 >= LEAST_F1, score
    assert score.primary_recall >= LEAST_PRIMARY_RECALL, score


def test_a_score_counts_what_is_wrong_and_what_is_missed_but_nothing_at_the_border() -> None:
    papers = [
        {"title": "One", "tags": ["a", "b"], "primary": ["a"], "borderline": ["c"]},
        {"title": "Two", "tags": ["b"], "primary": ["b"], "borderline": []},
    ]
    score = score_tags({"ignore": ["x"], "papers": papers}, {"one": {"a", "c", "x", "unknown"}, "two": {"a"}})
    assert score == (2 / 5, 1 / 2, [("Two", "a")], [("One", "b"), ("Two", "b")])


def names_alone(row: Mapping[str, str]) -> dict[str, Name]:
    """The names, by label, of a paper that says no more than a sentence."""
    return {name.label: name for name in find_names(a_library(a_paper_saying(row["title"], row["sentence"])))[0].names}


def test_names_that_a_reader_found_right_are_found_again_and_those_found_wrong_are_not() -> None:
    with NAMES.open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    right, wrong = [], []
    for row in rows:
        found = names_alone(row).get(row["name"])
        is_alike = found is not None and found.kind == row["kind"]
        forms = "; ".join(found.long_forms) if found else ""
        if row["verdict"] == "right":
            right.append((is_alike, row["name"]))
        else:
            wrong.append((is_alike and forms == row["long forms"], row["name"]))
    missed = [name for is_alike, name in right if not is_alike]
    assert len(missed) <= (1 - LEAST_FOUND) * len(right), missed
    assert [name for is_alike, name in wrong if is_alike] == []
