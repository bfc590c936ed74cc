"""Characters that no text of a site may hold: nobody sees them, and they hide, forge or break what is around them.

Control characters, surrogates and noncharacters are errors in HTML or XML. Overrides of direction make a line read
other than it is written. Fillers, zero-width spaces, soft hyphens and tags hide a word from search, or say what no
reader sees. All are dropped. Joiners stay, as do variation selectors, the tags that spell a flag, and marks of
direction in a text that has a word written from right to left.

(The Unicode Standard, 23; Default_Ignorable_Code_Point in its database; XML 1.0, 2.2.)
"""

import re

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff{_NONCHARACTERS}"
    "]|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
is_visible = re.compile(
    "[\t\n -~\x85\xa0-\xac\xae-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u17b3\u17b6-\u200a\u200c\u200d\u2010-\u2029"
    "\u202f-\u205f\u2070-\u3163\u3165-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\uff9f\uffa1-\uffef\ufffc\ufffd"
    "\U00010000-\U0001bc9f\U0001bca4-\U0001d172\U0001d17b-\U0001fffd]*"
).fullmatch
"""A text of these has nothing to drop, which is seen at once; most texts are such."""


def drop_invisible(text: str) -> str:
    """`text` without the characters that no page may hold."""
    if is_visible(text):
        return text
    text = _INVISIBLE.sub("", text)
    return text if is_right_to_left(text) else _DIRECTION_MARKS.sub("", text)


def is_right_to_left(text: str) -> bool:
    """Whether a word of `text` is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def starts_right_to_left(text: str) -> bool:
    """Whether the first word of `text` is written so, and with it a paragraph."""
    return is_right_to_left(text) and is_right_to_left(next((char for char in text if char.isalpha()), ""))


_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"\U000e0000-\U000e007f{_NONCHARACTERS}]"
)


def printable(text: str) -> str:
    """`text` as one line for a terminal: what could forge, hide or turn a line there is shown as U+FFFD."""
    return text if text.isascii() and text.isprintable() else _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
