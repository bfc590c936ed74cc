"""What is called slow is there: a test that has another name now would be among the quick ones again."""

import re

from tests.command import PROJECT
from tests.conftest import SLOW


def test_every_slow_folder_file_and_test_exists() -> None:
    files = [*(PROJECT / "tests").rglob("*.py")]
    tests = {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)}
    assert SLOW - tests - {part for file in files for part in (*file.parts, file.stem)} == set()
