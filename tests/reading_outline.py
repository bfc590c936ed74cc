"""A `ParsedSeed` as text that a person can write and check, for the text cases of readers."""

from generator.model.papers import Day, Draft, Link, ParsedSeed


def outline(reading: ParsedSeed) -> str:
    """One row for each title, abstract, field, date and ignored line, by line, then the problems."""
    rows: list[tuple[tuple[int, int], str, str]] = []
    for draft in reading.drafts:
        rows.append((draft.title_lines, "title", draft.title))
        if draft.abstract:
            rows.append((draft.abstract_lines, "abstract", draft.abstract.replace("\n\n", " ¶ ")))
        rows += [((each.line, each.line), f"[{each.name}]", _said(draft, each.name)) for each in draft.fields]
    rows += [((date.line, date.line), "date", date.day.label) for date in reading.dates]
    rows += [((line.line, line.line), f"({line.rule})", line.text) for line in reading.ignored]
    shown = [f"{_span(span)} {what}: {text}" for span, what, text in sorted(rows)]
    if reading.refused:
        shown.append(f"refused: {reading.refused}")
    return "\n".join([*map(str.rstrip, shown), *(f"! {p.line}: {p.message}" for p in reading.problems)])


def _said(draft: Draft, name: str) -> str:
    """What came of a field, where it is a detail of the paper."""
    value = getattr(draft, name, None)
    if isinstance(value, tuple):
        return ", ".join(each.url if isinstance(each, Link) else str(each) for each in value)
    if isinstance(value, Day):
        return value.label
    return "" if value is None else str(value)


def _span(lines: tuple[int, int]) -> str:
    first, last = lines
    return str(first) if first == last else f"{first}-{last}"
