"""Registers of assets: an office's own read into the answers, and which systems might be run as one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from drafter.assets.consolidate import VERDICTS, Proposal, answer_rows, propose
from drafter.assets.doubts import age_doubts
from drafter.content import Content
from drafter.language import Language, Words
from drafter.office_tables.found import OfficeTable
from drafter.questionnaire.answers import AnswerSet, dump_answers
from drafter.questionnaire.cells import file_bytes
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers
from drafter.services.office_tables import computed_doubts, read_files, table_called

_DOUBTS = Words("疑问", "Doubts")
_DOUBT_HEADS = (
    Words("位置", "Place"), Words("级别", "Severity"), Words("代码", "Code"), Words("疑问", "Doubt"), Words("处理办法", "Remedy"),
)  # fmt: skip
_CONSOLIDATION = (
    Words("系统", "System"), Words("相近系统", "Similar systems"), Words("同一开发单位", "Same vendor"), Words("同一技术路线", "Same stack"),
    Words("共用基础设施", "Shared infrastructure"), Words("建议", "Proposal"), Words("资产原值（元）", "Original value (yuan)"), Words("理由", "Reason"),
)  # fmt: skip
_YES, _NO = Words("是", "yes"), Words("否", "no")


@dataclass(frozen=True)
class Imported:
    """An office's table read: its rows, what was understood, every doubt, and the answer set that the rows stand in."""

    table: OfficeTable
    answers: AnswerSet
    content: Content

    @property
    def sound(self) -> bool:
        """Whether there is no error among the doubts."""
        return self.table.sound

    def data(self, language: Language) -> dict[str, Any]:
        """Return what was understood and every doubt as plain data."""
        found = self.table
        return {
            "rows": len(found.rows),
            "understood": [sheet.data(language) for sheet in found.understood],
            "skipped": found.skipped,
            "doubts": [f.data(language) for f in found.findings],
        }

    def answer_file(self) -> bytes:
        """Return the answer set as an answer file."""
        return dump_answers(self.answers, self.content.library).encode("utf-8")

    def report(self, name: Path, language: Language) -> bytes:
        """Return all doubts: as JSON for a name in .json, else as a workbook."""
        from drafter.writers.sheet import sheet_bytes

        if name.suffix.lower() == ".json":
            return json.dumps(self.data(language), ensure_ascii=False, indent=1).encode("utf-8")
        rows = ([str(f.place), f.severity, f.code, f.what[language], f.remedy[language]] for f in self.table.findings)
        return sheet_bytes(_DOUBTS[language], [head[language] for head in _DOUBT_HEADS], (36, 10, 16, 70, 50), rows)


def import_table(content: Content, name: str, files: Sequence[Path], into: Source | None = None, as_of: date | None = None) -> Imported:
    """Return the table in one or several .xlsx or .csv files as the rows of a table question, which a question's id or label names.

    The rows replace those of the answer set `into`. In a register of assets, support that has ended is that of the day `as_of`, else of the day
    the service starts, else of today. Raises FileError when nothing can be read, AnswerError.
    """
    question = table_called(content, name)
    found = read_files(content, question, [(path, file_bytes(path)) for path in files])
    answers = AnswerSet() if into is None else read_answers(content, into)
    given = replace(answers, answers={**answers.answers, question.id: found.rows})
    if question.id == content.library.role("assets"):
        found.findings += age_doubts(found.rows, found.places, as_of or _start(content, answers))
    found.findings += computed_doubts(content, given, found, question)
    return Imported(found, given, content)


def import_register(content: Content, files: Sequence[Path], into: Source | None = None, as_of: date | None = None) -> Imported:
    """Return the register of assets in one or several files, as `import_table` does."""
    return import_table(content, content.library.role("assets"), files, into, as_of)


def _start(content: Content, answers: AnswerSet) -> date:
    start = answers.answers.get(content.library.role("service_start"))
    return start if isinstance(start, date) else date.today()


@dataclass(frozen=True)
class Consolidated:
    """Which systems to keep, merge or stop, and the answers they were found in."""

    proposals: tuple[Proposal, ...]
    answers: AnswerSet
    content: Content

    def data(self, language: Language) -> list[dict[str, Any]]:
        """Return the proposals as plain data."""
        return [asdict(p) | {"reason": p.reason[language], "value": str(p.value)} for p in self.proposals]

    def lines(self, language: Language) -> list[str]:
        """Return the proposals for a terminal, one a line."""
        return [f"{p.system}: {VERDICTS[p.verdict][language]} - {p.reason[language]}" for p in self.proposals]

    def file(self, name: Path, language: Language) -> bytes:
        """Return the answers with the proposals for a name in .yaml, else a workbook that lists them.

        In the answers the proposals become F-CONSOL; a system that has been decided on there stays as it is.
        """
        if name.suffix.lower() in (".yaml", ".yml"):
            name_in_answers = self.content.library.role("consolidation")
            rows = answer_rows(list(self.proposals), self.answers.answers.get(name_in_answers) or [])
            given = replace(self.answers, answers={**self.answers.answers, name_in_answers: rows})
            return dump_answers(given, self.content.library).encode("utf-8")
        from drafter.writers.sheet import sheet_bytes

        heads = [words[language] for words in _CONSOLIDATION]
        return sheet_bytes("F-CONSOL", heads, (28, 36, 12, 12, 12, 10, 16, 60), [_row(p, language) for p in self.proposals])


def _row(proposal: Proposal, language: Language) -> list[Any]:
    flags = (proposal.same_vendor, proposal.same_stack, proposal.shared_infrastructure)
    unsaid = "" if proposal.verdict == "unknown" else _NO[language]
    shared = [_YES[language] if flag else unsaid for flag in flags]
    verdict, names = VERDICTS[proposal.verdict][language], "、".join(proposal.similar)
    return [proposal.system, names, *shared, verdict, float(proposal.value), proposal.reason[language]]


def consolidate(content: Content, source: Source) -> Consolidated:
    """Return which systems to keep, merge or stop, by vendor, stack and shared infrastructure. Raises AnswerError, FileError."""
    answers = read_answers(content, source)
    assets, systems = (answers.answers.get(content.library.role(role)) or [] for role in ("assets", "systems"))
    return Consolidated(tuple(propose(assets, [s["name"].zh for s in systems if "name" in s])), answers, content)
