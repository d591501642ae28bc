"""Formulas of forms: the expression language with spans of time, columns as a whole, and look-ups in the contract.

What Word and Excel forms compute is written in the same language as conditions. A formula is rewritten as it is parsed, so that whoever
evaluates or translates it meets few things: a column as a whole is the name `column[]`, the position of a clause the name
`position:clause`, and a look-up of a service level is a choice between the answers that fix it.
"""

from __future__ import annotations

from functools import lru_cache

from drafter.expressions import nodes
from drafter.expressions.functions import COLUMN, FUNCTIONS, arities
from drafter.expressions.syntax import Expression, ExpressionError, _check_calls, _expression, _parse

WHOLE, POSITION = "[]", "position:"
PRIORITIES = ("P1", "P2", "P3", "P4")
SERVICE_LEVELS = {  # what is asked for -> the ending of the answer's name, and the minutes in its unit
    "response": ("response_min", 1), "onsite": ("onsite_min", 1), "workaround": ("workaround_h", 60), "resolve": ("resolve_h", 60),
    "resolution": ("resolve_h", 60), "update": ("update_min", 1),
}  # fmt: skip
_NO_LEVEL = {"p3_onsite_min", "p4_onsite_min", "p4_workaround_h", "p3_update_min", "p4_update_min"}  # said in words in A-SLA, or not at all


@lru_cache(maxsize=4096)
def parse_formula(source: str) -> Expression:
    """Return the checked formula, rewritten. Raises ExpressionError saying what is not understood."""
    tree = _rewritten(_parse(source, None), source)
    _check_calls(tree, source, arities(in_forms=True))
    return _expression(source, tree)


def _rewritten(tree: nodes.Expr, source: str) -> nodes.Expr:
    for name, value in tree.iter_fields():
        if isinstance(value, nodes.Expr):
            setattr(tree, name, _rewritten(value, source))
        elif isinstance(value, list):
            setattr(tree, name, [_inside(item, source) for item in value])
    return _call(tree, source) if isinstance(tree, nodes.Call) else tree


def _inside(item: nodes.Node, source: str) -> nodes.Node:
    if isinstance(item, nodes.Operand):
        item.expr = _rewritten(item.expr, source)
        return item
    return _rewritten(item, source) if isinstance(item, nodes.Expr) else item


def _call(call: nodes.Call, source: str) -> nodes.Expr:
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    whole = FUNCTIONS.get(COLUMN + name)
    if whole is not None and whole.arity == len(call.args):
        return _column(call, name, source)
    if name in ("min", "max") and len(call.args) > 2:
        first, *rest = call.args
        return _called(name, first, _call(_called(name, *rest), source))
    if name == "position":
        return nodes.Name(f"{POSITION}{_text(call.args[:1], source)}")
    if name == "sla_minutes" and len(call.args) == 2:
        return _level(call.args[0], _text(call.args[1:], source), source)
    return call


def _column(call: nodes.Call, name: str, source: str) -> nodes.Expr:
    columns, rest = (call.args[:2], call.args[2:]) if name == "sum_where" else (call.args[:1], call.args[1:])
    if not all(isinstance(c, nodes.Name) for c in columns):
        raise ExpressionError(f"{source!r} 中的 {name} 应给出列名", f"{name} takes the name of a column, in {source!r}")
    wholes = [nodes.Name(c.name + WHOLE) for c in columns if isinstance(c, nodes.Name)]
    return _called(COLUMN + name, *wholes, *rest)


def _level(priority: nodes.Expr, wanted: str, source: str) -> nodes.Expr:
    if wanted not in SERVICE_LEVELS:
        raise ExpressionError(
            f"{source!r} 中没有服务级别 {wanted}；可用：{'、'.join(SERVICE_LEVELS)}",
            f"no service level {wanted!r}; there are {', '.join(SERVICE_LEVELS)}, in {source!r}",
        )
    ending, factor = SERVICE_LEVELS[wanted]
    found: nodes.Expr | None = None
    for rank in reversed(PRIORITIES):
        answer = f"{rank.lower()}_{ending}"
        if answer in _NO_LEVEL:
            continue
        value: nodes.Expr = nodes.Name(answer)
        if factor > 1:
            value = nodes.Mul(value, nodes.Const(factor))
        is_rank = nodes.Operand("in", nodes.List([nodes.Const(rank), nodes.Const(rank.lower())]))
        found = nodes.CondExpr(nodes.Compare(priority, [is_rank]), value, found)
    assert found is not None
    return found


def _called(name: str, *arguments: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.Name(name), list(arguments))


def _text(arguments: list[nodes.Expr], source: str) -> str:
    if not arguments or not isinstance(arguments[0], nodes.Const) or not isinstance(arguments[0].value, str):
        raise ExpressionError(f"{source!r} 中应为加引号的文本", f"a text in quotes was expected, in {source!r}")
    return arguments[0].value
