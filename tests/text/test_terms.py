"""Words and terms are what the browser makes of them: each rule is tried here, and both sides against each other."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lunr.builder import Builder

from generator.search.documents import build_documents
from generator.text.terms import (
    STOP_WORDS,
    BulkTokenizer,
    FieldTokens,
    Numbering,
    TokenArray,
    TokenizedCorpus,
    Weights,
    Word,
    all_words,
    javascript_sort_key,
    radix_argsort,
    stem,
    terms,
    tokenize,
    weigh_terms,
    words,
)
from generator.text.terms.weights import LONGEST_WORD
from tests.builders import a_library, a_paper, some_topics, weights_of
from tests.command import times
from tests.corpus import FILE, records
from tests.node import ask, needs_node
from tests.seed_58 import pasted_papers

NASTY = """
Self-supervised GPT-4o, k-means and a state-of-the-art R-CNN. RetroMAE TextGenSHAP LLaMA ImageNet arXiv
C++ and C# (not C+, nor x++y); F#1 a--b -c- d- -e ‐f 1,000.5 7.9% 3-4 e\u0301 de\u0301ja\u0300 ve\u0301
naïve Ångström ﬁne Straße Łódź Erdős ŒUVRE Æsir Þór ΣΊΣΥΦΟΣ İstanbul ISPARTA ı ǅ ǆ ﬀ ﷺ ㎏ Ⅷ ⅷ ª º
Shapley's model's O’Reilly 'quoted' users' don't ʼtis l'Hôpital rock 'n' roll '’'' a'b'c 'a' a' 'b
<SEG> [CLS] {github} a_b __init__ https://x.org/a-b?c=d&e $\\frac{1}{2}$ x² ½ ℓ_2 𝒜𝐁𝟛 10⁻³ ①
l'étude L’été dell'arte qu'on aujourd'hui l'l'a d'x m'e' n''a -l'a
10,000 1,000,000 2,3,100,200 1,0000 a1,000 1,000b x1,000-y
$\\alpha$-stable α-stable αβ α,β-CROWN \\varepsilon-greedy $k$-means $k$‐$\\ell$ β µm ς PixArt-$α$ $-x -$ $$-$$
GPT-4o-mini COVID-19-CT-2 Qwen-7B-Chat ViT-B-16 end-to-end 1-2-3-4-5-6-7-8 1-2-3-4-5-6-7-8-9
扩散模型 大模型-GPT 模型-GPT 猫 カタカナのモデル ﾊﾞｽ がぎ 언어모델은 ภาษาไทยดีมาก a模b 𠮷野家で 々人 العـــربية
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


def test_any_parts_of_a_name_with_numbers_or_single_letters_are_found() -> None:
    assert {"gpt4omini", "gpt4o", "4omini"} <= {*found_by("GPT-4o-mini")}
    assert {"covid19ct", "covid19", "19ct"} <= {*found_by("COVID-19-CT")}
    assert "vitb" in found_by("ViT-B/16")
    assert found_by("end-to-end")[3:] == ["endtoend"]


def test_the_comma_of_a_number_is_no_end_of_it() -> None:
    assert "10000" in found_by("10,000 images")
    assert "1000000" in found_by("1,000,000")
    assert found_by("sizes 3,10")[1:] == ["3", "10"]


def test_greek_letters_alone_go_by_their_names() -> None:
    assert found_by("α-stable") == found_by("$\\alpha$-stable") == ["alpha", "stable", "alphastable"]
    assert folded("$\\varepsilon$-greedy β") == ["epsilon", "greedy", "beta"]
    assert folded("λόγος") == ["λογοσ"]


def test_an_elided_article_is_no_part_of_a_word() -> None:
    assert folded("l'étude d’une idée qu'on n'a dell'arte") == ["etude", "une", "idee", "on", "a", "arte"]
    assert folded("don't aujourd'hui l'x") == ["dont", "aujourdhui", "lx"]


def test_scripts_without_spaces_have_every_two_letters_as_a_word() -> None:
    assert folded("扩散模型") == ["扩散", "散模", "模型"]
    assert folded("用BERT模型。") == ["用", "bert", "模型"]
    assert folded("언어모델은") == ["언어", "어모", "모델", "델은"]
    assert folded("モデルの") == ["モテ", "テル", "ルの"]
    assert len(folded("ภาษาไทย")) == 6
    assert found_by("扩散") == ["扩散", "散"]
    assert [w.start for w in words("a 扩散模")] == [0, 2, 3]


def test_arabic_and_hebrew_have_words_without_points_and_strokes() -> None:
    assert folded("العـربية שָׁלוֹם") == ["العربية", "שלום"]


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
    assert "survey" not in STOP_WORDS


def test_half_a_surrogate_pair_is_no_letter() -> None:
    assert folded("a\ud800b") == ["a", "b"]


@given(st.text())
def test_no_text_makes_words_raise_and_each_word_lies_where_it_says(text: str) -> None:
    for word in all_words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded
        assert stem(word.folded)
    assert [w.start for w in words(text)] == sorted(w.start for w in words(text))


