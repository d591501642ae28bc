"""Arguments that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.commands import argument, option
from drafter.language import Words

ANSWERS = argument("answers", "答卷", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
ANSWER_FILE = argument("answers", "答卷", type=click.Path(dir_okay=False, path_type=Path))
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EDITION = option(
    "--lang",
    type=click.Choice(["zh", "en", "bilingual"]),
    default="zh",
    show_default=True,
    help=Words("文本语言：zh 中文，en 英文，bilingual 双语对照。", "Language of the text."),
)
JSON = option("--json", "as_json", is_flag=True, help=Words("以 JSON 报告。", "Report as JSON."))
QUIET = option("--quiet", is_flag=True, help=Words("只打印错误。", "Print nothing but errors."))
AUTHOR = option("--author", default="drafter", show_default=True, help=Words("修订的作者。", "Who the changes are by."))


def given(answers: Path) -> Path | str:
    """Return an answer file, or for `-` the text on standard input."""
    return sys.stdin.read() if str(answers) == "-" else answers
