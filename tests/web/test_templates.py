"""Word templates of the office's own: checked as they come, chosen for a file, and files made with them made again."""

from __future__ import annotations

import io
import re
import zipfile

from flask import Flask

from drafter.services.templates import house_template
from tests.web.conftest import Browser, join

HOUSE = house_template("contract")


def changed(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file with a text of its body changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            made.writestr(name, part)
    return out.getvalue()


def sent(browser: Browser, data: bytes, name: str = "ours.docx", agreement: str = "contract") -> tuple[int, str]:
    """Return how an upload is answered."""
    answer = browser.post("/templates", {"file": (io.BytesIO(data), name), "agreement": agreement}, content_type="multipart/form-data")
    return answer.status_code, answer.text


def test_a_template_is_kept_seen_and_chosen(single: Browser) -> None:
    assert sent(single, HOUSE)[0] == 303
    page = single.get("/templates/1")
    assert page.status_code == 200
    with single.get("/templates/1/file") as file:
        assert file.data == HOUSE
    number = single.project(**{"from": "sample", "sample": "minimal"})
    assert '<option value="1">ours.docx' in single.get(f"/projects/{number}/files").text
    order = {"what": "document", "agreement": "contract", "kind": "docx", "template": "1"}
    assert single.post(f"/projects/{number}/files", order).status_code == 303
    for wrong in ({"kind": "md"}, {"template": "9"}, {"profile": "none"}):
        assert single.post(f"/projects/{number}/files", {**order, **wrong}).status_code == 422


def test_one_with_an_error_is_refused_and_its_finding_names_the_tag(single: Browser) -> None:
    status, page = sent(single, changed(HOUSE, "party_a", "party_x"))
    assert status == 422
    assert "party_x" in page
    assert "ours.docx" in page
    assert "/tmp" not in page
    assert "还没有自己的模板" in single.get("/templates").text
    assert sent(single, b"no Word file")[0] == 422
    assert sent(single, HOUSE, agreement="none")[0] == 422
    assert single.post("/templates", {"agreement": "contract"}).status_code == 422


def test_the_office_reads_and_who_sent_one_puts_it_away(app: Flask) -> None:
    owner, other = join(app, "owner"), join(app, "other")
    assert sent(owner, HOUSE)[0] == 303
    assert other.get("/templates/1").status_code == 200
    assert other.post("/templates/1/archive").status_code == 403
    assert owner.post("/templates/1/archive").status_code == 303
    assert "ours.docx" not in other.get("/templates").text
    with other.get("/templates/house/contract") as house:
        assert house.data == HOUSE


def test_a_final_refused_leads_to_its_questions(single: Browser) -> None:
    number = single.project(**{"from": "sample", "sample": "minimal"})
    refused = single.post(f"/projects/{number}/files", {"what": "document", "agreement": "contract", "final": "1"})
    assert refused.status_code == 422
    assert re.search(rf'href="/projects/{number}/questions/party_b\?part=bank', refused.text)
    assert f"/projects/{number}/questions/pia_done" in refused.text  # the error of a rule


def test_who_else_has_a_page_open_is_shown_to_them_alone(app: Flask) -> None:
    owner, editor = join(app, "owner"), join(app, "editor")
    number = owner.project(**{"from": "sample", "sample": "minimal"})
    owner.post(f"/projects/{number}/members", {"email": "editor@office.example.org", "role": "editor"})
    assert "也打开着此页" not in owner.get(f"/projects/{number}/topics/parties").text
    assert "owner 也打开着此页" in editor.get(f"/projects/{number}/topics/parties").text
    assert "owner 在" in editor.get(f"/projects/{number}/topics/price").text
    assert "editor 在" in owner.post(f"/projects/{number}/here", {"topic": "parties"}).text
    assert join(app, "stranger").post(f"/projects/{number}/here", {"topic": "parties"}).status_code == 404
