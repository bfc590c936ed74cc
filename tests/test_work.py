"""Work on many papers: made once, kept for the next build, forgotten when nobody asks any more."""

from collections.abc import Iterator, Sequence

from generator.work import IDLE, Work


class Doubler:
    """Doubles numbers, and knows which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, numbers: Sequence[int]) -> Iterator[int]:
        self.asked += numbers
        return (2 * number for number in numbers)


def test_a_second_build_makes_only_what_is_new() -> None:
    work, double = Work(keeps=True), Doubler()
    assert work.each("doubled", [1, 2, 3], double) == [2, 4, 6]
    assert work.each("doubled", [3, 4, 1], double) == [6, 8, 2]
    assert double.asked == [1, 2, 3, 4]


def test_what_is_asked_twice_in_one_build_is_made_once() -> None:
    double = Doubler()
    assert Work(keeps=True).each("doubled", [5, 5, 6], double) == [10, 10, 12]
    assert double.asked == [5, 6]


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    work, double = Work(keeps=True), Doubler()
    for keys in ([1, 2], [2], [1, 2]):
        work.each("doubled", keys, double)
    assert double.asked == [1, 2, 1]


def test_results_of_two_names_are_apart() -> None:
    work, double = Work(keeps=True), Doubler()
    work.each("doubled", [1], double)
    assert work.each("other", [1], lambda numbers: [-n for n in numbers]) == [-1]


def test_a_build_from_the_command_line_keeps_nothing() -> None:
    double = Doubler()
    for _ in range(2):
        IDLE.each("doubled", [1], double)
    assert double.asked == [1, 1]
