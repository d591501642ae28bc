"""The days that law sets by an event: clause_library/statutory_dates.yaml."""

from __future__ import annotations

from typing import ClassVar, Literal

from drafter.expressions import Expression, nodes, parse
from drafter.library.schema import Condition, Fact, Formula, Text
from drafter.library.shape import Model

DATES = "statutory_dates.yaml"


class StatutoryDate(Model):
    """A day that law sets by an event: a fact of every agreement, and a row of the clocks of a proposal."""

    _written: ClassVar[dict[str, str]] = {"since": "from", "by": "in"}

    id: str
    label: Text
    step: Text  # what is to be done by then
    begun_by: Text  # the event
    since: str  # the answer that dates the event, which is itself not counted (Civil Code art. 201)
    count: Formula
    by: Literal["days", "workdays"]
    moves: bool = True  # whether a last day that is a day off moves to the next working day (Civil Code art. 203)
    law: str
    when: Condition | None = None
    expr: Condition = Expression("false", nodes.Const(False), frozenset(), frozenset())  # how it is counted, put in by the reader

    def counted(self) -> StatutoryDate:
        """Return it with the expression that counts. Raises ExpressionError."""
        counted = f"add_{self.by}({self.since}, {self.count.source})"
        return self.replaced(expr=parse(f"next_workday({counted})" if self.moves and self.by == "days" else counted))

    @property
    def fact(self) -> Fact:
        """The day as a fact."""
        return Fact(id=self.id, label=self.label, type="date", expr=self.expr)
