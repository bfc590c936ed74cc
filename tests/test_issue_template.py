"""An issue is a text case: what somebody reports can be pasted into `tests/cases/` as it is."""

from tests.cases import load_cases
from tests.command import PROJECT


def test_the_template_is_a_case() -> None:
    [template] = (PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.md")
    [case] = load_cases(template)
    assert case.input
    assert case.expected
