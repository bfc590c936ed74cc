"""Jinja made quick says what Jinja says."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.render.jinja_env import environment, escape_html

TEXTS = st.text(st.sampled_from("ab<>&'\"é—"), max_size=8)
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.floats(), st.booleans(), st.none())

PLAIN = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@given(VALUES)
def test_a_value_is_shown_as_it_is_escaped(value: object) -> None:
    assert escape_html(value) == str(escape(value))


def with_templates(**templates: str) -> tuple[jinja2.Environment, jinja2.Environment]:
    ours, plain = environment([]), PLAIN.overlay()
    ours.loader = plain.loader = jinja2.DictLoader(templates)
    return ours, plain


@pytest.mark.parametrize(
    "page",
    [
        "{% extends 'base' %}{% block main %}{{ super() }} {{ href('a b') }}{% endblock %}",
        "{% extends 'base' %}{% from 'macros' import link with context %}{% block main %}{{ link('<') }}{% endblock %}",
        "{% include 'part' %}{% for word in words %}{{ loop.index }} {{ word }}{% include 'part' %}{% endfor %}",
        "{% set kept %}{{ words[0] }}{% endset %}{{ kept }}{% filter upper %}{{ words[1] }}{% endfilter %}",
        "{% from 'macros' import around %}{% call around('x') %}{{ words[1] }}{% endcall %}",
        "{% if words %}{% extends 'base' %}{% endif %}{% block main %}{{ words | length }}{% endblock %}",
        "{{ words[0] }} is 100 % of %s{{ 5 % 3 }}{{ none }}%%{% set x = 'a<' %}{{ x }}{{ '%d<' }}",
        "{% autoescape false %}{{ words[0] }} {{ words[1] }}{% endautoescape %} {{ words[0] }}",
        "{% autoescape words | length == 1 %}{{ words[0] }} {{ words[1] }}{% endautoescape %} {{ words[0] }}",
    ],
)
def test_templates_mean_what_they_mean_to_jinja(page: str) -> None:
    ours, theirs = (
        each.get_template("page").render(words=["<one>", "two & three"], href=lambda target: f"../{target}")
        for each in with_templates(
            page=page,
            base="<main>{% block main %}{% include 'part' %}{% endblock %}</main>",
            part="{% set said = 'part' %}<p>{{ said }} {{ words[0] }}</p>",
            macros="{% macro link(text) %}<a href='{{ href(text) }}'>{{ text }}</a>{% endmacro %}"
            "{% macro around(text) %}{{ text }}{{ caller() }}{% endmacro %}",
        )
    )
    assert ours == theirs
