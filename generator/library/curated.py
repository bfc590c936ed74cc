"""What a curator says of editions and papers in their own words."""

from dataclasses import replace

from generator.model.config import Rewrite
from generator.model.curation import EditionText
from generator.model.papers import Edition, RichText
from generator.text import markup


def name_edition(edition: Edition, own: EditionText, rewrites: tuple[Rewrite, ...]) -> Edition:
    """`edition` with its own title, under which its day stands, and with its introduction."""
    introduction = render_note(own.introduction, rewrites)
    if not own.title:
        return replace(edition, introduction=introduction)
    title = " ".join(own.title.split())
    return replace(edition, label=title, subtitle=edition.label, introduction=introduction)


def render_note(text: str, rewrites: tuple[Rewrite, ...]) -> RichText | None:
    """A curator's text, which is Markdown; None for an empty one."""
    return markup.render_body(text, "markdown", rewrites)[0] if text.strip() else None
