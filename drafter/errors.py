"""What can go wrong, as data: a place, what is wrong there, and the remedy, in both languages."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from drafter.language import Language, Words
from drafter.records import dataclass

Severity = Literal["error", "warning", "info"]


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and, where known, a line (from 1) and a path inside the file."""

    file: str = ""
    line: int = 0
    path: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.path}".strip()


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found by a check: severity, code, place, what is wrong, how to mend it."""

    severity: Severity
    code: str
    what: Words
    remedy: Words = NOTHING
    place: Place = NOWHERE

    def of(self, agreement: str) -> Finding:
        """Return the finding with the agreement by which it was judged."""
        what = Words(f"{self.what.zh}（文书 {agreement}）", f"{self.what.en} (in the agreement {agreement})")
        return replace(self, what=what)

    def line(self, language: Language) -> str:
        """Return the finding as one line of text in `language`."""
        where = f"{self.place}: " if str(self.place) else ""
        name = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}[self.severity]
        mend = self.remedy[language]
        arrow = f" → {mend}" if mend else ""
        return f"{where}{name[language == 'en']} [{self.code}] {self.what[language]}{arrow}"

    def data(self, language: Language) -> dict[str, object]:
        """Return the finding as plain data for --json output."""
        return {
            "severity": self.severity,
            "code": self.code,
            "file": self.place.file,
            "line": self.place.line,
            "path": self.place.path,
            "what": self.what[language],
            "remedy": self.remedy[language],
        }


_REASONS = {  # of the operating system -> said in both languages, without its number
    FileNotFoundError: Words("文件不存在", "there is no such file"),
    PermissionError: Words("没有权限", "no permission"),
    IsADirectoryError: Words("这是文件夹，不是文件", "it is a folder, not a file"),
    NotADirectoryError: Words("路径中有一段不是文件夹", "a part of the path is no folder"),
    UnicodeDecodeError: Words("不是 UTF-8 文本", "it is not UTF-8 text"),
    FileExistsError: Words("已有同名文件", "a file of that name is there already"),
}
_NUMBERED = {
    errno.ENOSPC: Words("磁盘已满", "the disk is full"),
    errno.EROFS: Words("该磁盘只读", "the disk is read-only"),
    errno.ENAMETOOLONG: Words("文件名过长", "the name of the file is too long"),
}


def reason(problem: Exception) -> Words:
    """Return why the operating system refused a file."""
    found = next((words for kind, words in _REASONS.items() if isinstance(problem, kind)), None)
    return found or _NUMBERED.get(getattr(problem, "errno", None) or 0) or Words("系统拒绝了该操作", "the system refused it")


def unreadable(problem: Exception, path: object) -> Finding:
    """Return the finding that a file cannot be read, and why."""
    why = reason(problem)
    return error("file", f"无法读取：{why.zh}", f"cannot be read: {why.en}", place=Place(str(path)))


def unwritable(problem: Exception, path: object) -> Finding:
    """Return the finding that a file cannot be written, and why."""
    why = reason(problem)
    return error("write", f"无法写入：{why.zh}", f"cannot be written: {why.en}", place=Place(str(path)))


class DrafterError(Exception):
    """Any failure a user can do something about; carries every finding at once. Exit code 2."""

    exit_code = 2

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("; ".join(f.line("en") for f in self.findings))


class ContentError(DrafterError):
    """The clause library or an agreement is malformed."""


class AnswerError(DrafterError):
    """An answer set cannot be read or holds impossible values."""


class TemplateError(DrafterError):
    """A Word template cannot be used."""


class FileError(DrafterError):
    """A file cannot be read or written, or is not what it says."""


class NotFinal(DrafterError):
    """A final contract was asked for while something is open or a rule is broken."""


class MissingTool(DrafterError):
    """An optional program or package is not installed."""


def error(code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), place: Place = NOWHERE) -> Finding:
    """Return an error Finding; shorthand for the commonest case."""
    return Finding("error", code, Words(zh, en), Words(*remedy), place)


def warning(code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), place: Place = NOWHERE) -> Finding:
    """Return a warning Finding."""
    return Finding("warning", code, Words(zh, en), Words(*remedy), place)
