"""The names that papers introduce and mention."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.names import Names, NameSteps, extract_names, find_names
from generator.analysis.names.extraction import extract_from_papers
from generator.analysis.names.inverted import invert_rows
from generator.build.memo import Memo
from generator.model.papers import Paper
from generator.render.pages import plan_pages
from generator.render.pages.name_index import NAMES_PER_PAGE, index_names
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.text.markup import link_mentions
from tests import builders
from tests.builders import a_library, a_site
from tests.builders import a_paper_saying as paper
from tests.cases import FOLDER, Case, load_cases
from tests.seed_58 import PAPERS

Rows = list[dict[str, int]]


def names_of(*papers: Paper) -> Names:
    return builders.names_of(a_library(*papers))


@pytest.mark.parametrize("case", load_cases(FOLDER / "names.md"), ids=str)
def test_case(case: Case) -> None:
    title, _, abstract = case.input.partition("\n\n")
    found = names_of(paper(title, " ".join(abstract.split())))
    own = [name for name in found.names if name.introduced]
    own.sort(key=lambda name: (name.introduced[0].field != "title", name.introduced[0].start))
    said = "\n".join(f"{name.label}: {name.kind}" if name.kind else name.label for name in own)
    assert (said or "none") == case.expected


def of_the_page() -> Names:
    return names_of(*(paper(each.title, each.abstract) for each in PAPERS))


def test_the_names_of_the_pasted_page() -> None:
    """At least 90 % of what a reader found are found, and at most 10 % of what is listed is wrong."""
    own, others = load_cases(FOLDER / "names-58.md")
    wanted = {
        (title, name.partition(": ")[0])
        for title, line in zip(own.input.splitlines(), own.expected.splitlines(), strict=True)
        for name in line.split("; ")
    }
    names = of_the_page().names
    listed = {(each.paper, name.label) for name in names for each in name.introduced}
    acronyms = {name.label for name in names if not name.introduced}
    assert len(wanted & listed) >= 0.9 * len(wanted), sorted(wanted - listed)
    wrong = sorted(listed - wanted) + sorted(acronyms - set(others.expected.split()))
    assert len(wrong) <= 0.1 * (len(listed) + len(acronyms)), wrong


def test_kinds_on_the_pasted_page() -> None:
    own, _ = load_cases(FOLDER / "names-58.md")
    wanted = dict(name.split(": ") for line in own.expected.splitlines() for name in line.split("; "))
    kinds = {name.label: name.kind for name in of_the_page().names if name.introduced and name.kind}
    wrong = {label: kind for label, kind in kinds.items() if wanted.get(label, kind) != kind}
    assert len(wrong) <= 0.1 * len(kinds), wrong


def test_a_name_knows_its_long_form_its_paper_and_who_says_it() -> None:
    text = "We present LISA: large Language Instructed Segmentation Assistant, a model for masks."
    found = names_of(paper("LISA: Reasoning", text, "first"), paper("Follow-up", "We build on LISA.", "second"))
    (lisa,) = found.names
    assert (lisa.label, lisa.kind, lisa.papers) == ("LISA", "model", ("first", "second"))
    assert lisa.long_forms == ("large Language Instructed Segmentation Assistant",)
    assert [(each.paper, each.field, each.start, each.end) for each in lisa.introduced] == [("first", "title", 0, 4)]
    (mention,) = found.mentions["second"]
    assert "We build on LISA."[mention.start : mention.end] == "LISA"


def test_what_many_papers_spell_out_belongs_to_none() -> None:
    text = "We propose a retrieval-augmented generation (RAG) pipeline."
    alone = names_of(paper("One", text)).name["rag"]
    common = names_of(*(paper(f"Paper {n}", text) for n in range(3))).name["rag"]
    assert (alone.kind, len(alone.introduced)) == ("method", 1)
    assert (common.kind, common.introduced, len(common.papers)) == ("acronym", (), 3)


@pytest.mark.parametrize(("others", "introduced"), [(4, 1), (5, 0)])
def test_what_five_other_papers_speak_of_belongs_to_none(others: int, introduced: int) -> None:
    speaking = [paper(f"Paper {n}", "We build on OilNet.") for n in range(others)]
    found = names_of(paper("One", "We present OilNet, a model."), *speaking).name
    assert len(found["oilnet"].introduced if "oilnet" in found else ()) == introduced
    own = names_of(paper("OilNet: Lamps", "We present OilNet, a model."), *speaking).name["oilnet"]
    assert [each.field for each in own.introduced] == ["title"]


def test_an_abstract_s_word_for_what_a_name_is_counts_more_than_its_title_s() -> None:
    found = names_of(paper("LampNet: A dataset of lamps", "We present LampNet, a model for lamps."))
    assert found.name["lampnet"].kind == "model"


def test_three_long_forms_of_an_acronym_are_shown() -> None:
    forms = ("Lit Lamps", "Low Light", "Long Lines", "Lost Letters")
    found = names_of(*(paper(f"Paper {n}", f"We fear {form} (LL).") for n, form in enumerate(forms)))
    assert found.name["ll"].long_forms == forms[:3]


@pytest.mark.parametrize(
    ("words", "found"), [(["very"] * 15, ["LampNet"]), (["very"] * 30, []), (["extraordinary"] * 15, [])]
)
def test_a_name_far_behind_the_verb_is_not_its_object(words: list[str], found: list[str]) -> None:
    _, abstract = extract_names("Lamps", f"We propose a {' '.join(words)} model LampNet for light.")
    assert [each.label for each in abstract.claims] == found


def test_a_name_that_could_be_any_word_is_looked_for_in_its_own_paper_only() -> None:
    found = names_of(paper("Dreamer: Sleeping models", "Dreamer sleeps."), paper("Other", "Dreamer is a word too."))
    assert found.name["dreamer"].papers == ("Dreamer: Sleeping models",)


def test_a_name_of_words_with_signs_is_said_by_its_paper() -> None:
    found = names_of(
        paper("Talk, Burn, Shine: Lamps that speak", "With Talk, Burn, Shine, a method, we light up. We present Talk."),
        paper("Other lamps", "They use Talk, Burn, Shine to burn oil."),
    )
    (name,) = [name for name in found.names if name.label == "Talk, Burn, Shine"]
    assert name.papers == ("Talk, Burn, Shine: Lamps that speak", "Other lamps")


def test_a_word_with_signs_in_it_is_said_by_its_paper() -> None:
    found = names_of(
        paper("DistilLamp2.5: Small lamps", "We light up. DistilLamp2.5 is bright."),
        paper("Other lamps", "They burn oil in DistilLamp2.5, too."),
        paper("Larger lamps", "They burn DistilLamp2.5-7B, DistilLamp2 and 5."),
    )
    (name,) = [name for name in found.names if name.label == "DistilLamp2.5"]
    assert name.papers == ("DistilLamp2.5: Small lamps", "Other lamps")


def test_a_name_in_small_letters_is_found_in_its_own_paper() -> None:
    text = "We introduce a method we dub mask prompt tuning. It needs mask prompt tuning."
    found = names_of(paper("One", text), paper("Two", "We know mask prompt tuning."))
    assert found.name["mask-prompt-tuning"].papers == ("One",)
    assert [mention.start for mention in found.mentions["One"]] == [text.index("mask")]


def test_a_name_that_some_write_in_small_letters_is_found_however_it_is_written() -> None:
    found = names_of(
        paper("LISA: Lamps", "LISA shines."),
        paper("LISA: Light", "LISA glows."),
        paper("Three", "We present a model we dub lisa for lamps."),
        paper("Four", "We study lisa."),
    )
    assert found.name["lisa"].papers == ("LISA: Lamps", "LISA: Light", "Three", "Four")


def test_two_spellings_of_one_long_form_are_one() -> None:
    found = names_of(
        paper("One", "Large Language Models (LLMs) grow."),
        paper("Two", "A large-language model (LLM) grows."),
        paper("Three", "Large language models (LLMs) grow."),
    )
    assert found.name["llm"].long_forms == ("Large Language Model",)


def test_a_slip_of_the_pen_is_no_long_form_but_a_second_meaning_is() -> None:
    often = [paper(f"Paper {n}", "Large language models (LLMs) grow.", f"p{n}") for n in range(11)]
    slip = paper("Slip", "Local large-model lookups (LLM) are odd.", "slip")
    assert names_of(*often, slip).name["llm"].long_forms == ("Large language model",)
    assert len(names_of(often[0], slip).name["llm"].long_forms) == 2


def test_a_name_has_not_the_path_of_a_device() -> None:
    found = names_of(paper("AUX: A dataset of lamps", "We present AUX, a dataset of lamps."))
    assert {name.id: name.label for name in found.names} == {"aux--2": "AUX"}


def test_two_names_of_one_slug_have_two_ids() -> None:
    found = names_of(paper("One", "We propose CHM-Corr, a method."), paper("Two", "We propose CHM-Corr++, a method."))
    assert sorted(found.name) == ["chm-corr", "chm-corr--2"]


def test_an_empty_library_and_a_thousand_copies_have_their_names() -> None:
    assert names_of().names == ()
    copies = names_of(*(paper("LISA: Reasoning", "We present LISA, a model.", f"copy-{n}") for n in range(1000)))
    assert [len(name.papers) for name in copies.names] == [1000]


def test_titles_and_abstracts_are_read_with_their_places() -> None:
    title, abstract = extract_names("LISA: Reasoning", r"We present \textbf{OilNet}, a network for lamps.")
    assert [(each.label, each.start, each.end) for each in title.claims] == [("LISA", 0, 4)]
    (claim,) = abstract.claims
    assert r"We present \textbf{OilNet}, a network for lamps."[claim.start : claim.end] == "OilNet"


def test_a_paper_s_acronyms_are_those_of_its_title_and_then_of_its_abstract() -> None:
    found = names_of(paper("Gas (GA)", "None."), paper("Lit Lamps (LL)", r"We fear \textbf{Bad} Lamps (BL)."))
    assert [[each.acronym for each in said] for said in found.introduced] == [[], ["LL", "BL"]]


def test_a_new_name_is_asked_of_the_papers_that_may_say_it_only() -> None:
    papers = [paper("One", "We build on LampNet."), paper("Two", "We build on OilNet."), paper("Three", "We look.")]
    build = Builds()
    before = build(papers)
    papers[2] = paper("Three", "We present LampNet, a model.")
    after = build(papers)
    assert (before.names, after.name["lampnet"].papers) == ((), ("One", "Three"))
    assert after == names_of(*papers)
    assert build.asked_again() == ["One", "Three"]
    papers[2] = paper("Three", "We present a model we dub oil lamp.")
    assert build(papers) == names_of(*papers)


def test_names_and_mentions_that_an_edit_leaves_alone_are_the_same_objects() -> None:
    papers = [
        paper("One", "We present LampNet, a model."),
        paper("Two", "We present OilNet, a model, and build on LampNet."),
        paper("Three", "We look."),
    ]
    build = Builds()
    before = build(papers)
    again = build(papers)
    assert all(again.name[name] is before.name[name] for name in before.name)
    assert all(again.mentions[each] is before.mentions[each] for each in before.mentions)
    papers[2] = paper("Three", "We build on OilNet.")
    after = build(papers)
    assert after == names_of(*papers)
    assert [name for name in after.name if after.name[name] is not before.name[name]] == ["oilnet"]
    assert [each for each in after.mentions if after.mentions[each] is not before.mentions[each]] == ["Three"]


class Builds:
    """Builds of a library one after the other: what is read of a text that stays is the same object."""

    def __init__(self) -> None:
        self.steps = [NameSteps()]
        self.memo = Memo()

    def __call__(self, papers: Sequence[Paper]) -> Names:
        texts = [(each.title.text, each.abstract.text) for each in papers]
        extractions = self.memo.map(extract_from_papers, texts, (), extract_from_papers)
        names, steps = find_names(a_library(*papers), extractions, self.steps[-1])
        self.steps.append(steps)
        self.papers = papers
        return names

    def asked_again(self) -> list[str]:
        """The papers whose mentions the last build found anew."""
        before, after = (steps.mentions.by_paper.values for steps in self.steps[-2:] if steps.mentions)
        return [each.id for each, *found in zip(self.papers, before, after, strict=True) if found[0] is not found[1]]


ROWS = st.lists(st.sampled_from([{}, {"a": 0}, {"a": 1, "b": 0}, {"b": 2, "c": 1}, {"c": 1}]), min_size=3, max_size=3)
"""A paper that says what it said has the very row that it had."""


@given(ROWS, ROWS, st.booleans())
def test_what_papers_say_is_turned_round(before: Rows, rows: Rows, other_papers: bool) -> None:
    papers = ["one", "two", "three"]
    index = invert_rows(["two", "one", "three"] if other_papers else papers, before)
    last, entries = index.lists, invert_rows(papers, rows, index).lists
    assert list(entries) == sorted(entries)
    assert [{key: of[ps.index(paper)] for key, ps, of in entries.values() if paper in ps} for paper in papers] == rows
    assert all(each is last[key] for key, each in entries.items() if last.get(key) == each)


def test_what_stays_of_a_turned_table_is_the_same_object() -> None:
    papers, first, second = ["one", "two"], {"a": 1, "b": 1}, {"b": 2, "c": 2}
    index = invert_rows(papers, [first, second])
    before, after = index.lists, invert_rows(papers, [first, {"c": 3, "d": 3}], index).lists
    assert after == invert_rows(papers, [first, {"c": 3, "d": 3}]).lists
    assert [key for key in after if after[key] is before.get(key)] == ["a"]
    assert after["b"] == ("b", ("one",), (1,))
    assert list(before) == ["a", "b", "c"], "the last one is left as it was"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>We use LISA and LISA.</p>", '<p>We use <a class="name" href="x#lisa">LISA</a> and LISA.</p>'),
        ('<p><a href="https://x.org/LISA">LISA</a> is LISA</p>', None),
        ("<p><code>LISA</code> and <math><mi>LISA</mi></math></p>", "same"),
        ("<p>LISA<code>x</code></p>", '<p><a class="name" href="x#lisa">LISA</a><code>x</code></p>'),
        ("<p><code>x</code>LISA</p>", '<p><code>x</code><a class="name" href="x#lisa">LISA</a></p>'),
        ("<p>LISA++, LISA-based, RELISA</p>", "same"),
        ('<p title="LISA">x</p>', "same"),
    ],
)
def test_the_first_mention_in_running_text_is_a_link(html: str, expected: str | None) -> None:
    made = link_mentions(html, [("LISA", "x#lisa", "")])
    if expected is None:
        assert made == '<p><a href="https://x.org/LISA">LISA</a> is <a class="name" href="x#lisa">LISA</a></p>'
    else:
        assert made == (html if expected == "same" else expected)


def test_a_link_is_escaped_and_says_what_the_name_stands_for() -> None:
    made = link_mentions("<p>A&amp;B is new</p>", [("A&B", 'y"z', "Arts & Books")])
    assert made == '<p><a class="name" href="y&quot;z" title="Arts &amp; Books">A&amp;B</a> is new</p>'


def site_with(count: int) -> Site:
    papers = [
        paper(f"Paper {n}", f"We present Lamp{n}Net, a model. A common thing (CT) is Q{n % 3}Net.")
        for n in range(count)
    ]
    site = a_site(a_library(*papers))
    return replace(site, names=builders.names_of(site.library))


def index_pages(site: Site) -> set[str]:
    """The pages that have entries."""
    return {target.page for target in index_names(site.names.names).targets.values()}


def test_few_names_are_on_one_page_and_many_under_their_letters() -> None:
    few, many = site_with(3), site_with(NAMES_PER_PAGE + 3)
    assert index_pages(few) == {"names/index.html"}
    paths = {page.path for page in plan_pages(many).pages if page.path.startswith("names/")}
    assert {"names/index.html", "names/letter/l.html", "names/letter/l/page-2.html"} <= paths
    assert index_pages(many) <= paths
    page = next(page for page in plan_pages(many).pages if page.path == "names/letter/l.html")
    assert page.inputs.view(many.config).data["letters"] == tuple(index_names(many.names.names).letters)


def test_a_name_that_many_papers_say_has_a_page_with_them() -> None:
    site = site_with(9)
    (common,) = [name for name in site.names.names if name.has_page]
    page = next(page for page in plan_pages(site).pages if page.path == f"names/{common.id}.html")
    assert len(page.inputs.view(site.config).data["papers"]) == 9


@pytest.mark.parametrize("count", [0, 1, NAMES_PER_PAGE + 3])
def test_the_pages_of_names_render(count: int) -> None:
    site = site_with(count) if count else replace(site_with(1), names=Names())
    renderer, targets = Renderer(site.config, "assets/x/"), index_names(site.names.names).targets
    texts = {
        page.path: renderer.page(page).decode() for page in plan_pages(site).pages if page.path.startswith("names/")
    }
    assert all("<h1" in text for text in texts.values())
    for name in site.names.names:
        having = {path for path, text in texts.items() if f'id="{name.id}"' in text}
        assert having - {"names/index.html"} == {targets[name.id].page} - {"names/index.html"}
        assert f'id="{name.id}"' in texts[targets[name.id].page]
