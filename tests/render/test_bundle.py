"""Styles and scripts: one style sheet in the order of its layers, named by its contents."""

import shutil
from pathlib import Path

import pytest

from generator.model.config import Config, shipped_folder
from generator.model.papers import Tag
from generator.model.problems import ContentError
from generator.render.assets.bundle import CSS_LAYERS, AssetBundle, bundle_assets, service_worker, static_files

TAGS = (Tag("a", "A", "", "All", 30), Tag("b", "B", "", "All", 200), Tag("c", "C", "", "All", 30))


def styles(made: AssetBundle) -> str:
    return made.files[made.folder + "site.css"].decode()


def test_everything_lies_in_one_folder_named_by_its_contents(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), TAGS)
    assert all(path.startswith(made.folder) for path in made.files)
    assert bundle_assets(Config(root=tmp_path), TAGS) == made
    assert bundle_assets(Config(root=tmp_path, accent="#112233"), TAGS).folder != made.folder


def test_the_last_bundle_serves_as_long_as_nothing_of_it_changes(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), TAGS)
    assert bundle_assets(Config(root=tmp_path, title="Another"), TAGS, made) is made
    assert (
        bundle_assets(Config(root=tmp_path), TAGS[1:], made) == bundle_assets(Config(root=tmp_path), TAGS[1:]) != made
    )
    assert bundle_assets(Config(root=tmp_path, accent="#112233"), TAGS, made).folder != made.folder
    (tmp_path / "static").mkdir()
    (tmp_path / "static/mine.txt").write_text("mine")
    assert "mine.txt" in "".join(bundle_assets(Config(root=tmp_path), TAGS, made).files)


def test_the_layers_come_in_their_order(tmp_path: Path) -> None:
    for number, layer in enumerate(reversed(CSS_LAYERS)):
        name = layer + "z.css" if layer.endswith("/") else layer
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f".layer-{len(CSS_LAYERS) - number}{{top:0}}")
    text = styles(bundle_assets(Config(root=tmp_path), ()))
    places = [text.index(f".layer-{n}") for n in range(1, len(CSS_LAYERS) + 1)]
    assert places == sorted(places)


def test_tags_of_one_hue_share_a_rule(tmp_path: Path) -> None:
    text = styles(bundle_assets(Config(root=tmp_path), TAGS))
    assert '[data-tag="a"],[data-tag="c"]{--hue:30}' in text
    assert '[data-tag="b"]{--hue:200}' in text


def test_a_sites_own_file_hides_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    shutil.copytree(shipped_folder("static"), tmp_path / "theirs")
    (tmp_path / "mine" / "js").mkdir(parents=True)
    (tmp_path / "mine" / "js" / "copy.js").write_text("// mine")
    (tmp_path / "mine" / ".DS_Store").touch()
    (tmp_path / "mine" / "js" / "copy.js~").touch()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/shared.css").write_text("a{}")
    (tmp_path / "mine/css").symlink_to(tmp_path / "elsewhere")
    files = static_files((tmp_path / "mine", tmp_path / "theirs"))
    assert files["css/shared.css"] == b"a{}", "links are followed"
    assert files["js/copy.js"] == b"// mine"
    assert "js/theme.js" in files
    assert not {".DS_Store", "js/copy.js~"} & files.keys()


@pytest.mark.parametrize("name", ["css/tokens.css", "js/copy.js"])
def test_a_style_or_script_that_is_not_utf_8_is_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "static" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"/* fine */\n/* caf\xe9 */")
    with pytest.raises(ContentError) as caught:
        bundle_assets(Config(root=tmp_path), ())
    assert str(caught.value).startswith(f"{path}:2: error: the file is not UTF-8 - ")


def test_a_byte_order_mark_does_not_spoil_the_first_rule(tmp_path: Path) -> None:
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "base.css").write_text(":root{--mine:1}", encoding="utf-8-sig")
    assert "\ufeff" not in styles(bundle_assets(Config(root=tmp_path), ()))


def test_lunr_is_shipped_with_its_licence_in_the_worker(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), ())
    script = made.files[made.folder + "js/search/worker.js"].decode()
    assert "Oliver Nightingale" in script
    assert "MIT" in script


def test_a_script_comes_with_what_it_imports_and_those_not_apart(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), ())
    scripts = {path.removeprefix(made.folder) for path in made.files if path.endswith(".js")}
    assert {"js/theme.js", "js/search/page.js", "js/search/worker.js"} <= scripts
    assert not {"js/search/lunr.js", "js/search/words.js", "js/search/result_cards.js"} & scripts


def test_styles_that_lie_apart_are_sheets_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "static/css/apart").mkdir(parents=True)
    (tmp_path / "static/css/apart/mine.css").write_text(".mine { top: 0 }")
    made = bundle_assets(Config(root=tmp_path), ())
    assert made.files[made.folder + "mine.css"] == b".mine{top:0}"
    assert ".mine" not in styles(made)


def test_a_script_that_is_imported_later_is_a_file_of_its_own(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), ())
    assert b'import("./reader/main.js")' in made.files[made.folder + "js/page.js"]
    assert b"export{startReader}" in made.files[made.folder + "js/reader/main.js"]


def test_the_service_worker_lies_apart_and_is_another_for_another_build(tmp_path: Path) -> None:
    made = bundle_assets(Config(root=tmp_path), ())
    assert not any("offline" in path for path in made.files)
    one, other = (service_worker(made, build) for build in ("first", "second"))
    assert one != other
    assert b'"first"' in one
    assert b"build mark" not in one
