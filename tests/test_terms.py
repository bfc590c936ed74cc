"""Words and terms are what the browser makes of them: each rule is tried here, and both sides against each other."""

import gzip
import json
import math
import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.terms import (
    FIELDS,
    Word,
    all_words,
    javascript_order,
    lunr_weights,
    stem,
    stop_words,
    terms,
    weigh,
    words,
)
from tests.node import ask, needs_node
from tests.seed_58 import pasted_papers
from tests.shelves import a_library, a_paper, some_topics

NASTY = """
Self-supervised GPT-4o, k-means and a state-of-the-art R-CNN. RetroMAE TextGenSHAP LLaMA ImageNet arXiv
C++ and C# (not C+, nor x++y); F#1 a--b -c- d- -e ‐f 1,000.5 7.9% 3-4 e\u0301 de\u0301ja\u0300 ve\u0301
naïve Ångström ﬁne Straße Łódź Erdős ŒUVRE Æsir Þór ΣΊΣΥΦΟΣ İstanbul ISPARTA ı ǅ ǆ ﬀ ﷺ ㎏ Ⅷ ⅷ ª º
Shapley's model's O’Reilly 'quoted' users' don't ʼtis l'Hôpital rock 'n' roll '’'' a'b'c 'a' a' 'b
<SEG> [CLS] {github} a_b __init__ https://x.org/a-b?c=d&e $\\frac{1}{2}$ x² ½ ℓ_2 𝒜𝐁𝟛 10⁻³ ①
７つの大罪 深度学习 딥러닝 हिन्दी ไทย שלום العربية
soft\u00adhyphen zero\u200bwidth non\u2011breaking en–dash em—dash minus−sign \ufeffBOM\u00a0nbsp\u2028line\ttab\x00nul
🤖-bot 👩\u200d🔬 𠮷野家 𐐨𐐩s 𐐀𐐀ing
"""

ENDINGS = """
ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti
biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive
ize sion tion ed eed ing s ss sses ies y e ll tt at bl iz a o u w x z b c 9 é 𐐨 +
"""


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def found_by(text: str) -> list[str]:
    return [word.folded for word in all_words(text)]


def test_case_and_accents_do_not_matter() -> None:
    assert folded("Erdős naïve ÅNGSTRÖM Straße Łódź ﬁne") == ["erdos", "naive", "angstrom", "strasse", "lodz", "fine"]
    assert folded("déjà") == folded("déjà") == ["deja"]


def test_a_word_knows_where_it_stands() -> None:
    text = "A naïve é‑walk"
    assert words(text)[1] == Word(2, 7, "naive")
    assert [text[w.start : w.end] for w in words(text)] == ["A", "naïve", "é", "walk"]


def test_hyphens_part_words_and_the_whole_is_found_too() -> None:
    assert folded("self-supervised GPT-4o") == ["self", "supervised", "gpt", "4o"]
    assert found_by("self-supervised GPT-4o")[4:] == ["selfsupervised", "gpt4o"]
    assert found_by("state-of-the-art")[-1] == "stateoftheart"
    assert found_by("a--b - c") == ["a", "b", "c"]


def test_an_apostrophe_inside_a_word_is_dropped_and_a_quotation_mark_is_none() -> None:
    assert folded("the model's 'attention' isn’t users'") == ["the", "models", "attention", "isnt", "users"]
    assert terms("Shapley's values") == terms("Shapley value")


def test_names_of_languages_are_words() -> None:
    assert folded("C++, C# and F#; not C+") == ["c++", "c#", "and", "f#", "not", "c"]


def test_a_name_is_found_by_the_acronym_in_it() -> None:
    assert found_by("RetroMAE")[1:] == ["mae"]
    assert found_by("TextGenSHAP v2")[2:] == ["shap"]
    assert found_by("ImageNet LLM LLMs arXiv") == ["imagenet", "llm", "llms", "arxiv"]


def test_markup_of_papers_is_text() -> None:
    assert folded("<SEG> [CLS] a_b $x^2$") == ["seg", "cls", "a", "b", "x", "2"]


def test_terms_are_stems_in_order_without_stop_words() -> None:
    assert terms("The explanations are explained by what explains them") == ["explan", "explain", "explain"]
    assert "survey" not in stop_words()


def test_half_a_surrogate_pair_is_no_letter() -> None:
    assert folded("a\ud800b") == ["a", "b"]


@given(st.text())
def test_no_text_makes_words_raise_and_each_word_lies_where_it_says(text: str) -> None:
    for word in all_words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded
        assert stem(word.folded)
    assert [w.start for w in words(text)] == sorted(w.start for w in words(text))


