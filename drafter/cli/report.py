"""How the command line talks: the user's language, findings, JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from drafter.cli.commands import option
from drafter.cli.user_language import ui_language as ui_language
from drafter.errors import Finding
from drafter.language import Words


def words(zh: str, en: str) -> str:
    """Return a text in the user's language."""
    return Words(zh, en)[ui_language()]


def say(zh: str, en: str, err: bool = False) -> None:
    """Print one line in the user's language."""
    click.echo(words(zh, en), err=err)


@contextmanager
def say_stopped() -> Iterator[None]:
    """Say on Ctrl-C that what goes on where it was will go on."""
    try:
        yield
    except KeyboardInterrupt:
        say("已停止。再次运行同一命令即从中断处继续。", "Stopped. Run the same command again to go on from here.", err=True)
        raise


def print_json(data: Any) -> None:
    """Print data as JSON; an object says too, as `kept`, which changed files the command has kept beside."""
    import json

    if isinstance(data, dict) and (kept := _kept()):
        data = {**data, "kept": [finding.data(ui_language()) for finding in kept]}
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_findings(findings: Iterable[Finding], err: bool = False, as_json: bool = False) -> None:
    """Print findings, one a line, or as a JSON list."""
    language = ui_language()
    if as_json:
        print_json([f.data(language) for f in findings])
        return
    for finding in findings:
        click.echo(finding.line(language), err=err)


def force_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with the option to replace files that somebody changed since they were made; `forced` says whether it was given."""

    def remember(ctx: click.Context, _: click.Parameter, given: bool) -> None:
        ctx.meta["drafter.force"] = given

    said = Words(
        "替换生成后被改动过的文件；不写时另以带日期的名称保留。",
        "Replace files that were changed since they were made; without it they are kept beside under a dated name.",
    )
    return option("--force", is_flag=True, expose_value=False, callback=remember, help=said)(command)


def forced() -> bool:
    """Return whether the user lets files go that somebody changed."""
    return bool(click.get_current_context().meta.get("drafter.force"))


def write_out(contents: Mapping[Path, bytes]) -> None:
    """Write files, and say which of those that they replace are kept beside. Raises FileError."""
    from drafter.services.files import write_all

    say_kept(write_all(contents, forced()))


def say_kept(findings: Iterable[Finding]) -> None:
    """Say which files are kept beside: on standard error now, and in whatever the command prints as JSON."""
    kept = list(findings)
    print_findings(kept, err=True)
    _kept().extend(kept)


def _kept() -> list[Finding]:
    """Return what the running command has kept beside so far."""
    context = click.get_current_context(silent=True)
    found: list[Finding] = [] if context is None else context.meta.setdefault("drafter.kept", [])
    return found
