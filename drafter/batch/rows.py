"""A row of a batch: one project, whatever it came from, as the plain data that an answer file would hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from drafter.content import Content
from drafter.errors import AnswerError, Finding, Place
from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet, answers_from
from drafter.records import dataclass


@dataclass(frozen=True)
class Row:
    """A project: its number, the plain data of its answer set, and where each answer stands in the source.

    `data` is what an answer file holds: agreement, profile, include, positions, answers. `places` maps the path of an answer
    (`answers.assets.3.qty`, or the beginning of one) to its place, such as `Assets!F12`. `problems` are errors found while it was read.
    """

    place: Place
    key: str
    data: Mapping[str, Any]
    edition: Edition | None = None
    template: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()

    def answers(self, content: Content, profile: str = "") -> AnswerSet:
        """Return the answer set; `profile` serves when the row names none. Raises AnswerError with every finding at its place."""
        if self.problems and not self.data:
            raise AnswerError(self.problems)
        data = {**self.data, "profile": profile} if profile and not self.data.get("profile") else self.data
        try:
            content.agreement(str(data.get("agreement") or "contract"))  # one that there is not is said before all else
            found = answers_from(data, str(self.place), content)
        except AnswerError as problem:
            raise AnswerError([*self.problems, *(self._placed(f) for f in problem.findings)]) from None
        if self.problems:
            raise AnswerError(self.problems)
        return replace(found, readings=tuple(map(self._placed, found.readings))) if found.readings else found

    def plain(self) -> dict[str, Any]:
        """Return all that decides the answer set, as plain data."""
        return {"data": dict(self.data), "key": self.key, "problems": len(self.problems)}

    def _placed(self, finding: Finding) -> Finding:
        """Return a finding at the cell it is about: the place of the longest known beginning of its path."""
        steps = finding.place.path.split(".")
        for length in range(len(steps), 0, -1):
            if (place := self.places.get(".".join(steps[:length]))) is not None:
                return replace(finding, place=place)
        return replace(finding, place=replace(self.place, path=finding.place.path))
