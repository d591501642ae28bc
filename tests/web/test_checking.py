"""Search, clauses asked about, and the check page: each with scripts and without, each leading to its questions and back."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.conftest import Browser, join
from tests.web.test_drafting import HTMX, save

CLAUSE = "/clauses/security/security-mlps"


@pytest.fixture
def project(single: Browser) -> int:
    """A project of the minimal sample."""
    return single.project(**{"from": "sample", "sample": "minimal"})


def links(text: str, within: str) -> list[str]:
    """Return the addresses of a page that have a text in them."""
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', text) if within in link]


def test_a_search_leads_to_questions_and_clauses(single: Browser, project: int) -> None:
    page = single.get(f"/projects/{project}/search?q=等保")
    assert page.status_code == 200
    assert "最高等保级别" in page.text
    assert links(page.text, CLAUSE)
    [question] = links(page.text, "/questions/mlps_level")
    to = single.get(question)
    assert to.location == f"/projects/{project}/topics/data#q-mlps_level"
    assert 'id="q-mlps_level"' in single.get(to.location).text
    part = single.get(f"/projects/{project}/search?q=第十二条", headers=HTMX)
    assert "<html" not in part.text
    assert links(part.text, "/clauses/scope/scope-overview")
    annex = single.get(f"/projects/{project}/search?q=附件A").text
    [there] = links(annex, "/pane#b-")
    assert f'id="{there.partition("#")[2]}"' in single.get(there).text


def test_a_search_that_finds_nothing_says_so(single: Browser, project: int) -> None:
    assert "没有找到" in single.get(f"/projects/{project}/search?q=zzzz").text
    assert "&lt;b&gt;" in single.get(f"/projects/{project}/search?q=<b>").text
    assert single.get(f"/projects/{project}/search").status_code == 200
    assert single.get(f"/projects/{project}/search?q=" + "等" * 5000).status_code == 200


def test_a_setting_that_stands_on_no_page_has_its_own(single: Browser, project: int) -> None:
    page = single.get(f"/projects/{project}/questions/publish_days")
    assert page.status_code == 200
    assert page.text.count('class="question"') == 1
    kept = single.post(f"/projects/{project}/answers/publish_days", {"revision": "0", "value": "2"})
    assert kept.status_code == 303
    assert 'id="q-publish_days"' in single.get(kept.location, follow_redirects=True).text
    assert single.get(f"/projects/{project}/questions/no_such").status_code == 404
    assert single.get(f"/projects/{project}/questions/assets").location == f"/projects/{project}/tables/assets"


def test_a_clause_says_why_it_stands_its_law_and_its_positions(single: Browser, project: int) -> None:
    page = single.get(f"/projects/{project}{CLAUSE}").text
    for said in ("第五十五条", "等级保护", "为什么有这一条", "首选文本", "备选文本", "本合同采用", "须经批准", "依据"):
        assert said in page
    assert links(page, "/questions/mlps_level")
    part = single.get(f"/projects/{project}{CLAUSE}", headers=HTMX).text
    assert "<html" not in part
    assert 'data-block="b-r_security_mlps"' in part
    assert single.get(f"/projects/{project}/clauses/cost/security-mlps").status_code == 404
    assert single.get(f"/projects/{project}/clauses/cost/none").status_code == 404


def test_law_that_is_not_verified_says_so(single: Browser, project: int) -> None:
    assert "待法律顾问确认" in single.get(f"/projects/{project}/clauses/general/general-renewal").text


def test_what_is_left_out_says_why(single: Browser, project: int) -> None:
    page = single.get(f"/projects/{project}/clauses").text
    assert "分年履行与续约条件" not in page.partition("<main")[0]
    assert "分年履约与续约条件" in page
    assert links(page, "/questions/term_months")
    save(single, project, "term_months", value="36")
    assert "分年履约与续约条件" not in single.get(f"/projects/{project}/clauses").text


def test_the_contract_leads_to_its_clauses(single: Browser, project: int) -> None:
    pane = single.get(f"/projects/{project}/pane").text
    assert links(pane, CLAUSE)
    changed = save(single, project, "mlps_level", value="3", pane_revision="0").text
    assert links(changed, CLAUSE)  # what is sent anew leads there too


def test_the_check_page_counts_what_every_page_counts(single: Browser, project: int) -> None:
    page = single.get(f"/projects/{project}/check").text
    listed = re.findall(r"<li><a href", page.partition('class="missing"')[2].partition("</ol>")[0])
    count = re.search(r"定稿还缺 (\d+) 项", single.get(f"/projects/{project}/topics/parties").text)
    assert count is not None
    assert len(listed) == int(count.group(1)) > 0
    assert "pia_done" in page  # the question behind the error
    save(single, project, "price_total_incl", value="999999999")
    assert "超过批复预算" in single.get(f"/projects/{project}/check").text


def test_an_answer_changed_from_the_check_page_leads_back(single: Browser, project: int) -> None:
    change = next(link for link in links(single.get(f"/projects/{project}/check").text, "/questions/budget_amount"))
    page = single.get(change, follow_redirects=True).text
    assert f"/projects/{project}/check" in page
    assert '<input type="hidden" name="back" value="check">' in page
    kept = single.post(f"/projects/{project}/answers/budget_amount", {"revision": "0", "value": "500000", "back": "check"})
    assert kept.location == f"/projects/{project}/check#a-budget_amount"
    assert 'id="a-budget_amount"' in single.get(f"/projects/{project}/check").text
    table = single.get(f"/projects/{project}/questions/systems?back=check", follow_redirects=True).text
    assert '<input type="hidden" name="back" value="check">' in table
    part = single.get(f"/projects/{project}/questions/party_b?part=bank&back=check").location
    assert part.endswith("#f-party_b-bank")


def test_the_walk_asks_what_is_open_and_ends(single: Browser, project: int) -> None:
    first = single.get(f"/projects/{project}/open").location
    assert "/questions/party_b_uscc" in first
    second = single.get(f"/projects/{project}/open?after=parties").location
    assert second != first
    full = single.project(**{"from": "sample", "sample": "m3b-data-bureau"})
    assert single.get(f"/projects/{full}/open").location.endswith("/check")
    assert "没有待填" in single.get(f"/projects/{full}/check").text


def test_readers_see_the_pages_and_change_nothing(app: Flask) -> None:
    owner, reader = join(app, "owner"), join(app, "reader")
    number = owner.project(**{"from": "sample", "sample": "minimal"})
    owner.post(f"/projects/{number}/members", {"email": "reader@office.example.org", "role": "reader"})
    for path in ("check", "clauses", "search?q=等保", CLAUSE[1:], "questions/publish_days"):
        page = reader.get(f"/projects/{number}/{path}")
        assert page.status_code == 200, path
        assert "接着填" not in page.text
        assert 'action="/projects/1/answers' not in page.text or "<button" not in page.text.partition('class="question"')[2]
    assert reader.post(f"/projects/{number}/answers/publish_days", {"value": "6"}).status_code == 403
