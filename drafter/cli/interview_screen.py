"""The prompts of `drafter new`: one question, or one cell of a table, asked in the terminal by its type."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.imports import ANOTHER_FILE, HOW_ON, TAKE_ROWS, print_doubts
from drafter.cli.report import print_findings, ui_language
from drafter.errors import FileError
from drafter.language import Words
from drafter.records import dataclass
from drafter.services import interviews
from drafter.services.interviews import LEAVE_OPEN

if TYPE_CHECKING:
    from drafter.library.schema import Asked, Question
    from drafter.questionnaire.interview import Interview


class Move(Enum):
    """What may be said instead of an answer."""

    BACK = "back"
    OPEN = "open"
    DEFAULT = "default"


SIGNS = {Move.BACK: ("<", "＜", "《"), Move.OPEN: ("?", "？")}  # with the forms a Chinese keyboard makes of the same keys
KEYS = Words("Enter＝默认，?＝待定，<＝返回", "Enter = default, ? = not yet known, < = back")
KEYS_BLANK = Words("Enter＝留空，?＝待定，<＝返回", "Enter = leave empty, ? = not yet known, < = back")
KEYS_LINES = Words("每行一项；按 Esc 再按 Enter 结束；?＝待定，<＝返回", "Esc then Enter to end; ? = not yet known, < = back")
KEYS_CHECK = Words("空格选择，Enter 确认，?＝待定，<＝返回", "space to select, Enter to confirm, ? = not yet known, < = back")
KEYS_SELECT = Words("↑↓ 选择，Enter 确认", "arrows to move, Enter to confirm")
KEYS_NEEDED = Words("填好后按 Enter；?＝待定，<＝返回", "then Enter; ? = not yet known, < = back")
KEYS_FIND = Words(
    "↑↓ 选择，键入题目或答案的一部分可缩小范围，Enter 确认",
    "arrows to move, type part of a question or answer to find it, Enter to confirm",
)
GO_BACK = Words("返回上一题", "Back")
LEAVE_EMPTY = Words("留空", "Leave empty")
NEEDED = Words("请作答；尚未确定的输入 ?", "please answer; type ? for what is not yet known")


@dataclass(frozen=True)
class Ask:
    """One value to ask for: the words, the type, what Enter stands for, and what was typed before."""

    message: str
    kind: Asked
    default: str = ""  # as shown; empty when there is none
    ticked: Sequence[str] = ()  # the options of a multichoice that the default takes
    optional: bool = False  # whether it may be left empty
    earlier: Any = None  # as plain data


def t(words: Words) -> str:
    """Return words in the user's language."""
    return words[ui_language()]


# --- showing -------------------------------------------------------------------------------------------------------


