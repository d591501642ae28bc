"""`drafter revisions`, `drafter accept` and `drafter reject`: what is tracked in a Word file, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from drafter.cli.inputs import FILE
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out

if TYPE_CHECKING:
    from drafter.redline.revisions.accept_reject import Verdict
    from drafter.redline.revisions.listed import Revision

_FILE = click.argument("file", type=FILE)
_LONGEST = 120
_VERBS = {"accept": ("接受", "accepted"), "reject": ("拒绝", "rejected")}
_Command = TypeVar("_Command", bound=Callable[..., None])


@click.command("revisions")
@force_option
@_FILE
@click.option("--html", type=FILE, help="Write the document with its changes as one web page.")
@click.option("--report", type=FILE, help="Write the list as .json, .md or .xlsx.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
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
    from drafter.services.revisions import kind_label

    place = revision.clause or ("" if revision.part == "word/document.xml" else Path(revision.part).stem)
    what = " → ".join(_short(t) for t in (revision.before, revision.after) if t)
    if revision.text:
        what = f"{_short(revision.text)}: {what}" if what else _short(revision.text)
    said = f"{revision.number:4} [{place}] {kind_label(revision)[ui_language()]} {what}"
    return f"{said}  ({', '.join(t for t in (revision.author, revision.date[:10]) if t)})"


def _short(text: str) -> str:
    """Return a text on one line, its middle left out when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]}……{line[-_LONGEST // 2 :]}"


def _options(command: _Command) -> _Command:
    """Add what `accept` and `reject` have in common."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Report as JSON."),
        click.option("--drop-macros", is_flag=True, help="Leave the macros out."),
        click.option("--change", "numbers", type=int, multiple=True, help="Only the change of this number; may be repeated."),
        click.option("--clause", "clauses", multiple=True, help="Only changes in this clause (id or heading as listed); may be repeated."),
        click.option("--author", "authors", multiple=True, help="Only changes by this author; may be repeated."),
        click.option("-o", "--output", required=True, type=FILE, help="Where to write."),
        _FILE,
    ):
        command = option(command)
    return command


@click.command()
@_options
@click.pass_context
def accept(ctx: click.Context, /, file: Path, output: Path, as_json: bool, **which: Any) -> None:
    """Write FILE with its tracked changes accepted. Comments and all else stay. Exit code 1 when something named is not there."""
    _accept_or_reject(ctx, "accept", file, output, as_json, **which)


@click.command()
@force_option
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
