"""Text as authors write it, as safe HTML: the cases of `cases/markup/`, and what holds for every text."""

import pickle
import re
import subprocess
import sys
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.characters import drop_invisible
from generator.model.config import Rewrite
from generator.model.papers import Link, Markup, RichText
from generator.text import markup
from generator.text.markup.clean import one_line
from generator.text.markup.inline import (
    PLAIN_NOTATIONS,
    TITLE_NOTATIONS,
    InlinePiece,
    Notation,
    has_no_notation,
    split_pieces,
)
from generator.text.markup.math import MAX_FORMULAS
from tests.cases import FOLDER, Case, load_cases
from tests.command import PROJECT

REWRITES = (Rewrite("https://mirror.example/", "https://huggingface.co/"),)
CASES = FOLDER / "markup"


def body(text: str, kind: Markup = "plain") -> RichText:
    return markup.render_body(text, kind, REWRITES)[0]


def links(text: str, kind: Markup = "plain") -> tuple[Link, ...]:
    return markup.render_body(text, kind, REWRITES)[1]


def text_cases(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", load_cases(CASES / f"{name}.md"), ids=str)


@text_cases("plain")
def test_plain_text(case: Case) -> None:
    assert body(case.input).html == case.expected


@text_cases("links")
def test_links_in_plain_text(case: Case) -> None:
    assert body(case.input).html == case.expected


@text_cases("markdown")
def test_markdown(case: Case) -> None:
    assert body(case.input, "markdown").html == case.expected


@pytest.mark.parametrize("kind", ["plain", "markdown"])
def test_so_many_formulas_of_a_text_are_set_and_others_are_shown_as_they_are(kind: Markup) -> None:
    made = body("$x$ " * (MAX_FORMULAS + 1), kind).html
    assert (made.count("<math"), made.count("math-source")) == (MAX_FORMULAS, 1)


def test_links_whose_short_names_are_the_same_say_all_of_their_addresses() -> None:
    found = links("at https://github.com/a/b, https://gitlab.com/a/b and https://github.com/a/c")
    assert [link.label for link in found] == ["Code: github.com/a/b", "Code: gitlab.com/a/b", "Code: a/c"]


@text_cases("titles")
def test_titles(case: Case) -> None:
    assert markup.render_title(case.input).html == case.expected


@text_cases("tex")
def test_tex_in_running_text(case: Case) -> None:
    assert body(case.input).text == case.expected


@text_cases("tex-markdown")
def test_tex_in_markdown(case: Case) -> None:
    assert body(case.input, "markdown").text == case.expected


def test_a_page_shows_the_words_that_a_search_finds() -> None:
    for case in load_cases(CASES / "tex.md"):
        html = re.sub(r"</?[ap]\b[^>]*>", "", re.sub(r"<math.*?</math>", "$", body(case.input).html))
        words = [piece for at, piece in enumerate(markup.split_formulas(case.expected)) if at % 2 == 0]
        assert unescape(html).split() == "$".join(words).split()


def test_a_name_or_label_has_no_tex_left() -> None:
    names = (r"Paul Erd\H{o}s", "Eric~Granger", r"A. M{\"u}ller\thanks{Equal}", "Ada $x$")
    assert [*map(markup.plain_words, names)] == ["Paul Erdős", "Eric Granger", "A. Müller", "Ada $x$"]


def test_a_picture_from_elsewhere_is_linked_in_the_text_and_is_no_link_of_the_paper() -> None:
    text = "The data looks so: ![a plot](https://example.org/x.png)"
    assert '<a href="https://example.org/x.png"' in body(text, "markdown").html
    assert list(links(text, "markdown")) == []


@text_cases("kinds")
def test_what_a_link_is(case: Case) -> None:
    found = [f"{link.kind}: {link.label}: {link.url}" for link in links(case.input)]
    assert found == case.expected.splitlines()


def test_the_text_of_a_formula_is_its_source_and_that_of_a_link_what_is_shown() -> None:
    text = body(r"A \(k\)-step bound $$x^2$$ for \$5, see https://x.org/a/{here}." "\n\nMore~smith2020a.").text
    assert text == "A $k$-step bound $$x^2$$ for $5, see here.\n\nMore [smith2020a]."


def test_the_text_of_markdown_has_no_markup() -> None:
    text = body(
        "# Head\n\nSome *words* in\n`code` ![a](https://x.org/f.png)\n\n- [one](https://x.org)", "markdown"
    ).text
    assert text == "Head\n\nSome words in code a\n\none"


def test_words_before_a_markdown_link_and_its_label_tell_its_kind() -> None:
    [link] = links("Try the [demo](https://x.org/a).", "markdown")
    assert (link.kind, link.label) == ("demo", "Demo")


def test_addresses_are_put_right_by_the_first_prefix_that_fits() -> None:
    rules = (Rewrite("https://a.org/b/", "https://b.org/"), Rewrite("https://a.org/", "https://c.org/"))
    assert markup.rewrite_url("https://a.org/b/x", rules) == "https://b.org/x"
    assert markup.rewrite_url("https://a.org/x", rules) == "https://c.org/x"
    assert markup.rewrite_url("https://d.org/?u=https://a.org/", rules) == "https://d.org/?u=https://a.org/"


def test_labels_stay_when_links_of_several_sources_come_together() -> None:
    found = links("Code: https://github.com/a/b and https://github.com/c/d")
    assert markup.deduplicate_links(found + found) == found


def test_only_markdown_needs_a_parser_and_only_formulas_their_converter() -> None:
    program = (
        "import sys; from generator.text import markup; "
        "markup.render_body('Plain words, 1% and a_b, at https://x.org.', 'plain'); markup.render_title('Words'); "
        "print('markdown_it' in sys.modules, 'latex2mathml' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


TEXT_ELEMENTS: dict[str, set[str]] = {
    **{
        name: set()
        for name in ("p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "blockquote", "ul", "li", "pre", "br", "hr")
    },
    **{name: set() for name in ("table", "thead", "tbody", "tr")},
    **{name: {"class"} for name in ("th", "td", "code")},
    "ol": {"start"},
    "a": {"href", "rel", "title"},
}
MATH_ELEMENTS = {
    "math", "mrow", "mstyle", "mpadded", "mphantom", "msqrt", "menclose", "mtable", "mtr", "mtd", "mmultiscripts", "mi",
    "mn", "mo", "ms", "mtext", "mspace", "mprescripts", "none", "mfrac", "mroot", "msub", "msup", "munder", "mover",
    "msubsup", "munderover",
}  # fmt: skip
MATH_ATTRIBUTES = {
    "display", "alttext", "mathvariant", "accent", "accentunder", "columnalign", "columnlines", "depth", "displaystyle",
    "fence", "form", "height", "largeop", "linethickness", "lspace", "maxsize", "minsize", "movablelimits", "notation",
    "rowlines", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
}  # fmt: skip
VOID = {"br", "hr"}


class Checker(HTMLParser):
    """Reads HTML as a browser does, and fails on what is not on the lists or not closed where it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = MATH_ATTRIBUTES if tag in MATH_ELEMENTS else TEXT_ELEMENTS[tag]
        assert {name for name, _ in attrs} <= allowed, (tag, attrs)
        for name, value in attrs:
            assert name != "href" or re.match(r"https?://[^\s]", value or ""), value
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        assert not attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def check(html: str) -> None:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", html)
    html.encode()


def test_the_checker_would_find_what_must_not_be() -> None:
    for html in ("<script>x</script>", '<p onclick="x">a</p>', "<p>a", '<a href="javascript:x">y</a>', "<!-- x -->"):
        with pytest.raises((AssertionError, KeyError)):
            check(html)


ODD = (
    "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\$", "\\text{", "\\href{", "\\url{", "\\cite{", "}", "{", "https://x.org/",
    "github.com/a", "www.a.b", "~a2020b", "<script>", "</p>", "<a href='", '"', "&lt;", "javascript:", "![", "[", "](",
    ")", "*", "_", "`", "```", "\n", "\n\n", "# ", "- ", "| a |", "|--|", "> ", "\\frac", "^",
    "\\textbf{", "\\'{", "\\H{o}", "\\footnote{", "{\\it ", "``", "''", "--", "\\ding{182}", "C:\\x",
    "\x00", "\ud800", "\u00ad",
)  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from(ODD) | st.text(max_size=6), max_size=12).map("".join)


@given(TEXTS, st.sampled_from(("plain", "markdown")))
def test_any_text_becomes_safe_html(text: str, kind: Markup) -> None:
    rich, found = markup.render_body(text, kind, REWRITES)
    check(rich.html)
    rich.text.encode()
    assert all(re.match(r"https?://", link.url) for link in found)
    assert len({link.url for link in found}) == len(found) == len({link.label for link in found})


def the_long_way(line: str, notations: Sequence[Notation]) -> list[InlinePiece]:
    """A line cut at its notations, with every one of them asked at every place."""
    found, behind, place = list[InlinePiece](), 0, 0
    while place < len(line):
        asked = (notation(line, place, len(line)) for notation in notations)
        piece, end = next(filter(None, asked), ("", 0))
        if end:
            found += (line[behind:place], piece)
            behind = end
        place = end or place + 1
    return [*found, line[behind:]]


@given(TEXTS.map(one_line), st.sampled_from((TITLE_NOTATIONS, PLAIN_NOTATIONS)))
def test_the_short_way_to_the_notations_of_a_line_finds_all(line: str, notations: Sequence[Notation]) -> None:
    assert split_pieces(line, notations) == the_long_way(line, notations)
    assert not has_no_notation(line) or split_pieces(line, PLAIN_NOTATIONS) == [line]


@given(TEXTS | st.text(" a\t\u00a0\u2028é"))
def test_the_short_way_to_one_line_leads_where_the_long_one_does(text: str) -> None:
    assert one_line(text) == " ".join(markup.clean_text(text).split())


@given(TEXTS)
def test_any_title_becomes_safe_html_on_one_line(text: str) -> None:
    rich = markup.render_title(text)
    check(rich.html)
    assert "\n" not in rich.html + rich.text
    assert "<a" not in rich.html


LETTERS = st.characters(exclude_categories=["C"], exclude_characters="$\\~{`-'")


@given(st.text(LETTERS.filter(lambda each: drop_invisible(each) == each)))
def test_a_plain_text_is_shown_to_the_letter(text: str) -> None:
    shown = body(text.replace("://", ": ").replace("www.", "")).text
    assert shown.split() == text.replace("://", ": ").replace("www.", "").split()


def test_a_text_is_clean_when_each_of_its_characters_is() -> None:
    every = [chr(code) for code in range(0x110000) if chr(code) not in "\u061c\u200e\u200f"]  # which need company
    seen = set(markup.clean_text("".join(every)))
    assert [
        character for character in every if (markup.clean_text(character) == character) != (character in seen)
    ] == []
    assert markup.clean_text("a\r\nb\rc\x00d") == "a\nb\ncd"


@pytest.mark.parametrize("text", ["Lamps & <masks>.\n\nהאור and “more”.", "https://a.example/ and\n\nlamps.", ""])
def test_a_body_comes_back_from_another_process_as_it_was(text: str) -> None:
    sent = pickle.dumps(body(text), protocol=5)
    assert pickle.loads(sent) == body(text)
    assert (b"<p>" in sent) == ("https" in text), "the HTML of plain text is made where it is asked for"
