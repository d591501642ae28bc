"""Where the rows of a batch come from: one table of readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from drafter.batch.rows import Row
from drafter.batch.sheets import KEY, read_csv, read_workbook
from drafter.causes import told
from drafter.content import Content
from drafter.errors import DrafterError, FileError, Finding, Place, error, unreadable
from drafter.library.yamlfile import LARGEST
from drafter.questionnaire.answers import json_as_written, plain_answers

LONGEST_LINE = LARGEST  # bytes of one answer set


def read_rows(source: Path, content: Content) -> list[Row]:
    """Return the rows of a workbook, a CSV file, a file of JSON lines, or a folder of answer sets, in their order.

    What is wrong with a row is in the row; FileError is raised when the source cannot be used at all.
    """
    if source.is_dir():
        return read_folder(source)
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        raise FileError(
            error(
                "format",
                f"不支持 {source.suffix or '无扩展名'} 文件，可用：{kinds} 或文件夹",
                f"cannot read {source.suffix or 'this'}; use {kinds} or a folder",
                place=Place(str(source)),
            )
        )
    return reader(source, content)


def read_folder(folder: Path) -> list[Row]:
    """Return a row for every answer set in a folder. Raises FileError when there is none."""
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yaml", ".yml", ".json") and not p.name.startswith("."))
    if not files:
        raise FileError(error("empty", "文件夹中没有答卷", "there is no answer set in the folder", place=Place(str(folder))))
    return [_file_row(path) for path in files]


def _file_row(path: Path) -> Row:
    place = Place(path.name)
    try:
        if path.stat().st_size > LARGEST:
            return _bad(place, path.stem, "size", f"文件超过{LARGEST >> 20}MB", f"larger than {LARGEST >> 20} MB")
        return _row(plain_answers(path.read_bytes().decode("utf-8-sig"), path.name), place, path.stem)
    except UnicodeDecodeError as problem:
        return _bad(place, path.stem, "encoding", f"第 {problem.start} 字节起不是 UTF-8", f"not UTF-8 from byte {problem.start} on")
    except OSError as problem:
        return Row(place, path.stem, {}, problems=(unreadable(problem, place.file),))
    except DrafterError as problem:
        return Row(place, path.stem, {}, problems=problem.findings)


def read_lines(path: Path) -> list[Row]:
    """Return a row for every line of a file of JSON lines. Raises FileError."""
    rows: list[Row] = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
                if len(line) > LONGEST_LINE:
                    raise FileError(error("size", "一行过长", "a line is too long", place=Place(path.name, number)))
                if line.strip():
                    rows.append(_line_row(line, Place(path.name, number)))
    except OSError as problem:
        raise FileError(unreadable(problem, path)) from None
    if not rows:
        raise FileError(error("empty", "文件中没有答卷", "there is no answer set in the file", place=Place(str(path))))
    return rows


def _line_row(line: bytes, place: Place) -> Row:
    key = f"L{place.line}"
    try:
        return _row(json_as_written(line.decode("utf-8-sig")), place, key)
    except UnicodeDecodeError as problem:
        return _bad(place, key, "encoding", f"第 {problem.start} 字节起不是 UTF-8", f"not UTF-8 from byte {problem.start} on")
    except (ValueError, RecursionError) as problem:
        why = told(problem)
        return _bad(place, key, "json", f"JSON 格式错误：{why.zh}", f"not readable as JSON: {why.en}")


def _row(data: Any, place: Place, key: str) -> Row:
    """Return the row of an answer set; `language` and `template` beside the answers steer it."""
    if not isinstance(data, dict):
        return _bad(place, key, "shape", "答卷应为映射", "an answer set is a mapping")
    answers = data.get("answers")
    named = answers.get(KEY) if isinstance(answers, dict) else None
    language, template = data.pop("language", None), data.pop("template", "")
    if language not in (None, "zh", "en", "bilingual"):
        return _bad(place, key, "value", "language 应为 zh、en 或 bilingual", "language must be zh, en or bilingual")
    return Row(
        place, str(named).strip() if isinstance(named, (str, int)) and str(named).strip() else key, data, language, str(template or "")
    )


def _bad(place: Place, key: str, code: str, zh: str, en: str) -> Row:
    finding: Finding = error(code, zh, en, place=place)
    return Row(place, key, {}, problems=(finding,))


READERS: dict[str, Callable[[Path, Content], list[Row]]] = {
    ".xlsx": read_workbook,
    ".csv": read_csv,
    ".jsonl": lambda path, content: read_lines(path),
}
