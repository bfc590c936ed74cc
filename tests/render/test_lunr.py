"""lunr.js comes from the installed MkDocs and is a module when it reaches the browser."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.problems import SetupError
from generator.render.assets import lunr
from tests.node import needs_node, node


def test_the_licence_stays_at_the_top() -> None:
    licence = lunr.lunr_js().split("*/")[0]
    assert licence.startswith("/*!")
    assert "2.3.9" in licence
    assert "Oliver Nightingale" in licence
    assert "@license MIT" in licence


def test_mkdocs_itself_is_not_imported() -> None:
    code = "import sys; from generator.render.assets.lunr import lunr_js; lunr_js(); print('mkdocs' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("found", [None, "elsewhere"])
def test_without_it_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: str | None
) -> None:
    class Spec:
        submodule_search_locations = (str(tmp_path),)

    monkeypatch.setattr(lunr, "find_spec", lambda _name: Spec() if found else None)
    with pytest.raises(SetupError, match=r"lunr\.js is not installed - pip install 'mkdocs"):
        lunr.lunr_js()


USE = """
import { createRequire } from "node:module";
import lunr from "./lunr.mjs";
const whole = createRequire(import.meta.url)(process.argv[2]);
const index = whole(function () { this.ref("id"); this.field("t"); this.add({ id: 1, t: "masks tokens" }); });
const json = JSON.parse(JSON.stringify(index));
const terms = ["masking", "tokens"].map((word) => whole.Pipeline.load(["stemmer"]).runString(word)[0]);
const ask = (query) => terms.forEach((term) => query.term(term, { fields: ["t"], boost: 2, usePipeline: false }));
const found = [index, lunr.Index.load(json)].map((each) => JSON.stringify(each.query(ask)));
lunr.utils.warn("heard");
console.log(lunr.version, found[0] === found[1], JSON.parse(found[1]).length, Object.keys(lunr));
"""


@needs_node
def test_it_is_a_module_that_answers_and_warns_and_does_nothing_else(tmp_path: Path) -> None:
    """What it answers is what all of lunr.js answers."""
    (tmp_path / "lunr.mjs").write_text(lunr.lunr_js(), encoding="utf-8")
    (tmp_path / "use.mjs").write_text(USE, encoding="utf-8")
    command = [node() or "node", str(tmp_path / "use.mjs"), str(lunr.lunr_path())]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("2.3.9 true 1 ")
    assert not [part for part in lunr.NEEDLESS if f"'{part}'" in run.stdout]
    assert "'Index'" in run.stdout
    assert "heard" in run.stderr
