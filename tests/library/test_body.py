"""Markdown parsed once, with the fields still in it."""

from __future__ import annotations

import pytest

from drafter.expressions import Field
from drafter.library.body import BodyProblem, Item, Ref, parse_body, parse_line
from drafter.model import Text


def outline(items: tuple[Item, ...], depth: int = 0) -> str:
    """Return a body as readable text, one line a paragraph."""
    lines = []
    for n, item in enumerate(items, 1):
        text = "".join(p.text if isinstance(p, Text) else f"<{p.source}>" if isinstance(p, Field) else f"[{p.target}]" for p in item.pieces)
        flags = "".join(f" {name}" for name, on in (("key", item.key), ("definitions", item.definitions)) if on)
        when = f" when={item.when.source}" if item.when else ""
        anchor = f" #{item.anchor}" if item.anchor else ""
        lines += [f"{'  ' * depth}{n} {text}{anchor}{flags}{when} @{item.line}", outline(item.items, depth + 1)]
    return "\n".join(line for line in lines if line)


def test_paragraphs_fields_references_attributes() -> None:
    body = """
1. 乙方未达到[](#A-SLA)约定的 {{ a | words }}。 {#credit .key}
    1. 第一项__x__ & <b> *不是*；
        1. {{ x }}
    2. 第二项。 {when="a == 'b'"}
2. Acme Ltd. pays {{ 'A' if x else 'B' }} {{ y }} {.key when="included('a-b')"}
"""
    assert outline(parse_body(body, 10)) == (
        "1 乙方未达到[A-SLA]约定的 <a | words>。 #credit key @11\n"
        "  1 第一项__x__ & <b> 不是； @12\n"
        "    1 <x> @13\n"
        "  2 第二项。 when=a == 'b' @14\n"
        "2 Acme Ltd. pays <'A' if x else 'B'> <y> key when=included('a-b') @15"
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("1. a\n3. b", 2),
        ("1. a\n  1. b", 2),
        ("text", 1),
        ("1. a {.loud}", 1),
        ("1. {{ a", 1),
        ("1. {{ a|upper }}", 1),
        ("1. {% if a %}", 1),
        ('1. a {when="a ="}', 1),
        ("2. a", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(body: str, line: int) -> None:
    with pytest.raises(BodyProblem) as problem:
        parse_body(body)
    assert problem.value.line == line


@pytest.mark.parametrize(
    "text", ["1. FC Köln GmbH", "# Heading", "- dash", "> quote", "Acme *Holdings", "a | b", "---", "    code", "a\\b"]
)
def test_running_text_is_never_structure(text: str) -> None:
    assert "".join(p.text for p in parse_line(text) if isinstance(p, Text)) == text


def test_a_line_keeps_its_pieces() -> None:
    pieces = parse_line("指[](#A-SLA)及{{ x }}")
    assert [type(p) for p in pieces] == [Text, Ref, Text, Field]


def test_a_multiplication_is_no_emphasis() -> None:
    [text] = parse_line("7*24小时响应，5*8小时驻场，*着重*")[:1]
    assert isinstance(text, Text)
    assert text.text == "7*24小时响应，5*8小时驻场，"
    [kept, *_] = parse_body("1. 服务时间为7*24小时或者5*8小时。")[0].pieces
    assert isinstance(kept, Text)
    assert kept.text == "服务时间为7*24小时或者5*8小时。"
