"""What the values of settings may be."""

import re


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_language(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) is not None


def is_colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None
