"""Evaluation with three answers: a value (true, false, a number, ...) or UNKNOWN when a needed answer is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol, TypeGuard

from drafter.causes import told
from drafter.expressions import nodes
from drafter.expressions.functions import FUNCTIONS, number
from drafter.expressions.syntax import ROW, Expression, ExpressionError, is_of_row, is_of_rows, names_in
from drafter.records import dataclass
from drafter.values.workdays import WorkCalendar


class Unknown:
    """The type of UNKNOWN; there is one value."""

    _one: Unknown | None = None

    def __new__(cls) -> Unknown:
        cls._one = cls._one or super().__new__(cls)
        return cls._one

    def __repr__(self) -> str:
        return "unknown"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


UNKNOWN: Final = Unknown()


def is_unknown(value: object) -> TypeGuard[Unknown]:
    """Return whether `value` is UNKNOWN."""
    return value is UNKNOWN


class Scope(Protocol):
    """Where names get their values: UNKNOWN for what has not been answered. Working days are those of its calendar."""

    @property
    def calendar(self) -> WorkCalendar: ...

    def value(self, name: str) -> Any: ...

    def included(self, clause: str) -> bool | Unknown: ...


def evaluate(expression: Expression, scope: Scope) -> Any:
    """Return the value of `expression` in `scope`, or UNKNOWN.

    Raises ExpressionError when the values do not fit the operators (a date plus a text, say).
    """
    try:
        return _walk(expression.tree, scope)
    except ExpressionError:
        raise
    except (TypeError, ValueError, ArithmeticError, InvalidOperation, OverflowError, AttributeError) as problem:
        why = told(problem)
        raise ExpressionError(f"{expression.source!r} 无法计算：{why.zh}", f"{expression.source!r} cannot be computed: {why.en}") from None


def holds(expression: Expression, scope: Scope) -> bool | Unknown:
    """Return whether a condition holds in `scope`. Raises ExpressionError."""
    return _truth(evaluate(expression, scope))


def _walk(tree: nodes.Node, scope: Scope) -> Any:
    return _WALKERS[type(tree)](tree, scope)


def _name(tree: nodes.Name, scope: Scope) -> Any:
    return scope.value(tree.name)


def _const(tree: nodes.Const, scope: Scope) -> Any:
    return Decimal(str(tree.value)) if isinstance(tree.value, float) else tree.value


def _list(tree: nodes.List, scope: Scope) -> Any:
    items = [_walk(item, scope) for item in tree.items]
    return UNKNOWN if any(map(is_unknown, items)) else items


def _truth(value: Any) -> bool | Unknown:
    return UNKNOWN if is_unknown(value) else bool(value)


def _and(tree: nodes.And, scope: Scope) -> Any:
    left = _truth(_walk(tree.left, scope))
    if left is False:
        return False
    right = _truth(_walk(tree.right, scope))
    return False if right is False else UNKNOWN if UNKNOWN in (left, right) else True


def _or(tree: nodes.Or, scope: Scope) -> Any:
    left = _truth(_walk(tree.left, scope))
    if left is True:
        return True
    right = _truth(_walk(tree.right, scope))
    return True if right is True else UNKNOWN if UNKNOWN in (left, right) else False


def _not(tree: nodes.Not, scope: Scope) -> Any:
    value = _truth(_walk(tree.node, scope))
    return UNKNOWN if is_unknown(value) else not value


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "lteq": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gteq": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "notin": lambda a, b: a not in b,
}


def _compare(tree: nodes.Compare, scope: Scope) -> Any:
    left = _walk(tree.expr, scope)
    answer: Any = True
    for operand in tree.ops:
        right = _walk(operand.expr, scope)
        if is_unknown(left) or is_unknown(right):
            answer = UNKNOWN
        elif not _COMPARE[operand.op](left, right):
            return False
        left = right
    return answer


def _arithmetic(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Scope], Any]:
    def walk(tree: nodes.BinExpr, scope: Scope) -> Any:
        left, right = _walk(tree.left, scope), _walk(tree.right, scope)
        if is_unknown(left) or is_unknown(right):
            return UNKNOWN
        if isinstance(right, timedelta) and isinstance(left, (date, timedelta)):
            return _moved(left, right if isinstance(tree, nodes.Add) else -right)
        return operation(number(left), number(right))

    return walk


def _moved(start: date | timedelta, span: timedelta) -> date | timedelta:
    """Return a moment so much later; a day begins at midnight where the span is not of whole days."""
    if isinstance(start, date) and not isinstance(start, datetime) and span.seconds:
        start = datetime.combine(start, time())
    return start + span


def _neg(tree: nodes.Neg, scope: Scope) -> Any:
    value = _walk(tree.node, scope)
    return UNKNOWN if is_unknown(value) else -number(value)


def _condition(tree: nodes.CondExpr, scope: Scope) -> Any:
    test = _truth(_walk(tree.test, scope))
    if is_unknown(test):
        return UNKNOWN
    if test:
        return _walk(tree.expr1, scope)
    return _walk(tree.expr2, scope) if tree.expr2 is not None else UNKNOWN


def _call(tree: nodes.Call, scope: Scope) -> Any:
    assert isinstance(tree.node, nodes.Name)
    if is_of_rows(tree):
        return _of_rows(tree, scope)
    function = FUNCTIONS[tree.node.name]
    arguments = [*(getattr(scope, name) for name in function.given), *(_walk(argument, scope) for argument in tree.args)]
    if any(map(is_unknown, arguments)):
        return False if function.of_cell and isinstance(cell := tree.args[0], nodes.Getattr) and is_of_row(cell) else UNKNOWN
    if tree.node.name == "included":
        return scope.included(str(arguments[0]))
    value = function.call(*arguments)
    return UNKNOWN if value is None else value


@dataclass(slots=True)
class _Row:
    """A scope and, as `row`, one row of a table; what is the same for every row is found out once."""

    row: Mapping[str, Any]
    outer: Scope
    same: dict[nodes.Same, Any]

    @property
    def calendar(self) -> WorkCalendar:
        return self.outer.calendar

    def value(self, name: str) -> Any:
        return self.row if name == ROW else self.outer.value(name)

    def included(self, clause: str) -> bool | Unknown:
        return self.outer.included(clause)


def _of_rows(tree: nodes.Call, scope: Scope) -> Any:
    """Return what is asked of each row of a table: the rows for which a condition holds, or the sum of an amount.

    A row whose cells do not decide it counts for nothing; an answer that is missing leaves all unknown.
    """
    assert isinstance(tree.node, nodes.Name)
    table, asked = _walk(tree.args[0], scope), tree.args[1]
    known = [scope.value(name) for name in names_in(asked) if name != ROW]
    if is_unknown(table) or any(map(is_unknown, known)):
        return UNKNOWN
    same: dict[nodes.Same, Any] = {}
    found = ((row, _walk(asked, _Row(row, scope, same))) for row in table)
    if tree.node.name == "where":
        return [row for row, value in found if _truth(value) is True]
    return sum((number(value) for _, value in found if not is_unknown(value)), Decimal(0))


def _same(tree: nodes.Same, scope: Any) -> Any:  # of a row
    if tree not in scope.same:
        scope.same[tree] = _walk(tree.node, scope.outer)
    return scope.same[tree]


def _part(tree: nodes.Getattr, scope: Scope) -> Any:
    whole = _walk(tree.node, scope)
    if is_unknown(whole):
        return UNKNOWN
    if not isinstance(whole, dict):
        raise ExpressionError(f"没有组成部分的答案中没有 {tree.attr}", f"{tree.attr!r} asked of something that has no parts")
    return whole.get(tree.attr, UNKNOWN)


_WALKERS: dict[type[nodes.Node], Callable[[Any, Scope], Any]] = {
    nodes.Name: _name,
    nodes.Const: _const,
    nodes.List: _list,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.Not: _not,
    nodes.Compare: _compare,
    nodes.Add: _arithmetic(lambda a, b: a + b),
    nodes.Sub: _arithmetic(lambda a, b: a - b),
    nodes.Mul: _arithmetic(lambda a, b: a * b),
    nodes.Div: _arithmetic(lambda a, b: a / b),
    nodes.Neg: _neg,
    nodes.CondExpr: _condition,
    nodes.Call: _call,
    nodes.Getattr: _part,
    nodes.Same: _same,
}
