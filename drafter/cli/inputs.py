"""Arguments that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path

import click

ANSWERS = click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
ANSWER_FILE = click.argument("answers", type=click.Path(dir_okay=False, path_type=Path))
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EDITION = click.option("--lang", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)


def given(answers: Path) -> Path | str:
    """Return an answer file, or for `-` the text on standard input."""
    return sys.stdin.read() if str(answers) == "-" else answers