def print_rows(interview: Interview, question: Question, rows: list[dict[str, Any]], most: int = 12) -> None:
    """Print the first rows of a table; columns nobody filled are left out."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Plain

    heads, cells = interviews.table_of(interview, question, rows, ui_language(), most)
    table = Table()
    for head in heads:
        table.add_column(Plain(head))
    for row in cells:
        table.add_row(*map(Plain, row))
    Console().print(table)
    if len(rows) > most:
        click.echo(t(Words(f"……共 {len(rows)} 行", f"... {len(rows)} rows in all")))


# --- prompts by type -----------------------------------------------------------------------------------------------


def ask_value(ask: Ask) -> Any:
    """Return what the user says for one value: a raw answer that reads without error, or a Move."""
    ways = {"menu": _ask_choice, "ticks": _ask_multichoice}
    return ways.get(ask.kind.value_type.prompt, _ask_text)(ask)


def _ask_choice(ask: Ask) -> Any:
    options = ask.kind.value_type.menu(ask.kind)
    taken = Words(f"采用默认值：{ask.default}", f"Default: {ask.default}") if ask.default else LEAVE_EMPTY
    first = [(Move.DEFAULT, taken)] if ask.default or ask.optional else []
    earlier = str(ask.earlier).lower() if isinstance(ask.earlier, bool) else ask.earlier
    return choose(ask.message, [*first, *options, (Move.OPEN, LEAVE_OPEN), (Move.BACK, GO_BACK)], earlier)


def choose(message: str, choices: Iterable[tuple[Any, Words | str]], start: Any = None, find: bool = False) -> Any:
    """Return the value of the choice the user takes. `<` and `?` take Back and TBD; with `find`, typing narrows the choices down."""
    import questionary

    listed = [questionary.Choice(words if isinstance(words, str) else t(words), value=value) for value, words in choices]
    values = [c.value for c in listed]
    prompt = questionary.select(
        message,
        choices=listed,
        default=start if start in values else None,
        qmark="»",
        instruction=f"({t(KEYS_FIND if find else KEYS_SELECT)})",
        use_search_filter=find,
        use_jk_keys=False,
    )
    if find:
        _find_by_any_text(prompt)
    else:
        _bind(prompt, [m for m in (Move.BACK, Move.OPEN) if m in values])
    return prompt.unsafe_ask()


def _find_by_any_text(prompt: Any) -> None:
    """Let characters that are not on an English keyboard, typed or pasted, narrow choices down as the others do."""
    from prompt_toolkit.keys import Keys
    from questionary.prompts.common import InquirerControl

    listed = next(c for c in prompt.application.layout.find_all_controls() if isinstance(c, InquirerControl))

    def narrow(event: Any) -> None:
        for character in event.data if event.data.isprintable() else "":
            listed.add_search_character(character)  # type: ignore[arg-type]  # of its keys it takes the text alone

    for key in (Keys.Any, Keys.BracketedPaste):
        prompt.application.key_bindings.add(key)(narrow)


def _bind(prompt: Any, moves: Iterable[Move]) -> None:
    """Let `<` and `?` leave a prompt that lists choices, as they do where a text is typed."""
    for move in moves:
        for sign in SIGNS[move]:
            prompt.application.key_bindings.add(sign, eager=True)(lambda event, move=move: event.app.exit(result=move))


def _ask_multichoice(ask: Ask) -> Any:
    import questionary

    before = ask.earlier if isinstance(ask.earlier, list) else list(ask.ticked)
    listed = [questionary.Choice(t(o.label), value=o.id, checked=o.id in before) for o in ask.kind.options]
    prompt = questionary.checkbox(ask.message, choices=listed, qmark="»", instruction=f"({t(KEYS_CHECK)})")
    _bind(prompt, (Move.BACK, Move.OPEN))
    reply = prompt.unsafe_ask()
    is_default = isinstance(reply, list) and ask.default and sorted(reply) == sorted(ask.ticked)
    return Move.DEFAULT if is_default or (not reply and ask.optional) else reply


def _ask_text(ask: Ask) -> Any:
    import questionary

    lines = ask.kind.value_type.prompt == "lines"
    keys = KEYS_LINES if lines else KEYS if ask.default else KEYS_BLANK if ask.optional else KEYS_NEEDED
    prompt = questionary.text(
        ask.message,
        default=interviews.typed_again(ask.earlier),
        validate=lambda text: verdict(text, ask),
        multiline=lines,
        instruction=f"({t(keys)})",
        qmark="»",
        validate_while_typing=False,
    )
    reply = prompt.unsafe_ask()
    return move_of(reply, ask) or interviews.typed(reply, ask.kind)


def move_of(text: str, ask: Ask) -> Move | None:
    """Return what a typed text says instead of an answer, if it does."""
    said = text.strip()
    if not said:
        return Move.DEFAULT if ask.default or ask.optional else None
    if interviews.says_open(said):
        return Move.OPEN
    return next((move for move, signs in SIGNS.items() if said in signs), None)


def verdict(text: str, ask: Ask) -> bool | str:
    """Return True for a text that will do, else what is wrong with it in the user's language."""
    if move_of(text, ask):
        return True
    if not text.strip():
        return t(NEEDED)
    wrong = interviews.what_is_wrong(text, ask.kind)
    return True if wrong is None else t(wrong)


# --- several values in a row ---------------------------------------------------------------------------------------


Keep = Callable[[Any], None]  # takes a value that is not finished, so that it is saved


