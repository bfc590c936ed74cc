"""The scripts of the site run without a browser, where there is a Node that can."""

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.render.assets.lunr import lunr_path

SCRIPTS = Path(__file__).parent / "js"
OLDEST = (20, 19)
"""From this version on, Node takes a file with `import` in it for a module without being told."""


@cache
def node() -> str | None:
    """The path of a Node that is new enough."""
    path = shutil.which("node")
    if path is None:
        return None
    version = re.match(r"v(\d+)\.(\d+)", subprocess.run([path, "--version"], capture_output=True, text=True).stdout)
    return path if version and (int(version[1]), int(version[2])) >= OLDEST else None


needs_node = pytest.mark.skipif(node() is None, reason=f"needs Node {OLDEST[0]}.{OLDEST[1]} or newer")


def ask(script: str, **question: object) -> Any:
    """What `tests/js/support/<script>` answers; lunr.js is the one the site ships."""
    command = [node() or "node", "--no-warnings", str(SCRIPTS / "support" / script)]
    text = json.dumps({"lunr": str(lunr_path()), **question})
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
