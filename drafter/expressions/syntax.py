"""From text to a checked syntax tree. Jinja parses; only a short list of nodes passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any, cast

from drafter.causes import told
from drafter.expressions import nodes
from drafter.expressions.functions import arities as arities_of
from drafter.language import Told
from drafter.patterns import regex
from drafter.records import dataclass

FILTERS = {"words", "number"}
MAX_LENGTH = 2_000  # characters; content expressions are far shorter, and a limit keeps the parser's recursion bounded
MAX_DEPTH = 40
ROW = "row"  # where(assets, row.in_scope), total(staff_posts, row.persons * row.months): asked of each row of a table
OF_ROWS = ("where", "total")
OF_COLUMNS = ("sum", "any", "column")  # their second argument is a column of the first
LAW = "law"  # law.publish_days is one name: a number that law sets

_COMPARISONS = {"eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"}
_NAME = regex(r"\s*([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\s*")
_KEYWORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"})
_FIELD = regex(r"\{\{(.*?)\}\}", re.DOTALL)


class ExpressionError(Told):
    """An expression that is malformed or uses what the language does not have."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its source, its tree, the names it uses and the clauses it asks about."""

    source: str
    tree: nodes.Expr = field(compare=False)
    names: frozenset[str]
    clauses: frozenset[str]

    def __reduce__(self) -> tuple[type[Expression], tuple[Any, ...]]:
        return Expression, (self.source, self.tree, self.names, self.clauses)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a text: an expression and the filters it is printed through."""

    source: str
    expression: Expression
    filters: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Field], tuple[Any, ...]]:
        return Field, (self.source, self.expression, self.filters)


@lru_cache(maxsize=8192)
def parse(source: str) -> Expression:
    """Return the checked expression. Raises ExpressionError saying what is not understood."""
    return _expression(source, _parse(source, arities_of()))


@lru_cache(maxsize=8192)
def parse_field(source: str) -> Field:
    """Return the field written between double braces: an expression with optional filters."""
    if (known := _LEARNT.get(source)) is not None:
        return known[source]
    if (name := _named(source)) is not None:
        return Field(source.strip(), _expression(source, name))
    tree = _jinja(source)
    filters: list[str] = []
    while type(tree).__name__ == "Filter":
        if tree.name not in FILTERS or tree.args or tree.kwargs or tree.node is None:
            raise ExpressionError(
                f"没有过滤器 {tree.name}；可用：{'、'.join(sorted(FILTERS))}",
                f"unknown filter {tree.name!r}; there are {', '.join(sorted(FILTERS))}",
            )
        filters.insert(0, tree.name)
        tree = tree.node
    return Field(source.strip(), _expression(source, cast(nodes.Expr, _own(tree, source, arities_of()))), tuple(filters))


def is_name(source: str) -> bool:
    """Return whether a field is but a name or a part of one."""
    return _named(source) is not None


def learn(fields: Mapping[str, Field]) -> None:
    """Take note of fields that were parsed before, by what stands between the braces."""
    _LEARNT.update(dict.fromkeys(fields, fields))


_LEARNT: dict[str, Mapping[str, Field]] = {}


def _expression(source: str, tree: nodes.Expr) -> Expression:
    return Expression(source.strip(), tree, frozenset(names_in(tree)), frozenset(_clauses(tree)))


def sources_of_fields(text: str) -> list[str]:
    """Return what stands between the double braces of a text."""
    return _FIELD.findall(text)


def split_fields(text: str) -> list[str | Field]:
    """Return the text cut into plain pieces and fields. Raises ExpressionError."""
    pieces: list[str | Field] = []
    for index, piece in enumerate(_FIELD.split(text)):
        if index % 2:
            pieces.append(parse_field(piece))
        elif piece:
            pieces.append(piece)
    return pieces


def _parse(source: str, arities: Mapping[str, int] | None) -> nodes.Expr:
    """Return the checked tree; without `arities` what is called is not looked at yet. Raises ExpressionError."""
    return _named(source) or cast(nodes.Expr, _own(_jinja(source), source, arities))


def _named(source: str) -> nodes.Expr | None:
    """Return the tree of a name or of a part of one, which is what most fields hold; nothing for what only Jinja reads."""
    match = _NAME.fullmatch(source) if len(source) <= MAX_LENGTH else None
    if match is None or match[1] in _KEYWORDS:
        return None
    name = nodes.Name(match[1])
    return _part(name, match[2]) if match[2] else name


def _jinja(source: str) -> Any:
    """Return Jinja's tree of an expression, not checked. Jinja is imported here: what is compiled already never needs it."""
    from jinja2 import TemplateSyntaxError
    from jinja2.parser import Parser

    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"超过 {MAX_LENGTH} 个字符", f"longer than {MAX_LENGTH} characters")
    try:
        parser = Parser(_environment(), source.strip(), state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ExpressionError(f"此处不应有 {parser.stream.current.value!r}", f"unexpected {parser.stream.current.value!r}")
    except TemplateSyntaxError as problem:
        raise _refused(problem) from None
    except RecursionError:
        raise ExpressionError("嵌套过深", "nested too deeply") from None
    return tree


def _refused(problem: Exception) -> ExpressionError:
    words = told(problem)
    return ExpressionError(words.zh, words.en)


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment

    return Environment(autoescape=False)


def _part(whole: nodes.Name, name: str) -> nodes.Expr:
    """Return a part of an answer; what is asked of law is one name, a number that law sets."""
    return nodes.Name(f"{LAW}.{name}") if whole.name == LAW else nodes.Getattr(whole, name)


def _own(tree: Any, source: str, arities: Mapping[str, int] | None, depth: int = 0) -> nodes.Node:
    """Return our node for one of Jinja's, and for all under it. Raises ExpressionError for what is not part of the language."""
    if depth > MAX_DEPTH:
        raise ExpressionError("嵌套过深", "nested too deeply")
    kind = _kind(tree, source)
    if kind is nodes.Getattr and tree.node.name == LAW:
        return _part(nodes.Name(LAW), tree.attr)
    if kind is nodes.Call:
        _check_arguments(tree, source, arities)

    def taken(value: Any) -> Any:
        if isinstance(value, list):
            return [taken(item) for item in value]
        return _own(value, source, arities, depth + 1) if hasattr(value, "iter_child_nodes") else value

    own = kind(*(taken(getattr(tree, name)) for name in kind.fields))
    if isinstance(own, nodes.Call) and is_of_rows(own):
        own.args[1:] = map(_of_row, own.args[1:])
    return own


def _of_row(tree: Any) -> Any:
    """Return what is asked of each row, with every part marked that is the same for all of them."""
    if isinstance(tree, nodes.Const):
        return tree
    if isinstance(tree, nodes.Expr) and ROW not in names_in(tree):
        return nodes.Same(tree)
    if isinstance(tree, nodes.Call):
        asked_of_others = tree.args[1:] if is_of_rows(tree) else []
        return nodes.Call(tree.node, [*map(_of_row, tree.args[: len(tree.args) - len(asked_of_others)]), *asked_of_others])
    return tree.with_children(_of_row)


def _kind(tree: Any, source: str) -> type[nodes.Node]:
    kind = nodes.KINDS.get(type(tree).__name__)
    if kind is None:
        raise ExpressionError(
            f"{source!r} 中的 {type(tree).__name__} 不属于表达式语言",
            f"{type(tree).__name__} is not part of the expression language, in {source!r}",
        )
    if kind is nodes.Operand and tree.op not in _COMPARISONS:
        raise ExpressionError(f"运算符 {tree.op} 不属于表达式语言", f"operator {tree.op} is not part of the expression language")
    if kind is nodes.Getattr and (type(tree.node).__name__ != "Name" or tree.attr.startswith("_")):
        raise ExpressionError(
            f"{source!r} 中的点号之后只能是某项答案的一部分", f"only a part of a named answer may follow a dot, in {source!r}"
        )
    if kind is nodes.Const and not isinstance(tree.value, (str, int, float, bool)):
        raise ExpressionError(
            f"常量 {tree.value!r} 不属于表达式语言", f"the constant {tree.value!r} is not part of the expression language"
        )
    return kind


def _check_arguments(tree: Any, source: str, arities: Mapping[str, int] | None) -> None:
    """Check a call as Jinja has it: named arguments are none of ours."""
    if arities is not None:
        _check_name(tree.node, source, arities)
    if tree.kwargs or tree.dyn_args is not None or tree.dyn_kwargs is not None:
        raise ExpressionError(f"{source!r} 中的参数应按位置给出", f"arguments are given by position, in {source!r}")
    if arities is not None:
        _check_count(tree, arities)


def _check_name(called: Any, source: str, arities: Mapping[str, int]) -> None:
    if type(called).__name__ != "Name" or called.name not in arities:
        raise ExpressionError(
            f"{source!r} 中有没有的函数；可用：{'、'.join(sorted(arities))}",
            f"unknown function in {source!r}; there are {', '.join(sorted(arities))}",
        )


def _check_count(call: Any, arities: Mapping[str, int]) -> None:
    wanted = arities[call.node.name]
    if len(call.args) != wanted:
        raise ExpressionError(
            f"{call.node.name} 应有 {wanted} 个参数，不是 {len(call.args)} 个",
            f"{call.node.name} takes {wanted} arguments, not {len(call.args)}",
        )


def _check_calls(tree: nodes.Node, source: str, arities: Mapping[str, int]) -> None:
    """Check every call of a tree that was read without knowing what may be called."""
    for call in tree.walk():
        if isinstance(call, nodes.Call):
            _check_name(call.node, source, arities)
            _check_count(call, arities)


def called(tree: nodes.Node) -> Iterator[str]:
    """Yield the names of the functions that a tree calls."""
    return (part.node.name for part in tree.walk() if isinstance(part, nodes.Call) and isinstance(part.node, nodes.Name))


def names_in(tree: nodes.Node) -> Iterator[str]:
    """Yield the names that a tree uses."""
    if isinstance(tree, nodes.Name):
        yield tree.name
    elif isinstance(tree, nodes.Call):
        for number, argument in enumerate(tree.args):
            yield from (name for name in names_in(argument) if not (number and name == ROW and is_of_rows(tree)))
    else:
        for child in tree.iter_child_nodes():
            yield from names_in(child)


def is_of_rows(call: nodes.Call) -> bool:
    """Return whether the second argument of a call is asked of each row of the first."""
    return isinstance(call.node, nodes.Name) and call.node.name in OF_ROWS


def cells_in(tree: nodes.Node) -> Iterator[tuple[str, str]]:
    """Yield the table and the column of every column that a tree asks for by name."""
    for call in tree.walk():
        if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name) or call.node.name not in (*OF_COLUMNS, *OF_ROWS):
            continue
        table = _table(call)
        if is_of_rows(call):
            yield from ((table, part.attr) for part in call.args[1].walk() if isinstance(part, nodes.Getattr) and is_of_row(part))
        elif isinstance(column := call.args[1], nodes.Const):
            yield table, str(column.value)


def _table(call: nodes.Call) -> str:
    """Return the name of the table whose rows a call looks at, chosen ones or all; nothing where it is none by its name."""
    first = call.args[0]
    if isinstance(first, nodes.Call) and is_of_rows(first):
        return _table(first)
    return first.name if isinstance(first, nodes.Name) else ""


def is_of_row(part: nodes.Getattr) -> bool:
    """Return whether a part is asked of the row at hand: a cell."""
    return isinstance(part.node, nodes.Name) and part.node.name == ROW


def _clauses(tree: nodes.Node) -> Iterator[str]:
    for call in tree.walk():
        if isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name) and call.node.name == "included":
            yield from (str(clause.value) for clause in call.args[:1] if isinstance(clause, nodes.Const))
