r"""markdown-it, with the rules switched on that each kind of text needs.

All kinds know formulas, all but a title know addresses. A plain text knows nothing else: no block structure, no
emphasis, no escapes but the dollar's, since `a_b`, backticks and `1% ~ 3%` stand in abstracts as themselves. A
Markdown body is CommonMark with tables; raw HTML is text in it, and its headings come below those of the page.
Nothing is ever requested from elsewhere, so an image becomes a link.

Addresses are found by a rule of our own and not by linkify-it: that takes half a millisecond a text, takes `node.js`
for a host unless told off, and knows nothing of the TeX around an address. The rules for formulas follow pandoc's
`tex_math_dollars` (https://pandoc.org/MANUAL.html#math), which tells them from money, and also take one command
between dollars (`4$\times$4`) where pandoc would not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.config import Rewrite
from generator.markup import links
from generator.markup.math import DOLLARS, is_prose, mathml
from generator.markup.plain import escaped

Kind = Literal["title", "plain", "markdown"]
InlineRule = Callable[[StateInline, bool], bool]

# The h1 of a page is its paper's title, an h2 names its abstract.
HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}
REL = "nofollow ugc"

# The rules of our own, in order, and where the text of a paragraph pauses so that a rule may look.
_RULES: dict[Kind, tuple[str, ...]] = {
    "title": ("formula", "dollar"),
    "plain": ("command", "formula", "citation", "address", "dollar"),
    "markdown": ("command", "formula", "citation", "address"),
}
_STOPS: dict[Kind, str] = {
    "title": r"[$\\]",
    "plain": rf"[$\\]|~(?=[A-Za-z\\])|{links.START}",
    "markdown": rf"[\n!$&*<\[\\\]_`]|{links.START}",
}

_FORMULA = re.compile(
    DOLLARS
    + r"""| \\\((?P<round>(?:[^\\]|\\[^()]){1,4000}?)\\\)
          | \\\[(?P<square>(?:[^\\]|\\[^\[\]]){1,4000}?)\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMULA_LINES = re.compile(r"(?:\$\$(.{1,4000}?)\$\$|\\\[(.{1,4000}?)\\\])[ \t]*$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(  # some authors put their links between dollars
    r"(\$?)(?:\\url\s*\{(?P<url>[^{}]{1,1000})\}"
    r"|\\href\s*\{(?P<href>[^{}]{1,1000})\}\s*\{(?P<label>(?:[^{}]|\{[^{}]{0,200}\}){1,200})\})\1"
)
_FLATTENED_LABEL = re.compile(r"\{([^{}\s](?:[^{}\n]{0,60}[^{}\s])?)\}")
_KEY = r"[A-Za-z][\w:-]*?(?:19|20)\d\d[a-z][\w-]*"
_CITATION = re.compile(rf"~?\\cite[a-z]*\*?\{{([^{{}}]{{1,2000}})\}}|(?<=\S)~({_KEY}(?:,\s?{_KEY})*)")


@cache
def parser(kind: Kind, rewrites: tuple[Rewrite, ...] = ()) -> MarkdownIt:
    """The parser of one kind of text, which puts addresses right by `rewrites`."""
    md = MarkdownIt("commonmark" if kind == "markdown" else "zero", {"html": False})
    md.inline.ruler.at("text", _text_up_to(re.compile(_STOPS[kind], re.ASCII)))
    rules = {"address": _address(rewrites), "command": _command(rewrites)} | _FIXED_RULES
    for name in _RULES[kind]:
        md.inline.ruler.before("escape", name, rules[name])
        md.inline.ruler.enable(name)
    if kind == "markdown":
        _as_markdown(md, rewrites)
    md.core.ruler.push("fitted", _fitted)
    md.add_render_rule("text", _render_text)
    md.add_render_rule("formula", _render_formula)
    return md


def _as_markdown(md: MarkdownIt, rewrites: tuple[Rewrite, ...]) -> None:
    normalize, normalize_text = md.normalizeLink, md.normalizeLinkText
    md.enable("table").disable(["html_inline", "html_block"])
    md.block.ruler.before("fence", "formula", _formula_lines, {"alt": ["paragraph", "reference", "blockquote"]})
    md.normalizeLink = lambda url: links.rewritten(normalize(url), rewrites)  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: normalize_text(links.rewritten(link, rewrites))  # type: ignore[method-assign]
    md.validateLink = links.is_address  # type: ignore[method-assign]


def _text_up_to(stops: re.Pattern[str]) -> InlineRule:
    def text(state: StateInline, silent: bool) -> bool:
        found = stops.search(state.src, state.pos, state.posMax)
        end = found.start() if found else state.posMax
        if end == state.pos:
            return False
        if not silent:
            state.pending += state.src[state.pos : end]
        state.pos = end
        return True

    return text


def _dollar(state: StateInline, silent: bool) -> bool:
    r"""`\$` is a dollar."""
    if not state.src.startswith("\\$", state.pos):
        return False
    if not silent:
        state.pending += "$"
    state.pos += 2
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    tex = " ".join(found[found.lastgroup or 0].split()) if found else ""
    escaped_words = found and found["square"] and not re.search(r"[\\^_=]", tex)  # Markdown for [sic]
    if not found or not tex or escaped_words or is_prose(tex):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = tex
        token.meta = {"display": found.lastgroup in ("display", "square")}
    state.pos = found.end()
    return True


def _formula_lines(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A displayed formula on lines of its own, which may start like those of a list."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _FORMULA_LINES.match(state.src, start, state.eMarks[end_line - 1])
    if state.level > 0 or state.is_code_block(start_line) or not found or re.search(r"\n[ \t]*\n", found[0]):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.block = True
        token.content = " ".join((found[1] or found[2]).split())
        token.meta = {"display": True}
    state.line = start_line + found[0].count("\n") + 1
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    r"""A `\cite` reads as the keys it names: nobody but its authors has the list they lead to."""
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        space = " " if found[0].startswith("~") and not state.pending.endswith(" ") else ""
        keys = re.split(r"[,\s]+", (found[1] or found[2]).strip())
        state.pending += f"{space}[{', '.join(keys)}]"
    state.pos = found.end()
    return True


def _address(rewrites: tuple[Rewrite, ...]) -> InlineRule:
    def address(state: StateInline, silent: bool) -> bool:
        found = links.ADDRESS.match(state.src, state.pos, state.posMax)
        if not found or state.linkLevel > 0:
            return False
        shown = links.trimmed(found[0])
        end = state.pos + len(shown)
        label = _FLATTENED_LABEL.match(state.src, end, state.posMax)
        if not silent:
            url = links.rewritten(links.untexed(shown), rewrites)
            _push_link(state, url, label[1] if label else url)
        state.pos = label.end() if label else end
        return True

    return address


def _command(rewrites: tuple[Rewrite, ...]) -> InlineRule:
    def command(state: StateInline, silent: bool) -> bool:
        found = _COMMAND.match(state.src, state.pos, state.posMax)
        url = links.untexed((found["url"] or found["href"]).strip()) if found else ""
        if not found or state.linkLevel > 0 or not links.is_address(links.with_scheme(url)) or " " in url:
            return False
        if not silent:
            url = links.rewritten(url, rewrites)
            _push_link(state, url, found["label"] or url)
        state.pos = found.end()
        return True

    return command


_FIXED_RULES: dict[str, InlineRule] = {"formula": _formula, "citation": _citation, "dollar": _dollar}


def _push_link(state: StateInline, url: str, shown: str) -> None:
    state.push("link_open", "a", 1).attrSet("href", links.with_scheme(url))
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1)


def _fitted(state: StateCore) -> None:
    """What CommonMark leaves to be said about the page a text stands on."""
    for token in state.tokens:
        token.tag = HEADINGS.get(token.tag, token.tag) if token.type.startswith("heading") else token.tag
        if "style" in token.attrs:  # a table's alignment; the pages' security policy allows no inline styles
            token.attrs["class"] = str(token.attrs.pop("style")).replace("text-align:", "align-")
        if token.children:
            token.children = list(_fitted_inline(token.children))


def _fitted_inline(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type.startswith("link") else 0
        if token.type == "link_open":
            token.attrSet("rel", REL)
        if token.type == "image":
            yield from _image(token, linked=inside > 0)
        else:
            yield token


def _image(token: Token, *, linked: bool) -> Iterator[Token]:
    address = str(token.attrs["src"])
    text = Token("text", "", 0, content=token.content or address)
    if linked:
        yield text
    else:
        yield Token("link_open", "a", 1, attrs={"href": address, "rel": REL}, meta={"picture": True})
        yield text
        yield Token("link_close", "a", -1)


def _render_text(_: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    return escaped(tokens[index].content)


def _render_formula(_: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    token = tokens[index]
    formula = mathml(token.content, display=token.meta["display"])
    return f"<p>{formula}</p>\n" if token.block else formula
