"""Help pages and messages about the command line: in Chinese no English word but names, in English no Chinese."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from drafter.cli.click_words import CHINESE, TYPES
from drafter.cli.help_page import shown_width
from drafter.cli.main import drafter
from drafter.cli.user_language import ui_language
from drafter.services.formats import DOCUMENTS

NAMES = {  # of programs, formats, forms and codes that are written so in both languages
    "Word", "Excel", "PDF", "TLS", "SQLite", "zip", "JSON", "YAML", "Schema", "LibreOffice", "Dask", "ISA-L", "ISO", "PDF/A-2b", "xlsx", "csv", "jsonl", "json", "yaml", "docx", "html",
    "md", "T09:00", "DRAFTER_CONTENT", "F-CONSOL", "F-ACCEPT", "A-KPI", "ajv", "clause_library", "tcp://HOST:PORT", "now", "pack", "check", "verify", "drafter", "review",
    "X-Forwarded", "postgresql", "psycopg", "contract", "proposal", "needs", "full", "standard", "lite", "accept", "reject", "keep", "all", "none", "auto", "zh", "en", "bilingual", "draft-07", *DOCUMENTS,
}  # fmt: skip
NEVER_SAID = {  # by us: no command of ours asks click for these, or they speak to who writes one
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}", "Value must be an iterable.", "Unknown standard stream '{name}'",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}", "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.", "Name '{name}' defined twice", "Choice({choices})",
    "Boolean option {decl!r} cannot use the same flag for true/false.", "Do you want to continue?", "Confirm the action without prompting.",
    "Invalid start character for option ({option})", "Press any key to continue...", "Repeat for confirmation", "Unknown color {colour!r}",
    "Error: The two entered values do not match.", "Error: invalid input",
}  # fmt: skip


def commands(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from commands(inner, *path, name)


ALL = list(commands(drafter))
IDS = [" ".join(path) or "drafter" for path, _ in ALL]


def said(path: tuple[str, ...], language: str) -> str:
    """Return what the command line says."""
    done = CliRunner().invoke(drafter, path, prog_name="drafter", env={"DRAFTER_LANG": language})
    return done.output


def english_words(text: str, path: tuple[str, ...]) -> list[str]:
    """Return the English words of a Chinese page that are no names, options, choices or defaults."""
    bare = re.sub(
        r"[\w+]+://\S*|X-[\w-]+|\bISA-L\b|\d*<?=?x[<>=]+\d+|(?<![\w])--?[A-Za-z][\w-]*|\[[\w.|%-]+\]|默认：\S+|\{\w+\}", " ", text
    )
    found = re.findall(r"[A-Za-z][\w:/-]*(?<![:/-])", bare)
    return [
        word for word in found if not re.search("[a-z][A-Z]", word) and word not in NAMES | {name for p, _ in ALL for name in p} | set(path)
    ]


@pytest.mark.parametrize(("path", "command"), ALL, ids=IDS)
def test_chinese_help_has_no_english_word(path: tuple[str, ...], command: click.Command) -> None:
    page = said((*path, "--help"), "zh")
    assert page.startswith(f"用法： drafter {' '.join(path)}".rstrip())
    assert "选项：" in page
    assert english_words(page, path) == []
    assert max(map(shown_width, page.splitlines())) <= 80


@pytest.mark.parametrize(("path", "command"), ALL, ids=IDS)
def test_english_help_has_no_chinese_character(path: tuple[str, ...], command: click.Command) -> None:
    page = said((*path, "--help"), "en")
    assert page.startswith("Usage: drafter")
    assert re.findall(r"[^\x00-\x7f]+", page) == []


@pytest.mark.parametrize(("path", "command"), ALL, ids=IDS)
def test_every_option_says_what_it_does_in_both_languages(path: tuple[str, ...], command: click.Command) -> None:
    for language, runner in (("zh", CliRunner(env={"DRAFTER_LANG": "zh"})), ("en", CliRunner(env={"DRAFTER_LANG": "en"}))):
        with runner.isolation():
            assert ui_language() == language
            records = [
                p.get_help_record(click.Context(command)) for p in command.get_params(click.Context(command)) if isinstance(p, click.Option)
            ]
            assert all(record is not None and re.sub(r"\[.*\]$", "", record[1]).strip() for record in records), records


def clicks_own() -> Iterator[tuple[str, ...]]:
    """Yield what click hands to gettext: a text, or one for one thing and one for many."""
    for path in Path(click.__file__).parent.glob("*.py"):
        if path.name in ("_termui_impl.py", "_winconsole.py", "shell_completion.py"):  # pagers and shells, which we do not use
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                yield tuple(a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def fields(text: str) -> set[str]:
    """Return the names of the fields in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_all_that_click_says_is_in_chinese_too() -> None:
    """A version of click that says something new fails here."""
    for texts in clicks_own():
        for text in texts:
            if text in NEVER_SAID | TYPES:
                continue
            chinese = CHINESE.get(text) or CHINESE.get(texts[0])
            assert chinese is not None, text
            assert fields(chinese) <= fields(text), text


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (("draft",), "缺少参数 '答卷'", "Missing argument 'ANSWERS'"),
        (("draft", "--frmt"), "没有选项 '--frmt'", "No such option '--frmt'"),
        (("drft",), "没有命令 'drft'", "No such command 'drft'"),
        (("draft", "a.yaml", "--lang", "fr"), "'fr' 不可用，可选：'zh', 'en', 'bilingual'", "'fr' is not one of 'zh', 'en', 'bilingual'"),
        (("batch", "--limit", "0"), "0 不在范围 x>=1 内", "0 is not in the range x>=1"),
        (("batch", "--limit", "many"), "'many' 不是数字", "'many' is not a valid integer"),
        (("assets", "import", "a.csv", "--into", "absent.yaml"), "'absent.yaml' 不存在", "File 'absent.yaml' does not exist"),
        (("assets", "import", "a.csv", "--as-of", "soon"), "'soon' 不是 '%Y-%m-%d' 格式", "does not match the format '%Y-%m-%d'"),
        (("schema", "more"), "多出参数（more）", "Got unexpected extra argument (more)"),
        (("draft", "a.yaml", "-o"), "选项 '-o' 须带一个值", "Option '-o' requires an argument"),
        (("draft", "a.yaml", "--final=1"), "选项 '--final' 不带值", "Option '--final' does not take a value"),
        (("draft", ".", "-o", "x.docx"), "'.' 是文件夹，不是文件", "File '.' is a directory"),
    ],
)
def test_a_line_that_is_not_understood(line: tuple[str, ...], zh: str, en: str) -> None:
    assert zh in said(line, "zh")
    assert en in said(line, "en")
    assert "Usage" not in said(line, "zh")
    assert "Error" not in said(line, "zh")


def test_the_language_asked_for_on_the_line_is_that_of_the_help_too() -> None:
    assert said(("new", "--lang", "en", "--help"), "zh").startswith("Usage")
