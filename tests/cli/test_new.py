"""`digest new`: what somebody sees first must work, and must not go out of date."""

import re
from pathlib import Path

import pytest

from generator.cli.new import create_site
from generator.library import build_library
from generator.model import config
from generator.model.papers import ParsedSeed
from generator.model.problems import SetupError
from generator.seeds import corrections
from generator.seeds.sources import CORRECTIONS_FILE
from tests.builders import read_folder


def test_a_new_folder_has_settings_seeds_and_a_gitignore(tmp_path: Path) -> None:
    folder = tmp_path / "my/papers"
    made = create_site(folder)
    assert {".gitignore", "digest.toml", "seeds/2025-01-15.txt"} <= set(made)
    assert sorted(made) == sorted(str(f.relative_to(folder).as_posix()) for f in folder.rglob("*") if f.is_file())
    assert config.load_config(folder / "digest.toml").title == "My paper digest"


@pytest.mark.parametrize("there", [(), (".git",)])
def test_an_empty_folder_and_an_empty_repository_will_do(tmp_path: Path, there: tuple[str, ...]) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    assert create_site(tmp_path)


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(SetupError, match=r"not empty, it holds thesis\.tex - choose a new name"):
        create_site(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_its_place_is_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError):
        create_site(tmp_path / place)


def test_the_settings_file_explains_every_setting_and_each_example_is_valid(tmp_path: Path) -> None:
    create_site(tmp_path)
    (tmp_path / "tags.toml").write_text("")
    (tmp_path / "about.md").write_text("")
    (tmp_path / "shorthand.toml").write_text("")
    file = tmp_path / "digest.toml"
    file.write_text(re.sub(r"(?m)^# (?=\[|\w+ = )", "", file.read_text()))
    settings = config.load_config(file)
    documented = re.findall(r"`\[(\w+)\] (\w+)`", Path(config.__file__).read_text())
    assert len(documented) >= 7
    written = file.read_text()
    for table, key in documented:
        assert re.search(rf"(?m)^\[{table}\]\n(?:(?!\[).*\n)*?{key} = ", written), f"[{table}] {key}"
    assert settings.rewrites
    assert settings.finders
    assert settings.published


def test_its_example_of_a_correction_fits_the_example_of_a_seed(tmp_path: Path) -> None:
    create_site(tmp_path)
    file = tmp_path / "seeds" / CORRECTIONS_FILE
    assert corrections.parse_corrections(file.read_text(), CORRECTIONS_FILE) == ParsedSeed(CORRECTIONS_FILE)
    file.write_text(re.sub(r"(?m)^# (?=\[|\w+ = )", "", file.read_text()))
    readings = read_folder(tmp_path / "seeds")
    library, problems = build_library(readings, config.Config())
    assert problems == ()
    assert len(library.papers) == sum(len(reading.drafts) for reading in readings) - 1


def test_what_is_commented_out_as_a_default_is_the_default(tmp_path: Path) -> None:
    create_site(tmp_path)
    commented = dict(re.findall(r'(?m)^# (\w+) = "(.*)"$', (tmp_path / "digest.toml").read_text()))
    for name in ("description", "language", "accent"):
        assert commented[name].startswith(getattr(config.Config(), name))
