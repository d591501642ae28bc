"""Counterparties: filled in once, seen by the whole office, changed by whoever may, and chosen into a project."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import Browser, join
from tests.web.test_drafting import answers

USCC = "91330106MA2B0XYZ1X"
PARTY = {
    "name": "墨池软件有限公司 || Mochi Software Ltd",
    "address": "文一路1号",
    "bank": "某银行",
    "account": "0571123456",
    "phone": "0571-88880000",
    "representative": "王某",
}


def made(browser: Browser, **other: str) -> str:
    """Return the address of a counterparty that was just entered."""
    kept = browser.post("/parties", {**PARTY, **other})
    assert kept.status_code == 303, kept.text
    found = re.findall(r'href="(/parties/\d+)"', browser.get("/parties").text)
    return str(max(found, key=lambda link: int(link.rpartition("/")[2])))


def test_a_party_is_read_part_by_part_and_nothing_typed_is_lost(single: Browser) -> None:
    wrong = single.post("/parties", {**PARTY, "uscc": "123"})
    assert wrong.status_code == 422
    assert 'href="#uscc"' in wrong.text
    assert 'value="文一路1号"' in wrong.text
    assert single.post("/parties", {"address": "x"}).status_code == 422
    assert "还没有往来单位" in single.get("/parties").text
    made(single)
    assert "墨池软件有限公司" in single.get("/parties?q=mochi").text
    assert "没有找到" in single.get("/parties?q=zzz").text


def test_a_party_chosen_answers_the_question_and_can_be_undone(single: Browser) -> None:
    made(single)
    number = single.project(**{"from": "sample", "sample": "minimal"})
    before = answers(single, number)["party_b"]
    page = single.get(f"/projects/{number}/topics/parties").text
    assert f"/projects/{number}/answers/party_b/party" in page
    [value] = re.findall(r'name="party" value="(\d+)"', single.get(f"/projects/{number}/answers/party_b/party").text)
    chosen = single.post(f"/projects/{number}/answers/party_b/party", {"party": value, "revision": "0"})
    assert chosen.status_code == 303
    kept = answers(single, number)["party_b"]
    assert kept["name"].zh == "墨池软件有限公司"
    assert kept["name"].en == "Mochi Software Ltd"
    assert kept["account"].zh == "0571123456"  # as typed: no number of a spreadsheet
    assert "墨池软件有限公司" in single.get(f"/projects/{number}/pane").text
    single.post(f"/projects/{number}/undo")
    assert answers(single, number)["party_b"] == before


def test_a_choice_clashes_as_every_answer_does(app: Flask) -> None:
    owner = join(app, "owner")
    made(owner)
    number = owner.project(**{"from": "sample", "sample": "minimal"})
    owner.post(f"/projects/{number}/answers/party_b", {"revision": "0", "part.name": "别人刚填的公司"})
    said = owner.post(f"/projects/{number}/answers/party_b/party", {"party": "1", "revision": "0"}, follow_redirects=True).text
    assert "您的选择未保存" in said
    assert answers(owner, number)["party_b"]["name"].zh == "别人刚填的公司"
    assert owner.get(f"/projects/{number}/answers/price_total_incl/party").status_code == 404
    refused = owner.post(f"/projects/{number}/answers/party_b/party", {"party": "99"}, follow_redirects=True)
    assert "请选择一个单位" in refused.text


def test_an_answer_is_kept_among_the_counterparties_once(single: Browser) -> None:
    number = single.project(**{"from": "sample", "sample": "minimal"})
    assert '<button class="second" name="keep"' in single.get(f"/projects/{number}/answers/party_b/party").text
    for _ in range(2):
        single.post(f"/projects/{number}/answers/party_b/party", {"keep": "1"})
    assert single.get("/parties").text.count('<th scope="row">') == 1


def test_the_office_sees_them_and_who_entered_legal_and_admin_change_them(app: Flask) -> None:
    owner, other, legal = join(app, "owner"), join(app, "other"), join(app, "legal", "legal")
    address = made(owner)
    assert "只" not in owner.get(address).text.partition("<form")[0]
    seen: Any = re.search(r'name="seen" value="([^"]+)"', owner.get(address).text)
    assert other.get(address).status_code == 200
    assert "由填写人、法务和管理员修改" in other.get(address).text
    for path in (address, f"{address}/archive"):
        assert other.post(path, {**PARTY}).status_code == 403
    assert legal.post(address, {**PARTY, "phone": "0571-1", "seen": seen.group(1)}).status_code == 303
    clash = owner.post(address, {**PARTY, "phone": "0571-2", "seen": seen.group(1)})
    assert clash.status_code == 409  # who had the page open before is told, and nothing is overwritten
    assert 'value="0571-1"' in clash.text
    assert owner.post(f"{address}/archive").status_code == 303
    assert "墨池" not in other.get("/parties").text
    assert "墨池" in other.get("/parties?archived=1").text
    assert other.get("/parties/99").status_code == 404


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{7*7}}", "=cmd()", "a&b"])
def test_names_are_never_markup(single: Browser, name: str) -> None:
    made(single, name=name)
    page = single.get("/parties").text
    assert "<script>alert" not in page
    assert ">49<" not in page
