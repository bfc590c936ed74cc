"""Problems as values: many of one cause are told as one."""

import pytest

from generator.model.problems import MANY, Problem, merge_alike, warning

HINT = "write it like [one, two]"


def unknown_keys(count: int) -> list[Problem]:
    return [warning(f"note-{number:03}.md", 5, "unknown key mood", "known are title, date") for number in range(count)]


def test_one_strange_key_in_twenty_notes_is_one_line_with_a_count_and_some_names() -> None:
    other = warning("note-001.md", 2, "tags: this must be a list of texts", HINT)
    told = merge_alike([*unknown_keys(MANY), other])
    what = "unknown key mood (and the like in 19 more files: note-001.md, note-002.md, note-003.md, ...)"
    assert told == (warning("note-000.md", 5, what, "known are title, date"), other)


def test_what_few_files_have_is_told_of_each() -> None:
    assert merge_alike(unknown_keys(MANY - 1)) == tuple(unknown_keys(MANY - 1))


@pytest.mark.parametrize("kind", ["BibTeX", "a chat"])
def test_files_that_are_left_out_are_one_line_though_the_way_out_names_each(kind: str) -> None:
    """`[seeds."FILE"]` in the hint is another in each."""
    hints = [f'save the page; or say [seeds."{n}.txt"] read_as = "pasted" in digest.toml' for n in range(30)]
    told = merge_alike(warning(f"{n}.txt", 0, f"this seems to be {kind}", hint) for n, hint in enumerate(hints))
    assert [problem.message.partition(" (")[0] for problem in told] == [f"this seems to be {kind}"]
    assert "in 29 more files" in told[0].message


def test_many_faults_of_one_file_are_one_line_first() -> None:
    told = merge_alike(warning("papers.toml", line, "no such paper", HINT) for line in range(1, 41))
    assert [problem.message for problem in told] == ["no such paper (and 39 more like it: lines 2, 3, ...)"]
