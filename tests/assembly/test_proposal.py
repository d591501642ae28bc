"""Proposals: passages of our own and the shipped ones, numbered, with tables and charts, beside the contract of the same answers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drafter.agreements import read_agreement
from drafter.content import load_content
from drafter.drafting import Draft, draft_contract
from drafter.errors import NotFinal
from drafter.language import Edition
from drafter.library.yamlfile import dump_yaml
from drafter.lint.library import check_library
from drafter.lint.template import check_template
from drafter.model import Block, Group, PageLayout, Paragraph, Picture, Table, paragraphs_of
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.questionnaire.answers import for_agreement, parse_answers
from drafter.questionnaire.derived import SOURCES
from drafter.questionnaire.situation import Situation
from drafter.questionnaire.trace import trace
from drafter.resources import library_dir, templates_dir
from drafter.services.answers import read_answers
from drafter.services.drafting import draft_document
from drafter.services.files import Upload
from drafter.services.inspecting import verify
from drafter.writers.docx.house_proposal import proposal_template
from drafter.writers.docx.write import docx_bytes
from drafter.writers.html import html_bytes
from drafter.writers.markdown import markdown_bytes
from drafter.writers.pdf.office import convert, office
from drafter.writers.pdf.write import pdf_of
from tests.tools import EDITIONS, ROOT, SAMPLES, draft, need, sample, validation_errors, validator

TEMPLATE = ROOT / "templates/proposal/proposal.docx"
PASSAGES = {
    "proposal-one": """---
