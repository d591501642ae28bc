"""What words weigh: sentences put in, changed and taken out, in many hands and both languages; the harmless ones stay low."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from drafter.content import load_content
from drafter.errors import ContentError
from drafter.language import Edition
from drafter.library.shape import NotValid
from drafter.library.signs import NAME, load_signs
from drafter.library.validated import validate
from drafter.library.yamlfile import read_yaml
from drafter.ooxml.container import pack
from drafter.ooxml.names import P, W
from drafter.ooxml.package import open_package
from drafter.ooxml.text import paragraph_text
from drafter.review.baseline import Baseline
from drafter.review.items import edit_of
from drafter.review.moved_numbers import moved_numbers
from drafter.review.sentences import Speech, sentences
from drafter.review.signs import signs_in
from drafter.values.numerals import capitals, chinese, read_chinese
from drafter.writers.docx.provenance import read_provenance
from tests.review.helpers import TERM, drafted, edited, reviewed

CASES = read_yaml(Path(__file__).with_name("weighed_changes.yaml"))
SIGNS = load_content().library.signs
assert SIGNS is not None


def risk_of(before: str, after: str) -> str:
    return "medium or high" if signs_in([edit_of(before, after)], SIGNS) else "low"


@pytest.mark.parametrize("sentence", [*CASES["risky_zh"], *CASES["risky_en"]])
def test_a_sentence_near_a_walk_away_position_is_never_low(sentence: str) -> None:
    assert risk_of("", sentence) != "low"


@pytest.mark.parametrize("sentence", [*CASES["harmless_zh"], *CASES["harmless_en"]])
def test_a_harmless_sentence_stays_low(sentence: str) -> None:
    assert risk_of("", sentence) == "low"


@pytest.mark.parametrize(("before", "after"), CASES["risky_changes"])
def test_a_change_against_us_is_never_low(before: str, after: str) -> None:
    assert risk_of(before, after) != "low"


@pytest.mark.parametrize(("before", "after"), CASES["harmless_changes"])
def test_a_change_that_costs_us_nothing_stays_low(before: str, after: str) -> None:
    assert risk_of(before, after) == "low"


def test_there_are_enough_of_them() -> None:
    assert len(CASES["risky_zh"]) + len(CASES["risky_en"]) >= 60
    assert len(CASES["harmless_zh"]) + len(CASES["harmless_en"]) >= 30


@pytest.mark.parametrize(
    "sentence", ["乙方可以中\u200b止服务。", "乙方 可以 中止 服务。", "乙方可以中止服务", "ＰＡＲＴＹ Ｂ may suspend the Services."]
)
def test_what_cannot_be_seen_and_wide_letters_hide_nothing(sentence: str) -> None:
    assert risk_of("", sentence) != "low"


def test_a_sentence_that_only_moved_from_one_paragraph_to_another_is_no_change() -> None:
    edits = [edit_of("乙方应当每日巡检。乙方应当报告。", "乙方应当报告。"), edit_of("", "乙方应当每日巡检。")]
    assert signs_in(edits, SIGNS) == ()


def test_a_protection_that_is_gone_is_told_apart_from_words_put_in() -> None:
    [hit] = signs_in([edit_of("乙方应免费更换部件。", "乙方应更换部件。")], SIGNS)
    assert (hit.finding.code, hit.risk) == ("sign-lost", "medium")
    assert "不再免费" in hit.finding.what.zh


def test_a_sentence_without_an_end_is_read_all_the_same() -> None:
    assert risk_of("", "乙方不得中止服务而" * 5000 + "乙方可以中止服务") != "low"


def test_every_sign_says_why_in_both_languages_and_shows_the_sentence() -> None:
    assert all(sign.reason.zh and sign.reason.en for sign in (*SIGNS.signs.values(), *SIGNS.lost.values()))
    [hit, *_] = signs_in([edit_of("", "Party B may suspend the Services.")], SIGNS)
    assert hit.finding.code == "sign"
    assert "Party B may suspend the Services." in hit.finding.what.en
    assert "中止" in hit.finding.what.zh


def test_a_pattern_that_is_none_is_refused_with_its_name() -> None:
    data = read_yaml(load_content().library.folder / NAME)
    data["signs"]["suspension"]["zh"] = ["(中止"]
    with pytest.raises(NotValid, match="\\(中止: a bracket or an escape of the pattern is wrong"):
        validate(type(SIGNS), data)
    assert load_signs(load_content().library.folder) == SIGNS


def test_a_broken_file_is_told_by_the_check_and_a_library_without_one_judges_no_words(tmp_path: Path) -> None:
    assert load_signs(tmp_path) is None
    (tmp_path / NAME).write_text("words: 3\n", encoding="utf-8")
    with pytest.raises(ContentError, match=NAME):
        load_signs(tmp_path)


@pytest.mark.parametrize("number", [1, 10, 15, 20, 30, 101, 1020, 12_000, 300_000, 20_000_105, 120_000_000, 1_200_000_000_000])
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert read_chinese(chinese(number)) == read_chinese(capitals(number)) == number
    assert (read_chinese("二〇二七"), read_chinese("两"), read_chinese("壹佰贰拾万"), read_chinese("三x"), read_chinese("")) == (
        2027,
        2,
        1_200_000,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("保修期为24个月。", "保修期为12个月。", ["number-against"]),
        ("乙方应在3日内更换。", "乙方应在3个工作日内更换。", ["number-against"]),
        ("乙方应在60分钟内响应。", "乙方应在1小时内响应。", []),
        ("见第3条和附件A。", "见第4条和附件B。", []),
        ("账号为622202。", "账号为622203。", ["number"]),
        ("于2027年3月1日交付。", "于2027年6月1日交付。", ["number"]),
    ],
)
def test_a_number_moves_against_us_or_nobody_knows_which_way(before: str, after: str, code: list[str]) -> None:
    found = moved_numbers(Speech(SIGNS, "zh"), list(sentences([before])), list(sentences([after])))
    assert [f.code for f in found] == code


def put_into(sent: Path, path: Path, clause: str, sentence: str, key: bool) -> Path:
    """Write a contract with a sentence at the end of the first paragraph of a clause that is a key paragraph, or is none."""
    package = open_package(sent)
    standard = Baseline.of(load_content(), read_provenance(package))
    [language] = standard.languages
    wanted = next("".join(i.text for i in p.inlines) for p in standard.provisions[clause].paragraphs[language] if p.item.key == key)
    done = package.fork()
    paragraph = next(p for p in done.edit(done.main).iter(P) if paragraph_text(p).strip() == wanted)
    last = deepcopy([*paragraph.iter(f"{W}r")][-1])
    last[:] = [child for child in last if child.tag == f"{W}rPr"]
    etree.SubElement(last, f"{W}t").text = sentence
    paragraph.append(last)
    path.write_bytes(pack(done))
    return path


CLAUSE = "staffing-team"
ADDED = {
    "zh": [
        ("乙方可以中止全部服务，且不承担责任。", "high"),
        ("乙方可以在通知后更换驻场人员。", "medium"),
        ("乙方应使用中文编写文档。", "low"),
    ],
    "en": [
        ("Party B may suspend all Services without liability.", "high"),
        ("Party B may replace on-site staff by notice.", "medium"),
        ("Party B shall write documents in Chinese.", "low"),
    ],
}


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_in_a_returned_contract_each_change_has_its_risk_and_reason(tmp_path: Path, edition: Edition) -> None:
    sent = drafted(tmp_path, "lite-below-threshold", edition)
    for sentence, risk in ADDED[edition]:
        [item] = reviewed(put_into(sent, tmp_path / "r.docx", CLAUSE, sentence, key=False), "--against", sent).values()
        assert (item["clause"], item["risk"]) == (CLAUSE, risk), sentence
        assert {f["code"] for f in item["signs"]} == (set() if risk == "low" else {"sign"})
    [item] = reviewed(put_into(sent, tmp_path / "r.docx", CLAUSE, ADDED[edition][2][0], key=True), "--against", sent).values()
    assert (item["clause"], item["risk"]) == (CLAUSE, "medium")


def test_a_number_that_moved_within_limits_weighs_by_its_direction(tmp_path: Path) -> None:
    sent = drafted(tmp_path, "lite-below-threshold")
    [against] = reviewed(edited(sent, tmp_path / "r.docx", (TERM, "15日", "12日"), track="Supplier")).values()
    assert (against["risk"], [f["code"] for f in against["signs"]]) == ("medium", ["number-against"])
