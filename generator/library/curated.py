"""What a curator says of editions and papers in their own words; and what is to wait for its day.

`digest build --until` shows a site as it is to be on that day. The day of an edition is its own, or the one that the
configuration gives it here. No clock is read.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.library.editions import edition_id
from generator.library.slugs import title_slug
from generator.model.config import Config, Rewrite
from generator.model.curation import EditionText
from generator.model.papers import Correction, Draft, Edition, ParsedSeed, RichText
from generator.seeds.dates import edition_day, has_several_days
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


def leave_out_later(readings: Sequence[ParsedSeed], config: Config) -> Sequence[ParsedSeed]:
    """The readings less the drafts of editions that are dated later than `config.until`."""
    if config.until is None:
        return readings
    return [
        replace(reading, drafts=tuple([draft for draft in reading.drafts if not _is_later(reading, draft, config)]))
        for reading in readings
    ]


def _is_later(reading: ParsedSeed, draft: Draft, config: Config) -> bool:
    day = edition_day(reading, draft)
    name = edition_id(reading.path, day, several=has_several_days(reading))
    date = config.published.get(name) or (day.date if day else None)
    return bool(date and config.until and date > config.until)


def without_scheduled(
    written: Collection[Correction], readings: Sequence[ParsedSeed], current: Sequence[ParsedSeed]
) -> list[Correction]:
    """The corrections less those of papers that were left out of `readings`, for they are to be there one day."""
    if readings is current:
        return [*written]
    left_out = {draft.title for each in readings for draft in each.drafts} - {
        d.title for e in current for d in e.drafts
    }
    slugs = tuple({title_slug(markup.render_title(title).text) for title in left_out})
    return [each for each in written if not each.paper.startswith(slugs)]
