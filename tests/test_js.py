"""The units of the scripts have their own tests, `tests/js/*.test.js`; this runs them with the others."""

import subprocess

from tests.node import SCRIPTS, needs_node, node


@needs_node
def test_the_scripts_pass_their_own_tests() -> None:
    files = sorted(map(str, SCRIPTS.glob("*.test.js")))
    assert files
    run = subprocess.run([node() or "node", "--no-warnings", "--test", *files], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
