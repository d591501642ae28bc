"""Search, clauses asked about, and the check page in Chromium: with the mouse, with the keyboard, and without scripts; none fails axe-core."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import AXE, REST, RUN, watched
from tests.tools import need

CLAUSE = "/projects/1/clauses/security/security-mlps"
PAGES = ["/projects/1/check", "/projects/1/clauses", CLAUSE, "/projects/1/search?q=等保", "/projects/1/questions/publish_days"]


def test_a_search_as_one_types_and_a_clause_beside_the_contract(place: tuple[str, Browser]) -> None:
    address, chromium = place
    page = chromium.new_page(viewport={"width": 1400, "height": 800})
    wrong = watched(page)
    page.goto(f"{address}/projects/1/topics/parties")
    page.wait_for_selector("#pane .block")
    page.focus("#find")
    page.keyboard.type("等保")
    expect(page.locator("#found a")).to_have_count(2)
    page.locator("#found .why-link").press("Enter")
    expect(page.locator("#about-title")).to_be_focused()
    expect(page.locator("#about")).to_contain_text("等级保护")
    expect(page.locator("#b-r_security_mlps")).to_be_in_viewport()
    expect(page.locator(".questions")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".questions")).to_be_visible()
    expect(page.locator("#found .why-link")).to_be_focused()
    page.locator("#b-r_general_nature p, #b-r_general_nature .clause").first.click()
    expect(page.locator("#about")).to_contain_text("合同性质与任意解除排除")
    page.locator("[data-close]").click()
    page.locator("#found a").first.click()
    page.wait_for_url("**/topics/data#q-mlps_level")
    expect(page.locator("#q-mlps_level input:focus")).to_have_count(1)
    assert wrong == []
    page.close()


def test_the_check_page_leads_to_a_question_and_back(place: tuple[str, Browser]) -> None:
    address, chromium = place
    page = chromium.new_page(viewport={"width": 1400, "height": 800})
    wrong = watched(page)
    page.goto(f"{address}/projects/1/check")
    before = page.locator(".missing li").count()
    page.locator(".missing a", has_text="中标").click()
    page.wait_for_selector("#q-award_notice_date")
    expect(page.locator("#f-award_notice_date")).to_be_focused()
    page.keyboard.type("2026年12月1日")
    page.keyboard.press("Tab")
    page.wait_for_selector("#q-award_notice_date .saved")
    page.locator(".onward .button").click()
    expect(page.locator(".missing li")).to_have_count(before - 1)
    page.locator(".head .button").click()
    page.wait_for_selector(".questions")
    assert wrong == []
    page.close()


def test_all_of_it_without_scripts(place: tuple[str, Browser]) -> None:
    address, chromium = place
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/projects/1/topics/parties")
    page.fill("#find", "付款")
    page.locator(".find button").click()
    page.locator(".found .why-link").first.click()
    expect(page.locator("h1")).to_have_text("条款说明")
    page.locator(".answers a").first.click()
    expect(page.locator(".questions")).to_be_visible()
    page.goto(f"{address}/projects/1/pane")
    page.locator("#b-r_general_nature .why").click()
    expect(page.locator("#about-title")).to_contain_text("合同性质")
    page.goto(f"{address}/projects/1/check")
    page.locator("#a-budget_amount a").click()
    page.fill("#f-budget_amount", "49万元")
    page.locator("#q-budget_amount .save").click()
    page.wait_for_url("**/check#a-budget_amount")
    expect(page.locator("#a-budget_amount dd").first).to_have_text("人民币490,000.00元")
    context.close()


@pytest.mark.parametrize(("scheme", "width", "tongue"), [("light", 1400, "zh"), ("dark", 360, "en")])
def test_no_page_fails_axe(place: tuple[str, Browser], scheme: str, width: int, tongue: str) -> None:
    need(AXE.exists(), "axe-core")
    address, chromium = place
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, locale="en" if tongue == "en" else "zh-CN"
    )  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    if tongue == "en":
        page.locator(".bar-links button", has_text="English").click()
    found = []
    for path in PAGES:
        page.goto(address + path)
        for summary in page.locator("main details:not([open]) > summary").all()[:3]:
            summary.click()
        page.add_script_tag(path=AXE)
        done = page.evaluate(RUN, REST)
        found += [(path, v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in done["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{address}/projects/1/topics/parties")
    page.locator("#pane .why").first.click()
    page.wait_for_selector("#about-title")
    page.add_script_tag(path=AXE)
    found += [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in page.evaluate(RUN, REST)["violations"]]
    assert page.locator("html").get_attribute("lang") == ("en" if tongue == "en" else "zh-CN")
    assert found == []
    context.close()
