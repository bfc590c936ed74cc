"""Building again and again, as `watch` and `serve` do, while somebody edits: after any edits the site is, byte for
byte, what a clean build makes of them.
"""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import pytest

from generator import output
from generator.build import outputs
from generator.build.incremental import SiteBuilder
from generator.build.site import build_site
from generator.model import config as settings
from generator.model.config import PACKAGE, Config
from generator.model.problems import DigestError
from generator.search import blocks, positions, results, shards
from tests.builders import read_folder
from tests.command import SEEDS, times

Dice = random.Random
EDITS_EACH = 25
SENTENCES = (
    "We present LampNet, a model for lamps.",
    "It beats LISA by 3.2% on reasoning segmentation.",
    "Our code is available at https://github.com/us/lamps.",
    "Large language models (LLMs) are lamps, too.",
    "Reinforcement learning helps a diffusion model at $x^2$.",
)
SETTINGS = (
    '[site]\ntitle = "Lamps"\n',
    '[site]\ntitle = "Lamps"\nbase_url = "https://example.org/lamps/"\naccent = "#1144aa"\n',
    '[site]\nlanguage = "de"\n[tags]\nrules = "tags.toml"\n',
    '[tags]\nrules = "tags.toml"\n[editions."2025-05-28"]\npublished = 2025-06-01\n',
    "[site\n",
)
RULES = (
    "",
    '[groups.light]\nlabel = "Light"\nhue = 90\n[tags.lamps]\nlabel = "Lamps"\n'
    'group = "light"\nmeaning = "What gives light."\ncertain = ["lamp", "LampNet"]\n',
    '[tags.large-language-models]\nhidden = true\n[tags.explainability]\nlabel = "Why"\n',
    "replace = true\n",
    "[tags.lamps]\nlabel = 3\n",
)
CORRECTIONS = (
    "",
    '[papers."{0}"]\nauthors = ["Ada", "Lai"]\ntags = ["lamps"]\n',
    '[papers."{0}"]\nhidden = true\n',
    '[papers."{0}"]\ntitle = "A mended title"\nalias = ["once-upon-a-time"]\n',
    '[papers."nobody"]\nhidden = true\n[papers."{0}"]\ndate = "2024-01-02"\n',
)
STYLES = ("body { color: red }", "body { color: blue }", "h1 { color: green }")


@cache
def papers() -> tuple[tuple[str, str], ...]:
    """Titles and abstracts of the real seeds."""
    return tuple((draft.title, draft.abstract) for reading in read_folder(SEEDS) for draft in reading.drafts)


def a_site(root: Path, dice: Dice) -> None:
    for folder in ("seeds", "templates/pages", "static/css"):
        (root / folder).mkdir(parents=True)
    (root / "digest.toml").write_text(SETTINGS[0])
    (root / "tags.toml").write_text("")
    for day in (26, 27, 28):
        (root / f"seeds/2025-05-{day}.txt").write_text(a_page(dice))


def a_page(dice: Dice) -> str:
    return "\n\n".join(f"{title}\n{abstract}" for title, abstract in dice.sample(papers(), dice.randint(1, 4))) + "\n"


def a_seed(root: Path, dice: Dice) -> Path:
    """One of the seeds; a new one where there is none."""
    found = sorted(path for path in (root / "seeds").rglob("*") if path.suffix in (".txt", ".md"))
    return dice.choice(found) if found else add_a_page(root, dice)


def add_a_page(root: Path, dice: Dice) -> Path:
    path = root / f"seeds/2025-06-{dice.randint(10, 19)}.txt"
    path.write_text(a_page(dice))
    return path


def add_a_file(root: Path, dice: Dice) -> None:
    title, abstract = dice.choice(papers())
    path = root / f"seeds/{dice.choice('abc')}.md"
    path.write_text(f"---\ntitle: '{title.replace(chr(39), '’')}'\ntags: [lamps]\n---\n{abstract}\n")


