"""What became of every row, as report.json and report.xlsx beside the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from drafter.batch.ledger import Ledger
from drafter.batch.run import Batch, RowOutcome
from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.overwriting import replace_whole
from drafter.writers.sheet import sheet_bytes

_STATUS = {
    "made": Words("已生成", "made"),
    "unchanged": Words("无变化", "unchanged"),
    "failed": Words("生成失败", "failed"),
    "bad": Words("答卷有误", "bad row"),
    "left": Words("本次未生成", "left for later"),
}
_HEADS = (
    Words("行", "Row"), Words("项目编号", "Project No."), Words("结果", "Result"), Words("文件", "File"), Words("条款数", "Clauses"),
    Words("附件数", "Annexes"), Words("待填项", "Open items"), Words("级别", "Severity"), Words("规则或代码", "Code"), Words("内容", "Finding"),
    Words("处理办法", "Remedy"),
)  # fmt: skip
_WIDTHS = (28, 18, 12, 44, 9, 9, 9, 9, 16, 70, 50)


_Findings = Callable[[RowOutcome], tuple[Finding, ...]]


def write_report(batch: Batch, folder: Path, language: Language, force: bool = False) -> list[Finding]:
    """Write both reports into `folder`; return which of the earlier ones somebody changed, and are kept beside. Raises FileError."""
    ledger = Ledger(folder)

    def findings(line: RowOutcome) -> tuple[Finding, ...]:
        return ledger.findings(line.name) if line.status == "made" else line.findings or ledger.findings(line.name)

    try:
        made = {"report.json": b"".join(_json(batch, language, findings)), "report.xlsx": _workbook(batch, language, findings)}
        kept = [replace_whole(folder / name, data, force, ledger.report(name)) for name, data in made.items()]
        for name, data in made.items():
            ledger.record_report(name, data)
        return [finding for finding in kept if finding is not None]
    finally:
        ledger.close()


def check_data(batch: Batch, language: Language) -> dict[str, Any]:
    """Return what a check of the rows found as plain data."""
    return {"counts": batch.counts(), "rows": [_line(line, line.findings, language) for line in batch.lines]}


def _json(batch: Batch, language: Language, findings: _Findings) -> Iterator[bytes]:
    """Yield the report as JSON, a row at a time: the same for the same rows and documents, whenever it is written."""
    yield f'{{"counts": {json.dumps(batch.counts())},\n"rows": ['.encode()
    for number, line in enumerate(batch.lines):
        yield b",\n" if number else b"\n"
        yield json.dumps(_line(line, findings(line), language), ensure_ascii=False).encode("utf-8")
    yield b"\n]}\n"


def _line(line: RowOutcome, findings: tuple[Finding, ...], language: Language) -> dict[str, Any]:
    return {
        "row": str(line.row.place),
        "project_no": line.row.key,
        "status": line.status,
        "files": list(line.files),
        "clauses": line.clauses,
        "annexes": line.annexes,
        "open": line.open,
        "findings": [f.data(language) for f in findings],
    }


def _workbook(batch: Batch, language: Language, findings: _Findings) -> bytes:
    heads = [head[language] for head in _HEADS]
    rows = (row for line in batch.lines for row in _sheet_rows(line, findings(line), language))
    return sheet_bytes(Words("报告", "Report")[language], heads, _WIDTHS, rows)


def _sheet_rows(line: RowOutcome, findings: tuple[Finding, ...], language: Language) -> Iterator[list[Any]]:
    status, files = _STATUS[line.status][language], "\n".join(line.files)
    facts = [str(line.row.place), line.row.key, status, files, line.clauses, line.annexes, line.open]
    for finding in findings or (None,):
        what = [finding.severity, finding.code, _where(finding, language), finding.remedy[language]] if finding else [""] * 4
        yield [*facts, *what]


def _where(finding: Finding, language: Language) -> str:
    place = str(finding.place)
    return f"{place}: {finding.what[language]}" if place else finding.what[language]
