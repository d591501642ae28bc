"""Projects: begun in each way, listed, copied, shared, put away; state secrets leave nothing behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from flask import Flask

from tests.tools import ROOT
from tests.web.conftest import Browser, join
from web.models import Project

SAMPLE = ROOT / "samples/minimal.yaml"


def upload(name: str, data: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def test_a_project_begins_from_nothing(single: Browser) -> None:
    number = single.project()
    page = single.get(f"/projects/{number}").text
    assert "未命名项目" in page
    assert "未命名项目" in single.get("/").text


def test_a_project_begins_from_a_sample_and_comes_out_as_it_went_in(single: Browser) -> None:
    from drafter.content import load_content
    from drafter.services.answers import read_answers

    for sample in ("minimal", "m3b-data-bureau"):
        number = single.project(**{"from": "sample", "sample": sample})
        content = load_content()
        out = read_answers(content, single.get(f"/projects/{number}/answers.yaml").text)
        assert out == read_answers(content, ROOT / f"samples/{sample}.yaml")
    assert "岚川市图书馆" in single.get("/").text


def test_a_project_begins_from_a_contract_that_drafter_made_a_year_later(single: Browser) -> None:
    from drafter.content import load_content
    from drafter.services.drafting import draft_document

    contract = draft_document(load_content(), SAMPLE, "zh").data
    number = single.project(**{"from": "file", "file": upload("去年.docx", contract), "next_year": "1"})
    text = single.get(f"/projects/{number}/answers.yaml").text
    assert "2027-12-21" in text  # the day of signature was 2026-12-21
    assert "2026-12-21" not in text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.yaml", b"answers: {party_z: 1}", "party_z"),
        ("a.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("a.docx", b"PK\x03\x04 not a Word file", "a.docx"),
        ("a.exe", b"MZ", "只能读取"),
        ("a.yaml", b"answers: {availability: 1000%}", "a.yaml"),
        ("<b>.yaml", b"[]", "&lt;b&gt;.yaml"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_words_and_leaves_nothing(single: Browser, name: str, data: bytes, said: str) -> None:
    answer = single.post("/projects", {"from": "file", "file": upload(name, data)})
    assert answer.status_code == 422
    assert said in answer.text
    assert "还没有项目" in single.get("/").text


def test_no_file_and_no_such_sample_are_said(single: Browser) -> None:
    assert "未选择文件" in single.post("/projects", {"from": "file"}).text
    assert "没有名为“../x”的样例" in single.post("/projects", {"from": "sample", "sample": "../x"}).text
    assert single.post("/projects", {"from": "nothing", "agreement": "../x"}).status_code == 422


def test_a_project_with_state_secrets_is_refused_and_nothing_of_it_is_stored(single: Browser, tmp_path: Path) -> None:
    data = yaml.safe_load(SAMPLE.read_text("utf-8"))
    data["answers"] |= {"is_classified": True, "project_name": "甲乙丙丁戊己庚"}
    answer = single.post("/projects", {"from": "file", "file": upload("a.yaml", yaml.safe_dump(data, allow_unicode=True).encode())})
    assert answer.status_code == 422
    assert "国家秘密" in answer.text
    assert "甲乙丙丁戊己庚" not in answer.text
    for file in (tmp_path / "single").rglob("*"):
        assert "甲乙丙丁戊己庚".encode() not in file.read_bytes() if file.is_file() else True


def test_projects_are_found_copied_and_put_away(single: Browser) -> None:
    number = single.project(**{"from": "sample", "sample": "minimal"})
    single.project()
    found = single.get("/?q=图书馆").text
    assert "岚川市图书馆" in found
    assert "未命名项目" not in found
    assert "没有名称含" in single.get("/?q=%25").text  # a percent sign is no wildcard
    copy = single.post(f"/projects/{number}/copy", {"next_year": "1"}).location
    assert "2027-12-21" in single.get(f"{copy}/answers.yaml").text
    single.post(f"/projects/{number}/archive")
    assert f'href="/projects/{number}"' not in single.get("/").text
    assert f'href="/projects/{number}"' in single.get("/?archived=1").text


def test_what_somebody_else_has_is_not_listed(app: Flask) -> None:
    owner, other = join(app, "owner"), join(app, "other")
    number = owner.project()
    assert f"/projects/{number}" not in other.get("/").text
    owner.post(f"/projects/{number}/members", {"email": "other@office.example.org", "role": "reader"})
    assert f"/projects/{number}" in other.get("/").text
    missing = owner.post(f"/projects/{number}/members", {"email": "nobody@x.example.org", "role": "reader"}, follow_redirects=True)
    assert "没有使用该邮箱" in missing.text


def test_a_request_that_is_too_large_is_refused(single: Browser) -> None:
    from web.application import LARGEST_REQUEST

    assert single.app.config["MAX_CONTENT_LENGTH"] == LARGEST_REQUEST
    single.app.config["MAX_CONTENT_LENGTH"] = 2000
    answer = single.post("/projects", {"from": "file", "file": upload("a.yaml", b"x" * 2000)})
    assert answer.status_code == 413


def test_a_bug_shows_no_traceback(single: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from web import projects

    def broken(_: object) -> list[object]:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(projects.service, "samples", broken)
    single.app.testing = False
    answer = single.get("/projects/new")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert Project.__tablename__ == "project"
