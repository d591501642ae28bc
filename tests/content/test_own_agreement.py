"""The purchase contract of docs/agreements.md, made from the page: its files written, its commands run, its documents read."""

from __future__ import annotations

import os
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from drafter.cli.main import drafter
from drafter.cli.options import with_common_options
from drafter.content import Content, load_content
from drafter.drafting import draft_contract
from drafter.errors import ContentError, FileError, NotFinal, TemplateError
from drafter.forms.deadlines import deadlines, load_rules
from drafter.forms.fill import Filling
from drafter.forms.sources import load_standards
from drafter.lint.library import check_library
from drafter.model import Block, Paragraph, Table, paragraphs_of
from drafter.questionnaire.answers import parse_answers, read_answer_file
from drafter.questionnaire.interview import Interview
from drafter.services.forms import choose_forms
from drafter.services.questionnaire import needs, why
from tests.tools import ROOT

PAGE = (ROOT / "docs/agreements.md").read_text(encoding="utf-8")
_FILE = re.compile(r"^`([\w/.-]+)`\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANSWERS = "purchase.yaml"


def write_page(folder: Path) -> None:
    """Write every file of the page."""
    for name, text in _FILE.findall(PAGE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_page(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAFTER_LANG", "en")
    return tmp_path


@pytest.fixture
def content(place: Path) -> Content:
    return load_content(own=place / "mine")


def run(line: str) -> Result:
    return CliRunner().invoke(with_common_options(drafter), shlex.split(line)[1:], catch_exceptions=False)


def errors(content: Content) -> list[str]:
    return [f.line("en") for f in check_library(content)[1]]


def text_of(blocks: tuple[Block, ...]) -> str:
    return "\n".join(p.text for block in blocks for p in paragraphs_of(block))


# --- the page ----------------------------------------------------------------------------------------------------------------------------


def test_every_command_of_the_page_does_what_it_says(place: Path) -> None:
    (place / "answers").mkdir()
    (place / "answers/one.yaml").write_bytes((place / ANSWERS).read_bytes())
    lines = [line for block in _COMMANDS.findall(PAGE) for line in block.splitlines()]
    assert len(lines) > 10
    for line in lines:
        if not line.startswith("drafter new"):  # which needs a terminal; its service is tried below
            result = run(line)
            assert result.exit_code == 0, (line, result.output)
    made = {p.name for p in place.iterdir()}
    assert {"purchase.docx", "purchase-en.docx", "purchase-bilingual.docx", "purchases.xlsx", "contracts", "forms", "pack"} <= made
    assert len(list((place / "contracts").glob("*.docx"))) == 1
    assert [p.name for p in (place / "pack").rglob("*.docx") if "Information" in p.name or "信息系统" in p.name] == []


def test_its_workbook_asks_what_it_asks_and_a_row_of_it_is_a_final(place: Path) -> None:
    assert run("drafter batch --workbook book.xlsx --agreement purchase --content mine").exit_code == 0
    book = load_workbook(place / "book.xlsx")
    projects, goods = book["项目 Projects"], book["采购设备 Goods bought"]
    heads = [str(cell.value).split("\n")[0] for cell in projects[1]]
    assert {"文书", "交货地点", "批复预算（元）"} <= set(heads)
    assert not {"运维模式", "等级", "服务时间"} & set(heads)
    row = [projects.cell(2, number).value for number in range(1, len(heads) + 1)]
    assert row[heads.index("文书")] == "purchase"  # the example shows it
    row[0], row[heads.index("交货地点")] = "GH-7", "学府路1号"
    projects.append(row)
    goods.append(["GH-7", "服务器", None, "X1", None, 2, 30000])
    book.save(place / "book.xlsx")
    assert run("drafter batch book.xlsx --content mine --final -o made").exit_code == 0
    [made] = (place / "made").glob("*.docx")
    assert run(f"drafter verify {shlex.quote(str(made))} --content mine").exit_code == 0


def test_single_deadlines_and_standards_of_its_own_stand_beside_the_shipped_or_in_their_place(place: Path) -> None:
    for name, text in {
        "deadlines": """- {what: {zh: 合同签订, en: Signed}, who: {zh: 双方, en: both}, ref: general-signature, date: sign_date, when: false}
- {what: {zh: 交货, en: Delivery}, who: {zh: 乙方, en: Party B}, ref: goods-delivery, date: "add_days(sign_date, goods_delivery_days)"}
""",
        "standards": """- {kind: service, ref: goods-delivery, item: {zh: 交货, en: Delivery}, standard: {zh: "{{ goods_delivery_days }}内", en: "within {{ goods_delivery_days }}"}}
""",
    }.items():
        (place / f"mine/templates/{name}.yaml").write_text(text, encoding="utf-8")
    content = load_content(own=place / "mine")
    assert errors(content) == []
    found = {rule.what.zh: rule for rule in content.stacked(load_rules, lambda rule: rule.what.zh)}
    assert len(found) == len(load_rules(ROOT / "templates")) + 1
    draft = draft_contract(content, read_answer_file(place / ANSWERS, content), "zh")
    days = {d.what.zh: d.day for d in deadlines(Filling(draft.contract, content))}
    assert days == {"交货": date(2027, 2, 4)}
    assert [s.item.zh for s in content.stacked(load_standards, lambda one: one.item.zh)][-1] == "交货"
    change(place / "mine/templates/deadlines.yaml", "ref: goods-delivery", "ref: goods-nowhere")
    assert any("goods-nowhere" in line for line in errors(load_content(own=place / "mine")))


def test_the_content_is_sound(content: Content) -> None:
    assert errors(content) == []


def test_it_says_what_the_answers_say_in_both_languages(content: Content) -> None:
    answers = read_answer_file(Path(ANSWERS), content)
    zh, en = (draft_contract(content, answers, language, final=True) for language in ("zh", "en"))
    assert "共2种，总价为人民币140,000.00元（大写：人民币壹拾肆万元整）" in text_of(zh.body)
    assert "附件A《设备清单》" in text_of(zh.body)
    assert "at a total price of RMB 140,000.00" in text_of(en.body)
    [table] = [b for b in zh.annexes if isinstance(b, Table)]
    assert [p.text for p in table.rows[-1].cells[-1].blocks if isinstance(p, Paragraph)] == ["140,000.00"]


def test_a_draft_lists_its_own_defaults_and_no_others(content: Content) -> None:
    answers = parse_answers("drafter: 1\nagreement: purchase\nanswers: {project_name: x}\n", "a.yaml", content)
    page = text_of(draft_contract(content, answers, "en").drafting)
    assert "Signing mode" in page
    assert not [label for label in ("Service Levels preset", "Recovery point", "Availability") if label in page]


def test_its_rules_are_applied_and_no_others(content: Content) -> None:
    text = Path(ANSWERS).read_text(encoding="utf-8").replace("budget_amount: 150000", "budget_amount: 130000")
    with pytest.raises(NotFinal) as refused:
        draft_contract(content, parse_answers(text, "a.yaml", content), "zh", final=True)
    assert [f.code for f in refused.value.findings] == ["R-GDS-01"]
    draft = draft_contract(content, parse_answers(text, "a.yaml", content), "zh")
    assert {f.code for f in draft.findings} == {"R-GDS-01"}


def test_the_contract_is_as_without_it(content: Content) -> None:
    sample = ROOT / "samples/minimal.yaml"
    drafts = [draft_contract(one, read_answer_file(sample, one), "zh") for one in (content, load_content())]
    assert [text_of((*d.body, *d.annexes)) for d in drafts[:1]] == [text_of((*d.body, *d.annexes)) for d in drafts[1:]]
    assert drafts[0].findings == drafts[1].findings


def test_the_interview_asks_what_it_needs(content: Content) -> None:
    answers = parse_answers("drafter: 1\nagreement: purchase\nanswers: {}\n", "a.yaml", content)
    waiting = Interview(content, answers).waiting
    assert {"project_name", "party_a", "party_b", "goods_place", "goods_lines", "sign_date"} <= set(waiting)
    assert not {"systems", "sla_preset", "price_type", "mlps_level"} & set(waiting)
    assert "goods_lines" not in Interview(content).waiting, "the O&M contract is not asked about goods"


def test_needs_and_why_speak_of_it(content: Content) -> None:
    answers = "drafter: 1\nagreement: purchase\nanswers: {project_name: x}\n"
    names = {need.name for need in needs(content, answers)}
    assert {"goods_place", "goods_lines"} <= names
    assert not {"goods_total", "goods_count"} & names, "a fact counts as the answer it waits for"
    assert "systems" not in names
    assert "in the contract" in why(content, "goods-subject", answers)[0].en


def test_its_forms_are_its_own(content: Content) -> None:
    chosen = choose_forms(content, Path(ANSWERS), "zh")
    assert {"A-GOODS"} <= set(chosen.codes)
    assert not {"A-SLA", "F-GATES", "F-ACCEPT"} & set(chosen.codes)


def test_an_own_clause_stands_in_the_place_of_the_shipped_one(place: Path) -> None:
    shipped = (ROOT / "clause_library/general/general-signature.md").read_text(encoding="utf-8")
    own = place / "mine/clause_library/general/general-signature.md"
    own.parent.mkdir()
    own.write_text(shipped.replace("各页加盖骑缝章", "各页均加盖骑缝章"), encoding="utf-8")
    content = load_content(own=place / "mine")
    assert "各页均加盖骑缝章" in text_of(draft_contract(content, read_answer_file(Path(ANSWERS), content), "zh").body)
    assert errors(content) == []


def test_the_environment_names_the_folder_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CONTENT", "mine")
    assert load_content().own == place / "mine"
    monkeypatch.delenv("DRAFTER_CONTENT")
    run(f"drafter needs {ANSWERS} --content mine")
    assert "DRAFTER_CONTENT" not in os.environ
    assert load_content().own is None


# --- what goes wrong in it is said -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clause_library/goods/question.yaml", "clause_library/goods/question.yaml: error [unread]"),
        ("clause_library/goods/deeper/clause.md", "clause_library/goods/deeper/clause.md: error [unread]"),
        ("clause_library/quesstionnaire.yaml", "clause_library/quesstionnaire.yaml: error [unread]"),
        ("templates/purchase/agreement.yml", "templates/purchase/agreement.yml: error [unread]"),
        ("templates/forms/A-MORE.yml", "templates/forms/A-MORE.yml: error [unread]"),
        ("templates/lable.yaml", "templates/lable.yaml: error [unread]"),
    ],
)
def test_a_file_that_nothing_reads_is_named(place: Path, name: str, said: str) -> None:
    path = place / "mine" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}\n", encoding="utf-8")
    assert [line for line in errors(load_content(own=place / "mine")) if line.startswith(said)]


