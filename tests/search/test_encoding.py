"""How search files are packed: each rule by an example, and what must hold of any."""

import json
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.encoding import Files, add_json, cut_points, delta_encode, encode_json, separator_keys
from generator.text.terms import javascript_sort_key

RUNS = st.lists(st.lists(st.integers(0, 10_000), max_size=6).map(sorted), max_size=6)
STRINGS = st.lists(st.text(st.sampled_from("ab𐐨𐐩﨎"), max_size=4), min_size=2, unique=True)


def of_runs(runs: list[list[int]]) -> list[int]:
    starts = np.cumsum([0, *map(len, runs)])
    found: list[int] = delta_encode(starts, np.array([number for run in runs for number in run], np.int64)).tolist()
    return found


def test_each_run_begins_with_its_first_number_and_goes_on_in_steps() -> None:
    assert of_runs([[3, 5, 9], [], [0, 1], [7]]) == [3, 2, 4, 0, 1, 7]
    assert of_runs([]) == of_runs([[], []]) == []


@settings(deadline=None)
@given(RUNS)
def test_steps_lead_back_to_the_numbers(runs: list[list[int]]) -> None:
    rest = iter(of_runs(runs))
    assert [np.cumsum([next(rest) for _ in run]).tolist() for run in runs] == [[*run] for run in runs]


def test_a_row_is_cut_before_a_piece_becomes_too_large() -> None:
    assert cut_points(np.array([4, 4, 2, 5, 5, 1]), 10) == [0, 3, 5, 6]
    assert cut_points(np.array([], int), 10) == [0]


def test_what_is_too_large_by_itself_is_a_piece_of_its_own() -> None:
    assert cut_points(np.array([1, 50, 1, 1]), 10) == [0, 1, 2, 4]
    assert cut_points(np.array([50]), 10) == [0, 1]


@settings(deadline=None)
@given(st.lists(st.integers(1, 30)), st.integers(1, 40))
def test_no_piece_is_larger_than_asked_for_nor_could_take_the_next(sizes: list[int], target: int) -> None:
    at = cut_points(np.array(sizes, int), target)
    assert (at[0], at[-1]) == (0, len(sizes))
    for first, end in pairwise(at):
        assert sum(sizes[first:end]) <= target or end == first + 1
        assert end == len(sizes) or sum(sizes[first : end + 1]) > target


def test_a_border_is_the_shortest_text_between_two_pieces() -> None:
    assert separator_keys(["mask", "masking", "masks", "seg"], [0, 2, 3, 4]) == ["", "masks", "s"]
    assert separator_keys(["mask"], [0, 1]) == [""]


@given(STRINGS, st.data())
def test_every_text_lies_between_the_borders_of_its_piece(strings: list[str], data: st.DataObject) -> None:
    """As JavaScript sorts, where letters beyond U+FFFF come before others below."""
    strings.sort(key=javascript_sort_key)
    middle = data.draw(st.sets(st.integers(1, len(strings) - 1)))
    places = [0, *sorted(middle), len(strings)]
    found = [*map(javascript_sort_key, separator_keys(strings, places))]
    for number, (first, end) in enumerate(pairwise(places)):
        for text in map(javascript_sort_key, strings[first:end]):
            assert found[number] <= text
            assert number + 1 == len(found) or text < found[number + 1]


def test_files_are_compact_json_named_by_what_is_in_them() -> None:
    files: Files = {}
    names = [add_json(files, "words", value) for value in ({"é": [1, 2]}, {"é": [1, 2]}, {})]
    assert names[0] == names[1] != names[2]
    assert files[f"search/words/{names[0]}.json"] == '{"é":[1,2]}'.encode()
    assert len(files) == 2


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    assert json.loads(encode_json("a\ud800b")) == "a?b"
