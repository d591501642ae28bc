"""All messages: no English word in a Chinese one but names, no Chinese in an English one, and nobody else's exception text in either.

Messages are found by walking the source, for pairs of a Chinese and an English text, and are made by running what reads files that are wrong.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from drafter import causes
from drafter.content import load_content
from drafter.errors import DrafterError, Finding
from drafter.questionnaire.answers import parse_answers
from tests.office_tables.reading import errors
from tests.tools import ROOT

SOURCE = ROOT / "drafter"
CHINESE = re.compile(r"[\u3400-\u9fff]")
NAMES = {  # of programs, formats, standards and keys of files, which are written so in both languages
    "ActiveX", "CSV", "Ctrl-C", "Dask", "Debian", "Enter", "Esc", "Excel", "GB", "GBK", "ID", "ISA-L", "ISO", "JSON", "LibreOffice", "MB", "NUL", "PDF", "PDF/A", "PUA",
    "QR", "SHA", "Schema", "UTF", "Ubuntu", "Unicode", "Word", "XML", "YAML", "Tab", "DDE", "OLE", "KPI", "SLA", "RACI", "CNNVD", "APP", "IP", "IT", "LPR", "CPI", "TMP",
    "Noto", "Sans", "CJK", "apt-get", "install", "isal", "distributed", "dask", "scheduler", "matplotlib", "pypandoc_binary", "pandoc", "libreoffice-writer", "drafter",
    "answers", "include", "language", "bilingual", "brief", "numbers", "profile", "search", "positions", "profiles", "instruments", "dated", "default", "from", "note", "null", "when", "for", "if", "rules",
    "requirements", "template", "reason", "change", "clause", "decision", "rest", "accept", "reject", "keep", "fallback", "resolve", "verify", "inspect", "review", "false",
    "true", "agreement", "zh", "en", "contract", "proposal", "needs", "full", "standard", "lite", "auto", "all", "none", "now", "pack", "draft", "new", "check", "schema",
    "ajv", "next_term", "anew", "moved", "default_expr", "formula", "value", "fields", "tables", "ask", "beside", "law", "parameters", "TBD", "final", "forms", "library",
    "docx", "html", "md", "json", "yaml", "xlsx", "csv", "jsonl", "docm", "doc", "pdf", "pdfa", "O&M", "docs", "samples", "templates", "clause_library", "where", "text",
    "F-CONSOL", "F-ACCEPT", "A-KPI", "terms", "keys", "x", "P", "R", "A", "B", "C", "P1", "P2", "P3", "P4", "off", "DRAFTER_CACHE", "DRAFTER_DEBUG", "DRAFTER_CONTENT",
    "preferred", "id", "in", "Ctrl", "apt", "fonts", "Windows", "pypdfium", "libreoffice", "fonts-noto-cjk", "fonts-liberation", "T09", "SOURCE", "OUT", "WPS", "RMB", "VAT", "expired", "yes", "no", "FV", "RTF", "ODT", "zip", "ics", "UID", "HTML", "URL", "VBA",
}  # fmt: skip
KEPT = re.compile(  # a code, an option, a file, a name in quotes, a formula, a field
    r"[\w+]+://\S*|X-[\w-]+|\{\w+\}(?:-\{\w+\})*|(?<![A-Za-z])--?[A-Za-z][\w-]*(?:[ =][\w|.,]+)?|`[^`]*`|\{\{.*?\}\}|\{%.*?%\}|[\w<>…/*.-]*[/.][\w*-]+|[A-Z]+[-_]\w+|[“\"'][^”\"']*[”\"']|<[^>]*>|\([A-Za-z_, ]+\)"
)


def text_of(tree: ast.expr) -> str | None:
    """Return the text that an expression is, its fields as a mark that is no word."""
    if isinstance(tree, ast.Constant):
        return tree.value if isinstance(tree.value, str) else None
    if isinstance(tree, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in tree.values)
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add):
        left, right = text_of(tree.left), text_of(tree.right)
        return None if left is None or right is None else left + right
    return None


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield where a Chinese text stands before its English one, and both: in a call or in a pair."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "houses" in path.name or (path.parent.name == "docx" and path.name.startswith("house_")):
            continue  # names of fonts in Word templates
        for tree in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            listed = tree.args if isinstance(tree, ast.Call) else tree.elts if isinstance(tree, ast.Tuple) else []
            said = [text_of(one) for one in listed]
            for zh, en in pairwise(said):
                if zh and en and CHINESE.search(zh) and (re.search("[A-Za-z]{2}", en) or not CHINESE.search(en)):
                    yield f"{path.relative_to(ROOT)}:{tree.lineno}", zh, en


PAIRS = list(pairs())


def strange(zh: str) -> list[str]:
    """Return the English words of a Chinese message that are no names."""
    return [
        w
        for w in re.findall(r"[A-Za-z][A-Za-z_&-]*[A-Za-z]", KEPT.sub(" ", zh))
        if w not in NAMES and not re.search("[a-z][A-Z]|[A-Z]{2}", w)
    ]


def test_there_are_messages() -> None:
    assert len(PAIRS) > 1_400


def test_no_english_word_in_a_chinese_message() -> None:
    assert [(place, words, zh) for place, zh, _ in PAIRS if (words := strange(zh))] == []


def test_no_chinese_in_an_english_message() -> None:
    found = [(place, en) for place, _, en in PAIRS if CHINESE.search(re.sub(r"[“\"'`(][^”\"'`)]*[”\"'`)]", "", en))]
    assert found == []


# --- what is not ours ----------------------------------------------------------------------------------------------

NOT_PRINTED = {"drafter/library/yamlfile.py", "drafter/writers/docx/template.py"}  # given to `causes.meant`; a name of our own
OF_A_BUG = {"drafter/cli/main.py", "drafter/packs/pack.py", "drafter/batch/task.py", "drafter/batch/run.py", "drafter/lint/types.py"}


def raw(tree: ast.ExceptHandler) -> Iterator[int]:
    """Yield the lines of a handler in which what it caught is printed as it is."""
    for part in ast.walk(tree):
        printed = isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id == tree.name
        turned = isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in ("str", "repr")
        if printed or (turned and any(isinstance(a, ast.Name) and a.id == tree.name for a in part.args)):  # type: ignore[attr-defined]
            yield part.lineno  # type: ignore[attr-defined]


def test_no_exception_is_printed_as_it_is() -> None:
    """What is caught is told by `drafter.causes`; only a bug of ours shows its text, to be reported."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for tree in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(tree, ast.ExceptHandler) and tree.name and name not in OF_A_BUG:
                found += [f"{name}:{line}" for line in raw(tree)]
    assert [place for place in found if place.rpartition(":")[0] not in NOT_PRINTED] == []


