"""`drafter new` in a real terminal: answering, going back, leaving and going on, and the file that comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pexpect

from drafter.content import load_content
from drafter.expressions import UNKNOWN
from drafter.language import Words
from drafter.library.schema import Question
from drafter.questionnaire.answers import AnswerSet, read_answer_file
from drafter.questionnaire.interview import Interview, dump_interview
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


OPEN = r"\[(?:待填 \d+ 题|\d+ open)\] "
PROMPT = r"([^\r\n(\x1b]+)[\s\S]*?\([^()]*Enter[^()]*\)"


def leave_the_rest_open(terminal: Terminal, end: str) -> list[str]:
    """Answer ? to whatever else is open, up to a prompt; return the questions that were asked."""
    by_words = {(q.ask or q.label)[terminal.language]: q for q in load_content().library.questions.values()}  # type: ignore[index]
    asked: list[str] = []
    seen = set()
    while terminal.child.expect([OPEN + f"(?!{re.escape(end)})" + PROMPT, re.escape(end)]) == 0:
        if terminal.child.match[0].split("(")[0] in seen:  # type: ignore[union-attr]  # drawn again while it was typed at
            continue
        seen.add(terminal.child.match[0].split("(")[0])  # type: ignore[union-attr]
        said = terminal.child.match[1].split(" · ")[0].strip()  # type: ignore[union-attr]
        question = next(q for words, q in by_words.items() if words.startswith(said))
        asked.append(question.id)
        ends = {"line": [ENTER], "parts": [ENTER], "lines": [ESCAPE, ENTER]}
        terminal.type("?", *ends.get(question.value_type.prompt, []))
    terminal.child.expect(r"\([^)]*Enter[^)]*\)")
    return asked


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
    asked = leave_the_rest_open(again, "请核对")
    assert "party_b_uscc" in asked
    assert len(asked) == len(set(asked))
    again.type(ENTER)
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
    leave_the_rest_open(terminal, "Please check")
    terminal.type(DOWN, ENTER)
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
    terminal.see("C2: 错误")
    terminal.prompt("没有读入", DOWN, ENTER)  # back, rather than the rows without it
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
    terminal.child.expect(r"\([^)]*Enter[^)]*\)")
    terminal.type("?", ENTER)  # one question left open: then all is kept
    part, end = tmp_path / "answers.yaml.part", time.monotonic() + 30
    while not part.exists() and time.monotonic() < end:
        time.sleep(0.05)
    terminal.interrupt()
    kept = read(part).answers
    assert kept["sign_date"] == date(2027, 12, 21)
    assert kept["previous_price"] == Decimal("462000.00")


def test_the_rest_is_asked_a_table_read_from_a_file_and_a_party_for_its_missing_parts_alone(tmp_path: Path) -> None:
    given = {
        "project_name": "平台运维", "party_a": {"name": "某市数据局"}, "party_b": {"name": "某某公司"}, "sign_date": "2026-12-18",
        "systems": [{"name": "交换平台", "class": "A"}], "budget_amount": "1200000", "price_total_incl": "1180000",
    }  # fmt: skip
    one = Interview(load_content())
    for name, raw in given.items():
        one.answer(name, raw)
    while (question := one.next_question()) is not None:
        one.take_default(question.id)
    (tmp_path / "a.yaml").write_text(dump_interview(one), encoding="utf-8")
    (tmp_path / "prices.csv").write_text(
        "单位：万元\n目录编号,项目名称,计量单位,数量,不含税单价,税率,性质,固定或者变动\nS01,平台运维,年,1,111.32,6%,服务,固定\n",
        encoding="utf-8",
    )
    terminal = Terminal(tmp_path, "-o", "a.yaml", "--resume")
    asked = leave_the_rest_open(terminal, "各分项的数量、单价和税率是什么")
    assert asked[:3] == ["award_notice_date", "party_a", "party_a"]  # its parts, not its name
    terminal.type(DOWN, ENTER)  # the default, an empty table; a file
    terminal.see("文件路径")
    terminal.type("prices.csv", ENTER)
    terminal.see("1,113,200")
    terminal.see("读入 1 行")
    leave_the_rest_open(terminal, "请核对")
    terminal.type(DOWN, ENTER)
    terminal.prompt("修改哪一项", *"批复预算")
    terminal.see("budget_amount = ")
    terminal.type(ENTER)
    terminal.reply("budget_amount", *(["\x7f"] * 12), "130万元", ENTER)
    terminal.see("1,300,000.00")
    terminal.prompt("请核对", ENTER)
    terminal.prompt("现在生成合同", UP, ENTER)
    terminal.end(0)
    saved = read(tmp_path / "a.yaml").answers
    assert (saved["party_a"]["name"].zh, saved["budget_amount"]) == ("某市数据局", 1_300_000)
    assert saved["price_lines"][0]["unit_price"] == 1_113_200
