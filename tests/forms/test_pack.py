"""`drafter forms`, `drafter pack` and `drafter publish` as they are run."""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafter.batch.pool import Crashed
from drafter.cli.main import drafter
from drafter.content import load_content
from drafter.errors import FileError
from drafter.ooxml.archive import safe_parts
from drafter.packs.making import Keys, Maker, Results
from drafter.packs.pack import make_pack
from drafter.progress import unheard
from drafter.services.answers import read_answers
from drafter.writers.pdf import write as pdf_write
from tests.tools import ROOT, need, refused, validation_errors, validator

LITE = str(ROOT / "samples" / "lite-below-threshold.yaml")
BUREAU = str(ROOT / "samples" / "m3b-data-bureau.yaml")


def run(*arguments: str) -> Result:
    """Return what the command line did."""
    return CliRunner().invoke(drafter, arguments, catch_exceptions=False, env={"DRAFTER_LANG": "en"})


def text_of(path: Path) -> str:
    """Return the words of a Word file's body."""
    return re.sub(r"<[^>]*>", "", safe_parts(path.read_bytes(), str(path))["word/document.xml"].decode())


# --- forms -----------------------------------------------------------------------------------------------------------------------------


def test_forms_are_written_and_listed(tmp_path: Path) -> None:
    done = run("forms", LITE, "-o", str(tmp_path), "--only", "f-settle,A-KPI", "--lang", "en", "--json")
    assert done.exit_code == 0
    files = sorted(Path(f).name for f in json.loads(done.output)["files"])
    assert files == [
        "A-KPI-KPI_scorecard.docx", "A-KPI-KPI_scorecard.xlsx", "F-SETTLE-Settlement_and_payment_sheet.docx", "F-SETTLE-Settlement_and_payment_sheet.xlsx",
    ]  # fmt: skip
    assert sorted(p.name for p in tmp_path.iterdir()) == files
    assert "F-SETTLE" in run("forms", LITE, "--list", "--phase", "3").output


def test_a_form_for_every_row_is_a_file_for_every_row(tmp_path: Path) -> None:
    assert run("forms", BUREAU, "-o", str(tmp_path), "--only", "F-CONF", "--quiet").output == ""
    [folder] = [p for p in tmp_path.iterdir() if p.is_dir()]
    assert len(list(folder.glob("*.docx"))) == 15
    assert (folder / "01-卫承安.docx").is_file()
    assert "卫承安" in text_of(folder / "01-卫承安.docx")
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


@pytest.mark.parametrize("wrong", [("--only", "F-ACEPT"), ("--format", "pdf")])
def test_what_there_is_not_is_said(tmp_path: Path, wrong: tuple[str, str]) -> None:
    from drafter.errors import AnswerError

    with pytest.raises(AnswerError):
        run("forms", LITE, "-o", str(tmp_path), *wrong)
    assert list(tmp_path.iterdir()) == []


# --- pack ------------------------------------------------------------------------------------------------------------------------------


def test_pack_holds_everything_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    first = json.loads(run("pack", LITE, "-o", str(folder), "--lang", "en", "--json").output)
    items = {i["item"]: i for i in first["items"]}
    assert {"contract", "deadlines", "F-ACCEPT", "F-SETTLE", "A-KPI", "F-GATES", "F-CONF"} <= set(items)
    assert all(i["status"] == "made" for i in items.values() if i["item"] not in ("proposal", "needs"))
    for item in items.values():
        assert all((folder / name).is_file() for name in item["files"])
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{__import__("urllib.parse").parse.quote(n)}"' in page for i in items.values() for n in i["files"])
    assert any(n.endswith(".ics") for n in items["deadlines"]["files"])
    assert any(n.startswith("3-Evaluation/") for n in items["F-ACCEPT"]["files"])

    [settle] = [folder / n for n in items["F-SETTLE"]["files"] if n.endswith(".docx")]
    settle.unlink()
    again = {i["item"]: i["status"] for i in json.loads(run("pack", LITE, "-o", str(folder), "--lang", "en", "--json").output)["items"]}
    assert again["F-SETTLE"] == "made"
    assert {s for k, s in again.items() if k not in ("F-SETTLE", "proposal", "needs")} == {"unchanged"}
    assert settle.is_file()


def test_pack_never_overwrites_what_somebody_wrote_in(tmp_path: Path) -> None:
    given = tmp_path / "answers.yaml"
    given.write_text("drafter: 1\nanswers: {project_name: One, forms_selected: [implementation]}\n", encoding="utf-8")
    folder = tmp_path / "pack"
    run("pack", str(given), "-o", str(folder), "--lang", "en", "--quiet")
    [ticket] = folder.rglob("F-TICKET*.xlsx")
    ticket.write_bytes(b"filled in by hand")
    given.write_text("drafter: 1\nanswers: {project_name: Two, forms_selected: [implementation]}\n", encoding="utf-8")
    told = run("pack", str(given), "-o", str(folder), "--lang", "en", "--json").stdout
    assert "kept" in {f["code"] for item in json.loads(told)["items"] for f in item["findings"]}
    assert [f["file"] for f in json.loads(told)["kept"]] == [str(ticket)]
    [beside] = set(folder.rglob("F-TICKET*.xlsx")) - {ticket}
    assert beside.read_bytes() == b"filled in by hand"
    assert zipfile.is_zipfile(ticket)  # the new one stands in its place
    given.write_text("drafter: 1\nanswers: {project_name: Three, forms_selected: [implementation]}\n", encoding="utf-8")
    assert "kept" not in json.loads(run("pack", str(given), "-o", str(folder), "--lang", "en", "--json").stdout)  # nobody changed any since
    (folder / ".pack.json").write_text("{broken", encoding="utf-8")
    assert run("pack", str(given), "-o", str(folder), "--lang", "en", "--quiet").exit_code in (0, 1)


