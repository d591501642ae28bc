"""A contract that is not ours, held against the library: two pages typed by hand, and our own without its marks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.language import Language
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, open_package, read_package
from drafter.review.items import edit_of
from drafter.review.signs import signs_in
from drafter.review.third_party_contract import read_third_party_contract
from drafter.review.third_party_paper import Found, ThirdPartyReview, review_third_party_paper
from drafter.review.third_party_report import coverage, third_party_comments, third_party_lines, third_party_markdown
from drafter.review.third_party_signs import signs_by_paragraph
from drafter.writers.docx.write import docx_bytes
from tests.redline.build import cell, package, paragraph, row, run, table
from tests.review.helpers import BODY, BOOKMARK, TERM
from tests.review.helpers import run as command
from tests.review.thin import thin
from tests.tools import ROOT, draft, need, sample, validation_errors, validator

LITE = "lite-below-threshold"


def reviewed(package: Package) -> ThirdPartyReview:
    """Return the review of a contract, nothing being known of it."""
    return review_third_party_paper(load_content(), package)


def by_clause(review: ThirdPartyReview) -> dict[str, Found]:
    """Return what was found by clause."""
    return {f.clause.id: f for f in review.found}


def bare(name: str, *edits: tuple[str, str, str]) -> Package:
    """Return the contract of a sample without tags and provenance, some of its text replaced after other words."""
    parts = dict(read_package(docx_bytes(draft(sample(name)), None), "contract"))
    body = BOOKMARK.sub(b"", parts[BODY]).decode()
    for after, old, new in edits:
        at = body.index(old, body.index(after))
        body = body[:at] + body[at:].replace(old, new, 1)
    parts["customXml/item1.xml"] = b"<nothing/>"
    return Package({**parts, BODY: body.encode()})


@pytest.fixture(scope="module")
def lite() -> ThirdPartyReview:
    """Our own brief contract, without its marks and with a deadline and a sentence of somebody else's."""
    return reviewed(bare(LITE, (TERM, ">15日<", ">90日<"), (TERM, "乙方迟延提交付款文件", "甲方资金到位前无需付款。乙方迟延提交付款文件")))


def test_a_lump_sum_contract_of_two_pages_is_thin_in_everything() -> None:
    review = reviewed(thin("zh"))
    found = by_clause(review)
    levels = Counter(f.level for f in review.found)
    assert levels["ours"] == 0
    assert levels["absent"] > 90
    assert {e: v for e, v, _ in coverage(review)} | {"scope": "thin", "cost": "thin"} == {e: v for e, v, _ in coverage(review)}
    assert {e for e, v, _ in coverage(review) if v == "none"} >= {"service", "quality", "staffing"}
    assert (found["risk-liability"].level, found["risk-liability"].where) == ("weak", "六、违约责任")
    assert found["general-dispute"].quotes == ("因本合同发生的争议，双方应友好协商；协商不成的，向乙方所在地人民法院起诉。",)
    for clause in ("quality-sla", "quality-acceptance", "risk-exit-handover", "security-incident", "staffing-team"):
        assert (found[clause].level, found[clause].risk) == ("absent", "high")
        assert found[clause].text
    assert not any(f.values for f in review.found)  # 10 days and 5 % stand in sentences that are not ours
    assert any("乙方应安排有经验的技术人员" in p.words for p in review.rest)


def test_the_english_one_is_no_better() -> None:
    review = reviewed(thin("en"))
    found = by_clause(review)
    assert review.language == "en"
    assert not {"ours", "found"} & {f.level for f in review.found}
    assert (found["risk-force-majeure"].level, found["risk-force-majeure"].where) == ("weak", "7. Force majeure")
    assert found["quality-sla"].level == "absent"


def test_our_own_words_are_known_without_any_mark(lite: ThirdPartyReview) -> None:
    there = {p.clause.id for p in draft(sample(LITE)).contract.provisions}
    found = by_clause(lite)
    assert {clause for clause in there if found[clause].level != "ours"} == set()
    assert [f.clause.id for f in lite.found if f.level == "ours" and f.clause.id not in there] == []


@pytest.mark.parametrize(
    ("language", "clause", "words"),
    [("zh", "cost-payment-term", "上级财政资金到位后付款"), ("zh", "cost-payment-schedule", "期满后一次付清"),
     ("en", "cost-payment-schedule", "at the end of the term"), ("en", "cost-price-type", "a lump sum")],
)  # fmt: skip
def test_what_may_reach_our_walk_away_position_is_to_be_read(language: Language, clause: str, words: str) -> None:
    found = by_clause(reviewed(thin(language)))[clause]
    assert any(words in text for text in found.suspect)
    assert (found.level, found.risk) == ("weak", "high")


def test_our_own_provisions_are_no_suspects(lite: ThirdPartyReview) -> None:
    suspect = [text for f in lite.found for text in f.suspect]
    assert any("甲方资金到位前无需付款" in text for text in suspect)
    assert len(suspect) < 10  # of some hundreds of paragraphs


