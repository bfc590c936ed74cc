"""Modules joined into one script do what they did apart."""

import subprocess
from pathlib import Path

import pytest

from generator.model.problems import ContentError
from generator.render.assets.modules import bundle_module
from tests.node import needs_node, node

MODULES = {
    "js/entry.js": 'import { add, twice as double } from "./lib/sums.js";\nimport shout from "./shout.js";\n'
    "const name = 1;\nconsole.log(shout(double(add(name, 2))));\n",
    "js/shout.js": 'import { add } from "./lib/sums.js";\nconst name = (x) => `${add(x, 0)}!`;\nexport default name;\n',
    "js/lib/sums.js": "const name = 2;\nexport const add = (a, b) => a + b;\n"
    "export function twice(x) {\n  return name * x;\n}\nexport async function unused() {}\nexport class Never {}\n",
}


@needs_node
def test_names_of_one_module_do_not_meet_those_of_another(tmp_path: Path) -> None:
    script = bundle_module("js/entry.js", MODULES)
    assert script.count("export") == script.count("import ") == 0
    assert script.count("a + b") == 1
    (tmp_path / "all.mjs").write_text(script)
    run = subprocess.run([node() or "node", str(tmp_path / "all.mjs")], capture_output=True, text=True, check=True)
    assert run.stdout == "6!\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('\nimport { x } from "./gone.js";\n', "static/a.js:2: error: there is no gone.js - fix the import"),
        ('import * as x from "./b.js";\n', "static/a.js:1: error: “import * as x"),
        ('const x = () => import("./gone.js");\n', "static/a.js:1: error: there is no gone.js - fix the import"),
        ("export { x };\n", "static/a.js:1: error: “export { x };” cannot be joined - write it as other scripts do"),
        ('import { x } from "./b.js";\n', "static/b.js:1: error: a.js imports this file, too - part what both need"),
    ],
)
def test_what_cannot_be_joined_is_one_line(source: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        bundle_module("a.js", {"a.js": source, "b.js": 'import { y } from "./a.js";\nexport const x = 1;\n'})
    assert str(caught.value).startswith(said)


@needs_node
def test_what_is_imported_later_is_found_from_wherever_it_ends_up(tmp_path: Path) -> None:
    sources = {
        "js/entry.js": 'import { load } from "./lib/load.js";\nload().then(({ twice }) => console.log(twice(2)));\n',
        "js/lib/load.js": 'export const load = () => import("../later/sums.js");\n',
        "js/later/sums.js": 'import { add } from "../lib/add.js";\nexport const twice = (x) => add(x, x);\n',
        "js/lib/add.js": "export const add = (a, b) => a + b;\n",
    }
    (tmp_path / "later").mkdir()
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for path in ("js/entry.js", "js/later/sums.js"):
        (tmp_path / path.removeprefix("js/")).write_text(bundle_module(path, sources))
    run = subprocess.run([node() or "node", str(tmp_path / "entry.js")], capture_output=True, text=True, check=True)
    assert run.stdout == "4\n"
