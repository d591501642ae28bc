"""Clauses are found by the names that people have for them."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.errors import AnswerError
from drafter.services.clause_names import clause_named
from drafter.services.library import search
from tests.tools import sample, situation


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("risk-source-code", "risk-source-code"),
        ("源代码与配置交付", "risk-source-code"),
        ("源代码", "risk-source-code"),
        ("source code", "risk-source-code"),
        ("进场接管", "scope-takeover"),
        ("第一条", "general-basis"),
        ("第 ２ 条".replace(" ", ""), "general-definitions"),
        ("Clause 2", "general-definitions"),
        ("Article 3", "general-precedence"),
    ],
)
def test_a_clause_is_found_by_id_title_and_number(name: str, found: str) -> None:
    assert clause_named(load_content(), name, situation(sample("m3b-data-bureau"))).id == found


def test_numbers_are_those_of_the_contract() -> None:
    small, great = (situation(sample(name)) for name in ("minimal", "m3b-data-bureau"))
    assert clause_named(load_content(), "第七条", small).id == "gov-organisation"
    assert clause_named(load_content(), "第七条", great).id == "general-renewal"


@pytest.mark.parametrize(
    ("name", "near"),
    [("付款", "cost-payment-term"), ("机密性", "security-"), ("securty-data", "security-data"), ("exit handovr", "risk-exit-handover")],
)
def test_what_is_near_is_named(name: str, near: str) -> None:
    with pytest.raises(AnswerError) as caught:
        clause_named(load_content(), name)
    [found] = caught.value.findings
    assert found.code == "clause"
    assert near in found.remedy.zh or near == "security-"
    assert name in found.what.zh


def test_a_number_without_a_contract_or_beyond_it_is_none() -> None:
    for name, of in (("第二条", None), ("第九百条", situation(sample("minimal")))):
        with pytest.raises(AnswerError):
            clause_named(load_content(), name, of)


def test_search_prints_what_people_read_in_their_language() -> None:
    for word, language in (("付款期限", "zh"), ("acceptance", "en"), ("source code", "en")):
        hits = search(load_content(), [word], language)  # type: ignore[arg-type]
        assert hits
        for hit in hits:
            assert not any(sign in hit.line for sign in ("{{", "](#", "{#", "{when", "{.key", "A-"))
            if hit.line and language == "en":
                assert hit.line.isascii() or "〔" not in hit.line
