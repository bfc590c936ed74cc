"""What is said of mistakes in a TOML file that somebody wrote: where they are, and what may have been meant."""

import difflib
import re
import tomllib
from collections.abc import Iterable


def toml_fault(fault: Exception, text: str) -> tuple[int, str]:
    """The line of what tomllib could not read in `text`, and what is wrong; the last line where it does not say."""
    line = re.search(r"at line (\d+)", str(fault))
    is_toml = isinstance(fault, tomllib.TOMLDecodeError)
    reason = str(fault).split(" (at ")[0] if is_toml else "it is nested too deeply"
    return int(line[1]) if line else text.count("\n") + 1, f"this is not TOML: {reason}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one, as a question; empty when none is like it."""
    near = difflib.get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]}?" if near else ""