def ask_fields(fields: Sequence[tuple[str, Ask]], earlier: dict[str, Any], keep: Keep, whole: bool = False) -> Any:
    """Return the answers to several prompts by key; going back before the first is Move.BACK.

    With `whole`, the first stands for all: left open or to its default, so is the whole.
    """
    filled: dict[str, Any] = {}
    index = 0
    while index < len(fields):
        key, ask = fields[index]
        reply = ask_value(replace(ask, earlier=earlier.get(key)))
        if index == 0 and (reply is Move.BACK or (whole and isinstance(reply, Move))):
            return reply
        if reply is Move.BACK:
            index -= 1
            continue
        filled = _noted(filled, key, reply)
        earlier[key] = filled.get(key)
        index += 1
        keep(filled)
    return filled


def _noted(filled: dict[str, Any], key: str, reply: Any) -> dict[str, Any]:
    others = {k: v for k, v in filled.items() if k != key}
    if reply is Move.DEFAULT:
        return others
    return {**others, key: None if reply is Move.OPEN else reply}


def ask_party(question: Question, ask: Ask, keep: Keep, lacking: Sequence[str] = ()) -> Any:
    """Return a party, its parts, or those that it lacks, asked one after another; the name left open leaves the whole open."""
    fields = []
    for part, kind in interviews.parts_of(question):
        default = ask.default if part == "name" else ""
        fields.append((part, Ask(f"{ask.message} · {t(kind.label)}", kind, default, optional=part != "name")))
    earlier = ask.earlier if isinstance(ask.earlier, dict) and "name" in ask.earlier else {"name": ask.earlier}
    if not lacking:
        return ask_fields(fields, dict(earlier), keep, whole=True)
    kept = dict(earlier)
    reply = ask_fields([f for f in fields if f[0] in lacking], dict(earlier), lambda filled: keep({**kept, **filled}))
    return reply if isinstance(reply, Move) else {**kept, **reply}


# --- tables --------------------------------------------------------------------------------------------------------


def ask_table(interview: Interview, question: Question, ask: Ask, keep: Keep) -> Any:
    """Return the rows of a table, or a Move."""
    while True:
        now = interviews.prompt(interview, question, ui_language())
        earlier = now.earlier or []
        reply = choose(ask.message, _ways(ask, earlier, now.default))
        if reply == "earlier":
            return earlier
        if reply == "file":
            reply = _from_file(interview, question)
        elif reply == "rows":
            reply = TableEntry(interview, question, ask.message, earlier, keep).run()
        if reply is not None:
            return reply


def _ways(ask: Ask, earlier: list[Any], default: Any) -> list[tuple[Any, Words | str]]:
    ways: list[tuple[Any, Words | str]] = []
    if earlier:
        ways.append(("earlier", Words(f"沿用已填的 {len(earlier)} 行", f"Keep the {len(earlier)} rows typed before")))
    if ask.default:
        rows = Words(f"采用默认内容：{ask.default}", f"Default: {ask.default}")
        ways.append((Move.DEFAULT, rows if default else Words("默认：空表", "Default: an empty table")))
    file = Words("从文件读入（.xlsx 或 .csv）", "Read a file (.xlsx or .csv)")
    return [*ways, ("file", file), ("rows", Words("逐行填写", "Type row by row")), (Move.OPEN, LEAVE_OPEN), (Move.BACK, GO_BACK)]


def _from_file(interview: Interview, question: Question) -> list[dict[str, Any]] | None:
    import questionary

    labels = [c.label[ui_language()] + ("*" if c.required else "") for c in interviews.columns_asked(question)]
    click.echo(t(Words("列标题（* 必有）：", "Headings (* needed): ")) + ", ".join(labels))
    path = (
        questionary.path(t(Words("文件路径", "Path of the file")), qmark="»", complete_while_typing=False).unsafe_ask().strip().strip("'\"")
    )
    if not path or path in SIGNS[Move.BACK]:
        return None
    try:
        rows, blank, doubts = interviews.rows_of_file(interview.content, Path(os.path.expanduser(path)), question)
        print_rows(interview, question, interviews.values_of(rows, question))
        print_doubts(doubts, Words("", ""))
        if any(f.severity == "error" for f in doubts) and choose(t(HOW_ON), [("take", TAKE_ROWS), (Move.BACK, ANOTHER_FILE)]) != "take":
            return None
    except FileError as problem:
        print_findings(problem.findings)
        return None
    click.echo(t(Words(f"读入 {len(rows)} 行，{blank} 个必填格待定", f"{len(rows)} rows read, {blank} needed cells still open")))
    return rows