def test_a_sentence_near_what_must_not_be_signed_weighs_as_in_a_returned_copy() -> None:
    words = "乙方可随时暂停服务且不承担任何责任。"
    review = reviewed(bare(LITE, (TERM, "乙方迟延提交付款文件", f"{words}乙方迟延提交付款文件")))
    found = by_clause(review)["cost-payment-term"]
    assert (found.level, found.risk) == ("ours", "high")
    assert [words in f.what.zh for f in found.signs] == [True] * len(found.signs) != []
    assert [f.clause.id for f in review.found if f.signs and f.level == "ours"] == ["cost-payment-term"]  # our own sentences are none


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_signs_are_read_in_both_kinds_of_review(language: Language) -> None:
    from tests.review.test_signs import CASES

    signs = load_content().library.signs
    assert signs is not None
    for kind in ("risky", "harmless"):
        said = CASES[f"{kind}_{language}"]
        found = signs_by_paragraph(signs, said, (), {})
        for number, sentence in enumerate(said):
            expected = [hit.risk for hit in signs_in([edit_of("", sentence)], signs)]
            assert [hit.risk for hit in found.get(number, ())] == expected, sentence
        assert (len(found) == len(said)) if kind == "risky" else not found


def test_a_thin_contract_has_its_sentences_with_risk_and_reason_in_every_form() -> None:
    review = reviewed(thin("zh"))
    found = by_clause(review)
    assert {"general-dispute", "general-term", "risk-liability"} <= {c for c, f in found.items() if f.signs}
    assert found["risk-liability"].risk == "high"
    assert any("5%" in f.what.zh for f in found["risk-liability"].signs)
    told = found["general-term"].signs[0].what.zh
    assert told in third_party_markdown(review, "zh")
    assert any(told in comment.text for comment in third_party_comments(review, "zh"))
    assert any(told in line for line in third_party_lines(review, "zh"))


def test_what_was_altered_in_our_words_is_shown_and_never_called_the_same(lite: ThirdPartyReview) -> None:
    found = by_clause(lite)["cost-payment-term"]
    assert found.level == "ours"
    assert any("甲方资金到位前无需付款" in words for e in found.edits for kind, words in e.spans if kind == "inserted")
    assert "pay_days" not in {v.name for v in found.values}  # the sentence is no longer ours


def test_a_number_is_read_back_and_judged_where_the_sentence_is_ours() -> None:
    found = by_clause(reviewed(bare(LITE, (TERM, ">15日<", ">90日<"))))["cost-payment-term"]
    assert [(v.name, v.after, v.within) for v in found.values if v.name == "pay_days"] == [("pay_days", "90日", False)]
    assert found.risk == "high"


@pytest.mark.parametrize("text", ["甲方应自下列日期起30日且资金到位后内付清相应款项：", "甲方应自下列日期起三十日内付清相应款项："])
def test_a_blank_takes_nothing_but_a_value(text: str) -> None:
    lines = ["付款期限与中小企业保障", text, "进度款，自当期验收合格之日起；"]
    found = by_clause(reviewed(package("".join(paragraph(run(line)) for line in lines))))["cost-payment-term"]
    assert not found.values


def test_answers_say_what_is_needed_and_fill_our_texts(tmp_path: Path) -> None:
    (tmp_path / "thin.docx").write_bytes(pack(thin("zh")))
    code, out = command("review", tmp_path / "thin.docx", "--answers", ROOT / "samples" / f"{LITE}.yaml", "--json")
    data = json.loads(out)
    needed = {c["clause"]: c for c in data["clauses"] if c["applies"]}
    assert code == 1
    assert data["answers"] is True
    assert set(needed) == {p.clause.id for p in draft(sample(LITE)).contract.provisions}
    assert any("15日" in line for line in needed["cost-payment-term"]["text"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_written_in_every_form(tmp_path: Path, language: Language) -> None:
    contract = tmp_path / "thin.docx"
    contract.write_bytes(pack(thin(language)))
    said = {"zh": ("只有提及", "没有 drafter 的生成信息"), "en": ("mentioned only", "carries no provenance")}[language]
    for ending in ("html", "md", "json", "docx"):
        code, out = command("review", contract, "-o", tmp_path / f"review.{ending}", language=language)
        assert code == 1
        assert all(words in out for words in said)
    assert all(words in (tmp_path / "review.html").read_text("utf-8") for words in said)
    assert all(words in (tmp_path / "review.md").read_text("utf-8") for words in said)
    assert {e["verdict"] for e in json.loads((tmp_path / "review.json").read_text("utf-8"))["elements"]} >= {"thin", "none"}
    assert open_package(tmp_path / "review.docx")["word/comments.xml"].count(b"<w:comment ") > 3
    need(validator(), "the validator")
    assert validation_errors(tmp_path / "review.docx") == []


def test_what_needs_a_contract_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thin.docx").write_bytes(pack(thin("zh")))
    for option in ("--table", "--decisions"):
        code, out = command("review", tmp_path / "thin.docx", option, tmp_path / "t.xlsx")
        assert code == 2
        assert "--against" in out
    assert command("review", tmp_path / "none.docx")[0] == 2


@pytest.mark.parametrize("number", ["8810 0544 0200 0007 135", "0571-88886666", "1. 服务器", "2027年10月"])
def test_a_number_in_a_cell_is_no_heading(number: str) -> None:
    cells = table(row(cell(paragraph(run("账号"))), cell(paragraph(run(number)))))
    lines = ("付款期限", "甲方收到发票后六十日内付款。", "保密", "乙方应当保密。")
    contract = read_third_party_contract(package(cells + "".join(paragraph(run(line)) for line in lines)))
    assert {p.heading for p in contract.paras} == {""}


def test_a_clause_is_named_by_the_number_that_word_prints() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = paragraph(run("保密"), properties=numbered) + paragraph(run("乙方应当保密。"))
    contract = read_third_party_contract(package(body, numbering=lists))
    assert [p.heading for p in contract.paras] == ["第七条 保密"] * 2
    assert contract.headings == {0: "保密"}
