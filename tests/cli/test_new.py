"""`drafter new` in a real terminal: answering, going back, leaving and going on, and the file that comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pexpect

from drafter.content import load_content
from drafter.expressions import UNKNOWN
from drafter.language import Words
from drafter.library.schema import Question
from drafter.questionnaire.answers import AnswerSet, read_answer_file
from drafter.questionnaire.interview import Interview
from tests.tools import ROOT

UP, DOWN, ENTER, ESCAPE = "\x1b[A", "\x1b[B", "\r", "\x1b"
PROGRAM = [sys.executable, "-m", "drafter", "new"]
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The program in a pseudo-terminal, seen and typed at as a user does."""

    def __init__(self, folder: Path, *arguments: str, language: str = "zh") -> None:
        self.folder, self.language = folder, language
        environment = {**os.environ, "DRAFTER_LANG": language, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self.child = pexpect.spawn(
            PROGRAM[0], [*PROGRAM[1:], *arguments], cwd=folder, env=environment, encoding="utf-8", dimensions=(60, 200), timeout=60
        )

    def see(self, text: str) -> None:
        """Wait for a text."""
        self.child.expect_exact(text)

    def type(self, *keys: str) -> None:
        """Type keys, one after another."""
        for key in keys:
            self.child.send(key)

    def reply(self, name: str, *keys: str) -> None:
        """Wait for a question and type the reply to it."""
        question = load_content().library.questions[name]
        self.prompt(f"] {(question.ask or question.label)[self.language]}", *keys)  # type: ignore[index]

    def prompt(self, text: str, *keys: str) -> None:
        """Wait until a prompt stands there whole, with the line that says which keys there are, and type."""
        self.see(text)
        self.child.expect(r"\([^)]*Enter[^)]*\)")
        self.type(*keys)

    def interrupt(self) -> str:
        """Type Ctrl-C and return the last words."""
        self.child.sendcontrol("c")
        return self.end(130)

    def end(self, code: int) -> str:
        """Wait for the end and return what was printed since the last look."""
        self.child.expect(pexpect.EOF)
        said = CONTROLS.sub("", self.child.before or "").replace("\r\n", "\n")
        self.child.close()
        assert self.child.exitstatus == code, said
        return said


def read(path: Path) -> AnswerSet:
    """Return an answer set from a file."""
    return read_answer_file(path, load_content())


def minimal_path() -> list[Question]:
    """Return the questions of the minimal path when every one is left as it is."""
    one = Interview(load_content())
    return [one.library.questions[name] for name in one.waiting]


def leave_all_open(terminal: Terminal, questions: list[Question]) -> None:
    """Answer ? to one question after another."""
    for question in questions:
        terminal.reply(question.id, "?", *([ENTER] if question.type not in ("choice", "bool", "multichoice", "table") else []))


def test_answers_back_interrupt_resume_and_nothing_is_lost(tmp_path: Path) -> None:
    first = Terminal(tmp_path, "-o", "a.yaml")
    first.reply("is_classified", ENTER)
    first.reply("doc_kind", ENTER)
    first.reply("project_name", ENTER)
    first.see("请作答")  # no default: an empty answer is refused at once
    first.type("政务平台 || Platform", ENTER)
    first.reply("om_mode", "<")
    first.reply("project_name")
    first.see("政务平台 || Platform")  # offered again
    first.type("运维", ENTER)
    first.reply("om_mode")
    said = first.interrupt()
    assert "drafter new -o a.yaml --resume" in said
    assert read(tmp_path / "a.yaml.part").answers == {"project_name": Words("政务平台", "Platform运维")}
    assert not (tmp_path / "a.yaml").exists()

    again = Terminal(tmp_path, "-o", "a.yaml", "--resume")
    again.reply("om_mode", ENTER)
    leave_all_open(again, [q for q in minimal_path() if q.id not in ("is_classified", "doc_kind", "project_name", "om_mode")])
    again.prompt("请核对", ENTER)
    again.see("已保存 a.yaml")
    again.prompt("现在生成合同", ENTER)
    assert "a-zh.docx" in again.end(0)
    saved = read(tmp_path / "a.yaml").answers
    assert saved["project_name"] == Words("政务平台", "Platform运维")
    assert saved["party_a"] is UNKNOWN
    assert "om_mode" not in saved  # a default taken stays one
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-zh.docx", "a.yaml"]


def test_the_check_page_changes_any_answer_and_old_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("answers: {linked_pct: 15}\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "--no-resume", "--lang", "en")
    terminal.language = "en"
    leave_all_open(terminal, minimal_path())
    terminal.prompt("Please check", DOWN, ENTER)
    terminal.prompt("Change which?", *"linked_pct")
    terminal.see("linked_pct = ")
    terminal.type(ENTER)
    terminal.reply("linked_pct", *"200", ENTER)
    terminal.see("must lie between")
    terminal.type("\x7f", ENTER)
    terminal.prompt("Please check", ENTER)
    terminal.see("kept as answers.2")
    terminal.prompt("Draft the contract now?", UP, ENTER)
    terminal.end(0)
    assert read(tmp_path / "answers.yaml").answers["linked_pct"] == 20
    [beside] = tmp_path.glob("answers.2*.yaml")
    assert read(beside).answers["linked_pct"] == 15


def test_a_table_from_a_file_and_by_hand(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("name,class,users\n平台,A,many\n", encoding="utf-8")
    (tmp_path / "good.csv").write_text("name,class,users\n交换平台,A,3200\n", encoding="gb18030")
    (tmp_path / "a.yaml").write_text("answers: {}\n# drafter new: defaults taken: is_classified\n", encoding="utf-8")
    before = [q for q in minimal_path() if q.id != "is_classified"]
    at = [q.id for q in before].index("systems")
    terminal = Terminal(tmp_path, "-o", "a.yaml", "--resume")
    leave_all_open(terminal, before[:at])
    terminal.reply("systems", ENTER)
    terminal.see(" 文件路径")
    terminal.type("bad.csv", ENTER)
    terminal.see("C2 users")
    terminal.reply("systems", ENTER)
    terminal.see("文件路径")
    terminal.type("good.csv", ENTER)
    terminal.see("读入 1 行")
    terminal.reply(before[at + 1].id, "<")
    terminal.reply("systems", DOWN, DOWN, ENTER)  # keep the row; a file; row by row
    terminal.see("交换平台")
    terminal.prompt("哪些系统", ENTER)  # another row
    terminal.prompt("[2] 系统编号", "S-2", ENTER)
    terminal.prompt("[2] 系统名称", "门户", ENTER)
    terminal.prompt("[2] 等级")
    terminal.interrupt()
    assert [row.get("name") for row in read(tmp_path / "a.yaml.part").answers["systems"]] == [
        Words("交换平台", "交换平台"),
        Words("门户", "门户"),
    ]


def test_classified_contents_stop_it_and_may_be_taken_back(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.reply("is_classified", DOWN, ENTER)
    assert "不得在联网的计算机上处理" in terminal.end(2)
    assert read(tmp_path / "answers.yaml.part").answers == {"is_classified": True}
    again = Terminal(tmp_path)
    again.prompt("已有 answers.yaml.part", ENTER)  # go on with it
    again.reply("is_classified", UP, ENTER)
    again.reply("doc_kind")
    again.interrupt()
    assert read(tmp_path / "answers.yaml.part").answers == {}


def test_without_a_terminal_it_says_what_to_do_instead(tmp_path: Path) -> None:
    done = subprocess.run(PROGRAM, input="", capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "[terminal]" in done.stderr
    assert "drafter schema" in done.stderr
    assert "samples/" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_begins_with_the_answers_of_last_year(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--after", str(ROOT / "samples/minimal.yaml"))
    terminal.see("服务开始日期：2027年1月1日 → 2028年1月1日")
    terminal.prompt("请核对", ENTER)
    terminal.see("已保存 answers.yaml")
    terminal.interrupt()
    kept = read(tmp_path / "answers.yaml").answers
    assert kept["sign_date"] == date(2027, 12, 21)
    assert kept["previous_price"] == Decimal("462000.00")
