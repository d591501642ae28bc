"""`drafter revisions`, `drafter accept` and `drafter reject`: what is tracked in a Word file, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.errors import Finding
    from drafter.redline.revisions.accept_reject import Verdict
    from drafter.redline.revisions.change import Kind
    from drafter.redline.revisions.listed import Revision

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
_LONGEST = 120
_Command = TypeVar("_Command", bound=Callable[..., None])


@click.command("revisions")
@_FILE
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the document with its changes as one web page.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write the list as .json, .md or .xlsx.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def list_revisions(file: Path, html: Path | None, report: Path | None, as_json: bool) -> None:
    """List the tracked changes in FILE: number, clause, kind, before and after, author and date."""
    from drafter.ooxml.archive import safe_open
    from drafter.redline.revisions.listed import revisions

    parts = safe_open(file)
    found = revisions(parts, str(file))
    write_views(parts, file.name, html, report, (file,))
    if as_json:
        print_json([asdict(revision) for revision in found])
        return
    print_findings(without_active(parts, str(file))[1], err=True)
    for revision in found:
        click.echo(_line(revision))
    say(f"{len(found)} 处修订", f"{len(found)} tracked changes")


def write_views(
    parts: Mapping[str, bytes], title: str, html: Path | None, report: Path | None, inputs: Iterable[Path], findings: Iterable[Finding] = ()
) -> None:
    """Write the page and the report that were asked for. Raises FileError; then neither is written."""
    contents = views(parts, title, html, report, inputs, findings)
    from drafter.service import write_whole

    for path, content in contents.items():
        write_whole(path, content)


def views(
    parts: Mapping[str, bytes], title: str, html: Path | None, report: Path | None, inputs: Iterable[Path], findings: Iterable[Finding] = ()
) -> dict[Path, bytes]:
    """Return the page and the report that were asked for. Raises FileError when one would replace what was read, or cannot be made."""
    refuse_inputs((html, report), inputs)
    if html is None and report is None:
        return {}
    from drafter.redline.page.html import page_bytes
    from drafter.redline.page.listing import Listing, report_format
    from drafter.redline.page.view import view
    from drafter.review.risks import risks_in

    if report is not None:
        report_format(report)
    language, findings = ui_language(), tuple(findings)
    shown = view(parts, language, title)
    done = {html: page_bytes(shown, title, language, findings, risks_in(parts, title))} if html is not None else {}
    return done | ({report: Listing(shown, language, findings).content(report)} if report is not None else {})


def refuse_inputs(outputs: Iterable[Path | None], inputs: Iterable[Path]) -> None:
    """Raise FileError when an output is one of the files that were read."""
    from drafter.errors import FileError, Place, error

    read = {path.resolve() for path in inputs}
    for path in outputs:
        if path is not None and path.resolve() in read:
            what = ("会覆盖读入的文件", "this would replace a file that is read")
            raise FileError(error("output", *what, ("换一个文件名", "give another name"), Place(str(path))))


def without_active(
    parts: Mapping[str, bytes], file: str, output: Path | None = None, drop_macros: bool = False
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return the parts to go on with, without macros when that is asked for, and what is left in them that runs or fetches.

    Raises FileError when a file with macros is to be written under an ending that Word opens only without.
    """
    from drafter.ooxml.active import active_content, check_ending, without_macros

    kept = without_macros(parts) if drop_macros else dict(parts)
    if output is not None:
        check_ending(kept, str(output))
    return kept, active_content(kept, file)


def _line(revision: Revision) -> str:
    """Return a change as a line of text."""
    place = revision.clause or ("" if revision.part == "word/document.xml" else Path(revision.part).stem)
    what = " → ".join(_short(t) for t in (revision.before, revision.after) if t)
    if revision.text:
        what = f"{_short(revision.text)}: {what}" if what else _short(revision.text)
    words = f"{revision.number:4} [{place}] {kind_words(revision.kind)[ui_language()]} {what}"
    return f"{words}  ({', '.join(t for t in (revision.author, revision.date[:10]) if t)})"


def kind_words(kind: Kind) -> Words:
    """Return what a kind of change is called."""
    from drafter.redline.page.labels import KINDS

    return KINDS[kind]


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
        click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write."),
        _FILE,
    ):
        command = option(command)
    return command


@click.command()
@_options
@click.pass_context
def accept(
    ctx: click.Context,
    file: Path,
    output: Path,
    authors: tuple[str, ...],
    clauses: tuple[str, ...],
    numbers: tuple[int, ...],
    drop_macros: bool,
    as_json: bool,
) -> None:
    """Write FILE with its tracked changes accepted. Comments and all else stay. Exit code 1 when something named is not there."""
    _accept_or_reject(ctx, "accept", file, output, authors, clauses, numbers, drop_macros, as_json)


@click.command()
@_options
@click.pass_context
def reject(
    ctx: click.Context,
    file: Path,
    output: Path,
    authors: tuple[str, ...],
    clauses: tuple[str, ...],
    numbers: tuple[int, ...],
    drop_macros: bool,
    as_json: bool,
) -> None:
    """Write FILE with its tracked changes rejected. Comments and all else stay. Exit code 1 when something named is not there."""
    _accept_or_reject(ctx, "reject", file, output, authors, clauses, numbers, drop_macros, as_json)


def _accept_or_reject(
    ctx: click.Context, verdict: Verdict, file: Path, output: Path, authors: tuple[str, ...], clauses: tuple[str, ...],
    numbers: tuple[int, ...], drop_macros: bool, as_json: bool,
) -> None:  # fmt: skip
    from drafter.ooxml.archive import safe_open
    from drafter.ooxml.container import pack
    from drafter.redline.revisions.accept_reject import Selection, accept_reject
    from drafter.service import write_whole

    selection = Selection(frozenset(authors), frozenset(clauses), frozenset(numbers))
    parts, active = without_active(safe_open(file), str(file), output, drop_macros)
    done = accept_reject(parts, verdict, selection, str(file))
    write_whole(output, pack(done.parts))
    if as_json:
        findings = [f.data(ui_language()) for f in (*done.unknown, *active)]
        print_json({"path": str(output), "settled": [asdict(r) for r in done.changes], "left": done.left, "findings": findings})
    else:
        print_findings((*done.unknown, *active), err=True)
        verb = {"accept": ("接受", "accepted"), "reject": ("拒绝", "rejected")}[verdict]
        say(
            f"{output}：{verb[0]} {len(done.changes)} 处修订，余 {done.left} 处",
            f"{output}: {len(done.changes)} changes {verb[1]}, {done.left} left",
        )
    ctx.exit(1 if done.unknown else 0)
