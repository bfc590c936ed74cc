"""How search files are packed: each rule by an example, and what must hold of any."""

import json
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.encoding import (
    add_json,
    cut_points,
    delta_encode,
    encode_json,
    encode_numbers,
    separator_keys,
)
from generator.text.terms import javascript_sort_key

RUNS = st.lists(st.lists(st.integers(0, 10_000), max_size=6).map(sorted), max_size=6)
SIZES = st.integers(1, 40)
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


def test_numbers_are_characters_but_for_halves_of_surrogate_pairs() -> None:
    assert encode_numbers(np.array([0, 1, 9, 10, 44, 55247, 55248, 126416])) == "019:\\\ud7ff\ue000\U0001f600"
    assert encode_numbers(np.array([], np.int32)) == ""


def test_a_row_is_cut_where_the_shortest_text_tells_two_pieces_apart() -> None:
    words = ["map", "mask", "masks", "nap", "net", "nets"]
    assert cut_points(words, np.array([3, 1, 1, 1, 1, 3]), 5) == [0, 3, 6]
    assert cut_points(words, np.array([1, 1, 3, 1, 1, 3]), 5) == [0, 3, 6]
    assert cut_points(words, np.array([1, 1, 1, 1, 1, 1]), 6) == [0, 6]
    assert cut_points([], np.array([], int), 10) == [0]


def test_what_is_too_large_by_itself_is_a_piece_of_its_own() -> None:
    assert cut_points(["a", "b", "c", "d"], np.array([1, 50, 1, 1]), 10) == [0, 1, 2, 4]
    assert cut_points(["a"], np.array([50]), 10) == [0, 1]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("ab", max_size=9), st.integers(1, 30)), unique_by=lambda each: each[0]), SIZES)
def test_no_piece_is_larger_than_asked_for_and_few_are_much_smaller(rows: list[tuple[str, int]], most: int) -> None:
    strings, sizes = [string for string, _ in sorted(rows)], [size for _, size in sorted(rows)]
    at = cut_points(strings, np.array(sizes, int), most)
    assert (at[0], at[-1]) == (0, len(sizes))
    pieces = [(sum(sizes[first:end]), end - first) for first, end in pairwise(at)]
    assert all(size <= most or count == 1 for size, count in pieces)
    if max(sizes, default=0) * 4 <= most:
        assert sum(size * 4 >= most for size, _ in pieces) >= len(pieces) - 1


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
    files: dict[str, bytes] = {}
    names = [add_json(files, "words", value) for value in ({"é": [1, 2]}, {"é": [1, 2]}, {})]
    assert names[0] == names[1] != names[2]
    assert files[f"search/words/{names[0]}.json"] == '{"é":[1,2]}'.encode()
    assert len(files) == 2


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    assert json.loads(encode_json("a\ud800b")) == "a?b"
