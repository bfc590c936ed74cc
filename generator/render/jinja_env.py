"""The Jinja environment, with the operations made faster that a page does a hundred times.

Jinja compiles a template to Python, which is fast but for what it calls. It makes a `Markup` of every escaped word,
only to join these a moment later; it hands these on one by one, through a generator for each template and block; it
asks every function whether it wants the context; and it is ready for any attribute to be an item, or not there. Here
escaped words are plain strings, put together where they stand together; a link's address is looked up (`href` wants no
context), and an attribute is one of Python's. Where there is none this fails, and Jinja itself is to be asked.
"""

import os
import re
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import orjson
from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from generator.render.template_code import TemplateCode

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


def escape_content(text: str) -> Markup:
    """`text` as the content of an element, where quotes stand for themselves."""
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def json_in_html(value: object) -> Markup:
    """`value` as JSON, with nothing in it that HTML would take for its own."""
    text = orjson.dumps(value).decode().replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return Markup(text.replace("'", r"\u0027"))


class _Generator(CodeGenerator):
    """Jinja's writer of Python."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        super().visit_Template(node, frame)
        self.writeline("escape = environment.escape_html")
        self.writeline("quick_escape = environment.quick_escape")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """All that stands together as one string, which Python makes sooner than it goes through many."""
        if frame.require_output_check or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        finalize, text, values = self._make_finalize(), "", list[nodes.Expr]()
        for child in node.nodes:
            try:
                text += self._output_child_to_const(child, frame, finalize).replace("%", "%%")
            except Exception:  # as Jinja has it: what fails now is for when the page is made
                text += "%s"
                values.append(child)
        self.writeline(f"{frame.buffer}.append(" if frame.buffer else "yield (", node)
        self.write(f"{text!r} % (")
        for value in values:
            self.newline(value)
            self._output_child_pre(value, frame, finalize)
            self.visit(value, frame)
            self._output_child_post(value, frame, finalize)
            self.write(",")
        self.write("))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Most of what is escaped is a plain string or HTML, and that is found without a call of Python's."""
        if _is_escaped(frame):
            self.write("(quick_escape(it) if (kind := type(it := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write(")) is str else it if kind is Markup else escape(it))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if not (isinstance(node.node, nodes.Name) and node.node.name == "href" and _is_plain(node)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        self.visit(node.args[0], frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


def _is_escaped(frame: Frame) -> bool:
    """Whether what stands here is certain to be escaped."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


def _is_plain(call: nodes.Call) -> bool:
    """Whether a call has one argument and nothing else."""
    return len(call.args) == 1 and not (call.kwargs or call.dyn_args or call.dyn_kwargs)


_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
"""In the shipped templates it is for who edits them; on ten thousand pages it is eight megabytes."""


class Environment(jinja2.Environment):
    code_generator_class = _Generator
    escape_html, quick_escape = staticmethod(escape_html), staticmethod(quick_escape)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Loader(FileSystemLoader):
    """Templates of folders; one that cannot be read, is no file or not UTF-8, has a fault like any other."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = next((path for folder in self.searchpath if os.path.lexists(path := Path(folder, template))), None)
        if found and not os.path.isfile(found):  # noqa: PTH113 - a `Path` raises where a folder may not be entered
            raise TemplateSyntaxError("this is no file", 0, template, str(found))
        try:
            source, name, is_fresh = super().get_source(environment, template)
            is_shipped = Path(name).is_relative_to(self.searchpath[-1])
            return _INDENTATION.sub("", source) if is_shipped else source, name, is_fresh
        except UnicodeDecodeError as fault:
            line, what = fault.object.count(b"\n", 0, fault.start) + 1, "the file is not UTF-8"
        except PermissionError as fault:
            line, what = 0, f"the file cannot be read: {fault.strerror}"
        raise TemplateSyntaxError(what, line, template, str(found))


def environment(folders: Sequence[Path], kind: type[jinja2.Environment] = Environment) -> jinja2.Environment:
    """The templates of `folders`, the first of which that has one counts; the last has the shipped ones."""
    made = kind(
        loader=_Loader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=TemplateCode(folders[-1], Path(__file__)) if folders and kind is Environment else None,
    )
    made.filters["as_json"] = json_in_html
    made.filters["in_pre"] = escape_content
    made.filters["grouped"] = "{:,}".format  # a number, with separators from 1,000 up
    return made
