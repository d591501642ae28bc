"""The tables that nobody answers: a question of the library names one of these, and says what its columns are and how the rest of them is computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from drafter.questionnaire import payments


class ComputedTable(NamedTuple):
    """What makes the rows, UNKNOWN while an answer is missing, and the roles it looks at."""

    make: Callable[[payments.Answers], Any]
    roles: tuple[str, ...]

    def __call__(self, answers: payments.Answers) -> Any:
        return self.make(answers)


COMPUTED: dict[str, ComputedTable] = {"payments": ComputedTable(payments.payments, payments.ROLES)}
