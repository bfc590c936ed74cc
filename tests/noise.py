"""Pasted pages as sites leave them: real papers, and around them what their sites have beside papers.

A site has a menu, lines above each title, between title and abstract, and below; and a foot. Between two papers a
reader's browser may have put what none of them is: an advert, a word on cookies, a box that asks for an address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Site:
    """The lines of a site. `|` parts lines and `¦` is one, `#` is a figure, `@` a user, `%` an author."""

    head: str
    above: str = ""
    inside: str = ""
    below: str = ""
    foot: str = ""


SITES = (
    Site(
        "Hugging Face|Models|Datasets|Spaces|Community|Docs|Pricing||Log In|Sign Up||Daily Papers|byAK and the research"
        " community",
        "Submitted by|@",
        "Upvote|#|+#|·|# authors",
        "View arXiv page|View PDF|Add to collection",
        "System theme|Company|TOS|Privacy|About|Jobs|Website|Models|Datasets|Spaces|Pricing|Docs",
    ),
    Site(
        "Skip to main content|Search|Help ¦ Advanced Search|Login||Showing 1–50 of 1,204 results",
        "arXiv:26##.0####  [pdf, ps, other] ",
        "%, %, %",
        "Submitted 28 May, 2026; originally announced May 2026.|Comments: # pages, # figures",
        "About|Help|Contact|Subscribe|Copyright|Privacy Policy|Web Accessibility Assistance|arXiv Operational Status",
    ),
    Site(
        "Menu|Home|Journals|Books|Proceedings|People|Search|Cart (0)||Items Per Page|25|Export|Sort By|Relevance",
        "",
        "%; %; %|Year: 2026 ¦ Conference Paper ¦ Publisher: IEEE|Cited by: Papers (#)|Abstract|HTML",
        "Show More",
        "Contact Us|Help|Accessibility|Terms of Use|Privacy & Opting Out of Cookies|© Copyright 2026 - All rights"
        " reserved.",
    ),
    Site(
        "Sign in|Get started|The Batch of Papers|Share this post|Copy link|Facebook|Email|Notes|More",
        "",
        "⇧ #,### Likes",
        "Read the paper|Share",
        "Like|Comment|Restack||© 2026 The Batch of Papers|548 Market Street PMB 72296, San Francisco, CA"
        " 94104|Unsubscribe",
    ),
    Site(
        "Trending|Top|New|Greatest||Search for papers, code and tasks|Browse State-of-the-Art|Datasets|Methods|More",
        "",
        "@/repository-#|• • 28 May 2026",
        "# ###|0.## stars / hour|Paper|Code",
        "Contact us on: hello@example.org .|Terms|Data policy|Cookies policy",
    ),
    Site(
        "Feedly|Today|Read Later|Explore|Filters||# unread articles",
        "",
        "arXiv cs.LG updates on arXiv.org by %, % / 6h",
        "Save|Mark as read",
        "End of feed|Mark all as read",
    ),
    Site(
        "OpenReview.net|Search OpenReview...|Login|← Go to ICLR 2026 Conference homepage||Accept (Oral)|Accept"
        " (Poster)|Reject",
        "",
        "%, %, %, %|ICLR 2026 Poster|Everyone|Revisions|BibTeX|CC BY 4.0",
        "Show details",
        "About OpenReview|Hosting a Venue|All Venues|Sponsors|Frequently Asked Questions|Contact|Terms of Use|Privacy"
        " Policy",
    ),
    Site("", "", "", "", ""),
)

INTRUDERS = (
    "We use cookies to improve your experience on our site. By continuing to browse you agree to our use of"
    " cookies.|Accept all|Reject all|Cookie settings",
    "This website uses cookies to ensure you get the best experience on our website. Learn more|Got it!",
    "Advertisement",
    "ADVERTISEMENT|Remove ads",
    "Sponsored|Ship your models to production in minutes with Examplestack. Start your free trial today.",
    "Together with Examplestack|Most teams spend weeks on pipelines that break in a day. Examplestack gives every"
    " engineer a cluster of their own, with one line of code and no credit card. Try it for free →",
    "Enjoying this list? Share it with a friend.",
    "Subscribe to our newsletter|Enter your email|Subscribe",
    "Join 120,000+ readers who get the best papers every morning.|Your email address|Sign me up",
    "You're all caught up!|Load more",
    "Loading...",
    "Recommended for you|See all",
    "Sign in to continue reading|Continue with Google|Continue with GitHub",
    "Looking to reach 200,000 engineers? Advertise with us.",
    "#.#k views|### comments|Reply|Share|Report",
    "Trending topics|LLM|diffusion|robotics",
    "Was this page helpful?|Yes|No",
    "Page # of ##|Previous|Next",
)

_USERS = ("akhaliq", "nielsr", "wall-e", "mei.okafor", "Kerr2", "IvoB")
_FIRST = ["Ana", "Joost", "Mei-Ling", "Ruth", "Ivo", "Siobhan", "Lars", "Noor", "Tomás", "Yuki", "Amara", "Pavel"]
_LAST = [
    "Pirc",
    "Okafor",
    "Brandl",
    "Kerr",
    "Mikkelsen",
    "Haddad",
    "Novák",
    "Tanaka",
    "Diallo",
    "Ricci",
    "Lindqvist",
    "Moreau",
]


def noisy_page(papers: Sequence[tuple[str, str]], random: Random) -> str:
    """A page of one site with `papers`, and between some of them what belongs to none."""
    site = random.choice(SITES)
    gap = random.choice(([""], [""], []))
    between = random.choice((0.0, 0.2, 0.5))
    rows = [*_rows(site.head, random), ""] if random.random() < 0.8 else []
    for title, abstract in papers:
        inside, below = (_rows(text, random) for text in (site.inside, site.below))
        rows += [*_rows(site.above, random), title, *inside, *(gap or ([] if inside else [""])), abstract]
        rows += [*(gap if below else ()), *below, ""]
        if random.random() < between:
            rows += [*_rows(random.choice(INTRUDERS), random), ""]
    if random.random() < 0.8:
        rows += _rows(site.foot, random)
    return "\n".join(rows)


def _rows(text: str, random: Random) -> list[str]:
    """The lines of a text, some of which a page leaves out, with figures and names."""
    signs = {
        "#": lambda: str(random.randrange(1, 10)),
        "@": lambda: random.choice(_USERS),
        "%": lambda: f"{random.choice(_FIRST)} {random.choice(_LAST)}",
    }
    rows = [row for row in text.split("|") if random.random() < 0.95] if text else []
    return ["".join(signs[char]() if char in signs else char for char in row).replace("¦", "|") for row in rows]
