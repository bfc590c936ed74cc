"""What may go wrong with the files of a site costs an error and leaves the last good site; it publishes nothing."""

import os
from pathlib import Path
from typing import Any

import pytest

from generator.build.site import build_site
from generator.model.config import Config
from generator.model.problems import ContentError
from tests.builders import write_files

PAGE = "June 1\n\nCounting Sparrows from Rooftops\n\nWe count sparrows with microphones that hear a call.\n"


def files_of(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A site that was built, with a file in each folder that a user may have."""
    seeds = {"seeds/2025-06-01.txt": PAGE, "seeds/more/2025-06-02.md": "# Hearing Swifts\n\nWe hear swifts.\n"}
    write_files(
        tmp_path, {**seeds, "templates/partials/footer.html": "<footer>Ours</footer>", "static/ours.txt": "Ours"}
    )
    config = Config(root=tmp_path, seeds=tmp_path / "seeds", out=tmp_path / "site")
    build_site(config)
    return config


@pytest.mark.parametrize("folder", ["seeds/more", "templates/partials", "static"])
def test_a_folder_that_cannot_be_read_takes_nothing_off_the_site(
    config: Config, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir, before = os.scandir, files_of(config.out)

    def refuse(place: str) -> Any:
        if str(place).endswith(folder):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ContentError, match=f"{folder}:0: error: this folder cannot be read: Permission denied"):
        build_site(config)
    assert files_of(config.out) == before
