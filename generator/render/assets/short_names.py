"""Makes the names in scripts short, where minify-go is installed (the extra `short`).

It is a program in Go, whose threads outlive no fork, so a process of its own runs it. What that gave is kept beside the
compiled code of this module, as Python keeps its own, and counts only for the same scripts and the same minify-go. Its
name ends as those of Python's do, so that it is no part of the program (`build/fingerprint`).
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source, find_spec
from pathlib import Path

from generator.model.hashes import hash_digits

PACKAGE = "minify"
PROGRAM = """
import json, sys
import minify

def shorten(script):
    try:
        return minify.string("application/javascript", script)
    except minify.MinifyError:
        return script

print(json.dumps({name: shorten(script) for name, script in json.load(sys.stdin).items()}))
"""
_DIGITS = 64


def shorten_names(scripts: Mapping[str, str]) -> Mapping[str, str]:
    """The scripts by the same paths; as they are where minify-go is not there, or one that it does not understand."""
    package = find_spec(PACKAGE)
    if not package or not package.origin:
        return scripts
    text = json.dumps(scripts)
    installed = Path(package.origin).stat().st_mtime_ns
    key = hash_digits(f"{PROGRAM}{package.origin}{installed}{text}".encode(), _DIGITS)
    kept = Path(cache_from_source(__file__)).with_name("short-names.pyc")
    with suppress(OSError, ValueError):
        found: Mapping[str, Mapping[str, str]] = json.loads(kept.read_bytes())
        if key in found:
            return found[key]
    command = [sys.executable, "-P", "-c", PROGRAM]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if run.returncode:
        return scripts
    short: Mapping[str, str] = json.loads(run.stdout)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps({key: short}), encoding="ascii")
    return short
