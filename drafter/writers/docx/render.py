"""What a template prints, piece by piece. Nothing of a template is ever run: its tags were turned into pieces and expressions of our own (tags.py).

Values are escaped unless they are markup; what is missing is an error, never nothing; of an object only values can be had, never methods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import escape

from drafter.expressions import nodes
from drafter.expressions.nodes import Expr, Node


class Output(Node):
    """`{{ value }}`."""

    value: Expr


class If(Node):
    """`{% if test %} body {% else %} otherwise {% endif %}`; an `elif` is an If among what is printed otherwise."""

    test: Expr
    body: list[Piece]
    otherwise: list[Piece]


class For(Node):
    """`{% for target in items if test %} body {% else %} otherwise {% endfor %}`."""

    target: str
    items: Expr
    test: Expr | None
    body: list[Piece]
    otherwise: list[Piece]


Piece = str | Output | If | For
Scope = Mapping[str, Any]


class Missing(Exception):
    """Something that a tag asks for and there is not."""


def render(pieces: list[Piece], scope: Scope) -> str:
    """Return what is printed with the values of a scope. Raises Missing, TypeError for what cannot be compared or gone through."""
    return "".join(_printed(piece, scope) for piece in pieces)


def _printed(piece: Piece, scope: Scope) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Output):
        return escape(_value(piece.value, scope))
    if isinstance(piece, If):
        return render(piece.body if _value(piece.test, scope) else piece.otherwise, scope)
    return _looped(piece, scope)


def _looped(loop: For, scope: Scope) -> str:
    rows = [row for row in _value(loop.items, scope) if loop.test is None or _value(loop.test, {**scope, loop.target: row})]
    if not rows:
        return render(loop.otherwise, scope)
    return "".join(render(loop.body, {**scope, loop.target: row, "loop": _turn(n, len(rows))}) for n, row in enumerate(rows))


def _turn(index: int, length: int) -> dict[str, int | bool]:
    """Return what `loop` says of a turn, as Jinja has it."""
    left = length - index
    return {
        "index": index + 1, "index0": index, "revindex": left, "revindex0": left - 1, "first": index == 0, "last": left == 1, "length": length,
        "depth": 1, "depth0": 0,
    }  # fmt: skip


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b, "lteq": lambda a, b: a <= b, "gt": lambda a, b: a > b,
    "gteq": lambda a, b: a >= b, "in": lambda a, b: a in b, "notin": lambda a, b: a not in b,
}  # fmt: skip


def _value(tree: Node, scope: Scope) -> Any:
    return _VALUES[type(tree)](tree, scope)


def _name(tree: nodes.Name, scope: Scope) -> Any:
    if tree.name not in scope:
        raise Missing(f"{tree.name!r} is undefined")
    return scope[tree.name]


def _part(tree: nodes.Getattr, scope: Scope) -> Any:
    whole = _value(tree.node, scope)
    if isinstance(whole, dict) and tree.attr in whole and not hasattr(whole, tree.attr):
        return whole[tree.attr]
    value = getattr(whole, tree.attr, None)
    if not isinstance(value, str | int):
        kind = f"{type(whole).__name__} object"
        raise Missing(f"{kind!r} has no attribute {tree.attr!r}")
    return value


def _compare(tree: nodes.Compare, scope: Scope) -> Any:
    left, answer = _value(tree.expr, scope), True
    for operand in tree.ops:
        right = _value(operand.expr, scope)
        answer = _COMPARE[operand.op](left, right)
        if not answer:
            return answer
        left = right
    return answer


_VALUES: dict[type[Node], Callable[[Any, Scope], Any]] = {
    nodes.Name: _name,
    nodes.Getattr: _part,
    nodes.Compare: _compare,
    nodes.Const: lambda tree, scope: tree.value,
    nodes.Not: lambda tree, scope: not _value(tree.node, scope),
    nodes.And: lambda tree, scope: _value(tree.left, scope) and _value(tree.right, scope),
    nodes.Or: lambda tree, scope: _value(tree.left, scope) or _value(tree.right, scope),
}
