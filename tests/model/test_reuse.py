"""Reuse by identity: what was made of the very same objects is the same object, and nothing else is."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.model.reuse import Mapped, keep_equal, map_changed


class Pairs:
    """Puts two objects together, and tells how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, *parts: object) -> tuple[object, ...]:
        self.made += 1
        return parts


def test_what_is_made_of_the_same_objects_is_the_same_object() -> None:
    pair, table, papers = Pairs(), {"a": 1}, [[1], [2], [3]]
    first = map_changed(pair, papers, shared=(table,))
    second = map_changed(pair, [papers[0], [2], papers[2]], shared=(table,), previous=first)
    assert first.values == second.values == [([1], table), ([2], table), ([3], table)]
    assert [one is other for one, other in zip(first.values, second.values, strict=True)] == [True, False, True]
    assert pair.made == 3 + 1, "an equal paper counts as another object"
    map_changed(pair, papers, shared=({"a": 1},), previous=second)
    assert pair.made == 3 + 1 + 3, "so does another table"


def test_a_row_of_several_objects_is_the_same_if_each_of_them_is() -> None:
    pair, ones, others = Pairs(), [[1], [2], [3]], [[4], [5], [6]]
    first = map_changed(pair, ones, others)
    second = map_changed(pair, ones, [others[0], [5], others[2]], previous=first)
    assert second.values == first.values
    assert [one is other for one, other in zip(first.values, second.values, strict=True)] == [True, False, True]


def test_rows_that_moved_keep_what_was_made_of_them() -> None:
    pair, papers = Pairs(), [[number] for number in range(5)]
    first = map_changed(pair, papers)
    second = map_changed(pair, [[9], *papers[::-1]], previous=first)
    assert second.values == [([9],), *first.values[::-1]]
    assert all(one is other for one, other in zip(second.values[1:], first.values[::-1], strict=True))
    assert pair.made == 5 + 1


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    pair, papers = Pairs(), [[1], [2]]
    first = map_changed(pair, papers)
    second = map_changed(pair, papers[1:], previous=first)
    assert second.values[0] is first.values[1]
    map_changed(pair, papers, previous=second)
    assert pair.made == 2 + 1


def test_an_object_that_took_the_place_of_a_lost_one_is_not_taken_for_it() -> None:
    last: Mapped[list[int]] | None = None
    for number in range(300):
        last = map_changed(list[int], [[number]], previous=last)
        assert last.values == [[number]]


def test_the_last_result_is_left_as_it_was() -> None:
    papers = [[1], [2], [3]]
    first = map_changed(tuple, papers)
    made = [*first.values]
    map_changed(tuple, [[4], *papers[1:], [5]], previous=first)
    papers.clear()
    assert first.columns == ([[1], [2], [3]],)
    assert all(one is other for one, other in zip(first.values, made, strict=True))


def test_nothing_has_no_values() -> None:
    none = map_changed(tuple, [])
    assert none.values == []
    assert map_changed(tuple, [[1]], previous=none).values == [(1,)]
    assert map_changed(tuple, [], previous=map_changed(tuple, [[1]])).values == []


OBJECTS = [[number] for number in range(6)]
PICKED = st.lists(st.sampled_from(range(len(OBJECTS))), max_size=8)


@given(st.lists(st.tuples(PICKED, st.booleans()), max_size=5))
def test_after_any_builds_the_values_are_those_of_one_that_remembers_nothing(
    builds: Sequence[tuple[list[int], bool]],
) -> None:
    """Rows come, go, move and stand there twice; what stands there once, and stood there before, is not made again."""
    tables, last = ({"a": 1}, {"a": 2}), None
    before: set[tuple[int, int]] = set()
    for picked, other_table in builds:
        made: list[tuple[int, int]] = []

        def make(one: list[int], table: dict[str, int], made: list[tuple[int, int]] = made) -> tuple[int, int]:
            made.append((one[0], table["a"]))
            return made[-1]

        table = tables[other_table]
        last = map_changed(make, [OBJECTS[number] for number in picked], shared=(table,), previous=last)
        assert last.values == [(number, table["a"]) for number in picked]
        assert before.isdisjoint(each for each in made if picked.count(each[0]) == 1)
        before = {*last.values}


def test_an_equal_value_is_the_one_of_the_last_build() -> None:
    table = {"a": 1}
    assert keep_equal({"a": 1}, table) is table
    assert keep_equal(table, None) is table
    changed = {"a": 2}
    assert keep_equal(changed, table) is changed


def test_an_empty_value_of_the_last_build_is_a_value() -> None:
    empty: dict[str, int] = {}
    assert keep_equal({}, empty) is empty
