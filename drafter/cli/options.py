"""Options that every command has, wherever on the line they are given."""

from __future__ import annotations

import os
from pathlib import Path

import click

from drafter.cli.commands import Option
from drafter.language import Words

_VARIABLE = "DRAFTER_CONTENT"  # read where content is loaded (drafter.content); worker processes have it from this one
_NAME = "content"


def with_common_options(command: click.Command) -> click.Command:
    """Return the command, and what commands it holds, with the options that all have."""
    if not any(parameter.name == _NAME for parameter in command.params):
        command.params.append(_content())
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            with_common_options(inner)
    return command


def _content() -> click.Option:
    return Option(
        ["--content"],
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_use,
        help=Words(
            f"自己的内容文件夹，叠加在自带内容之上；不写时用 {_VARIABLE} 所指的文件夹。",
            f"A content folder of your own, laid over the shipped one; else that which {_VARIABLE} names.",
        ),
    )


def _use(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    """Have this run, and the processes it starts, use a folder; afterwards what was named before is named again."""
    if folder is None:
        return
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(folder.resolve())
    ctx.call_on_close(lambda: _restore(before))


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(_VARIABLE, None)
    else:
        os.environ[_VARIABLE] = before
