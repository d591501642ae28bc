"""The table of changes (修订说明表) for the approver: one landscape page in Word, a workbook, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from drafter.errors import FileError, error
from drafter.errors import Place as Where
from drafter.expressions import is_unknown
from drafter.forms.model import FilledColumn, FilledField, FilledForm, FilledTable, Place
from drafter.language import Language, Words
from drafter.records import dataclass
from drafter.review.baseline import Baseline
from drafter.review.decisions import VERDICTS, Decision, settled
from drafter.review.items import APPROVERS, STATUSES, Edit, Item, heading_of, told, touched
from drafter.writers.forms_docx import form_docx
from drafter.writers.sheet import sheet_bytes

_TITLE = Words("修订说明表", "Table of changes")
_COLUMNS = (
    ("clause", Words("条款", "Clause"), 15.0, 24), ("before", Words("修订前", "Before"), 26.0, 50), ("after", Words("修订后", "After"), 26.0, 50),
    ("who", Words("修订人", "By"), 8.0, 14), ("decision", Words("决定", "Decision"), 9.0, 16), ("reason", Words("理由", "Reason"), 20.0, 40),
)  # fmt: skip
_NONE = Words("（无）", "(none)")
_WHOLE = {"deleted": Words("整条删除，共 {} 段", "the whole provision, {} paragraphs"), "new": Words("新增 {} 段", "{} new paragraphs")}
_UNTRACKED, _OPEN = Words("未留痕", "untracked"), Words("（待定）", "(open)")
_AROUND, _LONGEST = 14, 150  # characters around a change, and of a cell in Word, where the table is to stay on a page


@dataclass(frozen=True)
class Changes:
    """What the table tells: the contract, the round, the items, what was decided, and what becomes of the rest."""

    standard: Baseline
    round: int
    items: Sequence[Item]
    decisions: Sequence[Decision] = ()
    rest: Literal["accept", "reject", ""] = ""


def table_bytes(changes: Changes, path: Path, language: Language) -> bytes:
    """Return the table in the format that the name of a file asks for. Raises FileError when there is no such format."""
    return _writer(path)(changes, language)


def check_table(path: Path | None) -> None:
    """Raise FileError when the table cannot be written in the format that the name of a file asks for."""
    if path is not None:
        _writer(path)


def _writer(path: Path) -> Callable[[Changes, Language], bytes]:
    writers: dict[str, Callable[[Changes, Language], bytes]] = {".docx": _word, ".xlsx": _workbook, ".md": _markdown}
    if path.suffix.lower() not in writers:
        known = ", ".join(writers)
        raise FileError(error("format", f"不支持格式，可用：{known}", f"no such format; there are {known}", place=Where(str(path))))
    return writers[path.suffix.lower()]


def _rows(changes: Changes, language: Language) -> Iterator[list[str]]:
    """Yield a row for every paragraph that changed: clause, before, after, who, decision, reason."""
    for item in told(changes.items, language):
        said = _decided(item, changes, language)
        for edit in item.edits:
            yield [heading_of(item, language), edit.before, edit.after, *said]


def _short_rows(changes: Changes, language: Language) -> Iterator[list[str]]:
    """Yield a row for every provision: what changed with a few words around it."""
    for item in told(changes.items, language):
        before, after = (_shortened("".join(_parts(item, kind))) for kind in ("deleted", "inserted"))
        if item.status in _WHOLE:
            said = _WHOLE[item.status][language].format(len(item.edits))
            said += "：" if language == "zh" else ": "
            before, after = (said + before, after) if item.status == "deleted" else (before, said + after)
        yield [heading_of(item, language), before or _NONE[language], after or _NONE[language], *_decided(item, changes, language)]


def _parts(item: Item, kind: str) -> Iterator[str]:
    for number, edit in enumerate(item.edits):
        if (kind == "deleted" and edit.before) or (kind == "inserted" and edit.after):
            yield ("　" if number else "") + _around(edit, kind)


def _around(edit: Edit, kind: str) -> str:
    """Return one side of a change: what stays cut down to a few words around what does not."""
    said = []
    for number, (of, words) in enumerate(edit.spans):
        if of == kind:
            said.append(words)
        elif of == "same":
            left, right = words[:_AROUND] if number else "", words[-_AROUND:] if number < len(edit.spans) - 1 else ""
            said.append(words if len(words) <= len(left) + len(right) else f"{left}……{right}")
    return "".join(said)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}……{text[-_LONGEST // 3 :]}"


def _decided(item: Item, changes: Changes, language: Language) -> list[str]:
    """Return who changed an item, what was decided and why."""
    own = [d for d in settled(changes.decisions, changes.rest) if (d.clause and d.clause == item.clause) or d.change in item.changes]
    verdicts = [VERDICTS[d.decision][language] for d in own]
    if changes.rest and not any(d.decision != "comment" for d in own):
        verdicts.append(VERDICTS[changes.rest][language])
    between = "；" if language == "zh" else "; "
    reasons = [d.reason + (f"（{d.by}）" if language == "zh" else f" ({d.by})") * bool(d.by) for d in own if d.reason]
    if not own and not changes.rest and item.rejected:
        reasons = [r.reason for r in item.rejected[-1:]]
    who = [*item.authors, *([_UNTRACKED[language]] if item.untracked else [])]
    return [between.join(dict.fromkeys(texts)) for texts in (who, verdicts or [_OPEN[language]], reasons)]


def _workbook(changes: Changes, language: Language) -> bytes:
    return sheet_bytes(_TITLE[language], [c[1][language] for c in _COLUMNS], [c[3] for c in _COLUMNS], _rows(changes, language))


def _markdown(changes: Changes, language: Language) -> bytes:
    lines = [f"# {_TITLE[language]}", "", *(f"{f.title[language]}: {f.place.show(language)}  " for f in _head(changes)), ""]
    lines += [_line([c[1][language] for c in _COLUMNS]), f"|{' --- |' * len(_COLUMNS)}", *map(_line, _rows(changes, language))]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in cells)} |"


def _word(changes: Changes, language: Language) -> bytes:
    columns = tuple(FilledColumn(name, title, width, None, "text") for name, title, width, _ in _COLUMNS)
    rows = tuple(tuple(Place(value=Words(cell, cell)) for cell in row) for row in _short_rows(changes, language))
    table = FilledTable(0, None, columns, rows, serial=True)
    form = FilledForm("F-CHANGES", _TITLE, True, _head(changes), (), (), (table,), (_counts(changes),), _signs(changes), ())
    return form_docx(form, [language], changes.standard.content)


def _head(changes: Changes) -> tuple[FilledField, ...]:
    """Return what stands above the table: the contract, its number, the parties, and the round."""
    asked = {"project_name": Words("项目名称", "Project"), "contract_no": Words("合同编号", "Contract No.")}
    fields = []
    for name, title in asked.items():
        fields.append(FilledField(name, title, Place(value=_answer(changes.standard, name)), wide=name == "project_name"))
    round_of = Words(f"第 {changes.round} 轮", f"Round {changes.round}")
    return (*fields, FilledField("round", Words("轮次", "Round"), Place(value=round_of)))


def _answer(standard: Baseline, name: str) -> Words | None:
    value = standard.situation().of(name)
    return None if value is None or is_unknown(value) else Words.of(value)


def _counts(changes: Changes) -> Words:
    found = [item.status for item in touched(changes.items)]
    said = {n: "，".join(f"{STATUSES[s][n]} {found.count(s)}" for s in dict.fromkeys(found)) for n in ("zh", "en")}
    return Words(f"共 {len(found)} 项：{said['zh']}。", f"{len(found)} items: {said['en'].replace('，', ', ')}.")


def _signs(changes: Changes) -> tuple[Words, ...]:
    """Return who signs: whoever prepared it, and those who may approve what it holds."""
    approvers = [APPROVERS[a] for a in APPROVERS if any(i.approver == a for i in touched(changes.items))] or [Words("审批人", "Approver")]
    return (Words("经办人", "Prepared by"), *(Words(f"{a.zh}审批", f"Approved: {a.en}") for a in approvers))