JOINTS = st.lists(st.sampled_from([*"aaBlcXYZ0 \n-'’+#_.,$\\é𐐨α大模한ส", "000", "l'"]), max_size=30).map("".join)


@settings(max_examples=1000, deadline=None)
@example("a''b -'c '-d a'-b C#-D x++-y a--b -e- f-")
@given(JOINTS | st.text(st.sampled_from("aAB-'+# "), max_size=12) | st.text())
def test_reading_a_text_is_finding_all_its_words_without_their_places(text: str) -> None:
    read, joined = tokenize(text)
    assert read == folded(text)
    assert read + joined == found_by(text)


@settings(deadline=None)
@given(st.lists(JOINTS), st.integers(0, 3))
def test_texts_that_are_read_together_say_what_each_says_alone(texts: list[str], first: int) -> None:
    words: Numbering[str] = Numbering()
    tokens = BulkTokenizer(words)
    for some in (texts[:first], texts[first:]):
        numbers, lengths = tokens.read(some)
        said = iter([[*words][number] for number in numbers.tolist()])
        found = [tuple([next(said) for _ in range(length)] for length in of_text) for of_text in lengths.tolist()]
        assert found == [*map(tokenize, some)]


@given(st.text(st.characters(codec="ascii")))
def test_upper_case_has_the_words_of_lower_case(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower())


def texts_of_papers() -> list[str]:
    """The 58 papers; and some thousands more where this machine has them."""
    more = records(times(1_000, soak=10_000)) if FILE.is_file() else []
    return [
        *(f"{paper.title}\n{paper.abstract}" for paper in pasted_papers()),
        *(f"{record['title']}\n{record['abstract']}\n{record['authors']}" for record in more),
    ]


def random_words(count: int) -> list[str]:
    chance, endings = random.Random(1980), ENDINGS.split()
    return ["".join(chance.choices(endings, k=chance.randint(1, 5))) for _ in range(count)]


@needs_node
def test_python_and_the_browser_find_the_same_words_and_stems() -> None:
    chance = random.Random(2025)
    alphabet = NASTY + "aAzZ09-'’ "
    texts = [
        *texts_of_papers(),
        *NASTY.split("\n"),
        *("".join(chance.choices(alphabet, k=30)) for _ in range(times(500, soak=2_000))),
    ]
    vocabulary = sorted(
        {word.folded for text in texts for word in all_words(text)} | set(random_words(times(5_000, soak=20_000)))
    )
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


def having(weights: Weights, field: str) -> list[dict[str, float]]:
    """What each term of a field weighs, by paper."""
    return [{weights.terms[term]: weight for term, weight in vector.items()} for vector in weights.vectors(field)]


def test_a_paper_has_a_term_where_its_words_stand() -> None:
    library = a_library(a_paper("Masking", abstract="Segmentation"), a_paper("The Who", abstract="We mask segments."))
    weights = weights_of(library, some_topics(library, {"Masking": ["vision"]}))
    assert weights.papers == ("The Who", "Masking")
    found = {field: [sorted(vector) for vector in having(weights, field)] for field in weights.fields}
    assert found["title"] == [["the", "who"], ["mask"]]
    assert found["abstract"] == [["mask", "segment"], ["segment"]]
    assert found["authors"] == found["also"] == [[], []]
    assert found["tags"] == [[], ["vision"]]
    assert weights.words == ("mask", "masking", "segmentation", "segments", "the", "vision", "who")
    assert [weights.terms[term] for term in weights.term_of_word] == [stem(word) for word in weights.words]


def by_lunr_py(wording: TokenizedCorpus) -> dict[str, list[dict[str, float]]]:
    """What lunr.py's `Builder` makes of the terms of the papers, by field and paper: its own pipeline is empty, and it
    is given lists, so that it cuts and stems nothing."""
    builder = Builder()
    for name, occurrences in wording.fields.items():
        builder.field(name, boost=occurrences.boost)
    for number in range(len(wording.papers)):
        builder.add({"id": number, **{name: said(wording, field, number) for name, field in wording.fields.items()}})
    vectors, names = builder.build().field_vectors, list(builder.inverted_index)
    return {
        name: [in_pairs(vectors[f"{name}/{number}"].elements, names) for number in range(len(wording.papers))]
        for name in wording.fields
    }


def said(wording: TokenizedCorpus, field: FieldTokens, paper: int) -> list[str]:
    """The terms of a field of a paper."""
    numbers: list[int] = []
    for part in (field.read, field.joined):
        start = int(part.lengths[:paper].sum())
        numbers += part.numbers[start : start + part.lengths[paper]].tolist()
    found = (wording.words[number] for number in numbers)
    return [stem(w) for w in found if len(w) <= LONGEST_WORD and (field.keeps_stop_words or w not in STOP_WORDS)]


def in_pairs(elements: list[float], names: list[str]) -> dict[str, float]:
    """lunr's flat vector `[term, weight, term, weight, ...]` by term."""
    return {names[int(term)]: weight for term, weight in zip(elements[::2], elements[1::2], strict=True)}


