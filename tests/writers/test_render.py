"""What a template prints is what Jinja prints, in a sandbox, escaping and strict; only that nothing is ever run."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateRuntimeError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from drafter.writers.docx.render import Missing, render
from drafter.writers.docx.tags import ENVIRONMENT, _is_allowed, _pieces, walk


class Sandbox(SandboxedEnvironment):
    """Jinja as it would be used if it printed."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(value, str | int) and super().is_safe_attribute(obj, attr, value)


SANDBOX = Sandbox(autoescape=True, undefined=StrictUndefined)
SANDBOX.globals.clear()
SCOPE = {
    "title": Markup("A&amp;B<w:br/>"), "plain": "<x> & 'y' \"z\"", "empty": "", "number": 7, "nought": 0, "yes": True,
    "party_a": {"name": "甲 & 乙", "items": "not this"}, "nothing": None,
    "party_rows": [{"label": "l1", "a": Markup("<b/>")}, {"label": "", "a": "<c>"}, {"label": "l3", "a": "x"}], "cover_rows": [],
}  # fmt: skip
NAMES = ["title", "plain", "empty", "number", "nought", "yes", "nothing", "party_a", "missing", "row", "party_a.name", "party_a.none", "party_a.items", "party_a.get",
         "title.upper", "number.real", "missing.name", "row.label", "row.a", "row.copy", "loop.index", "loop.last", "loop.first", "loop.length", "loop.revindex0", "loop.none", "'<&>'", "1", "'l1'", "true", "none", "2.5"]  # fmt: skip
VALUES = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or", "==", "!=", "<", ">=", "in", "not in"]), inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=4,
)


def _bodies(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% elif {} %}}{}{{% else %}}{}{{% endif %}}".format, VALUES, inner, VALUES, inner, inner),
        st.builds("{{% if {} %}}{}{{% endif %}}".format, VALUES, inner),
        st.builds("{{% for row in {}{} %}}{}{{% else %}}{}{{% endfor %}}".format, st.sampled_from(["party_rows", "cover_rows"]), st.one_of(st.just(""), VALUES.map(" if {}".format)), inner, inner),
    )  # fmt: skip


SOURCES = st.recursive(
    st.one_of(VALUES.map("{{{{ {} }}}}".format), st.sampled_from(["<w:t>", "text\n", " ", "{# no #}", "&amp;"])), _bodies, max_leaves=6
)


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_what_is_printed_is_what_jinja_prints(source: str) -> None:
    tree = ENVIRONMENT.parse(source)
    if not all(_is_allowed(node) for node in walk(tree)):
        return
    try:
        expected: str | None = SANDBOX.from_string(source).render(SCOPE)
    except (TemplateRuntimeError, TypeError):
        expected = None
    try:
        found: str | None = render(_pieces(tree.body), SCOPE)
    except (Missing, TypeError):
        found = None
    assert found == expected


@pytest.mark.parametrize(
    "source",
    ["{{ missing }}", "{% if missing %}x{% endif %}", "{{ party_a.none }}", "{{ party_a.items }}", "{{ title.upper }}", "{{ row }}"],
)
def test_what_is_missing_is_an_error_and_not_nothing(source: str) -> None:
    with pytest.raises(Missing):
        render(_pieces(ENVIRONMENT.parse(source).body), SCOPE)
