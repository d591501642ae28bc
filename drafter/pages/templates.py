"""Templates of HTML pages, which stand in the folder `templates` of the package whose pages they are.

What is put into a template is escaped, unless it is markup made by a template before. A line break and the blanks around it mean nothing in a
template, so that it can be laid out to be read and the page is none the larger; a blank that is meant is written `{{ " " }}`.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def render(package: str, template: str, /, **values: Any) -> Markup:
    """Return a template of a package as markup. A value that the template names and is not given is an error of ours."""
    return Markup(_environment(package).get_template(template).render(**values))


@cache
def asset(package: str, name: str) -> Markup:
    """Return a style or a script of a package, as it is."""
    return Markup(_read(package, name))


@cache
def _environment(package: str) -> Environment:
    loader: BaseLoader = FunctionLoader(lambda name: "".join(line.strip() for line in _read(package, name).splitlines()))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_escaped, keep_trailing_newline=True)


def _read(package: str, name: str) -> str:
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


def _escaped(value: Any) -> Markup:
    """Return a value as markup, quotes written as &quot; and &#x27;."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))