class TableEntry:
    """Rows typed one by one. Every finished cell is kept at once."""

    def __init__(self, interview: Interview, question: Question, message: str, rows: list[dict[str, Any]], keep: Keep) -> None:
        self.interview, self.question, self.message, self.keep = interview, question, message, keep
        self.rows = [dict(row) for row in rows]

    def run(self) -> list[dict[str, Any]] | None:
        """Return the rows, or None when the user goes back."""
        if not self.rows:
            self._row(0)
        while self.rows:
            print_rows(self.interview, self.question, interviews.values_of(self.rows, self.question))
            reply = choose(self.message, self._menu())
            if reply == "done":
                return self.rows
            if reply is Move.BACK:
                return None
            self._do(reply)
        return None

    def _menu(self) -> list[tuple[Any, Words | str]]:
        return [
            ("add", Words("再填一行", "Another row")),
            ("done", Words("填完了", "Done")),
            ("edit", Words("修改一行", "Change a row")),
            ("drop", Words("删除一行", "Delete a row")),
            (Move.BACK, GO_BACK),
        ]

    def _do(self, what: str) -> None:
        if what == "add":
            self._row(len(self.rows))
            return
        kind = interviews.whole_number(Words("行号", "Row number"), len(self.rows))
        number = ask_value(Ask(t(kind.label), kind, optional=True))
        if what == "edit" and not isinstance(number, Move):
            self._row(int(number) - 1)
        elif what == "drop" and not isinstance(number, Move):
            self._put(int(number) - 1, {})

    def _row(self, index: int) -> None:
        """Ask for a row; gone back on, it is what it was before."""
        before = self.rows[index] if index < len(self.rows) else {}
        reply = ask_fields(list(self._fields(index)), dict(before), lambda row: self._put(index, {**before, **row}))
        self._put(index, before if reply is Move.BACK else reply)

    def _put(self, index: int, row: dict[str, Any]) -> None:
        self.rows[index : index + 1] = [row] if row else []
        self.keep(self.rows)

    def _fields(self, index: int) -> Iterable[tuple[str, Ask]]:
        for column in interviews.columns_asked(self.question):
            message = f"[{index + 1}] {column.label[ui_language()]}{'*' if column.required else ''}"
            yield column.id, Ask(message, column, interviews.column_default(column, ui_language()), optional=not column.required)


# --- a question ----------------------------------------------------------------------------------------------------


def ask_question(
    interview: Interview, question: Question, save: Callable[[], None], lacking: Sequence[str] = (), still_open: int = 0
) -> Any:
    """Ask a question with its help and its default; return a raw answer or a Move. What is not finished is saved as it grows.

    Of a party that lacks some parts only these are asked; `still_open` says of how many open questions this is the first.
    """

    def keep(raw: Any) -> None:
        interview.keep(question.id, raw)
        save()

    ask = _prepared(interview, question, still_open)
    if question.value_type.prompt == "rows":
        return ask_table(interview, question, ask, keep)
    return ask_party(question, ask, keep, lacking) if question.value_type.prompt == "parts" else ask_value(ask)


def _prepared(interview: Interview, question: Question, still_open: int) -> Ask:
    now = interviews.prompt(interview, question, ui_language())
    click.echo()
    if question.help:
        click.echo(click.style(t(question.help), dim=True))
    if now.shown:
        click.echo(click.style(_default_line(now.shown, question), fg="cyan"))
    if question.value_type.prompt == "rows" and now.default:
        print_rows(interview, question, now.default)
    ticked = now.default if question.value_type.prompt == "ticks" and isinstance(now.default, list) else ()
    at = t(Words(f"待填 {still_open} 题", f"{still_open} open")) if still_open else f"{now.number}/{now.of}"
    return Ask(f"[{at}] {t(question.ask or question.label)}", question, now.shown, ticked, earlier=now.earlier)


def _default_line(default: str, question: Question) -> str:
    source = question.default_source
    cited = Words(f"，来源：{source.zh}", f"; source: {source.en}") if source else Words("", "")
    return t(Words(f"默认 {default}{cited.zh}", f"Default {default}{cited.en}"))