@given(st.text(st.characters(codec="ascii")))
def test_upper_case_has_the_words_of_lower_case(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower())


def corpus() -> list[str]:
    """The 58 papers; and 10,000 more where `PAPERS` names a gzipped file with a JSON record a line."""
    texts = [f"{paper.title}\n{paper.abstract}" for paper in pasted_papers()]
    more = os.environ.get("PAPERS", "")
    if more and Path(more).is_file():
        with gzip.open(more, "rt", encoding="utf-8") as lines:
            texts += [f"{r['title']}\n{r['abstract']}\n{r['authors']}" for r in map(json.loads, lines)]
    return texts


def random_words(count: int) -> list[str]:
    chance, endings = random.Random(1980), ENDINGS.split()
    return ["".join(chance.choices(endings, k=chance.randint(1, 5))) for _ in range(count)]


@needs_node
def test_python_and_the_browser_find_the_same_words_and_stems() -> None:
    chance = random.Random(2025)
    alphabet = NASTY + "aAzZ09-'’ "
    texts = [*corpus(), *NASTY.split("\n"), *("".join(chance.choices(alphabet, k=30)) for _ in range(2000))]
    vocabulary = sorted({word.folded for text in texts for word in all_words(text)} | set(random_words(20_000)))
    browser = ask("words.mjs", texts=texts, words=vocabulary)
    for text, found in zip(texts, browser["found"], strict=True):
        assert [[w.folded, text[w.start : w.end]] for w in all_words(text)] == found
    assert [stem(word) for word in vocabulary] == browser["stems"]


@needs_node
@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"])), min_size=20))
def test_python_and_the_browser_agree_on_any_text(texts: list[str]) -> None:
    vocabulary = sorted({word.folded for text in texts for word in all_words(text)})
    browser = ask("words.mjs", texts=texts, words=vocabulary)
    assert [[w.folded for w in all_words(text)] for text in texts] == [
        [f for f, _ in found] for found in browser["found"]
    ]
    assert [stem(word) for word in vocabulary] == browser["stems"]


def test_a_paper_has_a_term_where_its_words_stand() -> None:
    library = a_library(a_paper("The Who", abstract="We mask segments."), a_paper("Masking", abstract="Segmentation"))
    weights = weigh(library, some_topics(library, {"Masking": ["vision"]}))
    having = {
        field: [sorted(weights.terms[term] for term in vector) for vector in vectors]
        for field, vectors in weights.vectors.items()
    }
    assert having["title"] == [["the", "who"], ["mask"]]
    assert having["abstract"] == [["mask", "segment"], ["segment"]]
    assert having["authors"] == [[], []]
    assert having["tags"] == [[], ["vision"]]
    assert weights.words == ("mask", "masking", "segmentation", "segments", "the", "vision", "who")


def test_weights_are_those_of_bm25_as_lunr_writes_it() -> None:
    """idf is log(1 + |(N - n + 0.5) / (n + 0.5)|) with n added up over the fields; k1 is 1.2 and b 0.75."""
    papers = [{"title": [], "abstract": ["a", "b", "a"], "authors": [], "tags": []}, {field: ["a"] for field in FIELDS}]
    names, vectors = lunr_weights(papers)
    n, tf, length, average = 1 + len(FIELDS), 2, 3, 2.0
    idf = math.log(1 + abs((2 - n + 0.5) / (n + 0.5)))
    expected = idf * 2.2 * tf / (1.2 * (0.25 + 0.75 * length / average) + tf)
    assert vectors["abstract"][0][names.index("a")] == pytest.approx(expected, abs=0.0005)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=6))
def test_any_papers_can_be_weighed(abstracts: list[list[str]]) -> None:
    names, vectors = lunr_weights(
        [{"title": [], "abstract": terms_, "authors": [], "tags": []} for terms_ in abstracts]
    )
    for terms_, vector in zip(abstracts, vectors["abstract"], strict=True):
        assert Counter({names[term] for term in vector}) == Counter(set(terms_))


def test_a_paper_without_an_abstract_and_no_paper_at_all_can_be_weighed() -> None:
    paper = replace(a_paper("Alone", abstract=""), authors=("Ada Lovelace",))
    assert len(weigh(a_library(paper), some_topics(a_library(paper), {})).vectors["title"]) == 1
    assert weigh(a_library(), some_topics(a_library(), {})).terms == ()


def test_javascript_sorts_by_utf16_unit() -> None:
    assert sorted(["\uffee", "\U00010428", "z"], key=javascript_order) == ["z", "\U00010428", "\uffee"]
