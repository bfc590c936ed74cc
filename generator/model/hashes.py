"""Names and marks that are made of the content of things."""

import hashlib


def hash_digits(data: bytes | str, length: int = 16) -> str:
    """The first hexadecimal digits of the SHA-256 of `data`; a text is taken as UTF-8."""
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(content).hexdigest()[:length]
