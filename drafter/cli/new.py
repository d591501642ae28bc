"""`drafter new`: the questionnaire in the terminal. Every answer is on disk before the next question is asked."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.report import print_findings, say, ui_language
from drafter.errors import AnswerError, DrafterError, error
from drafter.language import Edition, Words

if TYPE_CHECKING:
    from drafter.library.schema import Question
    from drafter.questionnaire.interview import CheckRow, CheckSection, Interview

ORIGINS = {
    "answered": Words("已答", "answered"),
    "default": Words("默认", "default"),
    "open": Words("待定", "not yet known"),
    "missing": Words("未答", "not answered"),
    "fact": Words("推得", "follows"),
}
EDITIONS: dict[Edition, Words] = {
    "zh": Words("生成中文版", "Draft in Chinese"),
    "en": Words("生成英文版", "Draft in English"),
    "bilingual": Words("生成中英双语版", "Draft in both languages"),
}


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("answers.yaml"), show_default=True)
@click.option("--all", "ask_all", is_flag=True, help="Ask every question that matters, not only the minimal path.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the questions.")
@click.option("--profile", help="full, standard or lite.")
@click.option("--resume/--no-resume", default=None, help="Go on where an earlier run stopped; asked when neither is given.")
def new(output: Path, ask_all: bool, lang: str | None, profile: str | None, resume: bool | None) -> None:
    """Answer the questionnaire in the terminal, check the answers, and draft the contract."""
    if lang:
        os.environ["DRAFTER_LANG"] = lang  # every message of this run, errors too
    _need_terminal()
    try:
        Session(output, ask_all, profile, resume).run()
    except (KeyboardInterrupt, EOFError):
        raise click.Abort from None


def _need_terminal() -> None:
    if sys.stdin.isatty() and sys.stdout.isatty():
        return
    raise DrafterError(
        error(
            "terminal",
            "drafter new 须在终端中交互使用",
            "drafter new asks questions and needs a terminal",
            (
                "可直接编写答卷：drafter schema 列出全部变量，samples/ 中有例子；再运行 drafter draft",
                "write an answer set by hand: `drafter schema` lists every variable, samples/ has examples; then run `drafter draft`",
            ),
        )
    )


class Session:
    """One run of the questionnaire: an interview, the file it ends in, and the file it is kept in until then."""

    def __init__(self, output: Path, ask_all: bool, profile: str | None, resume: bool | None) -> None:
        self.output, self.ask_all = output, ask_all
        self.part = output.with_name(output.name + ".part")
        self.source: Path | None = None  # the file gone on with
        self.interview = self._start(_known(profile), resume)

    # --- beginning, saving -----------------------------------------------------------------------------------------

    def _start(self, profile: str | None, resume: bool | None) -> Interview:
        from drafter.content import load_content
        from drafter.questionnaire.answers import AnswerSet
        from drafter.questionnaire.interview import Interview, resume_interview

        content, minimal = load_content(), not self.ask_all
        found = next((path for path in (self.part, self.output) if path.exists()), None)
        if found is not None and _go_on(found, resume):
            self.source = found
            return resume_interview(_saved(found), str(found), content, minimal, profile)
        _put_aside(self.part)
        return Interview(content, AnswerSet(profile=profile or AnswerSet.profile), minimal)

    def save(self) -> None:
        """Write what has been said so far beside the output file."""
        from drafter.files import write_whole
        from drafter.questionnaire.interview import dump_interview

        write_whole(self.part, dump_interview(self.interview).encode())

    def _finish(self) -> None:
        from drafter.files import write_whole
        from drafter.questionnaire.interview import dump_interview

        if self.source != self.output:
            _put_aside(self.output)
        write_whole(self.output, dump_interview(self.interview, finished=True).encode())
        self.part.unlink(missing_ok=True)
        say(f"已保存 {self.output}", f"saved {self.output}")

    # --- asking ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Ask until nothing is missing, show the check page until it is right, save, and offer to draft."""
        say(
            "逐题作答，随时保存。每题都可以：< 返回上一题，? 待定，Enter 采用默认；中英文分别填写时用 || 隔开。Ctrl-C 退出，可继续。",
            "Every answer is saved at once. Any time: < back, ? not yet known, Enter for the default; "
            "Chinese || English gives a text in both languages. Ctrl-C leaves; you can go on later.",
        )
        try:
            if self.interview.classified:  # said by mistake, perhaps
                self._ask(self.interview.library.questions["is_classified"])
                self._stop_if_classified()
            self._ask_all()
            while self._check():
                self._ask_all()
        except (KeyboardInterrupt, EOFError):
            self._say_how_to_go_on()
            raise
        self._finish()
        self._offer_draft()

    def _ask_all(self) -> None:
        section: Words | None = None
        while (question := self.interview.next_question()) is not None:
            if (title := self.interview.section(question.id)) != section:
                section = title
                click.echo(click.style(f"\n── {title[ui_language()]} ──", bold=True))
            if self._ask(question) is None and self.interview.back() is None:
                say("这是第一题", "this is the first question")
            self.save()

    def _ask(self, question: Question) -> bool | None:
        """Ask a question until it is answered; return True, or None when the user goes back."""
        from drafter.cli.interview_screen import Move, ask_question
        from drafter.questionnaire.interview import complaint
        from drafter.types import BadValue, BadValues

        while True:
            reply = ask_question(self.interview, question, self.save)
            if reply is Move.BACK:
                return None
            try:
                self._take(question.id, reply)
            except (BadValue, BadValues) as problem:
                click.echo(complaint(problem)[ui_language()], err=True)
                continue
            self.save()
            self._stop_if_classified()
            return True

    def _take(self, name: str, reply: Any) -> None:
        from drafter.cli.interview_screen import Move

        if reply is Move.OPEN:
            self.interview.leave_open(name)
        elif reply is Move.DEFAULT:
            self.interview.take_default(name)
        else:
            self.interview.answer(name, reply)

    def _stop_if_classified(self) -> None:
        if self.interview.classified:
            raise DrafterError(
                error(
                    "classified",
                    f"涉及国家秘密的内容不得在联网的计算机上处理，问卷到此停止；已有答案保存在 {self.part}",
                    f"classified contents must not be processed on a networked machine; stopped here, the answers are kept in {self.part}",
                    ("请转入符合保密要求的离线环境办理", "continue off line, on a machine approved for classified contents"),
                )
            )

    def _say_how_to_go_on(self) -> None:
        if self.part.exists():
            command = f"drafter new -o {shlex.quote(str(self.output))} --resume" + (" --all" if self.ask_all else "")
            say(f"\n已答内容保存在 {self.part}。继续：{command}", f"\nyour answers are kept in {self.part}. To go on: {command}", err=True)

    # --- the check page --------------------------------------------------------------------------------------------

    def _check(self) -> bool:
        """Show the check page; return whether there is more to ask, False when the answers are right."""
        from drafter.cli.interview_screen import choose
        from drafter.rules.apply import apply_rules

        page, language = self.interview.check_page(), ui_language()
        self._print(page)
        print_findings(f for f in apply_rules(self.interview.situation) if f.severity != "info")
        choices = [
            ("save", Words("保存答卷", "Save")),
            ("change", Words("修改一项", "Change an answer")),
            ("back", Words("返回上一题", "Back")),
        ]
        reply = choose(Words("请核对", "Please check")[language], choices)
        if reply == "back":
            self.interview.back()
            self.save()
        elif reply == "change":
            self._change(page)
        return bool(reply != "save")

    def _change(self, page: list[CheckSection]) -> None:
        from drafter.cli.interview_screen import choose

        rows = [(row.name, f"{row.label[ui_language()]} {row.name} = {self._shown(row)}") for s in page for row in s.rows]
        name = choose(
            Words("修改哪一项？", "Change which?")[ui_language()], [("", Words("返回核对页", "Back to the check page")), *rows], find=True
        )
        if name:
            self._ask(self.interview.library.questions[name])

    def _print(self, page: list[CheckSection]) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        from drafter.questionnaire.interview import SETTINGS

        language = ui_language()
        for section in page:
            if section.title == SETTINGS:
                count = len(section.rows)
                say(f"另有 {count} 项设定，可在“修改一项”中查看", f"and {count} settings, to be seen under “Change an answer”")
                continue
            table = Table(title=section.title[language], title_justify="left", expand=True)
            for head in (Words("问题", "Question"), Words("答案", "Answer"), Words("由来", "From")):
                table.add_column(head[language])
            for row in section.rows:
                table.add_row(Text(row.label[language]), Text(self._shown(row)), Text(_from(row)))
            Console().print(table)

    def _shown(self, row: CheckRow) -> str:
        from drafter.cli.interview_screen import shown

        return shown(self.interview, row.value, self.interview.library.questions[row.name])

    # --- drafting --------------------------------------------------------------------------------------------------

    def _offer_draft(self) -> None:
        from drafter.cli.draft import draft
        from drafter.cli.interview_screen import choose

        choices = [*EDITIONS.items(), ("", Words("暂不生成", "Not now"))]
        edition = choose(Words("现在生成合同？", "Draft the contract now?")[ui_language()], choices)
        if edition:
            out = self.output.with_name(f"{self.output.stem}-{edition}.docx")
            click.get_current_context().invoke(draft, answers=self.output, output=out, lang=edition)


