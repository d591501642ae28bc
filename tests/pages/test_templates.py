"""Templates of pages: what is put in is escaped, and how they are laid out does not matter."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from drafter.pages.templates import asset, render

_HERE = "tests.pages"


def test_a_value_is_escaped_and_markup_is_not() -> None:
    html = render(_HERE, "hostile.html", value="<b a=\"1\" b='2'>&", made=Markup("<i>x</i>"))
    assert html == '<p title="&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;">&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;</p> <i>x</i>'


def test_numbers_and_nothing_are_printed() -> None:
    assert '<p title="0">0</p> None' in render(_HERE, "hostile.html", value=0, made=None)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render(_HERE, "hostile.html", value="x")


def test_every_template_of_the_program_can_be_read() -> None:
    from jinja2 import Environment

    root = Path(str(files("drafter")))
    found = [path for path in root.rglob("*.html") if path.parent.name == "templates"]
    assert len(found) > 5
    for path in found:
        Environment().parse(path.read_text(encoding="utf-8"))


def test_a_script_is_given_as_it_is() -> None:
    assert asset("drafter.redline.page", "page.js") == (files("drafter.redline.page") / "templates" / "page.js").read_text(encoding="utf-8")
