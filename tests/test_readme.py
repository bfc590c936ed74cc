"""The README's examples do what it says they do."""

import re
import textwrap
from pathlib import Path

from generator.analysis.topics.rules import load_rules
from generator.build.site import build_site
from generator.model.config import load_config
from generator.seeds import corrections
from generator.seeds.sources import CORRECTIONS_FILE
from tests.command import PROJECT

BLOCKS = [
    textwrap.dedent(block)
    for block in re.findall(r"(?:^ {4,}.*\n|^\n(?= {4}))+", (PROJECT / "README.md").read_text(encoding="utf-8"), re.M)
]


def block_with(text: str) -> str:
    (block,) = [block for block in BLOCKS if text in block]
    return block.strip("\n") + "\n"


def test_every_setting_it_shows_exists(tmp_path: Path) -> None:
    (tmp_path / "tags.toml").write_text(block_with("[tags.optics]"), encoding="utf-8")
    (tmp_path / "about.md").write_text("We read.", encoding="utf-8")
    (tmp_path / "shorthand.toml").touch()
    (tmp_path / "digest.toml").write_text(block_with("[[rewrites]]"), encoding="utf-8")
    config = load_config(tmp_path / "digest.toml")
    assert config.rewrites
    assert config.finders[0].label == "DBLP"
    assert "000_16f88f02fc894d63" in config.published
    assert config.curation.editions["000_16f88f02fc894d63"].title == "The reasoning issue"
    assert (config.about, config.markdown, config.curation.sender) == (
        "We read.",
        True,
        "Paper Digest <papers@example.org>",
    )
    assert config.curation.subscription
    assert config.curation.redirects
    assert load_rules(config.tag_rules).rules["optics"].tag.label == "Optics"


def test_its_corrections_are_read_without_a_problem() -> None:
    reading = corrections.parse_corrections(block_with('[papers."lisa'), CORRECTIONS_FILE)
    assert (len(reading.corrections), reading.problems) == (2, ())


def test_its_markdown_seed_is_read_without_a_problem(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "lisa.md").write_text(block_with("title: LISA"), encoding="utf-8")
    (tmp_path / "digest.toml").touch()
    config = load_config(tmp_path / "digest.toml")
    result = build_site(type(config)(root=tmp_path, seeds=tmp_path / "seeds", out=tmp_path / "site"))
    assert (result.papers, result.problems) == (1, ())
    page = (tmp_path / "site/papers/lisa-reasoning-segmentation.html").read_text(encoding="utf-8")
    assert "Zhuotao Tian" in page
    assert "https://arxiv.org/abs/2308.00692" in page
    assert "<msup>" in page
    assert "https://github.com/dvlab-research/LISA" in page