def _known(profile: str | None) -> str | None:
    """Return the profile if there is one of that name. Raises AnswerError."""
    from drafter.content import load_content

    profiles = load_content().agreement().profiles
    if profile is None or profile in profiles:
        return profile
    names = ", ".join(profiles)
    raise AnswerError(error("profile", f"没有 {profile!r} 版，现有：{names}", f"no profile {profile!r}; there are {names}"))


def _go_on(found: Path, resume: bool | None) -> bool:
    if resume is not None:
        return resume
    from drafter.cli.interview_screen import choose

    go_on, anew = Words("接着填", "Go on with it"), Words("重新开始（原文件留作备份）", "Start anew (the file is kept as a backup)")
    return choose(Words(f"已有 {found}", f"There is {found}")[ui_language()], [(True, go_on), ("", anew)]) is True


def _saved(path: Path) -> str:
    """Return the text of an answer file. Raises FileError."""
    from drafter.questionnaire.answers import read_text

    return read_text(path)


def _put_aside(path: Path) -> None:
    """Rename a file that would be written over: answer sets are work, and starting anew must not cost any."""
    number = 1
    while (kept := path.with_name(f"{path.name}.{number}.bak")).exists():
        number += 1
    if path.exists():
        path.replace(kept)
        say(f"原有的 {path} 改名为 {kept.name}", f"the earlier {path} is now {kept.name}")


def _from(row: CheckRow) -> str:
    language = ui_language()
    unused = "" if row.used else Words("（未用到）", " (not used)")[language]
    source = row.source[language]
    return ORIGINS[row.origin][language] + unused + (f"：{source}" if source and language == "zh" else f": {source}" if source else "")
