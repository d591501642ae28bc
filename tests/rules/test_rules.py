"""Every rule by its cases (cases/*.yaml): answers that trip it and answers that come near and do not, what it says, and from when it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from drafter.content import load_content
from drafter.errors import Finding
from drafter.language import Words
from drafter.library.citation import citation, instrument_of
from drafter.library.yamlfile import read_yaml
from drafter.questionnaire.answers import AnswerSet, answers_from
from drafter.questionnaire.situation import Situation
from drafter.rules.apply import apply_rules
from drafter.types import read_value

FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
RULES: dict[str, dict[str, Any]] = {rule: said for path in FILES for rule, said in read_yaml(path).items()}


@dataclass(frozen=True)
class Case:
    """An answer set, whether a rule trips on it, and words of what it then prints."""

    rule: str
    trips: bool
    answers: dict[str, Any]
    returned: dict[str, Any] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)

    @property
    def answer_set(self) -> AnswerSet:
        """The answers as the questionnaire reads them, and in their place what a returned contract may say beyond its ranges."""
        given = answers_from({**self.header, "answers": self.answers}, "case", load_content())
        free = {n: load_content().library.questions[n].replaced(range=None) for n in self.returned}
        return replace(given, answers={**given.answers, **{n: read_value(raw, free[n]) for n, raw in self.returned.items()}})

    def findings(self, **changed: Any) -> list[Finding]:
        """Return what the rule finds."""
        given = self.answer_set
        given = replace(given, answers={**given.answers, **changed})
        situation = Situation(load_content().library, load_content().agreement(given.agreement), given)
        return [f for f in apply_rules(situation) if f.code == self.rule]


def _cases() -> Iterator[Case]:
    for rule, said in RULES.items():
        for kind in ("trips", "silent"):
            for row in said[kind]:
                yield _case(rule, kind == "trips", dict(row), said)


def _case(rule: str, trips: bool, row: dict[str, Any], said: dict[str, Any]) -> Case:
    extra = {name: row.pop(name) for name in ("returned", "prints") if name in row}
    header = {name: value for name in ("agreement", "profile") if (value := row.pop(name, said.get(name)))}
    return Case(rule, trips, row, header=header, **extra)


CASES = list(_cases())


def _name(case: Case) -> str:
    which = [c for c in CASES if (c.rule, c.trips) == (case.rule, case.trips)].index(case) + 1
    return f"{case.rule}-{'trips' if case.trips else 'silent'}-{which}"


def test_every_rule_has_its_cases_in_the_file_of_its_name() -> None:
    for path in FILES:
        rules = read_yaml(path.parents[3] / "clause_library/rules" / path.name)
        assert list(read_yaml(path)) == list(rules), path.name
    assert set(RULES) == set(load_content().library.rules)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_two_cases_of_each_kind(rule: str) -> None:
    for kind in ("trips", "silent"):
        rows = RULES[rule][kind]
        assert len({repr(row) for row in rows}) == len(rows) >= 2


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_rule_trips_where_it_should_and_there_only(case: Case) -> None:
    found, said, library = case.findings(), RULES[case.rule], load_content().library
    assert len(found) == case.trips
    for finding in found:
        cited = [citation(key, library, confirm=True) for key in said["law"]]
        assert all(c not in said["law"] for one in cited for c in (one.zh, one.en)), "a key that no law has"
        zh, en = "、".join(c.zh for c in cited), "; ".join(c.en for c in cited)
        assert finding.severity == said["severity"]
        assert finding.remedy == (Words("依据：" + zh, "basis: " + en) if cited else Words("", ""))
        for language, words in case.prints.items():
            assert words in finding.what[language]  # type: ignore[index]
        assert not any(open_mark in finding.what[language] for open_mark in ("【", "{{", "None") for language in ("zh", "en"))


def _starts(rule: str) -> list[date | None]:
    """Return from when each law of a rule is in force; None for one that says no day."""
    instruments = [instrument_of(key, load_content().library) for key in RULES[rule]["law"]]
    return [i.in_force_from for i in instruments if i is not None]


OF_LAW = [next(c for c in CASES if c.rule == rule and c.trips) for rule in RULES if _starts(rule) and all(_starts(rule))]


@pytest.mark.parametrize("case", OF_LAW, ids=lambda case: case.rule)
def test_a_rule_of_law_is_silent_before_any_of_its_law_is_in_force(case: Case) -> None:
    first = min(start for start in _starts(case.rule) if start)
    assert case.findings(sign_date=first - timedelta(days=1)) == []
