"""The desk in Chromium: an answer changes the contract beside it, nothing typed is ever a script, no page fails axe-core, narrow or wide, light or dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import AXE, REST, RUN, watched
from tests.tools import need
from web.protection import POLICY

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}{% for x in y %}", "]]>", '"><svg/onload=alert(1)>', "javascript:alert(1)", "𠮷\u202eabc",
    "' OR 1=1 --", "=HYPERLINK(1)", "&lt;b&gt;",
)  # fmt: skip
PAGES = ("/", "/projects/new", "/projects/1", "/projects/1/topics/parties", "/projects/1/history", "/projects/1/pane", "/nowhere")


def test_an_answer_changes_the_contract_beside_it(place: tuple[str, Browser]) -> None:
    address, chromium = place
    page = chromium.new_page(viewport={"width": 1400, "height": 800})
    wrong = watched(page)
    page.goto(f"{address}/projects/1/draft")
    page.wait_for_selector("#pane .block")
    page.locator("#q-party_a_type input[type=radio]:not(:checked)").first.check()
    page.wait_for_selector("#q-party_a_type .saved")
    expect(page.locator("#q-party_a_type input:checked")).to_have_count(1)  # what was chosen stays chosen
    page.fill("#f-party_a-address", "甲方新址88号")
    page.press("#f-party_a-address", "Tab")
    expect(page.locator("#pane")).to_contain_text("甲方新址88号")
    expect(page.locator("#f-party_a-representative")).to_be_focused()  # the keyboard goes on where it was
    page.fill("#f-party_a-uscc", "123")
    page.press("#f-party_a-uscc", "Tab")
    page.wait_for_selector("#q-party_a .wrong")
    assert page.input_value("#f-party_a-uscc") == "123"
    assert wrong == []
    page.close()


def test_nothing_typed_is_ever_a_script(place: tuple[str, Browser]) -> None:
    address, chromium = place
    page = chromium.new_page()
    wrong = watched(page)
    for number, text in enumerate(HOSTILE):
        page.goto(f"{address}/projects/1/topics/parties")
        page.wait_for_selector("#pane .block")
        page.fill("#f-party_a-name", f"甲{number}{text}")
        page.press("#f-party_a-name", "Tab")
        page.wait_for_selector("#q-party_a .saved, #q-party_a .wrong")
        for path in ("/projects/1/history", "/projects/1/pane", "/"):
            page.goto(address + path)
    assert wrong == []
    answer = page.goto(f"{address}/projects/1/pane")
    assert answer is not None
    assert answer.headers["content-security-policy"] == POLICY
    assert page.locator("main svg, main script, main img[src=x]").count() == 0
    page.close()


@pytest.mark.parametrize(("scheme", "width", "tongue"), [("light", 1400, "zh"), ("dark", 360, "en")])
def test_no_page_fails_axe(place: tuple[str, Browser], scheme: str, width: int, tongue: str) -> None:
    need(AXE.exists(), "axe-core")
    address, chromium = place
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, locale="en" if tongue == "en" else "zh-CN"
    )  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_timeout(300)
        page.add_script_tag(path=AXE)
        done = page.evaluate(RUN, REST)
        found += [(path, v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in done["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == []
    context.close()
