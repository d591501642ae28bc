"""The page of a Word file with tracked changes, in a real browser."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from drafter.language import Language
from drafter.ooxml.package import Package, Relation
from drafter.redline.page.html import page_bytes
from drafter.redline.page.view import view
from drafter.redline.revisions.listed import revisions
from tests.redline.browser import load, opened
from tests.redline.build import W, by, cell, dele, ending, ins, package, paragraph, row, run, table
from tests.redline.cases import CASES, moved

STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
)
HEAD = '<w:pStyle w:val="H1"/>'
BY = by("乙方")
FORMAT = f'<w:b/><w:rPrChange {BY}><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrChange>'


def contract() -> dict[str, bytes]:
    """Return a short contract that two parties have changed in every common way."""
    body = (
        paragraph(run("第八条 付款"), properties=HEAD)
        + paragraph(run("验收后"), dele("30"), ins(run("60")), run("日内付款"))
        + paragraph(ins(run("逾期不计利息。")), mark=ending("ins"))
        + paragraph(run("甲"), mark=ending("del"))
        + paragraph(run("乙"))
        + paragraph(run("第九条 验收"), properties=HEAD)
        + paragraph(run("书面", FORMAT), run("验收"), ins(run("合格"), "甲方"))
        + moved("From", paragraph(f"<w:moveFrom {BY}>{run('迁')}</w:moveFrom>", mark=ending("moveFrom"))).replace("乙方", "甲方")
        + paragraph(run("守"))
        + moved("To", paragraph(f"<w:moveTo {BY}>{run('迁')}</w:moveTo>", mark=ending("moveTo"))).replace("乙方", "甲方")
        + table(row(cell(paragraph(run("留")))), row(cell(paragraph(ins(run("增")), mark=ending("ins"))), mark=ending("ins")))
        + paragraph(run("完"))
    )
    return package(body, styles=STYLES)


def made(parts: Mapping[str, bytes], language: Language = "zh", risks: Mapping[int, str] | None = None) -> bytes:
    """Return the page of a Word file."""
    return page_bytes(view(parts, language), "合同.docx", language, (), risks)


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with opened() as page:
        yield page


@pytest.fixture
def page(browser: Page, tmp_path: Path) -> Page:
    """The contract, opened."""
    assert load(browser, made(contract()), tmp_path / "page.html") == []
    return browser


def text(page: Page, selector: str) -> list[str]:
    """Return what a reader sees of elements, line by line: without what only screen readers say."""
    script = """(elements) => elements.map((e) => {
        const copy = e.cloneNode(true);
        copy.querySelectorAll(".vh").forEach((v) => v.remove());
        return copy.textContent;
    })"""
    found = page.eval_on_selector_all(selector, script)
    assert isinstance(found, list)
    return found


def test_every_change_of_every_kind_can_be_found() -> None:
    for title, case in CASES.items():
        parts = package(case.body, footnotes="", comments="")
        root = html.fromstring(made(parts))
        numbers = {r.number for r in revisions(parts)}
        anchors = {int(i.removeprefix("c")) for i in root.xpath("//article//@id") if re.fullmatch(r"c\d+", i)}
        assert anchors == numbers, title
        assert [int(n) for n in root.xpath("//ol/li/@data-n")] == sorted(numbers), title


def test_modes_show_what_was_and_what_will_be(page: Page) -> None:
    before = ["验收后30日内付款", "甲¶", "乙", "书面验收", "迁¶", "守", "留", "完"]
    after = ["验收后60日内付款", "逾期不计利息。¶", "甲乙", "书面验收合格", "守", "迁¶", "留", "增¶", "完"]
    pressed = ".modes [aria-pressed=true]"
    assert page.inner_text(pressed) == "行内"
    page.click("text=并排")
    assert [t for t in text(page, "#pairs .row > :first-child p") if t] == before
    assert [t for t in text(page, "#pairs .row > :last-child p") if t] == after
    assert page.inner_text(pressed) == "并排"
    page.click("text=修订后")
    assert page.eval_on_selector_all("#pairs p", "(all) => all.filter((e) => e.checkVisibility()).length") == len(after)
    page.click("text=行内")
    assert page.is_visible("#doc")
    assert not page.is_visible("#pairs")


def test_keys_go_from_change_to_change_and_say_so(page: Page) -> None:
    said = []
    for key in ("n", "j", "p", "k", "k"):
        page.keyboard.press(key)
        said.append((page.inner_text("#live"), page.evaluate("document.activeElement.dataset.n")))
    total = len(revisions(contract()))
    wanted = (1, 2, 1, total, total - 1)
    assert said == [(f"第 {n} 处，共 {total} 处", str(n)) for n in wanted]
    assert page.get_attribute("#live", "aria-live") == "polite"
    page.uncheck("#keys")
    page.keyboard.press("n")
    assert page.inner_text("#live") == said[-1][0]


def test_a_change_is_reached_in_every_mode(page: Page) -> None:
    for mode in ("side", "result", "inline"):
        page.click(f".modes [data-mode={mode}]")
        for _ in revisions(contract()):
            page.keyboard.press("n")
            assert page.eval_on_selector(".c.on", "(e) => e === document.activeElement && e.checkVisibility()"), mode


def test_list_is_filtered_and_leads_to_the_place(page: Page) -> None:
    page.select_option("[data-filter=author]", "甲方")
    shown = page.locator("#changes > li:visible")
    assert [shown.nth(n).get_attribute("data-kind") for n in range(shown.count())] == ["insertion", "move"]
    page.select_option("[data-filter=kind]", "move")
    assert page.inner_text("#count") == f"列出 1 处，共 {len(revisions(contract()))} 处"
    page.keyboard.press("Tab")
    shown.first.locator("a").click()
    assert page.inner_text("#live") == "第 1 处，共 1 处"
    assert page.evaluate("document.activeElement.textContent").find("迁") >= 0
    assert page.get_attribute("#changes a[aria-current]", "href") == f"#c{shown.first.get_attribute('data-n')}"


def test_clause_filter_takes_headings(page: Page) -> None:
    page.select_option("[data-filter=clause]", "第九条 验收")
    assert {c for c in page.eval_on_selector_all("#changes > li:not([hidden])", "(l) => l.map((e) => e.dataset.clause)")} == {"第九条 验收"}


def test_changes_are_told_by_more_than_colour(page: Page) -> None:
    style = "(e) => { const s = getComputedStyle(e); return [s.textDecorationLine, s.textDecorationStyle]; }"
    looks = {s: page.eval_on_selector(f"#doc {s}", style) for s in ("ins.c:not(.mv)", "del.c:not(.mv)", "ins.mv", "del.mv")}
    assert len({tuple(look) for look in looks.values()}) == 4
    assert looks["ins.c:not(.mv)"] == ["underline", "solid"]
    assert looks["del.mv"] == ["line-through", "double"]
    assert page.inner_text("#doc del.c >> nth=0") != "30"  # a screen reader says what it is
    assert page.text_content("#doc del.c >> nth=0") == "删除：30删除完"


def test_it_speaks_english(browser: Page, tmp_path: Path) -> None:
    assert load(browser, made(contract(), "en"), tmp_path / "en.html") == []
    assert browser.text_content("#doc ins.c >> nth=0") == "inserted: 60end of insertion"
    assert browser.get_attribute("html", "lang") == "en"
    assert browser.get_attribute("#doc", "lang") == "zh-CN"
    assert browser.get_attribute("#doc .vh >> nth=0", "lang") == "en"
    browser.keyboard.press("n")
    assert browser.inner_text("#live") == f"Change 1 of {len(revisions(contract()))}"


def test_risks_are_shown_and_filtered(browser: Page, tmp_path: Path) -> None:
    load(browser, made(contract(), "zh", {1: "high", 2: "low"}), tmp_path / "risk.html")
    browser.select_option("[data-filter=risk]", "high")
    assert browser.eval_on_selector_all("#changes > li:not([hidden])", "(l) => l.map((e) => [e.dataset.n, e.dataset.risk])") == [
        ["1", "high"]
    ]


def test_nothing_in_a_file_runs_or_loads(browser: Page, tmp_path: Path) -> None:
    evil = "&lt;img src=x onerror=alert(1)&gt;&lt;/article&gt;&lt;script&gt;alert(2)&lt;/script&gt;\"'"
    mark = f'<w:ins w:id="1" w:author="&quot;&gt;&lt;script&gt;alert(3)&lt;/script&gt;" w:date="&lt;b&gt;">{run(evil)}</w:ins>'
    link = f'<w:hyperlink r:id="rId9"><w:r><w:t>{evil}</w:t></w:r></w:hyperlink>'
    picture = '<w:r><w:drawing><a:blip xmlns:a="urn:a" r:link="rId9" r:embed="rId9"/></w:drawing></w:r>'
    parts = package(paragraph(mark, link, picture, run("付\u202e款")))
    wrong = load(browser, page_bytes(view(parts, "zh"), "<script>alert(4)</script>", "zh"), tmp_path / "evil.html")
    browser.keyboard.press("n")
    browser.click("text=并排")
    assert wrong == []
    assert browser.locator("script").count() == 1
    assert browser.locator("article img").count() == 0
    assert "U+202E" in browser.inner_text("#pairs .row > :last-child")
    policy = browser.get_attribute("meta[http-equiv]", "content") or ""
    assert "default-src 'none'" in policy
    blocked = browser.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran; }"
    )
    assert blocked is None  # only the script that the page came with runs


def test_pictures_are_carried_along_and_nothing_else() -> None:
    dot = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
    picture = '<w:r><w:drawing><a:blip xmlns:a="urn:a" r:embed="rId9"/></w:drawing></w:r>'
    word = package(paragraph(picture))
    word.relate(word.main, Relation("image", "word/media/a.png", False, "x/image"), "rId9")
    shown = {content: made(Package({**word, "word/media/a.png": content})).decode() for content in (dot, b"<svg onload='alert(1)'/>")}
    assert f'src="data:image/png;base64,{base64.b64encode(dot).decode()}"' in shown[dot]
    assert "<img" not in shown[b"<svg onload='alert(1)'/>"]


def numbering() -> str:
    """Return a definition of articles and clauses: 第一条, 1.1."""
    levels = (("chineseCountingThousand", "第%1条"), ("decimal", "%1.%2"))
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:isLgl w:val="{n}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for n, (kind, words) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="1">{inner}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'


def test_numbers_are_those_before_and_after(browser: Page, tmp_path: Path) -> None:
    def article(*content: str, level: int = 0, mark: str = "") -> str:
        return paragraph(*content, mark=mark, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = (
        article(run("总则"))
        + article(ins(run("新条")), mark=ending("ins"))
        + article(run("付款"))
        + article(run("期限"), level=1)
        + article(dele("旧款"), level=1, mark=ending("del"))
        + article(run("方式"), level=1)
    )
    word = package(body)
    word.relate(word.main, Relation("numbering", "word/numbering.xml", False, "x/numbering"))
    part = {"word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering()}</w:numbering>'.encode()}
    load(browser, made(Package({**word, **part})), tmp_path / "numbers.html")
    browser.click("text=并排")
    left, right = (text(browser, f"#pairs .row > :{side}-child .no") for side in ("first", "last"))
    assert left == ["第一条", "第二条", "2.1", "2.2", "2.3"]
    assert right == ["第一条", "第二条", "第三条", "3.1", "3.2"]


def test_a_deleted_control_is_said_on_the_side_where_it_was(browser: Page, tmp_path: Path) -> None:
    kept, inside = paragraph(run("留")), paragraph(dele("旧条"), mark=ending("del"))
    starts = [f'<w:customXmlDelRangeStart w:id="{n}" w:author="乙方"/>' for n in (1, 2)]
    ends = [f'<w:customXmlDelRangeEnd w:id="{n}"/>' for n in (1, 2)]
    content = f"<w:sdtContent>{ends[0]}{inside}{starts[1]}</w:sdtContent>"
    control = f'{starts[0]}<w:sdt><w:sdtPr><w:alias w:val="旧条"/></w:sdtPr>{content}</w:sdt>{ends[1]}'
    assert load(browser, made(package(kept + control + kept)), tmp_path / "control.html") == []
    browser.click("text=并排")
    sides = [browser.locator(f"#pairs .row > :{side}-child .badge").count() for side in ("first", "last")]
    assert sides[0]
    assert not sides[1]


def test_table_of_contents_that_follows_the_headings_is_set_apart() -> None:
    entry = '<w:pStyle w:val="T1"/>'
    heads = paragraph(run("第八条 "), dele("付款"), ins(run("价款")), properties=HEAD) + paragraph(run("文"))
    honest = paragraph(run("第八条 "), dele("付款"), ins(run("价款")), run("\t9"), properties=entry)
    false = paragraph(run("甲方应付"), dele("30"), ins(run("60")), run("元\t9"), properties=entry)
    traits = view(package(honest + false + heads, styles=STYLES), "zh").traits
    assert traits == {1: "contents"}


def test_two_hundred_pages_open_quickly(browser: Page, tmp_path: Path) -> None:
    clause = paragraph(run("乙方应当按照本合同约定的时间、地点和方式提供服务，并对服务质量负责。" * 4), ins(run("逾期")), dele("按期"))
    parts = package(clause * 4000, styles=STYLES)
    started = time.perf_counter()
    content = made(parts)
    told = time.perf_counter() - started
    wrong = load(browser, content, tmp_path / "long.html")
    assert wrong == []
    browser.keyboard.press("p")
    assert browser.inner_text("#live") == "第 4000 处，共 4000 处"
    assert browser.locator("#c4000").is_visible()
    assert told < 12
    assert time.perf_counter() - started < 25
