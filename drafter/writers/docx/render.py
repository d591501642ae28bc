"""What a template prints, piece by piece. Nothing of a template is ever run: its tags were turned into pieces and expressions of our own (tags.py).

Values are escaped unless they are markup; what is missing is an error, never nothing; of an object only values can be had, never methods.
An answer is printed in its wording and asked about by its value: `{% if is_consortium %}` is false when the answer is no, whatever "no" reads. A test that
an open answer decides prints the mark of what is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


class Said:
    """An answer: how it reads, worked out when it is printed, and what it is. One that is open reads as the mark of what is missing."""

    def __init__(self, make: Callable[[], str], value: Any, is_open: bool = False) -> None:
        self._make, self.value, self.is_open = make, value, is_open

    @property
    def text(self) -> str:
        """How it reads."""
        return self._make()

    def rows(self) -> Iterable[Any]:
        """Return what a loop goes through. Raises TypeError for what is no list."""
        raise TypeError("this is no list")


class Cells(dict[str, Said]):
    """A row of a table, by column."""


class Open(Exception):
    """A test that an open answer decides."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said


def render(pieces: list[Piece], scope: Scope) -> str:
    """Return what is printed with the values of a scope. Raises Missing, TypeError for what cannot be compared or gone through."""
    return "".join(_printed(piece, scope) for piece in pieces)


def _printed(piece: Piece, scope: Scope) -> str:
    if isinstance(piece, str):
        return piece
    try:
        if isinstance(piece, Output):
            value = _value(piece.value, scope)
            return escape(value.text if isinstance(value, Said) else value)
        if isinstance(piece, If):
            return render(piece.body if _holds(piece.test, scope) else piece.otherwise, scope)
        return _looped(piece, scope)
    except Open as problem:
        mark = problem.said.text  # asked for, so that it counts as open
        return mark if _in_line(piece) or isinstance(piece, Output) else render(piece.otherwise, scope)


def _in_line(piece: Piece) -> bool:
    """Say whether what a tag encloses stands inside a line, so that a mark may stand in its place."""
    inner = [] if isinstance(piece, (str, Output)) else [*piece.body, *piece.otherwise]
    return all(
        "<w:p" not in part and "</w:p>" not in part if isinstance(part, str) else isinstance(part, Output) or _in_line(part)
        for part in inner
    )


def _looped(loop: For, scope: Scope) -> str:
    rows = [row for row in _rows(loop, scope) if loop.test is None or _holds(loop.test, {**scope, loop.target: row})]
    if not rows:
        return render(loop.otherwise, scope)
    return "".join(render(loop.body, {**scope, loop.target: row, "loop": _turn(n, len(rows))}) for n, row in enumerate(rows))


def _rows(loop: For, scope: Scope) -> Iterable[Any]:
    items = _value(loop.items, scope)
    if isinstance(items, Said):
        if items.is_open:
            raise Open(items)
        return items.rows()
    if not isinstance(items, list):
        raise TypeError("this is no list")
    return items


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
        raise Missing(tree.name)
    return scope[tree.name]


def _holds(tree: Node, scope: Scope) -> bool:
    return bool(_worth(_value(tree, scope)))


def _worth(value: Any) -> Any:
    """Return what is compared: of an answer its value. Raises Open."""
    if not isinstance(value, Said):
        return value
    if value.is_open:
        raise Open(value)
    return value.value


def _part(tree: nodes.Getattr, scope: Scope) -> Any:
    whole = _value(tree.node, scope)
    if isinstance(whole, Cells):
        if tree.attr not in whole:
            raise Missing(f"{tree.attr!r} is no column")
        return whole[tree.attr]
    if isinstance(whole, Said):
        raise Missing(f"an answer has no part {tree.attr!r}")
    if isinstance(whole, dict) and tree.attr in whole and not hasattr(whole, tree.attr):
        return whole[tree.attr]
    value = getattr(whole, tree.attr, None)
    if not isinstance(value, str | int):
        raise Missing(f"{tree.node.name}.{tree.attr}" if isinstance(tree.node, nodes.Name) else tree.attr)
    return value


def _compare(tree: nodes.Compare, scope: Scope) -> Any:
    left, answer = _worth(_value(tree.expr, scope)), True
    for operand in tree.ops:
        right = _worth(_value(operand.expr, scope))
        answer = _COMPARE[operand.op](left, right)
        if not answer:
            return answer
        left = right
    return answer


def _either(tree: nodes.And | nodes.Or, scope: Scope, deciding: bool) -> Any:
    """Return the side that decides an `and` or `or`: one that is open does not when the other one does."""
    try:
        left = _value(tree.left, scope)
        return left if bool(_worth(left)) is deciding else _value(tree.right, scope)
    except Open:
        right = _value(tree.right, scope)
        if bool(_worth(right)) is deciding:
            return right
        raise


_VALUES: dict[type[Node], Callable[[Any, Scope], Any]] = {
    nodes.Name: _name,
    nodes.Getattr: _part,
    nodes.Compare: _compare,
    nodes.Const: lambda tree, scope: tree.value,
    nodes.Not: lambda tree, scope: not _holds(tree.node, scope),
    nodes.And: lambda tree, scope: _either(tree, scope, deciding=False),
    nodes.Or: lambda tree, scope: _either(tree, scope, deciding=True),
}
