"""What a seed says of a text that was made clean is kept, and each rule that changed something is told by its name."""

import json

import pytest

from generator.seeds import cleaning
from generator.seeds.cleaning_rules import RULES, find_cleanings
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.cases import FOLDER, load_cases

TITLE, CLEAN_TITLE = "E\ufb03cient \xadBread\u202e", "Efficient Bread"
ABSTRACT = (
    "We weigh forty loaves an hour after they left the oven, and find that each\u200b has lost a tenth of its water."
)
CLEAN_ABSTRACT = ABSTRACT.replace("\u200b", "")
OTHER = "Nobody Counts Crumbs"
PLAIN = "We count crumbs on tables, under tables and in beds, and find that nobody ever did so before we began to."
PAGE = "<h2><a href='https://arxiv.org/abs/2505.1234{}'>{}</a></h2>\n<p>{}</p>\n"
FILES = {
    "page.txt": f"{TITLE}\r\n\r\n{ABSTRACT}\r\n\r\n{OTHER}\r\n\r\n{PLAIN}\r\n",
    "note.md": f"# {TITLE}\n\n{ABSTRACT}\n",
    "list.md": f"- [{TITLE}](https://arxiv.org/abs/2505.12345)\n  {ABSTRACT}\n"
    f"- [{OTHER}](https://arxiv.org/abs/2505.12346)\n  {PLAIN}\n",
    "page.html": f"<main>{PAGE.format(5, TITLE, ABSTRACT)}{PAGE.format(6, OTHER, PLAIN)}</main>",
    "papers.jsonl": "\n".join(json.dumps({"title": t, "abstract": a}) for t, a in ((TITLE, ABSTRACT), (OTHER, PLAIN))),
    "papers.bib": f"@article{{a, title={{{TITLE}}}, abstract={{{ABSTRACT}}}}}\n@article{{b, title={{{OTHER}}}}}",
}


@pytest.mark.parametrize("name", FILES)
def test_what_the_seed_says_is_kept_where_cleaning_changed_it_and_nowhere_else(name: str) -> None:
    parsed = parse_seed(SeedFile(name, FILES[name].encode()))
    first, *others = parsed.drafts
    assert (first.title, first.abstract) == (CLEAN_TITLE, CLEAN_ABSTRACT)
    said = dict(first.source_texts)
    assert TITLE in said["title"]
    assert ABSTRACT in said["abstract"]
    assert [draft.source_texts for draft in others] == [()] * len(others)
    assert {(each.rule, each.count) for each in find_cleanings(parsed)} == {
        ("ligature", 1), ("soft hyphen", 1), ("mark of direction", 1), ("invisible character", 1),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["Bread\xa0 by the  Kilogram", "Größe – “naïve” 面包 👨‍👩‍👧"])
def test_spaces_alone_and_the_signs_of_an_author_are_no_change(text: str) -> None:
    parsed = parse_seed(SeedFile("page.txt", f"{OTHER} {text}\n\n{PLAIN} {text}.\n".encode()))
    assert [draft.source_texts for draft in parsed.drafts] == [()]
    assert find_cleanings(parsed) == ()


def test_a_line_that_has_much_beside_a_text_is_not_kept_for_each() -> None:
    rows = f"{TITLE} {'x' * 2 * cleaning.MOST_AROUND}"
    [draft] = cleaning.keep_source_texts(
        parse_seed(SeedFile("page.txt", FILES["page.txt"].encode())).drafts[:1], f"{rows}\n\n{ABSTRACT}"
    )
    assert dict(draft.source_texts) == {"abstract": ABSTRACT}


def test_the_first_line_of_each_rule_is_told() -> None:
    parsed = parse_seed(SeedFile("page.txt", f"{OTHER}\n\n{PLAIN}\n\n{FILES['page.txt']}".encode()))
    assert {each.rule: each.line for each in find_cleanings(parsed)}["invisible character"] == 7


def test_every_rule_has_a_case() -> None:
    shown = "\n".join(case.expected for case in load_cases(FOLDER / "nasty.md"))
    assert [rule for rule in RULES if f"cleaned: {rule} (" not in shown] == []


@pytest.mark.parametrize("name", FILES)
def test_letters_read_in_a_wrong_encoding_are_mended_in_every_format(name: str) -> None:
    text = FILES[name].replace(json.dumps(TITLE)[1:-1], TITLE).replace(TITLE, "The Bakerâ€™s Oven")
    first = parse_seed(SeedFile(name, text.encode())).drafts[0]
    assert first.title == "The Baker’s Oven"
    assert "The Bakerâ€™s Oven" in dict(first.source_texts)["title"]
