"""A `ParsedSeed` as text that a person can write and check, for the text cases of readers."""

from generator.model.papers import ParsedSeed


def outline(reading: ParsedSeed) -> str:
    """One row for each title, abstract, date and ignored line, by line, then the problems."""
    rows: list[tuple[tuple[int, int], str, str]] = []
    for draft in reading.drafts:
        rows.append((draft.title_lines, "title", draft.title))
        if draft.abstract:
            rows.append((draft.abstract_lines, "abstract", draft.abstract.replace("\n\n", " ¶ ")))
    rows += [((date.line, date.line), "date", date.day.label) for date in reading.dates]
    rows += [((line.line, line.line), f"({line.rule})", line.text) for line in reading.ignored]
    shown = [f"{_span(span)} {what}: {text}" for span, what, text in sorted(rows)]
    return "\n".join([*shown, *(f"! {p.line}: {p.message}" for p in reading.problems)])


def _span(lines: tuple[int, int]) -> str:
    first, last = lines
    return str(first) if first == last else f"{first}-{last}"
