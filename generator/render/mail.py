"""An edition as a message to send: HTML with its styles inlined, and text (RFC 5322, RFC 2045).

No clock is read and nothing is random: the date is the edition's, the id is made from it and the site's address.
"""

import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.config import Config
from generator.model.hashes import hash_digits
from generator.model.papers import Edition, Paper
from generator.render.feeds.plans import Render
from generator.render.views import Site, paper_link, summarise_paper
from generator.text.markup import clean_text, one_line
from generator.text.markup.tex_text import tex_to_text

MOST_PAPERS = 100
"""Papers that a message shows: mail programs cut what is longer than 100 kB or so."""
MOST_AUTHORS = 3


class MailPaper(NamedTuple):
    """A paper in a message, with the address of its page. Few mail programs know formulas, so a title is text."""

    number: int
    title: str
    address: str
    authors: str
    excerpt: str
    topics: str
    code: str
    is_pick: bool
    note: Html
    plain_note: str


def edition_message(site: Site, edition: Edition, render: Render) -> bytes:
    """The message of `edition`; the site's address is known."""
    config = site.config
    papers = [_mail_paper(site, name, number) for number, name in enumerate(edition.papers[:MOST_PAPERS], 1)]
    address = urls.absolute(config.base_url, urls.edition(edition.id))
    data = {"edition": edition, "papers": papers, "address": address, "more": len(edition.papers) - len(papers)}
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender(config)
    message["Subject"] = one_line(f"{config.title}: {edition.label}")
    message["Date"] = format_datetime(datetime.datetime.combine(edition.published, datetime.time(), datetime.UTC))
    digits = hash_digits(address, 16)
    message["Message-ID"] = f"<{digits}@{urlsplit(config.base_url).hostname}>"
    message.set_content(_plain_text(edition, papers, address, data["more"]), cte="quoted-printable")
    html = clean_text(render("email/edition.html", introduction=_introduction(edition), **data))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digits}")  # which no quoted-printable text has in it
    return message.as_bytes()


def _sender(config: Config) -> Address:
    """Whom mail comes from: as configured, else the site at its own host."""
    name, address = parseaddr(config.curation.sender)
    return Address(name or one_line(config.title), addr_spec=address or f"digest@{urlsplit(config.base_url).hostname}")


def _mail_paper(site: Site, name: str, number: int) -> MailPaper:
    paper = site.library.paper[name]
    summary = summarise_paper(paper, paper_link(paper))
    labels = [site.topics.tag[each.tag].label for each in site.topics.tags_by_paper[name]]
    return MailPaper(
        number=number,
        title=tex_to_text(paper.title.text),
        address=urls.absolute(site.config.base_url, summary.link.path),
        authors=_authors(paper),
        excerpt=summary.excerpt,
        topics=", ".join(labels),
        code=next((link.url for link in paper.links if link.kind == "code"), ""),
        is_pick=summary.is_pick,
        note=Html(paper.note.html) if paper.note else Html(),
        plain_note=paper.note.text if paper.note else "",
    )


def _authors(paper: Paper) -> str:
    more = len(paper.authors) - MOST_AUTHORS
    return ", ".join(paper.authors[:MOST_AUTHORS]) + (f" and {more} more" if more > 0 else "")


def _introduction(edition: Edition) -> Html:
    return Html(edition.introduction.html) if edition.introduction else Html()


def _plain_text(edition: Edition, papers: list[MailPaper], address: str, more: object) -> str:
    parts = [edition.label, edition.subtitle, edition.introduction.text if edition.introduction else ""]
    parts += ["\n".join(filter(None, _plain_lines(paper))) for paper in papers]
    parts += [f"And {more} more: {address}" if more else f"On the web: {address}"]
    return clean_text("\n\n".join(filter(None, parts)) + "\n")


def _plain_lines(paper: MailPaper) -> list[str]:
    title = f"{paper.number}. {'* ' if paper.is_pick else ''}{paper.title}"
    return [title, paper.authors, paper.plain_note, paper.excerpt, paper.address]