def add_a_paper(root: Path, dice: Dice) -> None:
    title, abstract = dice.choice(papers())
    with a_seed(root, dice).open("a") as file:
        file.write(f"\n\n{title}\n{abstract}\n")


def change_a_sentence(root: Path, dice: Dice) -> None:
    path = a_seed(root, dice)
    lines = path.read_text(errors="replace").split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > 300]
    if long:
        lines[dice.choice(long)] += " " + dice.choice(SENTENCES)
    path.write_text("\n".join(lines))


def long_lines(root: Path) -> list[tuple[Path, int]]:
    """The abstracts of pasted pages: each page with the numbers of their lines."""
    pages = sorted((root / "seeds").rglob("*.txt"))
    lines = ((page, enumerate(page.read_text(errors="replace").split("\n"))) for page in pages)
    return [(page, number) for page, numbered in lines for number, line in numbered if len(line) > 300]


def rewrite(place: tuple[Path, int], change: Callable[[list[str]], object]) -> None:
    """Change the words of one line."""
    page, number = place
    lines = page.read_text(errors="replace").split("\n")
    words = lines[number].split(" ")
    change(words)
    lines[number] = " ".join(words)
    page.write_text("\n".join(lines))


def take_a_word(root: Path, dice: Dice) -> None:
    if found := long_lines(root):
        rewrite(dice.choice(found), lambda words: words.pop(dice.randrange(1, len(words))))


def copy_a_word(root: Path, dice: Dice) -> None:
    if found := long_lines(root):
        taken: list[str] = []
        rewrite(dice.choice(found), lambda words: taken.append(dice.choice(words)))
        rewrite(dice.choice(found), lambda words: words.extend(taken))


def replace_at_once(root: Path, dice: Dice) -> None:
    """As another editor saves: a new file takes the place of the old one."""
    path = a_seed(root, dice)
    beside = path.with_name(path.name + "~")
    beside.write_text(a_page(dice) if path.suffix == ".txt" else path.read_text(errors="replace"))
    beside.replace(path)


def rename(root: Path, dice: Dice) -> None:
    path = a_seed(root, dice)
    path.rename(path.with_name(f"2025-07-{dice.randint(10, 28)}{path.suffix}"))


def move(root: Path, dice: Dice) -> None:
    folder = root / "seeds" / dice.choice(("old", "new", "."))
    folder.mkdir(exist_ok=True)
    path = a_seed(root, dice)
    path.rename(folder / path.name)


def delete(root: Path, dice: Dice) -> None:
    a_seed(root, dice).unlink()


def break_in_the_middle(root: Path, dice: Dice) -> None:
    path = a_seed(root, dice)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + dice.choice((b"", b"\xff\xfe\x00", b"\n---\ntitle: [")))


def correct(root: Path, dice: Dice) -> None:
    built = sorted(path.stem for path in (root / "site/papers").glob("*.html"))
    text = dice.choice(CORRECTIONS).format(dice.choice(built) if built else "nobody")
    (root / "seeds/papers.toml").write_text(text)


def settle(root: Path, dice: Dice) -> None:
    (root / "digest.toml").write_text(dice.choice(SETTINGS))


def rule(root: Path, dice: Dice) -> None:
    (root / "tags.toml").write_text(dice.choice(RULES))


def style(root: Path, dice: Dice) -> None:
    (root / "static/css/mine.css").write_text(dice.choice(STYLES))


def style_no_more(root: Path, _dice: Dice) -> None:
    (root / "static/css/mine.css").unlink(missing_ok=True)


def template(root: Path, dice: Dice) -> None:
    name = dice.choice(("pages/paper.html", "pages/tag.html", "pages/not_found.html"))
    shipped = (PACKAGE.parent / "templates" / name).read_text()
    text = dice.choice((shipped.replace("<h1", "<h1 title='mine'"), shipped, "{% if %}", "{{ nobody.knows }}"))
    (root / "templates" / name).write_text(text)