title: {zh: 概况, en: In brief}
tables: [P-OWN]
examples: [{}]
---
# zh preferred
1. 本项目是“{{ project_name }}”，详见[](#proposal-three)和[](#P-OWN)，扣减见[](#quality-service-credit)，清单见[](#A-ASSET)。
    1. 第一项；
    2. 第二项。
2. 服务期限至{{ service_end }}止。
    1. 又一项。
# en preferred
1. The project is "{{ project_name }}", see [](#proposal-three) and [](#P-OWN), for credits [](#quality-service-credit), for assets [](#A-ASSET).
    1. the first;
    2. the second.
2. It ends on {{ service_end }}.
    1. another.
""",
    "proposal-two": """---
title: {zh: 履约保证金, en: Bond}
when: included('cost-bond')
examples: [{}]
---
# zh preferred
1. 合同设履约保证金。
# en preferred
1. The contract has a performance bond.
""",
    "proposal-three": """---
title: {zh: 预算, en: Budget}
tables: [P-WIDE]
charts: [budget, incidents]
examples: [{}]
---
# zh preferred
1. 预算如下。
# en preferred
1. The budget follows.
""",
}
OWN = """
title: {zh: 系统, en: Systems}
phase: [1]
clauses: [proposal-one]
tables:
  - rows_from: systems
    serial: true
    columns: [{id: name, width: 40}, {id: class, width: 10}, {id: business, width: 30}]
  - title: {zh: 另列, en: Apart}
    rows_from: separate_costs
    columns: [{id: item, width: 40}, {id: amount, width: 20}]
    total: {label: {zh: 合计, en: Total}, sum: [amount]}
"""
WIDE = """
title: {zh: 资产, en: Assets}
phase: [1]
clauses: [proposal-three]
landscape: true
tables:
  - rows_from: last_incidents
    columns: [{id: priority, width: 1}]
  - rows_from: trace
    title: {zh: 对应, en: Mapping}
    columns:
      - {id: no, title: {zh: 一, en: a}}
      - {id: need, title: {zh: 二, en: b}}
      - {id: system, title: {zh: 三, en: c}}
      - {id: catalogue, title: {zh: 四, en: d}}
      - {id: kpi, title: {zh: 五, en: e}}
      - {id: post, title: {zh: 六, en: f}}
      - {id: price, title: {zh: 七, en: g}}
      - {id: gap, title: {zh: 八, en: h}}
    serial: true
"""
AGREEMENT = {
    "id": "proposal",
    "title": {"zh": "建议书", "en": "Proposal"},
    "template": "proposal.docx",
    "beside": "contract",
    "numbering": "proposal",
    "traced": True,
    "dated": "proposal_date",
    "pages": ["approval", "contents", "body", "drafting"],
    "chapters": [
        {"title": {"zh": "概况", "en": "Overview"}, "clauses": ["proposal-one", "proposal-two"]},
        {"title": {"zh": "预算", "en": "Money"}, "clauses": ["proposal-three"]},
    ],
    "profiles": {"standard": {"label": {"zh": "标准版", "en": "Standard"}, "needs": ["mandatory"]}},
    "cover": [{"label": {"zh": "单位", "en": "Unit"}, "text": "{{ party_a.name }}"}],
    "approval": [{"zh": "领导组", "en": "Leading Group"}],
    "facts": [{"id": "twice", "label": {"zh": "两倍", "en": "twice"}, "type": "money", "expr": "budget_amount * 2"}],
    "labels": {
        key: {"zh": key, "en": key}
        for key in ("approval", "approver", "opinion", "opinion_sign", "colon", "draft", "disclaimer", "project_name")
    },
}
ANSWERS = """
agreement: proposal
{include}
answers:
  project_name: 测试项目
  party_a: 某市数据局
  service_start: 2027-01-01
  term_months: 12
  systems: [{{name: 办公系统, class: A}}]
  requirements:
    - {{system: 办公系统, need_type: running, description: 持续可用, target: 99.5%, catalogue_code: AP-01, kpi_code: K1}}
    - {{system: 办公系统, need_type: data, description: 无人负责, target: 一, catalogue_code: XX-99, kpi_code: K77}}
  staff_posts: [{{post: 应用工程师（办公）, persons: 2, level: 中级, months: 12, qualification: 本科}}]
  budget_lines: [{{part: application, item: 应用运维, qty: 1, unit_price: 300000, source: 询价}}]
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of content with passages of our own instead of the shipped ones."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(library_dir(), folder / "clause_library")
    shutil.copytree(templates_dir(), folder / "templates")
    for path in (folder / "clause_library/proposal").glob("*.md"):
        path.unlink()
    for path in (folder / "templates/forms").glob("P-*.yaml"):
        path.unlink()
    for name, text in PASSAGES.items():
        (folder / f"clause_library/proposal/{name}.md").write_text(text, encoding="utf-8")
    (folder / "templates/forms/P-OWN.yaml").write_text(OWN, encoding="utf-8")
    (folder / "templates/forms/P-WIDE.yaml").write_text(WIDE, encoding="utf-8")
    (folder / "templates/proposal/agreement.yaml").write_text(dump_yaml(AGREEMENT), encoding="utf-8")
    shutil.rmtree(folder / "templates/needs")
    return folder


def own(content: Path, edition: Edition = "zh", include: str = "", final: bool = False) -> Draft:
    """Return a draft of our own passages."""
    own_content = load_content(content)
    return draft_contract(own_content, parse_answers(ANSWERS.format(include=include), "test.yaml", own_content), edition, final)


def body(one: Draft) -> list[Paragraph]:
    """Return the paragraphs of the text, tables aside."""
    return [p for block in one.body if not isinstance(block, Table) for p in paragraphs_of(block)]


def test_chapters_and_passages_are_counted_and_referred_to(content: Path) -> None:
    zh, en = own(content), own(content, "en")
    assert [p.number for p in body(zh) if p.style == "chapter"] == ["一", "二"]
    assert [p.text for p in body(zh) if p.style == "chapter"] == ["、概况", "、预算"]
    assert [p.number for p in body(zh) if p.style == "article"] == ["（一）", "（一）"], "passages begin anew in each chapter"
    assert [p.number for p in body(en) if p.style in ("chapter", "article")] == ["1", "1.1", "2", "2.1"]
    assert [p.number for p in body(zh) if p.style in ("clause", "item")] == ["", "（1）", "（2）", "", "（1）", ""]
    [running] = [p for p in body(zh) if "详见" in p.text]
    assert "详见第二章（一）和表1，扣减见合同“服务扣减”条款，清单见合同附件《系统与资产登记表》" in running.text
    [running] = [p for p in body(en) if "see section" in p.text]
    assert "see section 2.1 and Table 1, for credits the clause " in running.text
    assert not zh.contract.findings


def test_a_passage_may_ask_what_the_contract_has(content: Path) -> None:
    assert not [p for p in body(own(content)) if p.text == "履约保证金"]
    with_bond = own(content, include="include: [cost-bond]")
    assert [p.number for p in body(with_bond) if p.style == "article"] == ["（一）", "（二）", "（一）"]


def test_facts_of_the_contract_are_known_and_its_own_are_added(content: Path) -> None:
    agreement, _ = read_agreement("proposal", content / "templates")
    assert agreement is not None
    assert {"service_end", "twice"} <= {f.id for f in agreement.facts}
    assert any("服务期限至2027年12月31日止" in p.text for p in body(own(content)))


def test_an_agreement_beside_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/agreement.yaml").write_text(dump_yaml({**AGREEMENT, "id": "own", "beside": "nothing"}), encoding="utf-8")
    agreement, findings = read_agreement("own", tmp_path)
    assert agreement is None
    assert "nothing" in findings[0].what.en


def test_tables_follow_their_passage_with_numbered_captions(content: Path) -> None:
    one = own(content)
    captions = [(p.number, p.text) for p in body(one) if p.style == "tablecaption"]
    assert captions == [("表1", "系统"), ("表2", "系统：另列"), ("表3", "资产"), ("表4", "资产：对应")]
    tables = [b for b in one.body if isinstance(b, Table)]
    heads = [[p.text for cell in table.rows[0].cells for p in paragraphs_of(cell.blocks[0])] for table in tables]
    assert heads[0] == ["序号", "系统名称", "等级"], "a column nobody filled is left out"
    assert tables[1].rows[-1].cells[0].blocks[0].text == "无", "answered by none"  # type: ignore[union-attr]
    assert "last_incidents" in one.contract.open, "not answered: an open item"


def test_wide_tables_stand_on_a_turned_page_and_pages_run_on(content: Path) -> None:
    one = own(content)
    assert [b.landscape for b in one.body if isinstance(b, PageLayout)] == [False, True]
    document = safe_parts(docx_bytes(one, TEMPLATE), "made")["word/document.xml"].decode()
    assert document.count("<w:pgNumType") == 1, "the text begins at page 1, and only once"
    assert document.count('w:orient="landscape"') == 1


def test_a_chart_without_answers_is_left_out_and_said(content: Path) -> None:
    one = own(content)
    assert [i.name for p in body(one) for i in p.inlines if isinstance(i, Picture)] == ["budget"]
    assert [(p.number, p.text) for p in body(one) if p.style == "figurecaption"] == [("图1", "预算构成")]
    assert list(one.contract.left_out) == ["chart.incidents"]
    assert any("chart.incidents" in p.text for block in one.drafting for p in paragraphs_of(block))


def test_needs_are_traced_to_their_price_and_gaps_refuse_a_final(content: Path) -> None:
    one = own(content)
    traced = trace(one.situation)
    assert traced is not None
    assert traced[0].gaps == ()
    assert traced[0].found["post"].zh == "应用工程师"
    assert traced[0].found["price"].zh == "应用运维"
    assert len(traced[1].gaps) == 4
    with pytest.raises(NotFinal, match="need 2"):
        own(content, final=True)


def test_word_counts_the_same_numbers(content: Path) -> None:
    """LibreOffice as a second reader: every printed number, and references brought up to date."""
    need(office(), "LibreOffice")
    for edition, reference in (("zh", "详见第二章（一）和表1"), ("en", "seesection2.1andTable1")):
        one = own(content, edition)  # type: ignore[arg-type]
        made = docx_bytes(one, TEMPLATE)
        exported = convert(made, "txt:Text (encoded):UTF8").decode("utf-8-sig")
        lines = iter([re.sub(r"\s+", "", line) for line in exported.splitlines()])
        for paragraph in body(one):
            wanted = re.sub(r"\s+", "", paragraph.number + paragraph.text)
            assert not paragraph.number or any(line == wanted for line in lines), wanted
        assert reference in re.sub(r"\s+", "", exported)


def test_references_follow_when_a_chapter_is_put_in(content: Path, tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    made = safe_parts(docx_bytes(own(content), TEMPLATE), "made")
    text = made["word/document.xml"].decode()
    at = text.index('<w:p><w:pPr><w:pStyle w:val="ContractChapter"/>')
    new = '<w:p><w:pPr><w:pStyle w:val="ContractChapter"/></w:pPr><w:r><w:t>、前言</w:t></w:r></w:p>'
    (tmp_path / "x.pdf").write_bytes(convert(pack({**made, "word/document.xml": (text[:at] + new + text[at:]).encode()}), "pdf"))
    pages = subprocess.run(["pdftotext", str(tmp_path / "x.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "详见第三章（一）和表1" in re.sub(r"\s+", "", pages)


def test_pictures_are_in_the_file_with_their_text(content: Path, tmp_path: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    one = own(content)
    path = tmp_path / "own.docx"
    path.write_bytes(docx_bytes(one, TEMPLATE))
    parts = safe_parts(path.read_bytes(), "own")
    document = parts["word/document.xml"].decode()
    assert 'descr="预算构成：应用系统运维 含税金额 30.00 万元"' in document
    assert "asvg:svgBlip" in document
    assert parts["word/media/drafter1.svg"].startswith(b"<?xml")
    assert validation_errors(path) == []
    assert path.read_bytes() == docx_bytes(own(content), TEMPLATE), "same input, same bytes"


def test_the_page_and_the_markdown_have_the_same(content: Path) -> None:
    page, text = html_bytes(own(content)).decode(), markdown_bytes(own(content)).decode()
    assert '<h2 id="r_ch1">一、概况</h2>' in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert 'alt="预算构成：应用系统运维 含税金额 30.00 万元"' in page
    assert "## 一、概况" in text
    assert "**表1 系统**" in text
    assert "**图1 预算构成**" in text


def test_the_check_finds_what_is_wrong_with_a_passage(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(content, folder)
    path = folder / "clause_library/proposal/proposal-one.md"
    text = path.read_text(encoding="utf-8")
    bad = (
        text.replace("tables: [P-OWN]", "tables: [P-NONE]")
        .replace("{{ service_end }}止", "{{ service_ende }}止")
        .replace("第一项；", "应及时办理；")
    )
    path.write_text(bad, encoding="utf-8")
    (folder / "clause_library/proposal/proposal-lost.md").write_text(PASSAGES["proposal-two"], encoding="utf-8")
    found = {(f.code, f.place.file) for f in check_library(load_content(folder))[1] if f.severity == "error"}
    for code in ("form", "unknown-name", "vague", "parity"):
        assert (code, "proposal/proposal-one.md") in found
    assert ("outline", "proposal/proposal-lost.md") in found


# --- the shipped proposal ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_makes_a_final_that_word_opens(edition: Edition, tmp_path: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    one = draft_contract(load_content(), replace(sample("m3b-data-bureau"), agreement="proposal"), edition, final=True)
    assert not one.drafting
    assert len(one.contract.chapters) == 16
    path = tmp_path / "proposal.docx"
    path.write_bytes(docx_bytes(one))
    assert validation_errors(path) == []


def test_the_needs_are_an_extract_of_the_proposal(tmp_path: Path) -> None:
    given = replace(sample("m3b-data-bureau"), agreement="proposal")
    whole, extract = (
        draft_contract(load_content(), given, "zh"),
        draft_contract(load_content(), replace(given, agreement="needs"), "zh", final=True),
    )
    texts = {p.clause.id: [n.item for n in p.paragraphs["zh"]] for p in whole.contract.provisions}
    shared = [p for p in extract.contract.provisions if p.clause.id in texts]
    assert len(shared) >= len(list(extract.contract.provisions)) - 1
    assert all([n.item for n in p.paragraphs["zh"]] == texts[p.clause.id] for p in shared)
    assert "审批页" not in html_bytes(extract).decode()


def test_a_file_is_read_back_and_changes_are_found(tmp_path: Path) -> None:
    done = draft_document(load_content(), ROOT / "samples/minimal.yaml", "zh", agreement="proposal")
    assert done.draft.answers.agreement == "proposal"
    assert verify(load_content(), Upload("p.docx", done.data)).identical
    parts = safe_parts(done.data, "p")
    parts["word/document.xml"] = parts["word/document.xml"].replace("不得无合同服务".encode(), "可以无合同服务".encode())
    first = next(iter(done.draft.contract.provisions))
    title = first.clause.head.title.zh.encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">" + title + b"<", b">" + title + "（改）".encode() + b"<")
    assert first.clause.id in verify(load_content(), Upload("p.docx", pack(parts))).changed


def test_the_agreement_asked_for_goes_before_that_of_the_answers() -> None:
    path = ROOT / "samples/minimal.yaml"
    assert read_answers(load_content(), path).agreement == "contract"
    assert read_answers(load_content(), path, agreement="needs").agreement == "needs"


def test_a_contract_says_nothing_of_the_proposal() -> None:
    one = draft(sample("minimal"))
    listed = {p.text for block in one.drafting for p in paragraphs_of(block)}
    asked = {q.label.zh for q in load_content().library.questions.values() if q.element == "proposal"}
    assert asked
    assert not listed & asked


def test_the_shipped_templates_are_those_of_the_house() -> None:
    assert TEMPLATE.read_bytes() == proposal_template()
    assert TEMPLATE.with_stem("proposal-bilingual").read_bytes() == proposal_template(compact=True)
    for path in TEMPLATE.parent.glob("*.docx"):
        assert not check_template(path, load_content())


def test_every_form_a_passage_prints_says_so() -> None:
    forms = load_content().forms
    for passage in load_content().library.passages.values():
        for code in passage.head.tables:
            assert not code.startswith("P-") or passage.id in forms[code].clauses, f"{code} of {passage.id}"


def test_a_proposal_knows_the_clauses_of_its_contract() -> None:
    situation = Situation(load_content().library, load_content().agreement("needs"), replace(sample("m3b-data-bureau"), agreement="needs"))
    assert situation.contract.agreement.id == "contract"
    assert situation.included("cost-bond") is True
    assert situation.included("general-basis") is True


WHOLE = [p.stem for p in SAMPLES if p.stem != "minimal"]
TARGETS = ("服务级别", "绩效考核指标", "安全与连续性指标")
VALUE = re.compile(r"\d[\d.,]*(?:%|分钟|小时|个工作小时|个月|个百分点|日|次)")


def proposed(name: str, edition: Edition = "zh", agreement: str = "proposal") -> Draft:
    """Return the proposal of a sample, as a final."""
    return draft_contract(load_content(), replace(sample(name), agreement=agreement), edition, final=True)


def flat(blocks: Iterable[Block]) -> Iterable[Block]:
    """Return blocks and what stands in groups."""
    for block in blocks:
        yield from flat(block.blocks) if isinstance(block, Group) else [block]


def printed_tables(one: Draft) -> dict[str, list[Table]]:
    """Return the tables of a draft under their captions."""
    found: dict[str, list[Table]] = {}
    caption = ""
    for block in flat(one.body):
        if isinstance(block, Paragraph) and block.style == "tablecaption":
            caption = block.text
        elif isinstance(block, Table):
            found.setdefault(caption, []).append(block)
    return found


def law(name: str, edition: Edition = "zh") -> list[dict[str, object]]:
    """Return the rows of the legal basis."""
    return SOURCES["law_basis"].make(proposed(name, edition).situation).rows or []


@pytest.mark.parametrize("name", WHOLE)
def test_every_target_promised_stands_in_the_contract(name: str) -> None:
    text = markdown_bytes(draft(sample(name))).decode()
    tables = printed_tables(proposed(name))
    cells = [p.text for c in TARGETS for t in tables[c] for p in paragraphs_of(t)]
    values = {v for cell in cells for v in VALUE.findall(cell)}
    assert len(values) > 15
    assert not [v for v in values if not re.search(rf"(?<![\d.]){re.escape(v)}", text)]


@pytest.mark.parametrize(("name", "most"), [("m3b-data-bureau", 40), ("lite-below-threshold", 30)])
def test_a_proposal_is_no_book(name: str, most: int, tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    (tmp_path / "p.pdf").write_bytes(pdf_of(proposed(name)).data)
    said = subprocess.run(["pdfinfo", str(tmp_path / "p.pdf")], capture_output=True, text=True, check=True).stdout
    [pages] = re.findall(r"Pages:\s+(\d+)", said)
    assert 10 <= int(pages) <= most


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_is_past_that_is_dated_after_the_proposal(name: str) -> None:
    given = sample(name).answers
    day = given["proposal_date"]
    dates = [
        row.get(c)
        for q, c in (("basis_documents", "issued_on"), ("mlps_records", "assessed_on"), ("market_quotes", "quoted_on"))
        for row in given.get(q, [])
    ]
    approved = [date(*map(int, d)) for d in re.findall(r"(\d{4})年(\d+)月(\d+)日", given["data_approval_no"].zh)]
    period = [date(*map(int, d)) for d in re.findall(r"(\d{4})年(\d+)月(\d+)日", given["last_period"].zh)]
    assert len(approved) == 1
    assert len(period) == 2
    assert not [d for d in [*dates, *approved, *period] if d is not None and d > day]


def test_a_contract_signed_before_its_proposal_is_found() -> None:
    given = sample("m3b-data-bureau")
    late = replace(given, agreement="proposal", answers={**given.answers, "proposal_date": date(2026, 12, 31)})
    codes = {f.code for f in draft_contract(load_content(), late, "zh").findings}
    assert {"R-PRP-02", "R-PRP-03"} <= codes


def test_the_legal_basis_is_that_of_the_buyer() -> None:
    city, company = ({str(r["title"].zh) for r in law(n)} for n in ("m3b-data-bureau", "m3a-data-centre"))  # type: ignore[attr-defined]
    assert "《中华人民共和国政府采购法》" in city
    assert not [t for t in company if "采购" in t or "预算法" in t or "政府投资" in t]
    assert "《关键信息基础设施安全保护条例》" in company or "《中华人民共和国网络安全法》" in company


def test_what_counsel_has_to_confirm_is_marked() -> None:
    rows = {r["title"].zh: r for r in law("m3b-data-bureau")}  # type: ignore[attr-defined]
    assert rows["《中华人民共和国预算法》"]["state"].zh == "已核对"  # type: ignore[attr-defined]
    assert rows["《信息安全等级保护管理办法》"]["state"].en == "to be confirmed by counsel"  # type: ignore[attr-defined]
    assert all(r["from"] for r in rows.values())


def test_english_numbers_have_no_chinese_in_them() -> None:
    numbers = {i.number.zh: i.number.en for i in load_content().library.instruments.values() if i.number is not None}
    assert not [n for n in numbers.values() if re.search("[\u3000-\u9fff]", n)]
    assert numbers["2020年5月28日主席令第四十五号"] == "Presidential Order No. 45 of 28 May 2020"
    assert numbers["财库〔2021〕22号"] == "Caiku [2021] No. 22"
    assert numbers["国务院令第658号"] == "State Council Decree No. 658"


def test_tables_that_go_on_are_one_and_count_on() -> None:
    tables = printed_tables(proposed("m3b-data-bureau"))
    [targets] = tables["安全与连续性指标"]
    assert sum(row.header for row in targets.rows) == 1
    [monitoring] = tables["服务流程：监控巡检与预防性维护"]
    numbers = [paragraphs_of(row.cells[0].blocks[0]) for row in monitoring.rows[1:]]
    assert [p.text for [p] in (list(n) for n in numbers)] == ["1", "2", "3"]


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_maintenance_is_paid_from_this_budget_and_an_upgrade_is_not(name: str) -> None:
    rows = proposed(name).situation.value("sepa_items")
    assert rows
    assert all((r["decision"] == "upgrade") is ("本项目" not in r["route"].zh) for r in rows)


@pytest.mark.parametrize("name", [n for n in WHOLE if n != "lite-below-threshold"])
def test_no_system_has_to_be_back_sooner_than_the_contract_brings_it_back(name: str) -> None:
    situation = proposed(name).situation
    borne = [int(h) for row in situation.value("system_duties") for h in re.findall(r"(\d+)小时", row["tolerance"].zh)]
    assert borne
    assert min(borne) >= situation.value("rto_h")
    assert not [r for r in situation.value("system_duties") if "分钟" in r["tolerance"].zh]


def test_last_year_is_a_period_of_figures_and_not_of_the_contract() -> None:
    assert "上一统计周期（2025年7月1日至2026年6月30日）" in markdown_bytes(proposed("m3b-data-bureau")).decode()


def said_in(name: str, agreement: str = "proposal") -> str:
    """Return the text of a sample's proposal or needs, as a draft."""
    given = for_agreement(sample(name), agreement, load_content())
    one = draft_contract(load_content(), given, "zh")
    return "".join(p.text for block in flat(one.body) for p in paragraphs_of(block))


def test_nothing_is_concluded_from_nothing() -> None:
    empty = said_in("minimal")
    for said in ("综上", "不是得分最高", "归并为", "登记资产共", "拟更换服务商"):
        assert said not in empty, said
    assert "使用部门的需求尚未登记" in empty
    full = said_in("m3b-data-bureau")
    for said in (
        "综上，本项目需求18项、登记资产107项均已列明",
        "归并为18项",
        "登记资产共107项",
        "既不因其现有地位取得优先权，也不因此受到限制",
    ):
        assert said in full, said


def test_what_is_for_the_office_stays_out_of_the_needs_that_bidders_read() -> None:
    for said in ("削减需求须经领导组决定", "未登记的资产不计入预算"):
        assert said in said_in("m3b-data-bureau")
        assert said not in said_in("m3b-data-bureau", "needs")
