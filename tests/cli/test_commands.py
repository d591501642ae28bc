"""The commands as a user runs them: messages, exit codes, nothing half written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.content import load_content
from tests.tools import ROOT

SAMPLE = ROOT / "samples" / "m3b-data-bureau.yaml"


def run(*arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real program."""
    command = [sys.executable, "-m", "drafter", *map(str, arguments)]
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "DRAFTER_LANG": "zh", **environment},
        check=False,
    )


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_same_answers_same_bytes_in_other_processes_zones_and_locales(tmp_path: Path) -> None:
    seen = set()
    for n, environment in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
            {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C"},
        )
    ):
        for edition in ("zh", "en", "bilingual"):
            out = tmp_path / f"{n}{edition}.docx"
            done = run("draft", SAMPLE, "-o", out, "--lang", edition, **environment)
            assert done.returncode == 0, done.stderr
            seen.add((edition, digest(out)))
    assert len(seen) == 3


def test_inspect_answers_draft_is_the_same_file(tmp_path: Path) -> None:
    first, again = tmp_path / "first.docx", tmp_path / "again.docx"
    run("draft", SAMPLE, "-o", first)
    answers = run("inspect", first, "--answers")
    assert answers.returncode == 0
    done = run("draft", "-", "-o", again, stdin=answers.stdout)
    assert done.returncode == 0, done.stderr
    assert digest(first) == digest(again)


def test_verify_says_identical_and_finds_what_was_changed(tmp_path: Path) -> None:
    from drafter.ooxml.archive import safe_open
    from drafter.ooxml.container import pack

    path = tmp_path / "c.docx"
    run("draft", SAMPLE, "-o", path)
    assert run("verify", path).returncode == 0
    parts = safe_open(path)
    text = parts["word/document.xml"].decode()
    place = text.index('w:name="r_general_dispute"')
    changed = text[:place] + text[place:].replace("协商", "商议", 1)
    (tmp_path / "d.docx").write_bytes(pack({**parts, "word/document.xml": changed.encode()}))
    done = run("verify", tmp_path / "d.docx", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["changed"] == ["general-dispute"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "答卷应为映射"),
        ("answers: [", "YAML"),
        ("{", "JSON"),
        ("answers: {projekt_name: x}", "project_name"),
        ("answers: {term_months: 99}", "服务期限"),
        ("answers: {sign_date: 2026-13-45}", "日期"),
        ("drafter: 9\nanswers: {}", "版本"),
        ("answers: {}\nprofile: huge", "huge"),
        ("answers: {}\npositions: {general-dispute: never}", "立场"),
        ("a: &a [x]\nanswers: {project_name: *a}", "别名"),
    ],
)
def test_bad_input_is_refused_with_place_and_remedy(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    done = run("draft", path, "-o", tmp_path / "out.docx")
    assert done.returncode == 2
    assert said in done.stderr
    assert "bad.yaml" in done.stderr or said == "huge"
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.docx").exists()


def test_all_errors_at_once_with_lines(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("answers:\n  term_months: 99\n  pay_days: many\n  no_such: 1\n  sign_date: soon\n", encoding="utf-8")
    done = run("draft", path, DRAFTER_LANG="en")
    assert [line.split(" ")[0] for line in done.stderr.splitlines()] == [f"{path}:{n}" for n in (2, 3, 4, 5)]


@pytest.mark.parametrize("name", ["nothing.docx", "text.docx", "broken.docx"])
def test_inspect_of_what_is_no_contract(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.docx").write_text("hello")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    done = run("inspect", tmp_path / name)
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_final_with_open_items_is_refused_and_says_which(tmp_path: Path) -> None:
    out = tmp_path / "f.docx"
    done = run("draft", ROOT / "samples" / "minimal.yaml", "--final", "-o", out)
    assert done.returncode == 2
    assert "尚未填写" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("kind", ["html", "md", "odt", "txt", "rst", "epub"])
def test_other_formats(tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"c.{kind}"
    done = run("draft", ROOT / "samples" / "lite-below-threshold.yaml", "-o", out)
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 10_000


def test_help_loads_nothing_but_the_table_of_commands() -> None:
    program = """
import sys
from drafter.cli.main import drafter
drafter(["--help"], standalone_mode=False)
print(*sorted(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    *said, loaded = done.stdout.rstrip().splitlines()
    assert "draft" in "".join(said)
    heavy = {"pydantic", "lxml", "jinja2", "ruamel.yaml", "openpyxl", "docx", "docxtpl", "markdown", "matplotlib", "drafter.library"}
    assert heavy & set(loaded.split()) == set()


def test_unwritable_output_and_unknown_format(tmp_path: Path) -> None:
    for path, code in (("/proc/nowhere/c.docx", "[write]"), (tmp_path / "c.xyz", "[format]")):
        done = run("draft", SAMPLE, "-o", path)
        assert done.returncode == 2
        assert code in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_library_commands() -> None:
    assert "general-dispute" in run("library", "list").stdout
    assert "争议解决" in run("library", "show", "general-dispute").stdout
    assert "general-dispute" in run("library", "search", "仲裁").stdout
    stats = json.loads(run("library", "stats", "--json").stdout)
    library = load_content().library
    assert (stats["clauses"], stats["questions"]) == (len(library.clauses), len(library.asked))
    wrong = run("library", "show", "general-disput")
    assert wrong.returncode == 2
    assert "[clause]" in wrong.stderr
    assert "general-dispute" in wrong.stderr


def test_why_and_needs() -> None:
    done = run("why", "general-dispute", SAMPLE)
    assert done.returncode == 0
    assert "在合同中" in done.stdout
    assert run("needs", ROOT / "samples" / "minimal.yaml").returncode == 0
    schema = json.loads(run("schema").stdout)
    assert "price_total_incl" in schema["properties"]["answers"]["properties"]
    assert json.loads(run("schema", "--dialect", "draft-07").stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_serve_prints_its_address_and_a_link_and_refuses_one_person_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("flask_security")
    command = [sys.executable, "-u", "-m", "drafter", "serve", "--data", tmp_path / "data", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        said = server.stdout.readline() + server.stdout.readline()
        server.terminate()
    assert "http://127.0.0.1:" in said
    assert "/welcome/" in said
    done = run("serve", "--single", "--host", "0.0.0.0", "--data", tmp_path / "other")
    assert done.returncode == 2
    assert "--single 不登录，只能在本机使用" in done.stderr
    assert not (tmp_path / "other").exists()