def templates_no_more(root: Path, _dice: Dice) -> None:
    shutil.rmtree(root / "templates/pages")
    (root / "templates/pages").mkdir()


def scribble_over_the_site(root: Path, dice: Dice) -> None:
    page = dice.choice(sorted((root / "site").rglob("*.html")))
    dice.choice((lambda: page.write_text("scribbled"), page.unlink))()


def mend(root: Path, dice: Dice) -> None:
    """What a person does when the terminal says that something is wrong."""
    templates_no_more(root, dice)
    (root / "digest.toml").write_text(SETTINGS[0])
    (root / "tags.toml").write_text("")
    (root / "seeds/papers.toml").unlink(missing_ok=True)
    add_a_page(root, dice)


def several_at_once(root: Path, dice: Dice) -> None:
    for _ in range(dice.randint(2, 4)):
        dice.choice(EDITS[:-1])(root, dice)


EDITS: tuple[Callable[[Path, Dice], object], ...] = (
    *(
        add_a_page,
        add_a_file,
        add_a_paper,
        change_a_sentence,
        change_a_sentence,
        take_a_word,
        copy_a_word,
        replace_at_once,
    ),
    *(rename, move, delete, break_in_the_middle, correct, correct, settle, rule, style, style_no_more),
    *(template, templates_no_more, templates_no_more, scribble_over_the_site, several_at_once),
)


def config(root: Path, out: str) -> Config:
    return replace(settings.load_config(root / "digest.toml"), root=root, seeds=root / "seeds", out=root / out, jobs=1)


def build_clean(config: Config) -> None:
    """Build a site with nothing at hand that another build has made, and take nothing of its own from that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "renderer_of", lru_cache(1)(outputs.renderer_of.__wrapped__))
        build_site(config)


def assert_is_clean(root: Path) -> None:
    """The site is what a clean build makes, and nothing else lies there."""
    build_clean(config(root, "clean"))
    assert site(root / "site") == site(root / "clean")
    assert strangers(root / "site") == set()
    shutil.rmtree(root / "clean")


def site(folder: Path) -> dict[str, bytes]:
    """The site in a folder, without what only waits for its removal."""
    return {path: (folder / path).read_bytes() for path in output.site_paths(folder)}


def search_as_in_a_large_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many shards, of which some have heads and tails, and folders of results."""
    for module, name, value in (
        (shards, "WHOLE", 0),
        (shards, "SHARD", 400),
        (positions, "SHARD", 400),
        (blocks, "LONG", 6),
        (shards, "LONG", 6),
        (blocks, "HEAD", 2),
        (blocks, "FEW_TITLES", 1),
        (results, "PAPERS_IN_FOLDER", 4),
    ):
        monkeypatch.setattr(module, name, value)


def strangers(folder: Path) -> set[str]:
    """Files that are neither the site's nor wait for their removal."""
    known = output.read_manifest(folder)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return there - known.files.keys() - known.kept.keys() - {output.MANIFEST}


def shown_files(folder: Path) -> dict[Path, bytes]:
    """Every file but those on the stage of a build that may be broken off."""
    there = {path: path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file()}
    return {path: path.read_bytes() for path, top in there.items() if not top.startswith(output.STAGE_PREFIX)}


