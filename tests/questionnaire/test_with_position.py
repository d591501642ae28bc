"""The same answers with a clause in another position say what answers given so from the start say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.assembly.contract import assemble, assemble_provision
from drafter.content import load_content
from drafter.questionnaire.situation import Situation
from tests.tools import sample

CONTENT = load_content()
TURNS_A_VALUE = "scope-om-vs-upgrade"  # a computed column of questions-sepa.yaml asks for its position


def _situation(positions: dict[str, str] | None = None) -> Situation:
    answers = sample("m3b-data-bureau")
    return Situation(CONTENT.library, CONTENT.agreement(), replace(answers, positions={**answers.positions, **(positions or {})}))


def _every_value(situation: Situation) -> dict[str, object]:
    return {name: situation.value(name) for name in [*CONTENT.library.questions, *situation.facts]}


@pytest.mark.parametrize("clause", [TURNS_A_VALUE, "general-dispute"])
def test_values_are_those_of_the_position(clause: str) -> None:
    situation = _situation()
    _every_value(situation)  # all of it is known when the other position is asked for
    other = situation.with_position(clause, "fallback")
    assert (other.position(clause), situation.position(clause)) == ("fallback", "preferred")
    assert _every_value(other) == _every_value(_situation({clause: "fallback"}))
    assert _every_value(situation) == _every_value(_situation())


def test_one_provision_is_that_of_the_whole_contract() -> None:
    situation = _situation()
    whole = assemble(situation, CONTENT.forms, ("zh", "en"))
    for provision in whole.provisions:
        assert assemble_provision(situation, CONTENT.forms, ("zh", "en"), provision.clause.id) == provision
    assert assemble_provision(situation, CONTENT.forms, ("zh", "en"), "no-such-clause") is None
