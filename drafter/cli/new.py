"""`drafter new`: the questionnaire in the terminal. Every answer is on disk before the next question is asked."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import FILE
from drafter.cli.report import force_option, forced, print_findings, say, say_kept, ui_language
from drafter.errors import DrafterError, error
from drafter.language import Edition, Words

if TYPE_CHECKING:
    from drafter.content import Content
    from drafter.library.schema import Question
    from drafter.questionnaire.answers import AnswerSet
    from drafter.questionnaire.interview import CheckRow, CheckSection
    from drafter.services.interviews import Session

AGREEMENT = "contract"
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


def _speak(_: click.Context, __: click.Parameter, language: str | None) -> None:
    """Use a language for every message of this run, help and errors too."""
    if language:
        os.environ["DRAFTER_LANG"] = language


@command("在终端中逐题作答，核对答案，并生成合同。")
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("answers.yaml"),
    show_default=True,
    help=Words("答卷写到哪里。", "Where to write the answers."),
)
@option(
    "--all",
    "ask_all",
    is_flag=True,
    help=Words("凡有影响的问题都问，不限于最少的一组。", "Ask every question that matters, not only the minimal path."),
)
@option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help=Words("提问所用语言。", "Language of the questions."),
)
@option("--agreement", help=Words("文书：contract，或自建的文书。", "contract, or an agreement of your own."))
@option("--profile", help=Words("版式：full（完整）、standard（标准）或 lite（简版）。", "full, standard or lite."))
@option(
    "--after",
    "last",
    type=FILE,
    help=Words(
        "以上年合同（.docx）或答卷中的答案开始，日期顺延。",
        "Begin with the answers of last year's contract (.docx) or answer file, dates moved on.",
    ),
)
@option(
    "--resume/--no-resume",
    default=None,
    help=Words("从上次中断处继续；两者都不写时会询问。", "Go on where an earlier run stopped; asked when neither is given."),
)
@force_option
def new(output: Path, ask_all: bool, agreement: str | None, profile: str | None, last: Path | None, resume: bool | None) -> None:  # fmt: skip
    """Answer the questionnaire in the terminal, check the answers, and draft the contract."""
    _need_terminal()
    try:
        Screen(_session(output, ask_all, agreement, profile, last, resume), ask_all).run()
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


def _session(output: Path, ask_all: bool, agreement: str | None, profile: str | None, last: Path | None, resume: bool | None) -> Session:
    """Return a new interview, or the one that is kept for this file where the user goes on with it."""
    from drafter.content import load_content
    from drafter.services import interviews

    content = load_content()
    interviews.check_profile(content, profile, agreement or AGREEMENT)
    found = interviews.kept_file(output)
    if found is not None and _go_on(found, resume):
        return interviews.go_on(content, output, found, not ask_all, profile)
    after = None if last is None else _following(content, last)
    session, kept = interviews.begin(content, output, not ask_all, profile, agreement or AGREEMENT, after, forced())
    say_kept([kept] if kept else [])
    return session


def _following(content: Content, last: Path) -> AnswerSet:
    """Return the answers to begin with after last year's, and say what is other in them."""
    from drafter.services.following import follow

    following = follow(content, last)
    for label, before, after in following.told(ui_language()):
        click.echo(f"  {label}：{before} → {after}" if ui_language() == "zh" else f"  {label}: {before} → {after}")
    return following.answers


