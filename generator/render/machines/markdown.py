"""A paper's page as Markdown, for notes and for language models."""

from collections.abc import Iterator, Sequence

from generator.model.papers import Link, Paper


def paper_markdown(paper: Paper, topics: Sequence[str], editions: Sequence[str], links: Sequence[Link]) -> str:
    """Title, what is known, the abstract, and addresses; `links` are the buttons of the page."""
    return "\n".join(_parts(paper, topics, editions, links))


def _parts(paper: Paper, topics: Sequence[str], editions: Sequence[str], links: Sequence[Link]) -> Iterator[str]:
    yield f"# {paper.title.text}\n"
    if paper.authors:
        yield f"{', '.join(paper.authors)}\n"
    facts = {
        "Published": paper.published,
        "Venue": paper.venue,
        "Listed": "; ".join(editions),
        "Topics": ", ".join(topics),
    }
    yield "".join([f"- {name}: {value}\n" for name, value in facts.items() if value])
    if paper.note:
        yield "".join([f"> {line}\n" for line in paper.note.text.splitlines()])
    if paper.abstract.text:
        yield f"## Abstract\n\n{paper.abstract.text}\n"
    if links:
        yield "## Links\n\n" + "".join([f"- {link.label}: <{link.url}>\n" for link in links])
