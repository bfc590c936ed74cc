"""What a build says of its tags: rare ones, doubles, broad ones, and papers without any."""

from dataclasses import replace

from generator.analysis.topics.quality import check_tags
from generator.cli.report import hygiene_lines
from generator.model.papers import Topics
from generator.model.quality import BroadTag, NearDuplicate, TagQuality
from tests.builders import a_library, a_paper, some_topics


def examined(tags: dict[str, list[str]], labels: dict[str, str] | None = None, broader: str = "") -> TagQuality:
    """The report on papers by their tags; `labels` renames tags, `broader` is the tag that comes with `fruit`."""
    library = a_library(*map(a_paper, tags))
    topics = some_topics(library, dict(tags))
    renamed = {
        tag.id: replace(tag, label=(labels or {}).get(tag.id, tag.label), broader=(broader,) * (tag.id == "fruit"))
        for tag in topics.tags
    }
    return check_tags(library, Topics(tuple(renamed.values()), renamed, topics.tags_by_paper, topics.papers_by_tag))


def papers(*tags: list[str]) -> dict[str, list[str]]:
    return {f"paper {number}": list(names) for number, names in enumerate(tags)}


def test_a_tag_of_one_paper_and_a_paper_of_no_tag_are_named() -> None:
    found = examined(papers(["a", "rare"], [], *[["a"]] * 4, *[["b"]] * 4))
    assert (found.single_use, found.untagged) == (("rare",), ("paper 1",))


def test_a_tag_of_most_papers_is_too_broad() -> None:
    assert examined(papers(*[["a"]] * 6, *[["b"]] * 4)).over_broad == (BroadTag("a", 6),)
    assert examined(papers(*[["a"]] * 5, *[["b"]] * 5)).over_broad == ()


def test_tags_of_nearly_the_same_papers_are_doubles() -> None:
    found = examined(papers(*[["fruit", "apples"]] * 5, ["fruit"], *[["b"]] * 6))
    assert found.near_double == (NearDuplicate("fruit", "apples", "papers"),)


def test_a_tag_and_its_broader_one_are_no_doubles() -> None:
    assert examined(papers(*[["fruit", "food"]] * 5, *[["b"]] * 6), broader="food").near_double == ()


def test_labels_that_differ_in_plural_hyphen_or_order_are_doubles() -> None:
    tags = papers(*[["x"]] * 3, *[["y"]] * 4, *[["z"]] * 4)
    labels = {"x": "Coral reefs", "y": "coral-reef", "z": "Reef of coral"}
    assert examined(tags, labels).near_double == (NearDuplicate("y", "x", "name"),)
    assert examined(tags, {"x": "Explainability", "y": "Explanability"}).near_double == (
        NearDuplicate("y", "x", "name"),
    )
    assert examined(tags, {"x": "Image generation", "y": "Video generation"}).near_double == ()


def test_a_small_site_and_an_empty_one_are_spared() -> None:
    assert examined(papers(["a"])) == TagQuality()
    assert examined({}) == TagQuality()
    assert examined(papers([])) == TagQuality(untagged=("paper 0",))


def test_a_thousand_papers_of_the_same_tags_have_two_broad_doubles() -> None:
    found = examined(papers(*[["a", "b"]] * 1000))
    assert found == TagQuality((), (NearDuplicate("a", "b", "papers"),), (BroadTag("a", 1000), BroadTag("b", 1000)), ())


def test_the_report_counts_and_names_a_few() -> None:
    found = TagQuality(("a", "b", "c", "d", "e"), (NearDuplicate("x", "y", "name"),), (BroadTag("z", 9),), ("p",))
    assert hygiene_lines(found) == [
        "tags worth a look:",
        "    5 tags on one paper only: a, b, c, d and 1 more",
        "    1 pair of tags much alike: x and y (nearly the same name)",
        "     1 tag on most papers: z (9)",
        "   1 paper without a tag: p",
    ]
    assert hygiene_lines(TagQuality()) == []


def test_of_long_names_fewer_are_told() -> None:
    names = tuple(f"{number}-{'long-' * 12}name" for number in range(3))
    assert hygiene_lines(TagQuality(untagged=names))[1] == f"  3 papers without a tag: {names[0]} and 2 more"
