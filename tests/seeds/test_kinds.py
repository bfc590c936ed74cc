"""Files of all kinds that curators and their neighbours have, each read or left out as a careful person would."""

import pytest

from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.cases import FOLDER, Case, load_cases
from tests.reading_outline import outline

KINDS = [case for path in sorted(FOLDER.glob("kinds-*.md")) for case in load_cases(path)]


@pytest.mark.parametrize("case", KINDS, ids=str)
def test_a_file_is_read_or_left_out_as_a_careful_person_would(case: Case) -> None:
    """The heading of a case is the name of its file."""
    reading = parse_seed(SeedFile(case.title, case.input.encode()))
    assert outline(reading) == case.expected
    assert not (reading.refused and reading.drafts)
