"""Results of the last build: by function and item, for values; by identity, for what stages are given."""

from collections.abc import Iterator, Sequence

import pytest

from generator.build.memo import Memo
from generator.model.reuse import Mapped, keep_equal, map_changed


def double(numbers: Sequence[int]) -> Iterator[int]:
    return (2 * number for number in numbers)


def negate(numbers: Sequence[int]) -> Iterator[int]:
    return (-number for number in numbers)


class Computer:
    """Computes doubles, and knows which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, numbers: Sequence[int]) -> Iterator[int]:
        self.asked += numbers
        return double(numbers)


def test_a_second_build_makes_only_what_is_new() -> None:
    memo, compute = Memo(), Computer()
    assert memo.map(double, [1, 2, 3], (), compute) == [2, 4, 6]
    assert memo.map(double, [3, 4, 1], (), compute) == [6, 8, 2]
    assert compute.asked == [1, 2, 3, 4]


@pytest.mark.parametrize("items", [[9, 1, 2, 3], [1, 9, 2, 3], [2, 3], [1, 3], [1, 2], [3, 2, 1], [], [4, 5]])
def test_wherever_items_come_go_and_move_each_has_its_own_value(items: list[int]) -> None:
    memo, compute = Memo(), Computer()
    memo.map(double, [1, 2, 3], (), compute)
    assert memo.map(double, items, (), compute) == [*double(items)]
    assert compute.asked == [1, 2, 3, *(item for item in items if item > 3)]
    assert memo.map(double, [1, 2, 3], (), compute) == [2, 4, 6]


def test_what_is_asked_twice_in_one_build_is_made_once() -> None:
    compute = Computer()
    assert Memo().map(double, [5, 5, 6], (), compute) == [10, 10, 12]
    assert compute.asked == [5, 6]


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    memo, compute = Memo(), Computer()
    for items in ([1, 2], [2], [1, 2]):
        memo.map(double, items, (), compute)
    assert compute.asked == [1, 2, 1]


def test_results_of_two_functions_are_apart() -> None:
    memo = Memo()
    memo.map(double, [1], (), double)
    assert memo.map(negate, [1], (), negate) == [-1]
    assert memo.map(double, [1], (), negate) == [2]


def test_other_shared_arguments_make_all_anew_and_equal_ones_nothing() -> None:
    memo, compute = Memo(), Computer()
    for shared in (("a", [1]), ("a", [1]), ("a", [2])):
        memo.map(double, [1, 2], shared, compute)
    assert compute.asked == [1, 2, 1, 2]


def test_the_value_of_an_item_that_stayed_is_the_very_same() -> None:
    memo = Memo()

    def box(items: Sequence[int]) -> list[list[int]]:
        return [[item] for item in items]

    first, second = memo.map(box, [1, 2, 3], (), box), memo.map(box, [1, 4, 3], (), box)
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, False, True]


def test_what_a_build_was_given_is_not_changed_by_the_next() -> None:
    memo = Memo()
    first = memo.map(double, [1, 2], (), double)
    memo.map(double, [7], (), double)
    assert first == [2, 4]


def test_a_computation_that_fails_leaves_what_was_known() -> None:
    memo, compute = Memo(), Computer()
    memo.map(double, [1, 2], (), compute)
    with pytest.raises(ZeroDivisionError):
        memo.map(double, [1, 3], (), lambda items: [1 // 0 for _ in items])
    assert memo.map(double, [1, 2, 3], (), compute) == [2, 4, 6]
    assert compute.asked == [1, 2, 3]


class Pair:
    """Puts objects together, and tells how often."""

    made = 0

    def __call__(self, *parts: object) -> tuple[object, ...]:
        self.made += 1
        return parts


def test_what_is_made_of_the_same_objects_is_the_same_object() -> None:
    pair, papers, table = Pair(), [[1], [2], [3]], {"a": 1}
    first = map_changed(pair, papers, shared=(table,))
    papers[1] = [2]
    second = map_changed(pair, papers, shared=(table,), previous=first)
    assert first.values == second.values == [([1], table), ([2], table), ([3], table)]
    assert [one is other for one, other in zip(first.values, second.values, strict=True)] == [True, False, True]
    map_changed(pair, papers[1:], shared=({"a": 1},), previous=second)
    assert pair.made == 3 + 1 + 2, "another table counts as another object, equal or not"


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2], [0, 2], [0], [], [0, 3, 1, 2], [3, 0, 1, 2]])
def test_wherever_objects_come_go_and_move_each_has_its_own_value(order: list[int]) -> None:
    pair, objects, others = Pair(), [["a"], ["b"], ["c"], ["d"]], [["e"], ["f"], ["g"], ["h"]]
    first = map_changed(pair, objects[:3], others[:3])
    second = map_changed(pair, [objects[n] for n in order], [others[n] for n in order], previous=first)
    assert second.values == [(objects[n], others[n]) for n in order]
    assert all(second.values[row] is first.values[n] for row, n in enumerate(order) if n < 3)
    assert pair.made == 3 + (3 in order)


def test_one_that_is_there_again_has_the_same_value_again() -> None:
    memo, objects = Memo(), [["a"], ["b"]]
    memo.map(double, [1, 2], (), double)
    assert memo.map(double, [1, 1, 2, 1], (), double) == [2, 2, 4, 2]
    again = map_changed(len, [objects[0], *objects, objects[0]], previous=map_changed(len, objects))
    assert again.values == [1, 1, 1, 1]


def test_an_object_that_took_the_place_of_a_lost_one_is_not_taken_for_it() -> None:
    last: Mapped[list[int]] | None = None
    for number in range(300):
        last = map_changed(list[int], [[number]], previous=last)
        assert last.values == [[number]]


def test_the_last_result_is_not_changed_by_the_next() -> None:
    objects = [["a"], ["b"]]
    first = map_changed(Pair(), objects)
    map_changed(Pair(), objects[1:], previous=first)
    assert (first.values, first.columns) == ([(["a"],), (["b"],)], (objects,))


def test_without_a_last_result_all_is_made() -> None:
    pair = Pair()
    for _ in range(2):
        assert map_changed(pair, ["a", "b"], shared=(1,)).values == [("a", 1), ("b", 1)]
    assert pair.made == 4


def test_an_equal_value_is_the_one_of_the_last_build() -> None:
    table = {"a": 1}
    assert keep_equal({"a": 1}, table) is table
    assert keep_equal({"a": 2}, table) == {"a": 2}
    assert keep_equal(table, None) is table
