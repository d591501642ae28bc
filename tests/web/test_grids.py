"""Tables as grids: typed, pasted, read from a file, doubted at their cells, saved whole with history."""

from __future__ import annotations

import html
import io
import re
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.conftest import Browser
from web.models import AnswerChange, Project

STAFF = {
    "r0.post": "项目负责人", "r0.persons": "1", "r0.place": "on-site", "r0.months": "12", "r0.rate": "20,000", "r0.key": "yes", "r0.level": "资深", "r0.qualification": "本科",
    "r2.post": "服务台工程师", "r2.persons": "2", "r2.place": "on-site", "r2.months": "12", "r2.rate": "1.2万", "r2.key": "no", "r2.level": "中级", "r2.qualification": "大专",
}  # fmt: skip


def answers(browser: Browser) -> dict[str, object]:
    """Return the answers of the only project."""
    with browser.app.app_context():
        found = browser.app.extensions["desk"].db.scalar(select(Project))
        return dict(found.answers)


def typed(page: str) -> dict[str, str]:
    """Return what stands in the cells of a page that are typed in."""
    return {k: html.unescape(v) for k, v in re.findall(r'<input id="(r\d+\.\w+)" name="r\d+\.\w+" value="([^"]*)"', page) if v}


@pytest.fixture
def number(single: Browser) -> int:
    """A project in which nothing is answered."""
    return single.project()


def test_rows_are_saved_and_shown_with_what_follows(single: Browser, number: int) -> None:
    page = single.post(f"/projects/{number}/tables/staff_posts", {"do": "save", "revision": "0", **STAFF}, follow_redirects=True)
    assert page.status_code == 200, page.text
    assert "已保存 2 行" in page.text
    kept = answers(single)["staff_posts"]
    assert [(int(row["persons"]), Decimal(row["rate"])) for row in kept] == [(1, 20000), (2, 12000)]  # type: ignore[attr-defined]
    assert "288,000" in page.text  # two persons, twelve months, 12,000 each
    assert "528,000" in page.text  # and the sum


def test_a_doubt_stands_at_its_cell_and_nothing_typed_is_lost(single: Browser, number: int) -> None:
    wrong = {**STAFF, "r2.persons": "两三人"}
    page = single.post(f"/projects/{number}/tables/staff_posts", {"do": "save", "revision": "0", **wrong})
    assert page.status_code == 422
    assert 'href="#r1.persons"' in page.text
    assert 'aria-describedby="r1.persons-wrong"' in page.text
    assert typed(page.text)["r1.persons"] == "两三人"
    assert "staff_posts" not in answers(single)


def test_two_hundred_rows_are_pasted(single: Browser, number: int) -> None:
    lines = "岗位\t人数\t地点\n" + "\n".join(f"工程师{n}\t1\t驻场" for n in range(200))
    page = single.post(f"/projects/{number}/tables/staff_posts", {"do": "paste", "pasted": lines, **STAFF})
    cells = typed(page.text)
    assert sum(key.endswith(".post") for key in cells) == 202
    assert cells["r201.post"] == "工程师199"
    assert "未读取的列：地点" in page.text or "驻场" in page.text
    assert "staff_posts" not in answers(single)


def test_rows_are_moved_and_taken_out(single: Browser, number: int) -> None:
    down = typed(single.post(f"/projects/{number}/tables/staff_posts", {"do": "down:0", **STAFF}).text)
    assert (down["r0.post"], down["r1.post"]) == ("服务台工程师", "项目负责人")
    out = typed(single.post(f"/projects/{number}/tables/staff_posts", {"do": "out:0", **STAFF}).text)
    assert out["r0.post"] == "服务台工程师"
    assert not any(key.startswith("r1.") for key in out)


def test_a_table_goes_out_as_a_workbook_and_comes_in_again(single: Browser, number: int) -> None:
    single.post(f"/projects/{number}/tables/staff_posts", {"do": "save", "revision": "0", **STAFF})
    book = single.get(f"/projects/{number}/tables/staff_posts.xlsx").data
    page = single.post(f"/projects/{number}/tables/staff_posts/import", {"file": (io.BytesIO(book), "a.xlsx")})
    assert "已读入 2 行" in page.text
    assert typed(page.text)["r1.post"] == "服务台工程师"


def test_a_file_that_is_no_table_is_refused_and_the_table_stands(single: Browser, number: int) -> None:
    single.post(f"/projects/{number}/tables/staff_posts", {"do": "save", "revision": "0", **STAFF})
    page = single.post(f"/projects/{number}/tables/staff_posts/import", {"file": (io.BytesIO(b"%PDF-"), "a.pdf")})
    assert page.status_code == 422
    assert "不支持 .pdf 文件" in page.text
    assert typed(page.text)["r0.post"] == "项目负责人"


def test_a_table_that_somebody_else_changed_is_not_overwritten(single: Browser, number: int) -> None:
    address = f"/projects/{number}/tables/staff_posts"
    single.post(address, {"do": "save", "revision": "0", **STAFF})
    late = single.post(
        address,
        {
            "do": "save",
            "revision": "0",
            "r0.post": "别的岗位",
            "r0.persons": "1",
            "r0.place": "on-site",
            "r0.months": "1",
            "r0.level": "a",
            "r0.qualification": "b",
        },
    )
    assert late.status_code == 409, late.text
    assert typed(late.text)["r0.post"] == "别的岗位"
    assert len(answers(single)["staff_posts"]) == 2  # type: ignore[arg-type]
    with single.app.app_context():
        assert len(single.app.extensions["desk"].db.scalars(select(AnswerChange)).all()) == 1


@pytest.mark.parametrize("name", ["no_such_table", "project_name", "payment_calendar"])
def test_what_is_no_table_is_not_there(single: Browser, number: int, name: str) -> None:
    assert single.get(f"/projects/{number}/tables/{name}").status_code == 404


def test_hostile_text_is_text(single: Browser, number: int) -> None:
    evil = '"><script>alert(1)</script>{{7*7}}'
    page = single.post(f"/projects/{number}/tables/staff_posts", {"do": "down:9", "r0.post": evil})
    assert "<script>alert" not in page.text
    assert typed(page.text)["r0.post"] == evil


def test_every_table_of_the_questionnaire_opens(app: Flask) -> None:
    from drafter.content import load_content
    from tests.web.conftest import join

    browser = join(app, "owner")
    made = browser.project(**{"from": "sample", "sample": "m3b-data-bureau"})
    for name, question in load_content().library.questions.items():
        if question.columns and question.computed is None and name != "assets":
            assert browser.get(f"/projects/{made}/tables/{name}").status_code == 200, name