def test_nothing_is_drafted_while_a_file_of_the_library_is_not_read(place: Path) -> None:
    (place / "mine/clause_library/goods/question.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        assert load_content(own=place / "mine").library
    assert refused.value.findings[0].place.file == "clause_library/goods/question.yaml"


def test_an_empty_element_is_named(place: Path) -> None:
    (place / "mine/clause_library/goodz").mkdir()
    assert [line for line in errors(load_content(own=place / "mine")) if line.startswith("goodz: error [element]")]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("templates/purchase/agreement.yaml", "rules: [goods]", "rules: [good]", "there are no rules good"),
        ("templates/purchase/agreement.yaml", "rules: [goods]", "rules: []", "no agreement is held to the rules of goods"),
        ("templates/purchase/agreement.yaml", "annexes: [A-GOODS]", "annexes: [A-GOOD]", "there is no annex A-GOOD"),
        ("templates/purchase/agreement.yaml", "goods-warranty]", "goods-warrant]", "there is no clause goods-warrant"),
        ("templates/purchase/agreement.yaml", "goods-delivery, ", "", "in the outline of no agreement"),
        ("templates/purchase/agreement.yaml", "[goods-dispute,", "[general-notice, goods-dispute,", "general-parties does not exist"),
        ("templates/purchase/agreement.yaml", "[goods-dispute,", "[general-term, goods-dispute,", "there is no variable service_end"),
        (
            "templates/purchase/agreement.yaml",
            "title: {zh: 设备采购合同",
            "template: own.docx\ntitle: {zh: 设备采购合同",
            "there is no Word template own.docx",
        ),
        ("templates/purchase/agreement.yaml", "title: {zh: 设备采购合同", "id: other\ntitle: {zh: 设备采购合同", "the name of its folder"),
        (
            "templates/purchase/agreement.yaml",
            "title: {zh: 设备采购合同",
            "beside: nothing\ntitle: {zh: 设备采购合同",
            "no agreement 'nothing'",
        ),
        ("clause_library/goods/goods-subject.md", "{{ goods_count }}", "{{ goods_cont }}", "did you mean goods_count?"),
        (
            "clause_library/questionnaire.yaml",
            "[goods_place, goods_lines]\nm",
            "[goods_place]\nm",
            "goods_lines is never asked and has no default",
        ),
        ("clause_library/rules/goods.yaml", "[goods]", "[godos]", "there is no element godos"),
    ],
)
def test_a_mistake_in_it_is_found_with_its_remedy(place: Path, file: str, old: str, new: str, said: str) -> None:
    change(place / "mine" / file, old, new)
    found = [line for line in errors(load_content(own=place / "mine")) if said in line]
    assert found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("rules: [goods]", "rules: [good]", "rules"),
        ("title: {zh: 设备采购合同", "template: own.docx\ntitle: {zh: 设备采购合同", "template"),
    ],
)
def test_what_an_agreement_names_and_nobody_has_is_a_finding_of_its_own(place: Path, old: str, new: str, code: str) -> None:
    change(place / "mine/templates/purchase/agreement.yaml", old, new)
    assert code in {f.code for f in check_library(load_content(own=place / "mine"))[1]}


