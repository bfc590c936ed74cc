"""`digest enrich` as it is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.remote.service_server import KnownPaper, serving

RINGS = (
    "Trees write down droughts in their rings, but the youngest rings are under the bark. We read them with a needle."
)


def test_it_says_what_it_found_and_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/rings.md").write_text(
        f"---\ntitle: Young Rings\narxiv: 2603.00143\n---\n{RINGS}\n", encoding="utf-8"
    )
    with serving(KnownPaper("Young Rings", RINGS, "2603.00143")) as server:
        called = subprocess.run(
            [sys.executable, "-m", "generator", "enrich", "--json"],
            cwd=tmp_path,
            env={**os.environ, "DIGEST_SERVICES": server.url, "DIGEST_CONTACT": ""},
            capture_output=True,
            text=True,
            check=True,
        )
    assert json.loads(called.stdout) == {
        "found": ["young-rings"],
        "doubtful": [],
        "unknown": [],
        "asked": 1,
        "problems": [],
    }
    assert "1 found, 0 in doubt, 0 known to nobody, 1 request sent -> seeds/enriched.toml" in called.stderr
    assert (tmp_path / ".digest-cache").is_dir()
    assert 'authors = ["Ines Muster", "Jonas Beispiel"]' in (tmp_path / "seeds/enriched.toml").read_text(
        encoding="utf-8"
    )
