"""From text to a checked syntax tree. Jinja parses; only a short list of nodes passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from drafter.expressions.functions import FUNCTIONS

FILTERS = {"words", "number"}
MAX_LENGTH = 2_000  # characters; content expressions are far shorter, and a limit keeps the parser's recursion bounded
MAX_DEPTH = 40

_ALLOWED = (
    nodes.Name, nodes.Const, nodes.List, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Neg, nodes.CondExpr, nodes.Call, nodes.Getattr,
)  # fmt: skip
_COMPARISONS = {"eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"}
_ENVIRONMENT = Environment(autoescape=False)
_FIELD = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
ARITIES: Mapping[str, int] = {name: function.arity for name, function in FUNCTIONS.items()}


class ExpressionError(ValueError):
    """An expression that is malformed or uses what the language does not have."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its source, its tree, the names it uses and the clauses it asks about."""

    source: str
    tree: nodes.Expr = field(compare=False)
    names: frozenset[str]
    clauses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a text: an expression and the filters it is printed through."""

    source: str
    expression: Expression
    filters: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def parse(source: str) -> Expression:
    """Return the checked expression. Raises ExpressionError saying what is not understood."""
    tree = _parse(source)
    _check(tree, source)
    return Expression(source.strip(), tree, frozenset(_names(tree)), frozenset(_clauses(tree)))


@lru_cache(maxsize=8192)
def parse_field(source: str) -> Field:
    """Return the field written between double braces: an expression with optional filters."""
    tree = _parse(source)
    filters: list[str] = []
    while isinstance(tree, nodes.Filter):
        if tree.name not in FILTERS or tree.args or tree.kwargs or tree.node is None:
            raise ExpressionError(f"unknown filter {tree.name!r}; there are {', '.join(sorted(FILTERS))}")
        filters.insert(0, tree.name)
        tree = tree.node
    _check(tree, source)
    expression = Expression(source.strip(), tree, frozenset(_names(tree)), frozenset(_clauses(tree)))
    return Field(source.strip(), expression, tuple(filters))


def split_fields(text: str) -> list[str | Field]:
    """Return the text cut into plain pieces and fields. Raises ExpressionError."""
    pieces: list[str | Field] = []
    for index, piece in enumerate(_FIELD.split(text)):
        if index % 2:
            pieces.append(parse_field(piece))
        elif piece:
            pieces.append(piece)
    return pieces


def _parse(source: str) -> nodes.Expr:
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters")
    try:
        parser = Parser(_ENVIRONMENT, source.strip(), state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ExpressionError(f"unexpected {parser.stream.current.value!r}")
    except TemplateSyntaxError as problem:
        raise ExpressionError(problem.message or "cannot be read") from None
    except RecursionError:
        raise ExpressionError("nested too deeply") from None
    return tree


def _check(tree: nodes.Node, source: str, depth: int = 0, arities: Mapping[str, int] = ARITIES) -> None:
    if depth > MAX_DEPTH:
        raise ExpressionError("nested too deeply")
    _check_node(tree, source)
    if isinstance(tree, nodes.Call):
        _check_call(tree, source, arities)
    for child in tree.args if isinstance(tree, nodes.Call) else tree.iter_child_nodes():
        _check(child, source, depth + 1, arities)


def _check_node(tree: nodes.Node, source: str) -> None:
    if not isinstance(tree, _ALLOWED):
        raise ExpressionError(f"{type(tree).__name__} is not part of the expression language, in {source!r}")
    if isinstance(tree, nodes.Operand) and tree.op not in _COMPARISONS:
        raise ExpressionError(f"operator {tree.op} is not part of the expression language")
    if isinstance(tree, nodes.Getattr) and (not isinstance(tree.node, nodes.Name) or tree.attr.startswith("_")):
        raise ExpressionError(f"only a part of a named answer may follow a dot, in {source!r}")
    if isinstance(tree, nodes.Const) and not isinstance(tree.value, (str, int, float, bool)):
        raise ExpressionError(f"the constant {tree.value!r} is not part of the expression language")


def _check_call(tree: nodes.Call, source: str, arities: Mapping[str, int]) -> None:
    if not isinstance(tree.node, nodes.Name) or tree.node.name not in arities:
        raise ExpressionError(f"unknown function in {source!r}; there are {', '.join(sorted(arities))}")
    if tree.kwargs or tree.dyn_args is not None or tree.dyn_kwargs is not None:
        raise ExpressionError(f"arguments of {tree.node.name} are given by position")
    wanted = arities[tree.node.name]
    if len(tree.args) != wanted:
        raise ExpressionError(f"{tree.node.name} takes {wanted} arguments, not {len(tree.args)}")


def _names(tree: nodes.Node) -> Iterator[str]:
    if isinstance(tree, nodes.Name):
        yield tree.name
    elif isinstance(tree, nodes.Call):
        for argument in tree.args:
            yield from _names(argument)
    else:
        for child in tree.iter_child_nodes():
            yield from _names(child)


def _clauses(tree: nodes.Node) -> Iterator[str]:
    for call in [*tree.find_all(nodes.Call), *([tree] if isinstance(tree, nodes.Call) else [])]:
        if isinstance(call.node, nodes.Name) and call.node.name == "included" and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value)
