"""The front of an edition: what it says of its papers is true, and each statement names them."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

from generator.analysis.highlights import (
    GROUP_SIZE,
    Highlights,
    NameNews,
    find_groups,
    find_highlights,
    group_papers,
    tagged_editions,
)
from generator.analysis.topics.assignment import load_rules
from generator.library.folding import fold_text
from generator.model.papers import Appearance, Day, Library, Neighbour, Topics
from tests.analysis.test_gold import GOLD, fold_title
from tests.builders import a_library, a_paper_saying, names_of, some_topics, tag_papers
from tests.seed_58 import PAPERS


def dated(*papers: tuple[str, str, str]) -> Library:
    """A library of (day, title, abstract); a day that is no ISO day is an edition without a date."""
    made = [
        replace(a_paper_saying(title, abstract), editions=(Appearance(day, n),))
        for n, (day, title, abstract) in enumerate(papers, 1)
    ]
    library = a_library(*made)
    editions = tuple([replace(each, day=_day(each.id)) for each in library.editions])
    return replace(library, editions=editions, edition={each.id: each for each in editions})


def _day(text: str) -> Day | None:
    return Day.of(datetime.date.fromisoformat(text)) if text[0].isdigit() else None


def highlights_of(
    library: Library, near: Mapping[str, Sequence[Neighbour]] = MappingProxyType({}), topics: Topics | None = None
) -> dict[str, Highlights]:
    topics = topics or some_topics(library, {})
    groups = find_groups(tagged_editions(library, topics), {tag.id: tag.broader for tag in topics.tags})
    return find_highlights(library, names_of(library), near, groups)


def labels(library: Library, news: tuple[NameNews, ...]) -> list[str]:
    names = names_of(library)
    return [names.name[each.name].label for each in news]


def test_papers_that_share_two_topics_are_a_group_with_the_rarest_first() -> None:
    tagged = {"a": ["masks", "video"], "b": ["video", "masks"], "c": ["video"], "d": ["text"], "e": ["text"], "f": []}
    (group,) = group_papers(tagged, {})
    assert (group.topics, group.papers) == (("masks", "video"), ("a", "b"))


def test_a_topic_that_all_papers_have_makes_no_group() -> None:
    assert not [*group_papers({name: ["explanations", "models"] for name in "abcd"}, {})]


def test_no_paper_is_in_two_groups_and_none_is_alone() -> None:
    tagged = {str(n): [f"t{n % 12}", f"u{n % 9}", f"v{n % 6}"] for n in range(40)}
    groups = [*group_papers(tagged, {})]
    papers = [paper for group in groups for paper in group.papers]
    assert groups
    assert len(papers) == len({*papers})
    assert all(2 <= len(group.papers) <= GROUP_SIZE for group in groups)


def test_a_broader_topic_says_nothing_beside_the_narrower_one() -> None:
    tagged = {"a": ["vision", "segmentation"], "b": ["vision", "segmentation"], "c": ["law"], "d": ["law"], "e": []}
    for narrow, broad in ("segmentation", "vision"), ("vision", "segmentation"):
        (group,) = group_papers(tagged, {narrow: [broad]})
        assert group.topics == (narrow,)


FIRST = ("2025-05-01", "VTool-R1: tools for vision", "We introduce VTool-R1, a model that thinks with images.")
LATER = ("2025-05-02", "DepthNet-X: a deeper net", "We propose DepthNet-X, a model. It is better than VTool-R1.")


def test_a_name_is_new_once_and_comes_back_later() -> None:
    library = dated(LATER, FIRST)
    found = highlights_of(library)
    assert labels(library, found["2025-05-01"].new_names) == ["VTool-R1"]
    assert labels(library, found["2025-05-02"].new_names) == ["DepthNet-X"]
    assert labels(library, found["2025-05-02"].returning) == ["VTool-R1"]
    assert found["2025-05-02"].returning[0].papers == ("DepthNet-X: a deeper net",)
    assert [found[day].has_earlier for day in ("2025-05-01", "2025-05-02")] == [False, True]


def test_what_an_edition_without_a_date_says_is_not_called_new() -> None:
    library = dated(("undated", *LATER[1:]), ("2025-05-03", "Again", "We introduce DepthNet-X, a model of depth."))
    assert not highlights_of(library)["2025-05-03"].new_names


def test_a_name_that_may_be_part_of_a_word_is_not_called_new() -> None:
    library = dated(("2025-05-01", "SMART: a method", "We introduce SMART, a method for smart search."))
    assert not highlights_of(library)["2025-05-01"].new_names


def test_names_called_new_stand_in_no_text_of_earlier_editions() -> None:
    days = [f"2025-05-{n // 6 + 1:02}" for n in range(len(PAPERS))]
    library = dated(*zip(days, [p.title for p in PAPERS], [p.abstract for p in PAPERS], strict=True))
    found, names, said = highlights_of(library), names_of(library), ""
    for edition in sorted(library.editions, key=lambda each: each.id):
        new = [names.name[each.name].label for each in found[edition.id].new_names]
        assert not [label for label in new if fold_text(label) in said]
        said += fold_text(
            " ".join(library.paper[p].title.text + library.paper[p].abstract.text for p in edition.papers)
        )
    assert sum(len(each.new_names) for each in found.values()) >= 2 * len(library.editions)


def test_a_paper_far_from_all_others_is_told_in_its_own_words() -> None:
    texts = [(f"2025-05-0{n % 1 + 1}", f"Paper {n}", "Masks. We study masks.") for n in range(12)]
    library = dated(*texts, ("2025-05-01", "Inverters", "Power grids need control. This paper controls inverters."))
    near = {paper.id: (Neighbour("Paper 1", 0.5, ()),) for paper in library.papers}
    near["Inverters"] = (Neighbour("Paper 1", 0.1, ()),)
    (outlier,) = highlights_of(library, near)["2025-05-01"].outliers
    assert outlier == ("Inverters", "This paper controls inverters.")


def test_where_nothing_is_known_to_be_near_nothing_is_called_unlike() -> None:
    library = dated(*[("2025-05-01", f"Paper {n}", "We study masks.") for n in range(12)])
    assert not highlights_of(library)["2025-05-01"].outliers


def test_groups_of_the_pasted_page_hold_together_for_readers() -> None:
    library = a_library(*(a_paper_saying(paper.title, paper.abstract) for paper in PAPERS))
    topics = tag_papers(library, load_rules(None))
    gold = {fold_title(each["title"]): {*each["tags"]} for each in json.loads(GOLD.read_text("utf-8"))["papers"]}
    (found,) = highlights_of(library, topics=topics).values()
    judged = [
        bool(gold[one] & gold[two])
        for group in found.groups
        for one, two in combinations(map(fold_title, group.papers), 2)
        if one in gold and two in gold
    ]
    assert sum(len(group.papers) for group in found.groups) >= len(PAPERS) / 2
    assert judged.count(True) >= 0.9 * len(judged)
    assert len(judged) >= 10
