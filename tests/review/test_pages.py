"""The pages of a review in a real browser: each provision with its risk, and the whole document with the risk of every change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from drafter.content import load_content
from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.review.risks import risks_in
from tests.redline.browser import load, opened
from tests.review.helpers import TERM, drafted, edited, reviewed, run
from tests.review.thin import thin

LATE = "cost-late-payment"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract sent and come back, and the pages that commands make of it."""
    folder = tmp_path_factory.mktemp("pages")
    sent = drafted(folder, "lite-below-threshold")
    untracked = edited(sent, folder / "u.docx", (TERM, "15日", "90日"), ("§general-term", "12个月", "11个月"), drop=LATE)
    came = edited(sent, folder / "r.docx", (TERM, "15日", "90日"), ("§general-term", "12个月", "11个月"), drop=LATE, track="乙方")
    (folder / "thin.docx").write_bytes(pack(thin("zh")))
    for language in ("zh", "en"):
        pages = ("-o", folder / f"review-{language}.html", "--page", folder / f"page-{language}.html")
        assert run("review", came, *pages, "--quiet", language=language) == (1, "")
        assert run("review", folder / "thin.docx", "-o", folder / f"thin-{language}.html", "--quiet", language=language) == (1, "")
    assert run("redline", sent, untracked, "--html", folder / "redline.html")[0] == 0
    assert run("revisions", came, "--html", folder / "revisions.html")[0] == 0
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with opened() as page:
        yield page


def shown(page: Page, selector: str) -> int:
    """Return how many elements a reader sees."""
    return int(page.eval_on_selector_all(selector, "(all) => all.filter((e) => e.checkVisibility()).length"))


@pytest.mark.parametrize("name", ["page-zh", "page-en", "redline", "revisions"])
def test_every_change_has_the_risk_of_its_clause_and_is_found_by_it(browser: Page, folder: Path, name: str) -> None:
    assert load(browser, (folder / f"{name}.html").read_bytes(), folder / "open.html") == []
    rated = browser.eval_on_selector_all("#changes > li", "(all) => all.map((e) => [e.dataset.n, e.dataset.risk])")
    high = {number for number, risk in rated if risk == "high"}
    assert len(high) > 3
    assert len(high) < len(rated)
    browser.select_option("[data-filter=risk]", "high")
    assert shown(browser, "#changes > li") == len(high)
    browser.keyboard.press("Tab")
    browser.click("#changes > li:not([hidden]) a")
    browser.keyboard.press("n")
    assert browser.evaluate("document.activeElement.dataset.n") in high
    label = browser.inner_text("header .rated li >> nth=0")
    assert label == f"风险 高 {len(high)}" if name == "page-zh" else label == f"Risk high {len(high)}"


def test_risks_are_those_of_the_review_and_only_of_files_of_ours(folder: Path) -> None:
    items = reviewed(folder / "r.docx")
    wanted = {number: item["risk"] for item in items.values() for number in item["changes"]}
    assert risks_in(load_content(), open_package(folder / "r.docx")) == wanted
    assert len(set(wanted.values())) == 2
    assert risks_in(load_content(), open_package(folder / "thin.docx")) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["review", "thin"])
def test_the_review_is_filtered_by_keyboard_and_loads_and_runs_nothing(browser: Page, folder: Path, name: str, language: str) -> None:
    assert load(browser, (folder / f"{name}-{language}.html").read_bytes(), folder / "open.html") == []
    every, high = shown(browser, "section"), shown(browser, "section.high")
    assert high < every
    browser.focus("#only-all")
    browser.keyboard.press("ArrowRight")
    assert shown(browser, "section.low") == 0
    browser.keyboard.press("ArrowRight")
    assert shown(browser, "section") == shown(browser, "section.high") == high
    browser.focus("section.high summary >> nth=0")
    browser.keyboard.press("Enter")
    assert shown(browser, "section.high details p") > 0
    assert browser.locator("script").count() == 0


def test_it_can_be_heard_and_seen_without_colour(browser: Page, folder: Path) -> None:
    load(browser, (folder / "review-en.html").read_bytes(), folder / "open.html")
    roles = browser.locator("main").aria_snapshot()
    assert 'radio "high risk"' in roles
    assert 'heading "Payment deadline and SME protection' in roles
    assert browser.text_content("section.high del >> nth=0") == "deleted: 15; "
    assert browser.text_content("section.high ins >> nth=0") == "inserted: 90; "
    line = "(e) => getComputedStyle(e).textDecorationLine"
    assert browser.eval_on_selector("section ins", line) == "underline"
    assert browser.eval_on_selector("section del", line) == "line-through"
    assert browser.get_attribute("html", "lang") == "en"


def test_paper_has_our_texts_and_no_buttons(browser: Page, folder: Path) -> None:
    load(browser, (folder / "review-zh.html").read_bytes(), folder / "open.html")
    browser.emulate_media(media="print")
    assert shown(browser, "fieldset") == 0
    assert shown(browser, "section.high details p") > 3
    browser.emulate_media(media="screen")