@pytest.mark.parametrize("seed", range(times(3, soak=60)))
def test_after_any_edits_the_site_is_what_a_clean_build_makes(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 3:
        search_as_in_a_large_site(monkeypatch)
    dice, builder = Dice(seed), SiteBuilder()
    a_site(tmp_path, dice)
    builder.build(config(tmp_path, "site"))
    compared = 0
    for _ in range(EDITS_EACH):
        dice.choice(EDITS)(tmp_path, dice)
        before = shown_files(tmp_path / "site")
        try:
            builder.build(config(tmp_path, "site"))
        except DigestError:
            after = shown_files(tmp_path / "site")
            assert after == before, "what cannot be built leaves the last good site"
            with pytest.raises(DigestError):
                build_clean(config(tmp_path, "broken"))
            mend(tmp_path, dice)
            continue
        if dice.random() < 0.25:  # the next edit comes before the rest is made
            list(islice(builder.deferred(), dice.randint(0, 5)))
            continue
        whole = [*builder.deferred()][-1]
        assert whole is not None
        for path in whole.files.left:
            assert any(problem.path.endswith(path) for problem in whole.problems)
            (tmp_path / "site" / path).unlink()
        assert_is_clean(tmp_path)
        compared += 1
    assert compared > EDITS_EACH // 4
    builder.close()
    assert not any(path.name.startswith(output.STAGE_PREFIX) for path in (tmp_path / "site").iterdir())


def test_a_word_that_a_paper_loses_or_gains_changes_the_files_of_the_index_that_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_as_in_a_large_site(monkeypatch)
    dice, builder = Dice(7), SiteBuilder()
    a_site(tmp_path, dice)
    (tmp_path / "digest.toml").write_text(SETTINGS[2])
    (tmp_path / "seeds/2025-05-25.txt").write_text("\n\n".join(map("\n".join, papers())))
    builder.build(config(tmp_path, "site"))
    for edit in (take_a_word, copy_a_word, label_a_topic) * times(2, soak=30):
        edit(tmp_path, dice)
        builder.build(config(tmp_path, "site"))
        [*builder.deferred()]
        assert_is_clean(tmp_path)
    builder.close()


def label_a_topic(root: Path, dice: Dice) -> None:
    label = dice.choice(("Why", "Reasons", "Models that explain", "Lamps"))
    (root / "tags.toml").write_text(f'[tags.explainability]\nlabel = "{label}"\n')


def test_the_pages_are_there_before_the_rest(tmp_path: Path) -> None:
    dice, builder = Dice(0), SiteBuilder()
    a_site(tmp_path, dice)
    assert builder.build(config(tmp_path, "site")).is_whole
    assert [*builder.deferred()] == []
    change_a_sentence(tmp_path, dice)
    first = builder.build(config(tmp_path, "site"))
    assert not first.is_whole
    assert first.files.written == len(first.files.changed) >= 1
    assert all(path.endswith(".html") for path in first.files.changed)
    whole = [*builder.deferred()][-1]
    assert whole is not None
    assert whole.is_whole
    assert {path.partition("/")[0] for path in whole.files.changed} >= {"search", "data"}
    builder.close()


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    builder = SiteBuilder()
    a_site(tmp_path, Dice(0))
    builder.build(config(tmp_path, "site"))
    os.utime(tmp_path / "seeds/2025-05-28.txt")
    assert builder.build(config(tmp_path, "site")).files.written == 0
    assert [*builder.deferred()][-1].files.written == 0  # type: ignore[union-attr]
    builder.close()


def test_social_cards_and_the_files_of_a_taste_follow_edits(tmp_path: Path) -> None:
    dice, builder = Dice(1), SiteBuilder()
    a_site(tmp_path, dice)
    (tmp_path / "digest.toml").write_text(f"{SETTINGS[1]}[cards]\neditions = 1\n")
    builder.build(config(tmp_path, "site"))
    seen = set[frozenset[str]]()
    for edit in (change_a_sentence, add_a_page, change_a_sentence, delete):
        edit(tmp_path, dice)
        builder.build(config(tmp_path, "site"))
        whole = [*builder.deferred()][-1]
        assert whole is not None
        for path in whole.files.left:
            assert any(problem.path.endswith(path) for problem in whole.problems)
            (tmp_path / "site" / path).unlink()
        assert_is_clean(tmp_path)
        made = site(tmp_path / "site")
        assert any(path.startswith("search/taste/") for path in made)
        seen.add(frozenset(path for path in made if path.startswith("cards/")))
    assert len(seen) > 2
    builder.close()
