"""The syntax tree of an expression. The names are those of Jinja, whose parser reads it; the tree is our own, so that evaluating needs no Jinja.

Trees are kept with the compiled content, and copied and rewritten by the formulas of forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform()
class Node:
    """A part of an expression; its fields are given by position, in the order they are declared."""

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.fields = (*cls.fields, *cls.__annotations__) if "__annotations__" in cls.__dict__ else cls.fields

    def __init__(self, *values: Any) -> None:
        self.__dict__.update(zip(self.fields, values, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(repr(value) for _, value in self.iter_fields())})"

    def iter_fields(self) -> Iterator[tuple[str, Any]]:
        """Yield the fields with their values."""
        return ((name, getattr(self, name)) for name in self.fields)

    def iter_child_nodes(self) -> Iterator[Node]:
        """Yield the nodes right under this one."""
        for _, value in self.iter_fields():
            yield from (item for item in (value if isinstance(value, list) else (value,)) if isinstance(item, Node))

    def with_children(self, change: Callable[[Node], Node]) -> Node:
        """Return a node like this one, with `change` of each node right under it."""

        def changed(value: Any) -> Any:
            return list(map(changed, value)) if isinstance(value, list) else change(value) if isinstance(value, Node) else value

        return type(self)(*(changed(value) for _, value in self.iter_fields()))

    def walk(self) -> Iterator[Node]:
        """Yield this node and all under it."""
        yield self
        for child in self.iter_child_nodes():
            yield from child.walk()


class Expr(Node):
    """A node with a value."""


class Name(Expr):
    """An answer, a fact, a column or a function by its name."""

    name: str


class Const(Expr):
    """A text, a number, true or false; None where a formula is folded and nothing is known."""

    value: Any


class List(Expr):
    """A list."""

    items: list[Expr]


class Getattr(Expr):
    """A part of an answer: `party_a.name`."""

    node: Expr
    attr: str


class Call(Expr):
    """A function called."""

    node: Expr
    args: list[Expr]


class Same(Expr):
    """A part of what is asked of each row of a table that does not look at the row: the same for every one of them."""

    node: Expr


class Operand(Node):
    """An operator of a comparison (eq, ne, lt, lteq, gt, gteq, in, notin) and what stands right of it."""

    op: str
    expr: Expr


class Compare(Expr):
    """A comparison, of more than two when chained."""

    expr: Expr
    ops: list[Operand]


class CondExpr(Expr):
    """`expr1 if test else expr2`."""

    test: Expr
    expr1: Expr
    expr2: Expr | None


class UnaryExpr(Expr):
    """An operator and its operand."""

    node: Expr


class Not(UnaryExpr):
    """`not node`."""


class Neg(UnaryExpr):
    """`-node`."""


class BinExpr(Expr):
    """An operator between two operands."""

    left: Expr
    right: Expr


class And(BinExpr):
    """`left and right`."""


class Or(BinExpr):
    """`left or right`."""


class Add(BinExpr):
    """`left + right`."""


class Sub(BinExpr):
    """`left - right`."""


class Mul(BinExpr):
    """`left * right`."""


class Div(BinExpr):
    """`left / right`."""


KINDS: dict[str, type[Node]] = {
    kind.__name__: kind
    for kind in (Name, Const, List, Getattr, Call, Operand, Compare, CondExpr, Not, Neg, And, Or, Add, Sub, Mul, Div)
}  # fmt: skip