# --- as they come out ----------------------------------------------------------------------------------------------

HEAD = "agreement: contract\nanswers:\n"
WRONG = {
    "a: b: c": "冒号", "a: [1, 2": "括号", "a: 'b": "引号", "a:\n\t- b": "字符", "a: 1\na: 2": "两次", "a: @b": "字符", "{": "", '{"a": }': "值", '{"a" 1}': "冒号",
    '{"a": NaN}': "数字", '{"a": 1,}': "双引号", "a: !x b": "标签", "a: &a [x]\nb: *a": "别名", "[" * 3000: "", '{"a": ' * 3000: "", "a: 2026-13-45": "", "a: \x01": "字符", "- a\nb": "",
}  # fmt: skip


def refusals(run: Callable[[], object]) -> tuple[Finding, ...]:
    """Return what something is refused for."""
    with pytest.raises(DrafterError) as caught:
        run()
    return caught.value.findings


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=lambda text: str(text)[:12])
def test_an_answer_file_that_cannot_be_read(text: str, said: str) -> None:
    for finding in refusals(lambda: parse_answers(text, "a.yaml", load_content())):
        assert said in finding.what.zh
        assert strange(finding.what.zh) == []
        assert not CHINESE.search(finding.what.en)
        assert "Errno" not in finding.line("en")


@pytest.mark.parametrize(
    "problem",
    [FileNotFoundError(2, "No such file or directory"), PermissionError(13, "Permission denied"), OSError(5, "Input/output error")],
)
def test_the_system_is_not_quoted(problem: OSError) -> None:
    told = causes.told(problem)
    assert "Errno" not in told.en + told.zh
    assert strange(told.zh) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xlsx", b"no"), ("a.xlsx", b"PK\x03\x04 and then nothing"), ("a.csv", b'"' + b"x" * 200_000), ("a.csv", b"\xff\xff\x00")],
)
def test_a_table_that_cannot_be_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    for finding in errors(tmp_path / name, load_content().library.questions["systems"]):
        assert strange(finding.what.zh) == []
        assert not CHINESE.search(finding.what.en)