def test_pack_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with refused(FileError, "write"):
        run("pack", LITE, "-o", str(tmp_path / "file" / "pack"), "--quiet")
    assert run("pack", LITE, "-o", str(tmp_path / "file"), "--quiet").exit_code == 2


# --- publish ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["zh", "bilingual"])
def test_publication_copy_withholds_what_is_declared(tmp_path: Path, edition: str) -> None:
    need(validator(), "the Open XML SDK validator")
    path = tmp_path / "copy.docx"
    done = run("publish", BUREAU, "-o", str(path), "--lang", edition, "--json")
    withheld = json.loads(done.output)["withheld"]
    assert done.exit_code == 0
    assert sum(sum(w["places"].values()) for w in withheld) > 50
    assert all(w["ground"] for w in withheld)
    assert validation_errors(path) == []
    parts = safe_parts(path.read_bytes(), "copy")
    everything = "\n".join(data.decode("utf-8", "replace") for data in parts.values())
    for secret in ("程立勋", "罗启航", "卫承安", "0868-5180126", "drafter:", "Luo Qihang", "noc@henglan.example"):
        assert secret not in everything, secret
    for kept in ("云州市数据局", "云州衡澜信息技术有限公司", "12,680,000.00", "【依法不予公开】", "不予公开内容清单", "（公告版）"):
        assert kept in everything, kept
    assert not any(name.startswith("customXml/") for name in parts)
    assert 'w:fill="000000"' in parts["word/document.xml"].decode()


def test_what_is_quoted_is_withheld_as_a_trade_secret_but_never_the_price(tmp_path: Path) -> None:
    source = Path(LITE).read_text(encoding="utf-8")
    given = tmp_path / "answers.yaml"
    cleaned = re.sub(r"(?m)^  redact_items:.*\n(?:    .*\n)*", "", source)
    party = re.search(r"(?m)^  party_b:\n    name: \{zh: ([^,]+),", cleaned)
    assert party
    given.write_text(cleaned.rstrip() + f'\n  redact_items: ["“网络设备”的型号", "“{party[1]}”"]\n', encoding="utf-8")
    path = tmp_path / "copy.docx"
    done = run("publish", str(given), "-o", str(path), "--json")
    assert done.exit_code == 1
    data = json.loads(done.output)
    assert {f["code"] for f in data["findings"]} == {"never", "look"}
    assert party[1] in text_of(path)


def test_a_contract_with_state_secrets_or_open_items_is_not_published(tmp_path: Path) -> None:
    from drafter.errors import AnswerError, NotFinal

    given = tmp_path / "answers.yaml"
    given.write_text("drafter: 1\nanswers: {is_classified: true}\n", encoding="utf-8")
    with refused(AnswerError, "classified"):
        run("publish", str(given), "-o", str(tmp_path / "x.docx"), "--draft")
    given.write_text("drafter: 1\nanswers: {project_name: X}\n", encoding="utf-8")
    with pytest.raises(NotFinal):
        run("publish", str(given), "-o", str(tmp_path / "x.docx"))
    assert not (tmp_path / "x.docx").exists()
    assert run("publish", str(given), "-o", str(tmp_path / "x.docx"), "--draft", "--quiet").exit_code in (0, 1)


# --- several processes -------------------------------------------------------------------------------------------------------------------


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_pack_of_two_processes_is_that_of_one(tmp_path: Path) -> None:
    assert run("pack", LITE, "-o", str(tmp_path / "one"), "--quiet").exit_code == 0
    assert run("pack", LITE, "-o", str(tmp_path / "two"), "--quiet", "--workers", "2").exit_code == 0
    assert _contents(tmp_path / "two") == _contents(tmp_path / "one")
    again = run("pack", LITE, "-o", str(tmp_path / "two"), "--json", "--workers", "2")
    assert {item["status"] for item in json.loads(again.output)["items"]} == {"unchanged"}


def test_a_process_that_is_not_forked_reads_the_project_itself(tmp_path: Path) -> None:
    content = load_content()
    answers = read_answers(content, Path(LITE))
    maker = Maker(content, answers, "zh", tmp_path, "of no other test")
    [(files, findings)] = pickle.loads(pickle.dumps(maker))(("A-KPI",))  # as another process is handed it
    assert [path.suffix for path, _ in files] == [".docx", ".xlsx"]
    assert findings == []


def test_an_item_whose_process_dies_has_failed(tmp_path: Path) -> None:
    content = load_content()

    def dead(function: object, tasks: Iterable[Keys]) -> list[tuple[Keys, Results | Exception]]:
        return [(task, Crashed()) for task in tasks]

    done, _ = make_pack(content, read_answers(content, Path(LITE)), tmp_path, "zh", unheard, dead)
    assert {made.status for made in done} == {"failed"}
    assert (tmp_path / "index.html").is_file()


def test_pdfs_of_a_pack_stand_beside_its_word_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(
        pdf_write, "lay_out", lambda files: given.append(len(files)) or [pdf_write.Laid(b"%PDF " + docx[:9], ()) for docx, _ in files]
    )
    for status in ("made", "unchanged"):
        done, _ = make_pack(load_content(), read_answers(load_content(), Path(LITE)), tmp_path, "zh", unheard, pdf=True)
        assert done[-1].status == status
    words = sorted(path.with_suffix(".pdf") for path in tmp_path.rglob("*.docx"))
    assert words == sorted(tmp_path.rglob("*.pdf"))
    assert given == [len(words)]
