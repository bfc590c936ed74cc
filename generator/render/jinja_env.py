"""The Jinja environment, with the two operations made faster that a page does a hundred times.

Jinja compiles a template to Python, which is fast but for what it calls. It makes a `Markup` of every escaped word,
only to join these a moment later; and it asks every function whether it wants the context. Here escaped words are
plain strings, and a link's address is looked up (`href` wants no context). Templates stay the same.
"""

import json
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import sync_do_join
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

try:  # the C function behind `escape`; older releases have none that gives a plain string
    from markupsafe._speedups import _escape_inner as quick_escape
except ImportError:  # pragma: no cover - depends on what is installed

    def quick_escape(text: str, /) -> str:
        return str(escape(text))


def escape_html(value: Any) -> str:
    """`value` as HTML shows it: what `markupsafe.escape` gives, as a plain string."""
    kind = type(value)
    if kind is str:
        return quick_escape(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))


@pass_eval_context
def join_values(
    context: EvalContext, values: Iterable[Any], separator: str = "", attribute: str | int | None = None
) -> str:
    """Jinja's `join`, which is slow to find out that all values are plain text."""
    if attribute is None and type(separator) is str and type(values) is tuple and {str}.issuperset(map(type, values)):
        return separator.join(values)
    return sync_do_join(context, values, separator, attribute)


def as_json(value: Any) -> Markup:
    """Jinja's `tojson`: safe in a script, in an attribute between apostrophes, and in running text."""
    text = _ENCODE(value)
    for character, escaped in _UNSAFE_IN_SCRIPTS:
        text = text.replace(character, escaped)
    return Markup(text)


_ENCODE = json.JSONEncoder(sort_keys=True).encode
_UNSAFE_IN_SCRIPTS = (("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026"), ("'", r"\u0027"))


class _Generator(CodeGenerator):
    """Jinja's writer of Python."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        super().visit_Template(node, frame)
        self.writeline("escape = environment.escape_html")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        whole = (frame.rootlevel or frame.block_frame) and frame.buffer is None and not frame.require_output_check
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if not (isinstance(node.node, nodes.Name) and node.node.name == "href" and _is_plain(node)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        self.visit(node.args[0], frame)
        self.write(")")


def _is_plain(call: nodes.Call) -> bool:
    """Whether a call has one argument and nothing else."""
    return len(call.args) == 1 and not (call.kwargs or call.dyn_args or call.dyn_kwargs)


class Environment(jinja2.Environment):
    code_generator_class = _Generator
    escape_html = staticmethod(escape_html)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Loader(FileSystemLoader):
    """Templates of folders; one that cannot be read, or is not UTF-8, has a fault like any other."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as fault:
            line, what = fault.object.count(b"\n", 0, fault.start) + 1, "the file is not UTF-8"
        except PermissionError as fault:
            line, what = 0, f"the file cannot be read: {fault.strerror}"
        found = next(path for folder in self.searchpath if (path := Path(folder, template)).is_file())
        raise TemplateSyntaxError(what, line, template, str(found))


def environment(folders: Sequence[Path]) -> Environment:
    """The templates of `folders`, the first of which that has one counts."""
    made = Environment(
        loader=_Loader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.get_template = cache(made.get_template)  # type: ignore[method-assign]  # a page asks for half a dozen
    made.filters["join"] = join_values
    made.filters["tojson"] = as_json
    return made
