"""`drafter batch`: a workbook, a CSV, JSON lines or a folder of answer sets in; a folder of documents and a report out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.inputs import EDITION, FILE, FOLDER
from drafter.cli.report import print_findings, say, say_stopped, ui_language, words
from drafter.language import Edition
from drafter.services.formats import DOCUMENTS

if TYPE_CHECKING:
    from drafter.progress import ProgressCallback


@click.command()
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.option("-o", "--output", type=FOLDER, help="The folder to write to.")
@click.option("--workbook", type=FILE, help="Write the empty workbook to fill in, with what contracts of the --profile ask, and stop.")
@click.option("--all", "everything", is_flag=True, help="With --workbook: a column for every question and a sheet for every table.")
@click.option("--check-only", is_flag=True, help="Check every row and stop.")
@click.option("--only-failed", is_flag=True, help="Leave alone what was made once, even where its row has changed.")
@click.option("--limit", type=click.IntRange(1), help="Make so many documents at most.")
@click.option(
    "--format",
    "formats",
    default="docx",
    show_default=True,
    help=f"One or more, with commas: {','.join(DOCUMENTS)}; pack: a folder with all of it, forms and deadlines too.",
)
@click.option("--name", "pattern", default="{project_no}-{project_name}", show_default=True, help="File names, from answers.")
@EDITION
@click.option("--profile", default="", help="full, standard or lite, for rows that name none.")
@click.option("--template", type=FILE, help="Your own Word template.")
@click.option("--final", is_flag=True, help="Refuse a row while anything in it is open or a rule is broken.")
@click.option("--workers", type=click.IntRange(1), help="Processes on this machine; by default one for each core.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Run on the Dask cluster of this scheduler.")
@click.option("--shared", type=FOLDER, help="With --cluster: all workers see the output folder here.")
@click.option("--fast", is_flag=True, help="Pack Word files by ISA-L: quicker, a quarter larger.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON lines.")
@click.pass_context
def batch(
    ctx: click.Context, source: Path | None, output: Path | None, workbook: Path | None, everything: bool, check_only: bool, only_failed: bool, limit: int | None,
    formats: str, pattern: str, lang: Edition, profile: str, template: Path | None, final: bool, workers: int | None, cluster: str | None,
    shared: Path | None, fast: bool, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draft a document of every row of SOURCE: .xlsx, .csv, .jsonl, or a folder of answer sets.

    Run again, it makes only what is missing, failed or changed. Exit codes: 0 all made; 1 some rows are bad or failed; 2 nothing
    could be made; 130 interrupted.
    """
    if workbook is not None:
        _empty_workbook(workbook, profile, everything)
        return
    if source is None or (output is None and not check_only):
        raise click.UsageError(words("请给出 SOURCE 和 -o 输出目录", "SOURCE and -o are needed"))
    from drafter.content import load_content
    from drafter.services import batches

    folder = output or Path(".")
    with say_stopped(), _telling(quiet, as_json) as progress:
        done = batches.run(
            load_content(), source, folder, ui_language(), formats=formats.split(","), pattern=pattern, edition=lang, profile=profile,
            template=template, final=final, fast=fast, workers=workers, cluster=cluster, shared=shared, only_failed=only_failed,
            limit=limit or 0, check_only=check_only, progress=progress,
        )  # fmt: skip
    if as_json:
        what = done.check_data(ui_language()) if check_only else {"counts": done.counts()}
        click.echo(json.dumps({"event": "end", **what}, ensure_ascii=False))
    elif not quiet:
        print_findings(done.errors(), err=True)
        _summary(done.counts(), done.rows, check_only, folder)
    ctx.exit(0 if done.sound else 1)


def _empty_workbook(path: Path, profile: str, everything: bool) -> None:
    from drafter.content import load_content
    from drafter.services.batches import empty_workbook
    from drafter.services.files import write_all

    write_all({path: empty_workbook(load_content(), profile, everything)})
    say(f"已写入 {path}", f"wrote {path}")


def _summary(counts: Mapping[str, int], rows: int, check_only: bool, folder: Path) -> None:
    if check_only:
        say(f"{rows} 行，{counts['bad']} 行有误", f"{rows} rows, {counts['bad']} of them bad")
        return
    zh = f"{rows} 行：生成 {counts['made']}，无变化 {counts['unchanged']}，失败 {counts['failed']}，有误 {counts['bad']}，留待下次 {counts['left']}；报告见 {folder / 'report.xlsx'}"
    en = (
        f"{rows} rows: {counts['made']} made, {counts['unchanged']} unchanged, {counts['failed']} failed, {counts['bad']} bad, "
        f"{counts['left']} left; see {folder / 'report.xlsx'}"
    )
    say(zh, en)


def _telling(quiet: bool, as_json: bool) -> AbstractContextManager[ProgressCallback]:
    from drafter.cli.progress import printed, shown

    return printed() if as_json else shown(not quiet)