def is_what_lunr_py_says(wording: TokenizedCorpus) -> bool:
    weights, expected = weigh_terms(wording), by_lunr_py(wording)
    assert {name: having(weights, name) for name in weights.fields} == expected
    used = {term for vectors in expected.values() for vector in vectors for term in vector}
    assert weights.terms == tuple(sorted(used, key=javascript_sort_key))
    return True


def test_the_58_papers_weigh_what_lunr_py_says() -> None:
    library = a_library(
        *(
            replace(a_paper(p.title, abstract=p.abstract), authors=("Ada Lovelace", "J. Doe"), arxiv="2403.12345")
            for p in pasted_papers()
        )
    )
    topics = some_topics(library, {paper.id: ["vision", "the-self"] for paper in library.papers[::3]})
    wording = build_documents(library, topics).wording
    assert all(len(occurrences.read.numbers) for occurrences in wording.fields.values())
    assert is_what_lunr_py_says(wording)


SAID = ("mask", "masks", "masking", "survey", "the", "who", "c++", "𐐨𐐩ing", "﨎", "ß", "x" * 101, "4o", "généralisé")
TEXTS = st.lists(st.sampled_from(SAID) | st.text(max_size=4), max_size=8).map(" ".join)
PAPERS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=8)


def of_texts(
    papers: Sequence[Sequence[str]], boosts: Sequence[float], numbers: Numbering[str] | None = None
) -> TokenizedCorpus:
    """Papers as words, each text in a field of its own; the first field keeps its stop words."""
    numbers = Numbering() if numbers is None else numbers
    fields = {}
    for n, boost in enumerate(boosts):
        readings = [tokenize(texts[n]) for texts in papers]
        read, joined = (
            TokenArray.of([[numbers[word] for word in found[part]] for found in readings]) for part in (0, 1)
        )
        fields[str(n)] = FieldTokens(boost, read, joined, keeps_stop_words=n == 0)
    return TokenizedCorpus(tuple(map(str, range(len(papers)))), tuple(numbers), fields)


@settings(deadline=None)
@given(PAPERS, st.integers(1, 20), st.sampled_from([(3.0, 1.0, 0.5), (1.0, 1.0, 1.0), (0.1, 7.25, 33.3)]))
def test_any_papers_weigh_what_lunr_py_says(
    papers: list[tuple[str, str, str]], times: int, boosts: tuple[float, float, float]
) -> None:
    """Papers that come many times over are no news: of their terms the logarithm is smallest."""
    assert is_what_lunr_py_says(of_texts([*papers, *papers[:1] * (times - 1)], boosts))


def test_a_weight_that_lies_between_two_thousandths_goes_where_python_rounds_it() -> None:
    """One word in many fields, boosted so that its weights end in 5 at the fourth place, or beside it by one bit."""
    count = times(450, soak=1_500)
    weight = math.log(1 + abs((1 - count + 0.5) / (count + 0.5)))
    ties = [(number // 3 + 0.5) / 1000 / weight for number in range(count)]
    boosts = [math.nextafter(tie, tie + number % 3 - 1) for number, tie in enumerate(ties)]
    assert is_what_lunr_py_says(of_texts([["mask"] * count], boosts))


def test_a_paper_without_an_abstract_and_no_paper_at_all_can_be_weighed() -> None:
    paper = a_library(a_paper("Alone", abstract=""))
    assert [len(vector) for vector in weights_of(paper, some_topics(paper, {})).vectors("title")] == [1]
    empty = weights_of(a_library(), some_topics(a_library(), {}))
    assert (empty.terms, empty.words, empty.vectors("title")) == ((), (), [])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1 << 40))))
def test_numbers_are_put_in_order_whatever_their_size(pairs: list[tuple[int, int]]) -> None:
    minor, major = (np.array([pair[n] for pair in pairs], np.int64) for n in (0, 1))
    assert radix_argsort(minor, major).tolist() == np.lexsort((minor, major)).tolist()


def test_javascript_sorts_by_utf16_unit() -> None:
    assert sorted(["\uffee", "\U00010428", "z"], key=javascript_sort_key) == ["z", "\U00010428", "\uffee"]


@settings(deadline=None)
@given(PAPERS, PAPERS, st.booleans())
@example([("masks", "", "")], [("survey", "", "")], False)
def test_what_was_weighed_before_an_edit_changes_no_weight(
    papers: list[tuple[str, str, str]], edited: list[tuple[str, str, str]], are_numbered_alike: bool
) -> None:
    """Where the words of both are numbered together, some are said by nobody in one of them."""
    boosts, numbers = (3.0, 1.0, 0.5), Numbering[str]() if are_numbered_alike else None
    for _ in range(2):
        before, after = of_texts(papers, boosts, numbers), of_texts(edited, boosts, numbers)
    known, expected = weigh_terms(after, (before, weigh_terms(before))), weigh_terms(after)
    assert (known.papers, known.terms, known.words) == (expected.papers, expected.terms, expected.words)
    assert all(having(known, name) == having(expected, name) for name in expected.fields)
