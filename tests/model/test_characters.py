"""What no text of a site may hold, and what it may."""

import unicodedata

import pytest

from generator.model.characters import drop_invisible, is_visible, printable


@pytest.mark.parametrize(
    "code",
    [
        0,
        0x1B,
        0x7F,
        0x9F,
        0xAD,
        0x115F,
        0x200B,
        0x202E,
        0x2066,
        0xD800,
        0xFDD0,
        0xFEFF,
        0xFFFE,
        0x1FFFF,
        0x10FFFE,
        0xE0041,
    ],
    ids=hex,
)
def test_what_nobody_sees_is_dropped(code: int) -> None:
    assert drop_invisible(f"one{chr(code)}two") == "onetwo"


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand\nline",
        "na\u0303o, \U0001d4d0 and 中文",
        "\U0001f469\u200d\U0001f4bb",  # a joiner in an emoji
        "می\u200cخواهم",  # and one in a word
        "❤\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "שלום\u200f!",
        "\u061cسلام (GPT)\u200e",
    ],
)
def test_what_a_language_needs_stays(text: str) -> None:
    assert drop_invisible(text) == text


def test_marks_of_direction_have_no_work_in_a_text_from_left_to_right() -> None:
    assert drop_invisible("GPT\u200f-4\u200e\u061c") == "GPT-4"


def test_the_quick_look_sees_every_character_that_is_dropped() -> None:
    every = [chr(code) for code in range(0x110000)]
    assert [char for char in every if is_visible(char) and drop_invisible(f"א{char}") != f"א{char}"] == []
    controls = [char for char in every if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r\x85"]
    assert drop_invisible("".join(controls)) == ""


def test_a_terminal_gets_one_line_that_it_can_neither_obey_nor_misread() -> None:
    assert printable("a\nb\x1b[8mc\u202ed\x9be") == "a�b�[8mc�d�e"
    assert printable("Résumé 中文 \U0001f469\u200d\U0001f4bb") == "Résumé 中文 \U0001f469\u200d\U0001f4bb"
