"""`digest.toml`: what it may say, and what each slip of the pen is answered with."""

import datetime
from pathlib import Path

import pytest

from generator.model.config import FINDERS, Config, Rewrite, load_config, with_base_url
from generator.model.problems import SetupError
from tests.builders import write_file


def settings(folder: Path, text: str) -> Path:
    return write_file(folder / "digest.toml", text)


def faults(file: Path) -> list[str]:
    with pytest.raises(SetupError) as caught:
        load_config(file)
    return [f"{Path(p.path).name}:{p.line}: {p.message} - {p.hint}" for p in caught.value.problems]


def test_a_folder_without_a_digest_toml_has_the_defaults(tmp_path: Path) -> None:
    config = load_config(tmp_path / "digest.toml")
    assert (config.title, config.base_url, config.finders) == ("Paper digest", "", FINDERS)
    assert config.root == tmp_path


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"other\.toml:0: error: there is no such file"):
        load_config(tmp_path / "other.toml", required=True)


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").touch()
    file = settings(
        tmp_path,
        """
        [site]
        title = "Our reading"
        description = "What we read."
        language = "pt-BR"
        base_url = "https://example.org/reading"
        accent = "#0a5c8f"
        repository = "https://github.com/us/reading/"
        id = "reading-2025"

        [tags]
        rules = "mine.toml"

        [[rewrites]]
        prefix = "https://mirror.example/"
        to = "https://huggingface.co/"

        [[finders]]
        label = "DBLP"
        url = "https://dblp.org/search?q={title}"

        [editions.first]
        published = 2025-05-28

        [editions."2024-01-02"]
        published = 2024-01-03
        """,
    )
    config = load_config(file)
    assert config.title == "Our reading"
    assert config.language == "pt-BR"
    assert (config.base_url, config.base_path) == ("https://example.org/reading/", "/reading/")
    assert config.repository == "https://github.com/us/reading"
    assert config.id == "reading-2025"
    assert config.tag_rules == tmp_path / "mine.toml"
    assert config.rewrites == (Rewrite("https://mirror.example/", "https://huggingface.co/"),)
    assert [finder.label for finder in config.finders] == ["DBLP"]
    assert config.published == {"first": datetime.date(2025, 5, 28), "2024-01-02": datetime.date(2024, 1, 3)}


def test_a_slip_names_its_line_and_what_was_meant(tmp_path: Path) -> None:
    file = settings(tmp_path, '[site]\ntitle = "x"\ndescripton = "y"\n')
    assert faults(file) == ["digest.toml:3: unknown setting descripton in [site] - did you mean description?"]


def test_all_faults_are_shown_not_the_first(tmp_path: Path) -> None:
    text = (
        '[site]\ntitle = ""\nlanguage = "en_US"\nbase_url = "example.org"\naccent = "red"\n[tags]\nrules = "no.toml"\n'
    )
    lines = [fault.split(":")[1] for fault in faults(settings(tmp_path, text))]
    assert sorted(lines) == ["2", "3", "4", "5", "7"]


def test_what_is_not_toml_names_the_line(tmp_path: Path) -> None:
    assert faults(settings(tmp_path, '[site]\ntitle = "x\n'))[0].startswith("digest.toml:2: this is not TOML")
    assert faults(settings(tmp_path, "[site"))[0].startswith("digest.toml:1: this is not TOML")


def test_what_is_not_utf_8_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_bytes(b'[site]\ntitle = "caf\xe9"\n')
    assert faults(tmp_path / "digest.toml") == ["digest.toml:0: the file is not UTF-8 - save it as UTF-8"]


def test_what_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").mkdir()
    (fault,) = faults(tmp_path / "digest.toml")
    assert fault.startswith("digest.toml:0: it cannot be read: ")


def test_tables_must_be_tables_and_days_days(tmp_path: Path) -> None:
    text = 'site = 3\n[editions.a]\npublished = "May 28"\n[editions.b]\nday = 1\n'
    assert [fault.split(" - ")[0] for fault in faults(settings(tmp_path, text))] == [
        "digest.toml:1: site must be a table",
        "digest.toml:3: published = 'May 28' is not a day",
        "digest.toml:5: unknown setting day in [editions.b]",
    ]


def test_there_are_books_of_known_things_only(tmp_path: Path) -> None:
    assert load_config(settings(tmp_path, '[epub]\nof = ["topics", "editions"]\n')).epub == ("editions", "topics")
    for text in 'of = ["papers"]', 'of = "editions"', "of = 3", "of = [[]]":
        (fault,) = faults(settings(tmp_path, f"[epub]\n{text}\n"))
        assert ":2: " in fault, fault
        assert "editions, weeks, topics" in fault, fault


def test_a_rewrite_needs_both_its_texts(tmp_path: Path) -> None:
    text = '[[rewrites]]\nprefix = "https://a.example/"\n'
    assert faults(settings(tmp_path, text))[0].startswith("digest.toml:1: rewrites needs the texts prefix and to")