def test_labels_that_a_template_wants_and_nobody_has_are_named(place: Path) -> None:
    import io
    import zipfile

    house = (ROOT / "templates/contract/contract.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"label.parties", b"label.partees"))
    (place / "mine/templates/purchase/own.docx").write_bytes(out.getvalue())
    change(place / "mine/templates/purchase/agreement.yaml", "title: {zh: 设备采购合同", "template: own.docx\ntitle: {zh: 设备采购合同")
    content = load_content(own=place / "mine")
    assert [line for line in errors(content) if "label.partees" in line and "did you mean label.parties?" in line]
    with pytest.raises(TemplateError) as refused:
        run(f"drafter draft {ANSWERS} --content mine -o out.docx")
    assert "label.partees" in refused.value.findings[0].what.zh


def test_beside_the_contract_own_clauses_stand_and_its_clauses_may_be_asked_about(place: Path) -> None:
    file = place / "mine/templates/purchase/agreement.yaml"
    change(file, "title: {zh: 设备采购合同", "beside: contract\ntitle: {zh: 设备采购合同")
    content = load_content(own=place / "mine")
    draft = draft_contract(content, read_answer_file(Path(ANSWERS), content), "zh")
    assert [p.clause.id for p in draft.contract.provisions][:3] == ["goods-subject", "goods-delivery", "goods-warranty"]
    assert [a.form.code for a in draft.contract.annexes] == ["A-GOODS"]
    assert errors(content) == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [("nowhere", "there is no such"), ("mine/clause_library", "the folder it stands in"), ("empty", "make clause_library/")],
)
def test_a_folder_that_is_none_is_refused(place: Path, folder: str, said: str) -> None:
    (place / "empty").mkdir()
    with pytest.raises(FileError) as refused:
        load_content(own=Path(folder))
    assert said in refused.value.findings[0].line("en")
