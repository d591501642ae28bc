"""What the answers alone decide in a formula is worked out before it becomes live: tables counted, clauses looked up, the row of a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from drafter.errors import error
from drafter.expressions import Expression, ExpressionError, evaluate, is_unknown, nodes
from drafter.expressions.formula import POSITION, WHOLE
from drafter.expressions.functions import FUNCTIONS
from drafter.expressions.syntax import names_in
from drafter.forms.calculate import At, Calculation
from drafter.records import dataclass

N = TypeVar("N", bound=nodes.Node)


def folded(formula: Expression, scope: At, form: Calculation) -> Expression:
    """Return a formula with such parts replaced by their values."""
    own = frozenset({*form.fields, *scope.columns})
    tree = _Folding(own, lambda part: _value(part, scope, form), form.absent).fold(formula.tree)
    return Expression(formula.source, tree, frozenset(names_in(tree)), frozenset())


def settled(formula: Expression, own: Iterable[str]) -> Expression:
    """Return a formula whose parts that the answers decide stand as if they were not answered: its shape, for checks."""
    tree = _Folding(frozenset(own), lambda part: None).fold(formula.tree)
    return Expression(formula.source, tree, formula.names, frozenset())


def free_names(formula: Expression) -> frozenset[str]:
    """Return the names of a folded formula that stand for one value each."""
    return frozenset(n for n in formula.names if not n.endswith(WHOLE))


@dataclass(frozen=True)
class _Folding:
    own: frozenset[str]  # names of the form itself, which no answer decides
    settle: Callable[[nodes.Expr], Any]
    absent: frozenset[str] = frozenset()

    def fold(self, tree: nodes.Expr) -> nodes.Expr:
        """Return a tree of its own."""
        return nodes.Const(self.settle(tree)) if self._decided(tree) else self._rebuilt(tree)

    def _rebuilt(self, node: N) -> N:
        return type(node)(*(self._inside(value) for _, value in node.iter_fields()))

    def _inside(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._inside(item) for item in value]
        if isinstance(value, nodes.Expr):
            return self.fold(value)
        return self._rebuilt(value) if isinstance(value, nodes.Node) else value

    def _decided(self, tree: nodes.Expr) -> bool:
        if isinstance(tree, nodes.Getattr):
            return True
        if isinstance(tree, nodes.Name):
            return tree.name.startswith(POSITION) or tree.name in self.absent
        called = tree.node.name if isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name) else ""
        return called in FUNCTIONS and FUNCTIONS[called].of_answers and self.own.isdisjoint(names_in(tree))


def _value(tree: nodes.Expr, scope: At, form: Calculation) -> Any:
    try:
        value = evaluate(Expression("", tree, frozenset(), frozenset()), scope)
    except ExpressionError as problem:
        form.findings.append(error("formula", f"{form.code}：{problem.zh}", f"{form.code}: {problem.en}"))
        return None
    return None if is_unknown(value) else value