@pytest.mark.parametrize("table", ['[[rewrites]]\nprefix = "https://a.example/"\nto', '[[finders]]\nlabel = "A"\nurl'])
@pytest.mark.parametrize("address", ["a.example/{title}", "javascript:alert(1)"])
def test_rewrites_and_finders_lead_to_web_addresses(tmp_path: Path, table: str, address: str) -> None:
    (fault,) = faults(settings(tmp_path, f'{table} = "{address}"\n'))
    assert fault.startswith("digest.toml:3: ")
    assert f"'{address}' is no web address" in fault


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org/",
        "https://example.org/?a=b",
        "https://",
        "https://[",
        "https://a b.example/",
        "https://x.org:abc/",
    ],
)
def test_a_base_url_must_be_the_address_of_a_site(tmp_path: Path, url: str) -> None:
    with pytest.raises(SetupError, match="no web address"):
        with_base_url(load_config(tmp_path / "digest.toml"), url)


def test_a_sign_that_nobody_sees_is_dropped_only_from_texts_to_read(tmp_path: Path) -> None:
    text = """[site]
title = "Pa\u200bpers"
base_url = "https://exam\u200bple.org"
[seeds."a\u00ad.txt"]
read_as = "pasted"
[[finders]]
label = "Se\u00adarch"
url = "https://example.org/\u00ad?q={title}"
[redirects]
"old.html" = "new\u2060.html"
"""
    hint = "write it anew by hand, for it was copied with more than is seen"
    assert faults(settings(tmp_path, text)) == [
        f"digest.toml:{line}: {what} has a sign in it that nobody sees - {hint}"
        for line, what in ((3, "base_url"), (4, "a.txt"), (8, "url"), (10, "old.html"))
    ]


def test_a_base_url_always_ends_in_a_slash(tmp_path: Path) -> None:
    config = with_base_url(load_config(tmp_path / "digest.toml"), "https://example.org/a/b")
    assert (config.base_url, config.base_path) == ("https://example.org/a/b/", "/a/b/")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[site]\ntitle = "Ours"\n', encoding="utf-8-sig")
    assert load_config(tmp_path / "digest.toml").title == "Ours"


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = faults(settings(tmp_path, "[site]\ntitle = 3\naccent = 4\nnope = 1\nlanguage = '?'\n"))
    assert [line.split(":")[1] for line in found] == ["2", "3", "4", "5"]


def test_an_address_is_kept_as_browsers_ask_for_it(tmp_path: Path) -> None:
    config = load_config(settings(tmp_path, "[site]\nbase_url = 'https://example.org/p\u00e4/a%20b'\n"))
    assert (config.base_url, config.base_path) == ("https://example.org/p%C3%A4/a%20b/", "/p%C3%A4/a%20b/")
    assert with_base_url(config, "https://example.org").base_url == "https://example.org/"


SECRET = "https://me:s3cret@example.org/"


@pytest.mark.parametrize(
    "text",
    [
        f'[site]\nbase_url = "{SECRET}"\n',
        f'[site]\nrepository = "{SECRET}"\n',
        f'[site]\nid = "{SECRET}"\n',
        f'[[rewrites]]\nprefix = "https://a.example/"\nto = "{SECRET}"\n',
        f'[[finders]]\nlabel = "Ours"\nurl = "{SECRET}?q={{title}}"\n',
        '[site]\nbase_url = "https://example.org/?token=s3cret"\n',
        f'[site]\nlanguage = "{SECRET}"\n',
    ],
)
def test_a_secret_is_refused_and_not_said(tmp_path: Path, text: str) -> None:
    (fault,) = faults(settings(tmp_path, text))
    assert not fault.startswith("digest.toml:0:")
    assert "s3cret" not in fault
    assert "***" in fault


def test_a_secret_in_base_url_is_refused_and_not_said() -> None:
    with pytest.raises(
        SetupError, match=r"--base-url:0: error: 'https://\*\*\*@example.org/' is no web address to show"
    ):
        with_base_url(Config(), SECRET)


@pytest.mark.parametrize(
    "address", ["https://example.org//a", "https://example.org/a/../b", "https://example.org/100%"]
)
def test_an_address_that_cannot_be_served_is_refused_with_the_reason(tmp_path: Path, address: str) -> None:
    (fault,) = faults(settings(tmp_path, f'[site]\ntitle = "x"\nbase_url = "{address}"\n'))
    assert fault.startswith(f"digest.toml:3: base_url = '{address}' is no web address: ")


def test_addresses_and_an_id_that_is_one_have_their_ascii_form(tmp_path: Path) -> None:
    lines = [f"{key} = 'https://b\u00fccher.example/{key}'" for key in ("base_url", "repository", "id")]
    config = load_config(settings(tmp_path, "\n".join(["[site]", *lines])))
    assert (config.base_url, config.id) == tuple(f"https://xn--bcher-kva.example/{key}/" for key in ("base_url", "id"))
    assert config.repository == "https://xn--bcher-kva.example/repository"
