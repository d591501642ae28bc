"""`drafter batch`: a workbook, a CSV, JSON lines or a folder of answer sets in; a folder of documents and a report out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from drafter.cli.report import print_findings, say, ui_language
from drafter.language import Edition

Tell = Callable[[str, Mapping[str, Any]], None]


@click.command()
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.option("--workbook", type=click.Path(dir_okay=False, path_type=Path), help="Write the empty workbook to fill in, and stop.")
@click.option("--check-only", is_flag=True, help="Check every row and stop.")
@click.option("--only-failed", is_flag=True, help="Leave alone what was made once, even where its row has changed.")
@click.option("--limit", type=click.IntRange(1), help="Make so many documents at most.")
@click.option(
    "--format",
    "formats",
    default="docx",
    show_default=True,
    help="One or more, with commas: docx,pdf,html,md,odt; pack: a folder with all of it, forms and deadlines too.",
)
@click.option("--name", "pattern", default="{project_no}-{project_name}", show_default=True, help="File names, from answers.")
@click.option("--lang", "edition", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)
@click.option("--profile", default="", help="full, standard or lite, for rows that name none.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Your own Word template.")
@click.option("--final", is_flag=True, help="Refuse a row while anything in it is open or a rule is broken.")
@click.option("--workers", type=click.IntRange(1), help="Processes on this machine; by default one for each core.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Run on the Dask cluster of this scheduler.")
@click.option("--shared", type=click.Path(file_okay=False, path_type=Path), help="With --cluster: all workers see the output folder here.")
@click.option("--fast", is_flag=True, help="Pack Word files by ISA-L: quicker, a quarter larger.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON lines.")
@click.pass_context
def batch(
    ctx: click.Context, source: Path | None, output: Path | None, workbook: Path | None, check_only: bool, only_failed: bool, limit: int | None,
    formats: str, pattern: str, edition: Edition, profile: str, template: Path | None, final: bool, workers: int | None, cluster: str | None,
    shared: Path | None, fast: bool, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draft a document of every row of SOURCE: .xlsx, .csv, .jsonl, or a folder of answer sets.

    Run again, it makes only what is missing, failed or changed. Exit codes: 0 all made; 1 some rows are bad or failed; 2 nothing
    could be made; 130 interrupted.
    """
    if workbook is not None:
        _empty_workbook(workbook)
        return
    if source is None or (output is None and not check_only):
        raise click.UsageError("SOURCE and -o are needed" if ui_language() == "en" else "请给出 SOURCE 和 -o 输出目录")
    from drafter.batch.inputs import read_rows
    from drafter.batch.pool import Cluster, Here, Pool, cores
    from drafter.batch.report import check_data, write_report
    from drafter.batch.run import Batch, run_batch
    from drafter.batch.task import Wanted

    folder = output or Path(".")
    wanted = Wanted(
        tuple(dict.fromkeys(formats.split(","))), pattern, edition, profile, str(template.resolve()) if template else "", final, fast,
        str(shared.resolve()) if shared else "",
    )  # fmt: skip
    rows = read_rows(source)
    work, processes = Batch(rows), workers or cores()
    where = Cluster(cluster) if cluster else Here() if processes == 1 or len(rows) == 1 else Pool(processes)
    started = False
    try:
        with _telling(quiet, as_json) as tell:

            def told(event: str, data: Mapping[str, Any]) -> None:
                nonlocal started
                started = started or event == "start"
                tell(event, data)

            run_batch(work, wanted, folder, where, told, only_failed=only_failed, limit=limit or 0, check_only=check_only)
    except KeyboardInterrupt:
        say("已停止。再次运行同一命令即从中断处继续。", "Stopped. Run the same command again to go on from here.", err=True)
        raise
    finally:
        if started:
            write_report(work, folder, ui_language())
    counts = work.counts()
    if as_json:
        click.echo(
            json.dumps({"event": "end", **(check_data(work, ui_language()) if check_only else {"counts": counts})}, ensure_ascii=False)
        )
    elif not quiet:
        print_findings(
            [f for line in work.lines if line.status in ("bad", "failed") for f in line.findings if f.severity == "error"], err=True
        )
        _summary(counts, len(rows), check_only, folder)
    ctx.exit(1 if counts["bad"] or counts["failed"] else 0)


def _empty_workbook(path: Path) -> None:
    from drafter.batch.workbook import empty_workbook
    from drafter.service import write_whole

    write_whole(path, empty_workbook())
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


def _telling(quiet: bool, as_json: bool) -> AbstractContextManager[Tell]:
    if as_json:
        return nullcontext(lambda event, data: click.echo(json.dumps({"event": event, **data}, ensure_ascii=False)))
    if quiet:
        return nullcontext(lambda event, data: None)
    from drafter.cli.progress import Bars

    return Bars()
