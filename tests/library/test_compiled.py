"""What is read without a parser, or was parsed before, is what the parsers read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.expressions import ExpressionError, Field, parse, parse_field, syntax
from drafter.expressions.functions import arities
from drafter.library import body, body_parser
from drafter.library.body import BodyProblem
from drafter.library.compiled import _texts
from drafter.model import Text

WORDS = st.sampled_from(["甲", "B", " ", "  ", "1. ", "# ", "-", "--", "=", "**", "*", "_", "`", "[x](#y)", "[](#A-SLA)", "<b>", "&amp;", "\\", "!", ":", "~", "{", "}", "\n", "\t", "|", "'", '"'])  # fmt: skip
FIELDS = st.sampled_from(
    ["{{ a }}", "{{a.b}}", "{{ a + 1 }}", "{{ a | words }}", "{{}}", "{{ not }}", "{{ a. b }}", "{{ A }}", "{{ _a }}", "{{ true }}"]
)


def _told(read: Any, text: str) -> Any:
    """What a reader makes of a text, or what it says is wrong."""
    try:
        return read(text)
    except (BodyProblem, ExpressionError) as problem:
        return type(problem), str(problem)


def _content() -> list[str]:
    content = load_content()
    library, forms = content.library, content.forms
    agreements = [content.agreement(name) for name in ("contract", "proposal", "needs")]
    return list(dict.fromkeys(_texts([library.questions, library.terms, library.rules, forms, agreements])))


def test_every_text_of_the_content_is_read_as_the_parser_reads_it() -> None:
    texts = _content()
    assert len(texts) > 5000
    for text in texts:
        assert _told(body.parse_line, text) == _told(body_parser.parse_line, text), text


@given(st.lists(st.one_of(WORDS, FIELDS), max_size=6).map("".join))
def test_any_text_is_read_as_the_parser_reads_it(text: str) -> None:
    assert _told(body.parse_line.__wrapped__, text) == _told(body_parser.parse_line, text)


@given(st.text(max_size=8))
def test_any_characters_are_read_as_the_parser_reads_them(text: str) -> None:
    assert _told(body.parse_line.__wrapped__, text) == _told(body_parser.parse_line, text)


@pytest.mark.parametrize("text", ["a", " a ", "a.b", "a.b.c", "law.publish_days", "law", "law._x",  "a_1", "1a", "not", "true", "None", "null", "a._b", "a . b", "ａ", "是", "a.b ", "loop", "self", "caller", "in", "x" * 3000])  # fmt: skip
def test_a_name_is_read_as_jinja_reads_it(text: str) -> None:
    def by_jinja(source: str) -> tuple[str, str]:
        tree = syntax._own(syntax._jinja(source), source, arities())
        return source.strip(), repr(tree)

    assert _told(lambda source: (parse(source).source, repr(parse(source).tree)), text) == _told(by_jinja, text)


def test_what_was_learnt_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    field = parse_field("a + 1")
    body.learn({"learnt **text**": (Text("learnt"),)})
    syntax.learn({" learnt ": field})
    monkeypatch.setattr(body_parser, "parse_line", None)
    monkeypatch.setattr(syntax, "_jinja", None)
    assert body.parse_line("learnt **text**") == (Text("learnt"),)
    assert parse_field(" learnt ") is field
    assert isinstance(field, Field)
