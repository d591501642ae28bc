"""Search finds what people look for by the words they have for it."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.drafting import Draft
from drafter.services.desk import Pane, search
from tests.desk.test_pane import source


@pytest.fixture(scope="module")
def draft() -> Draft:
    return Pane(load_content(), "zh", source()).draft


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("等保", "mlps_level"),
        ("合同总价", "price_total_incl"),
        ("MLPS level", "mlps_level"),
        ("contract price", "price_total_incl"),
    ],
)
def test_a_question_is_found_by_its_title(draft: Draft, words: str, first: str) -> None:
    found = search(draft, words)
    assert found[0].id == first
    assert found[0].topic


@pytest.mark.parametrize("form", ["第{zh}条", "第{n}条", "{n}", "Clause {n}", "clause  {n}", "第 {n} 条"])
def test_a_clause_is_found_by_its_number(draft: Draft, form: str) -> None:
    from drafter.assembly.numbers import article_number

    provision = list(draft.contract.provisions)[21]
    found = search(draft, form.format(zh=article_number(22, "zh")[1:-1], n=22))
    assert found[0].id == provision.clause.id
    assert found[0].number is not None
    assert found[0].number.zh == "第二十二条"
    assert found[0].number.en == "Clause 22"


def test_every_title_finds_what_it_is_the_title_of(draft: Draft) -> None:
    library = load_content().library
    for clause in draft.situation.outline[::6]:
        for title in (library.clauses[clause].head.title.zh, library.clauses[clause].head.title.en):
            assert clause in {found.id for found in search(draft, title)}, title


def test_names_of_variables_are_not_searched_and_every_word_counts(draft: Draft) -> None:
    assert not search(draft, "mlps_level")
    assert not search(draft, "等保 nothing-of-that-kind")
    assert not search(draft, "  、")
    assert not search(draft, "zzzz" * 500)
    assert {"mlps_level"} <= {found.id for found in search(draft, "ＭＬＰＳ")}  # full-width letters are letters
    assert {"mlps_level"} <= {found.id for found in search(draft, "三级等保")}


def test_an_annex_is_found_by_title_and_number(draft: Draft) -> None:
    annex = draft.contract.annexes[3]
    assert annex.form.code in {found.id for found in search(draft, annex.form.title.zh)}
    assert search(draft, "附件D")[0].id == annex.form.code
    assert search(draft, "annex d")[0].id == annex.form.code
