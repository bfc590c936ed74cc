"""What editors, browsers and systems leave in a folder beside the files a person put there.

Reading seeds, copying styles and watching for changes agree on these names, so that nothing is published that a
watching build does not see.
"""

import re

_LITTER = re.compile(
    r"\..*|.*~|#.*#|.*\.(sw[a-z]|tmp|temp|part|crdownload|bak|orig)|4913|.*___jb_(tmp|old)___|desktop\.ini|thumbs\.db",
    re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name (its last part) is nobody's work: hidden, temporary or a backup."""
    return _LITTER.fullmatch(name) is not None
