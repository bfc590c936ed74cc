"""What becomes of texts in a bad way, from the seed to the page and the citation: the cases of `cases/nasty.md`."""

import json
from collections.abc import Iterator

import pytest

from generator.library.doubts import find_doubts
from generator.library.slugs import title_slug
from generator.model.papers import ParsedSeed
from generator.render.citations.tex import escape_tex
from generator.seeds.cleaning_rules import find_cleanings
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from generator.text import markup
from tests.cases import FOLDER, Case, load_cases


def said_of(parsed: ParsedSeed, of: str = "") -> Iterator[str]:
    """What there is to see of the one paper of a seed, a line each."""
    [draft] = parsed.drafts
    title = markup.render_title(draft.title).text
    yield f"{of}title: {title}"
    yield f"{of}slug: {title_slug(title)}"
    yield f"{of}bibtex: {escape_tex(title)}"
    yield f"{of}abstract: {markup.render_body(draft.abstract, draft.markup, ())[0].text or 'none'}"
    for doubt in find_doubts(parsed):
        yield f"{of}doubt: {doubt.message.removeprefix('doubtful: ')}"
    for cleaned in find_cleanings(parsed):
        yield f"{of}cleaned: {cleaned.rule} ({cleaned.count})"
    for name, source in draft.source_texts:
        yield f"{of}source {name}: {ascii(source)[1:-1]}"


@pytest.mark.parametrize("case", load_cases(FOLDER / "nasty.md"), ids=str)
def test_a_text_in_a_bad_way(case: Case) -> None:
    title, _, abstract = case.input.partition("\n\n")
    record = {"title": title, "abstract": abstract, "authors": ["Ada Byron"]}
    seen = [*said_of(parse_seed(SeedFile("papers.jsonl", json.dumps(record).encode())))]
    if "from a page " in case.expected:
        seen += said_of(parse_seed(SeedFile("page.txt", case.input.encode())), "from a page ")
    asked = {line.partition(": ")[0] for line in case.expected.splitlines()}
    assert [line for line in seen if line.partition(": ")[0] in asked] == case.expected.splitlines()
