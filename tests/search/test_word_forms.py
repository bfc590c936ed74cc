"""Forms of a word that the stemmer keeps apart: British and American spelling, noun and verb, and words cut short."""

import pytest

from generator.search.queries.shorthand import load_shorthand
from generator.search.queries.word_forms import RULES, other_spellings, relatives
from generator.text.terms import stem, tokenize
from tests.node import ask, needs_node
from tests.seed_58 import PAPERS

SPELLINGS = """
colour color, behaviours behaviors, neighbouring neighboring, colourful colorful, centre center, kilometres kilometers,
analyse analyze, paralysed paralyzed, organisation organization, generalised generalized, modelling modeling,
labelled labeled, tunnelling tunneling, catalogue catalog, dialogues dialogs, defence defense, licence license,
anaesthesia anesthesia, haemorrhage hemorrhage, paediatric pediatric, grey gray, programme program, artefacts artifacts
"""
FAMILIES = """
explain explanation, explainable explanations, recognise recognition, classify classification,
classified classifications,
analyze analysis, analysing analysis, synthesize synthesis, describe description, perceive perception, reduce reduction,
decide decision, occluded occlusion, expand expansion, solve solution, convolve convolution, apply application,
summary summarization, category categorization, hierarchy hierarchical, privacy private, compose composition,
define definition, fuse fusion, attend attention, register registration
"""
ALONE = """
four your our hour tour pour flour enter filter letter matter cluster wise rise raise noise size prize sentence fence
obey they train obtain certain mine line fine side wide verify apple supply sensor model vision mission
"""


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split(",")]


@pytest.mark.parametrize(("british", "american"), pairs(SPELLINGS))
def test_each_spelling_leads_to_the_other(british: str, american: str) -> None:
    assert (other_spellings(british), other_spellings(american)) == ([american], [british])


def test_a_word_that_differs_in_two_places_has_every_spelling_between() -> None:
    assert sorted(other_spellings("colourisation")) == ["colorisation", "colorization", "colourization"]


@pytest.mark.parametrize(("one", "other"), pairs(FAMILIES))
def test_verb_and_noun_lead_to_each_other(one: str, other: str) -> None:
    assert stem(other) in map(stem, relatives(one, {}))
    assert stem(one) in map(stem, relatives(other, {}))


@pytest.mark.parametrize("word", ALONE.split())
def test_words_that_merely_look_like_it_have_one_form(word: str) -> None:
    assert other_spellings(word) == []
    assert all(form.endswith("ification") for form in relatives(word, {}))


def test_a_word_cut_short_stands_for_the_whole() -> None:
    short = load_shorthand().abbreviations
    assert relatives("vocab", short) == ["vocabulary"]
    assert "diffusion" in relatives("diff", short)
    assert relatives("constructor", short) == []


@needs_node
def test_the_browser_knows_the_same_forms() -> None:
    said = {word for paper in PAPERS for word in tokenize(paper.abstract)[0]}
    words = sorted({*SPELLINGS.replace(",", " ").split(), *FAMILIES.replace(",", " ").split(), *ALONE.split(), *said})
    words += ["", "a", "is", "c++", "𐐨𐐩", "vocab", "constructor", "__proto__"]
    short = load_shorthand().abbreviations
    forms = ask("words.mjs", texts=[], words=words, rules={**RULES, "abbreviations": short})["forms"]
    assert forms == [[other_spellings(word), relatives(word, short)] for word in words]