class Screen:
    """One run of the questionnaire in the terminal."""

    def __init__(self, session: Session, ask_all: bool) -> None:
        self.session, self.interview, self.ask_all = session, session.interview, ask_all
        self.output, self.part = session.output, session.part
        self.said: set[str] = set()  # the questions answered in this run, with 待定 too: what stays open is asked once
        self.lacking: dict[str, tuple[str, ...]] = {}  # what the document has open and is still to be asked, with the parts a party lacks
        self.going_on = False

    def run(self) -> None:
        """Ask until nothing is missing, show the check page until it is right, save, and offer to draft."""
        say(
            "逐题作答，随时保存。每题都可以：< 返回上一题，? 待定，Enter 采用默认；中英文分别填写时用 || 隔开。Ctrl-C 退出，可继续。",
            "Every answer is saved at once. Any time: < back, ? not yet known, Enter for the default; "
            "Chinese || English gives a text in both languages. Ctrl-C leaves; you can go on later.",
        )
        try:
            if self.interview.classified:  # said by mistake, perhaps
                self._ask(self.interview.library.questions[self.interview.library.role("is_classified")])
                self.session.refuse_classified()
            self._ask_all()
            while self._check():
                self._ask_all()
        except (KeyboardInterrupt, EOFError):
            self._say_how_to_go_on()
            raise
        kept = self.session.finish(forced())
        say_kept([kept] if kept else [])
        say(f"已保存 {self.output}", f"saved {self.output}")
        self._offer_draft()

    def _ask_all(self) -> None:
        """Ask what has to be asked, then go on with what the document still has open."""
        section: Words | None = None
        while (question := self._next()) is not None:
            if (title := self.interview.section(question.id)) != section:
                section = title
                click.echo(click.style(f"\n── {title[ui_language()]} ──", bold=True))
            if self._ask(question) is None:
                self._back()
            self.session.save()

    def _next(self) -> Question | None:
        self.lacking = {}
        return self.interview.next_question() or self._next_open()

    def _next_open(self) -> Question | None:
        """Return the next question that is open and has not been asked in this run; say how many there are before the first of them."""
        from drafter.services.interviews import still_open

        self.lacking = {name: parts for name, parts in still_open(self.interview).items() if name not in self.said}
        if self.lacking and not self.going_on:
            count = len(self.lacking)
            say(
                f"\n文本中还有 {count} 题待填，接着逐题填写；没有的输入 ?，留待以后。",
                f"\n{count} questions are still open in the text and follow now; type ? for what is to wait.",
            )
        self.going_on = bool(self.lacking)
        return next((self.interview.library.questions[name] for name in self.lacking), None)

    def _back(self) -> None:
        name = self.interview.back()
        if name is None:
            say("这是第一题", "this is the first question")
        else:
            self.said.discard(name)

    def _ask(self, question: Question) -> bool | None:
        """Ask a question until it is answered; return True, or None when the user goes back."""
        from drafter.cli.interview_screen import Move, ask_question

        parts = self.lacking.get(question.id, ())
        while True:
            reply = ask_question(self.interview, question, self.session.save, parts, len(self.lacking))
            if reply is Move.BACK:
                return None
            wrong = self._take(question.id, reply)
            if wrong is not None:
                click.echo(wrong[ui_language()], err=True)
                continue
            self._echo(question.id, reply)
            self.said.add(question.id)
            self.session.save()
            self.session.refuse_classified()
            return True

    def _echo(self, name: str, reply: Any) -> None:
        from drafter.cli.interview_screen import Move
        from drafter.services import interviews

        for said in [] if isinstance(reply, Move) else interviews.echo(self.interview, name, reply):
            click.echo(click.style(f"  {said[ui_language()]}", fg="green"))

    def _take(self, name: str, reply: Any) -> Words | None:
        """Take a reply; return what is wrong with it."""
        from drafter.cli.interview_screen import Move
        from drafter.services import interviews

        if reply is Move.OPEN:
            self.interview.leave_open(name)
            return None
        return interviews.take_default(self.interview, name) if reply is Move.DEFAULT else interviews.answer(self.interview, name, reply)

    def _say_how_to_go_on(self) -> None:
        if self.part.exists():
            command = f"drafter new -o {shlex.quote(str(self.output))} --resume" + (" --all" if self.ask_all else "")
            say(f"\n已答内容保存在 {self.part}。继续：{command}", f"\nyour answers are kept in {self.part}. To go on: {command}", err=True)

    # --- the check page --------------------------------------------------------------------------------------------

    def _check(self) -> bool:
        """Show the check page; return whether there is more to ask, False when the answers are right."""
        from drafter.cli.interview_screen import choose
        from drafter.services.interviews import findings

        page, language = self.interview.check_page(), ui_language()
        self._print(page)
        print_findings(findings(self.interview))
        choices = [
            ("save", Words("保存答卷", "Save")),
            ("change", Words("修改一项", "Change an answer")),
            ("back", Words("返回上一题", "Back")),
        ]
        reply = choose(Words("请核对", "Please check")[language], choices)
        if reply == "back":
            self._back()
            self.session.save()
        elif reply == "change":
            self._change(page)
        return bool(reply != "save")

    def _change(self, page: list[CheckSection]) -> None:
        from drafter.cli.interview_screen import choose

        language = ui_language()
        rows = [(row.name, f"[{s.title[language]}] {row.label[language]} {row.name} = {self._shown(row)}") for s in page for row in s.rows]
        name = choose(
            Words("修改哪一项？", "Change which?")[ui_language()], [("", Words("返回核对页", "Back to the check page")), *rows], find=True
        )
        if name:
            self.lacking = {}
            self._ask(self.interview.library.questions[name])

    def _print(self, page: list[CheckSection]) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        from drafter.services.interviews import is_settings

        language = ui_language()
        for section in page:
            if is_settings(section):
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
        from drafter.services.interviews import shown

        return shown(self.interview, row.value, self.interview.library.questions[row.name], ui_language())

    # --- drafting --------------------------------------------------------------------------------------------------

    def _offer_draft(self) -> None:
        from drafter.cli.draft import draft
        from drafter.cli.interview_screen import choose

        choices = [*EDITIONS.items(), ("", Words("暂不生成", "Not now"))]
        edition = choose(Words("现在生成合同？", "Draft the contract now?")[ui_language()], choices)
        if edition:
            out = self.output.with_name(f"{self.output.stem}-{edition}.docx")
            click.get_current_context().invoke(draft, answers=self.output, output=out, lang=edition)


def _go_on(found: Path, resume: bool | None) -> bool:
    if resume is not None:
        return resume
    from drafter.cli.interview_screen import choose

    go_on, anew = Words("接着填", "Go on with it"), Words("重新开始（原文件留作备份）", "Start anew (the file is kept as a backup)")
    return choose(Words(f"已有 {found}", f"There is {found}")[ui_language()], [(True, go_on), ("", anew)]) is True


def _from(row: CheckRow) -> str:
    language = ui_language()
    unused = "" if row.used else Words("（未用到）", " (not used)")[language]
    source = row.source[language]
    return ORIGINS[row.origin][language] + unused + (f"：{source}" if source and language == "zh" else f": {source}" if source else "")
