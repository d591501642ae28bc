"""A situation that outlives its answers: when some of them change, only what hangs on them is found out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar, cast

from drafter.agreements.schema import Agreement
from drafter.expressions import UNKNOWN, Unknown
from drafter.library import Library
from drafter.library.schema import Position
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.results import Ledger, Made, Result, Watched
from drafter.questionnaire.situation import Situation

R = TypeVar("R")


class KeptSituation(Situation):
    """A situation that remembers what it found out and made, with all that was read for it. Profile, positions and clauses asked for stay as they are."""

    def __init__(self, library: Library, agreement: Agreement, answers: AnswerSet, beside: KeptSituation | None = None) -> None:
        self.ledger: Ledger = Ledger() if beside is None else beside.ledger
        self.said: Watched = Watched(self.ledger, answers.answers) if beside is None else beside.said
        self._results: dict[tuple[str, str], Result] = {}
        self._made: dict[Hashable, Made] = {}
        self._watched: dict[Hashable, Watched] = {}
        super().__init__(library, agreement, replace(answers, answers=cast(dict[str, Any], self.said)))

    def _seen_by(self, other: Agreement, answers: AnswerSet) -> Situation:
        return KeptSituation(self.library, other, answers, self)

    def answered(self, answers: Mapping[str, Any]) -> None:
        """Take other answers; all that is asked for from now on is of them."""
        self.ledger.asked.clear()
        self.said.become(answers)

    @property
    def sound(self) -> bool:
        """Whether what is kept can be built on: nothing went wrong in it."""
        return self.ledger.sound

    def _result(self, kind: str, name: str, begun: Any, make: Callable[[str], Any]) -> Any:
        result = self._results.get((kind, name))
        if result is None:
            named = (self.agreement.id, name) if kind == "value" else None
            result = self._results[kind, name] = Result(self.ledger, begun, partial(make, name), named)
        return result.get()

    def value(self, name: str) -> Any:
        """Return the value of a name, or UNKNOWN."""
        return self._result("value", name, UNKNOWN, self._compute)

    def included(self, clause: str) -> bool | Unknown:
        """Return whether a clause stands in the contract."""
        if self._is_elsewhere(clause):
            return super().included(clause)
        found: bool | Unknown = self._result("included", clause, False, self._decide)
        return found

    def position(self, clause: str) -> Position:
        """Return the position a clause is printed in."""
        if self._is_elsewhere(clause):
            return super().position(clause)
        found: Position = self._result("position", clause, "preferred", self._choose)
        return found

    def with_position(self, clause: str, position: Position) -> Situation:
        """Return the same answers with a clause in another position; nothing that is kept goes with them."""
        answers = replace(self.answers, answers=dict(self.said.now), positions={**self.answers.positions, clause: position})
        return Situation(self.library, self.agreement, answers, self.pending)

    @property
    def asked_for(self) -> frozenset[str]:
        """The names whose value was asked for since the answers were last taken."""
        return frozenset(name for agreement, name in self.ledger.names() if agreement == self.agreement.id)

    def made(self, what: Hashable, make: Callable[..., R], *given: Any) -> R:
        """Return `make(*given)`, as it was made before if neither what is given nor anything it read has changed."""
        result = self._made.get(what)
        if result is None:
            result = self._made[what] = Made(self.ledger)
        found: R = result.of(make, given)
        return found

    def watched(self, what: Hashable, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the mapping, so that what is made knows which of its keys it read."""
        kept = self._watched.get(what)
        if kept is None:
            kept = self._watched[what] = Watched(self.ledger, mapping)
        kept.become(mapping)
        return kept
