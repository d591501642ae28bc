"""`drafter revisions`, `drafter accept` and `drafter reject`: what is tracked in a Word file, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import FILE, JSON
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.redline.revisions.accept_reject import Verdict
    from drafter.redline.revisions.listed import Revision

_FILE = argument("file", "文件", type=FILE)
_LONGEST = 120
_VERBS = {"accept": ("接受", "accepted"), "reject": ("拒绝", "rejected")}


@command("列出文件中的修订：序号、条款、种类、前后文字、作者和日期。", "revisions")
@force_option
@_FILE
@option("--html", type=FILE, help=Words("将文件及其修订写成一个网页。", "Write the document with its changes as one web page."))
@option("--report", type=FILE, help=Words("将清单写成 .json、.md 或 .xlsx。", "Write the list as .json, .md or .xlsx."))
@JSON
def list_revisions(file: Path, html: Path | None, report: Path | None, as_json: bool) -> None:
    """List the tracked changes in FILE: number, clause, kind, before and after, author and date."""
    from drafter.content import load_content
    from drafter.services.files import refuse_inputs
    from drafter.services.revisions import list_changes

    done = list_changes(load_content(), file, ui_language())
    refuse_inputs((html, report), (file,))
    write_out(done.files(html, report))
    if as_json:
        print_json([asdict(revision) for revision in done.changes])
        return
    print_findings(done.active, err=True)
    for revision in done.changes:
        click.echo(_line(revision))
    say(f"{len(done.changes)} 处修订", f"{len(done.changes)} tracked changes")


def _line(revision: Revision) -> str:
    """Return a change as a line of text."""
    from drafter.services.revisions import in_words, kind_label

    place = revision.clause or ("" if revision.part == "word/document.xml" else Path(revision.part).stem)
    text, *sides = map(_short, in_words(revision, ui_language()))
    what = ": ".join(t for t in (text, " → ".join(t for t in sides if t)) if t)
    said = f"{revision.number:4} [{place}] {kind_label(revision)[ui_language()]} {what}"
    return f"{said}  ({', '.join(t for t in (revision.author, revision.date[:10]) if t)})"


def _short(text: str) -> str:
    """Return a text on one line, its middle left out when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]}……{line[-_LONGEST // 2 :]}"


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `accept` and `reject` have in common."""
    for added in (
        JSON,
        option("--drop-macros", is_flag=True, help=Words("去掉宏。", "Leave the macros out.")),
        option(
            "--change",
            "numbers",
            type=int,
            multiple=True,
            help=Words("只处理该序号的修订；可重复使用。", "Only the change of this number; may be repeated."),
        ),
        option(
            "--clause",
            "clauses",
            multiple=True,
            help=Words(
                "只处理该条款的修订（写清单中的编号或标题）；可重复使用。",
                "Only changes in this clause (id or heading as listed); may be repeated.",
            ),
        ),
        option(
            "--author",
            "authors",
            multiple=True,
            help=Words("只处理该作者的修订；可重复使用。", "Only changes by this author; may be repeated."),
        ),
        option("-o", "--output", required=True, type=FILE, help=Words("写到哪里。", "Where to write.")),
        _FILE,
        force_option,
    ):
        command = added(command)
    return command


@command("写出已接受修订的文件，批注等其余内容不变。指定的修订不存在时退出码为 1。")
@_options
@click.pass_context
def accept(ctx: click.Context, /, file: Path, output: Path, as_json: bool, **which: Any) -> None:
    """Write FILE with its tracked changes accepted. Comments and all else stay. Exit code 1 when something named is not there."""
    _accept_or_reject(ctx, "accept", file, output, as_json, **which)


@command("写出已拒绝修订的文件，批注等其余内容不变。指定的修订不存在时退出码为 1。")
@_options
@click.pass_context
def reject(ctx: click.Context, /, file: Path, output: Path, as_json: bool, **which: Any) -> None:
    """Write FILE with its tracked changes rejected. Comments and all else stay. Exit code 1 when something named is not there."""
    _accept_or_reject(ctx, "reject", file, output, as_json, **which)


def _accept_or_reject(ctx: click.Context, verdict: Verdict, file: Path, output: Path, as_json: bool, **which: Any) -> None:
    from drafter.services.revisions import accept_or_reject

    done = accept_or_reject(verdict, file, output=output, **which)
    write_out({output: done.data})
    findings = (*done.unknown, *done.active)
    if as_json:
        changes, told = [asdict(revision) for revision in done.changes], [f.data(ui_language()) for f in findings]
        print_json({"path": str(output), "settled": changes, "left": done.left, "findings": told})
    else:
        print_findings(findings, err=True)
        zh, en = _VERBS[verdict]
        say(
            f"{output}：{zh} {len(done.changes)} 处修订，余 {done.left} 处", f"{output}: {len(done.changes)} changes {en}, {done.left} left"
        )
    ctx.exit(1 if done.unknown else 0)
