"""`drafter batch`: a workbook, a CSV, JSON lines or a folder of answer sets in; a folder of documents and a report out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import EDITION, FILE, FOLDER, QUIET
from drafter.cli.report import force_option, forced, print_findings, say, say_kept, say_stopped, ui_language, words, write_out
from drafter.language import Edition, Words
from drafter.services.formats import DOCUMENTS

if TYPE_CHECKING:
    from drafter.progress import ProgressCallback


@command(
    "逐行生成文书：.xlsx、.csv、.jsonl，或者装有答卷的文件夹。\n\n再次运行时只生成缺少的、失败的或已改动的。退出码：0 全部生成；1 有的行有误或失败；2 一份也无法生成；130 已中断。"
)
@argument("source", "来源", type=click.Path(path_type=Path), required=False)
@option("-o", "--output", type=FOLDER, help=Words("写到哪个文件夹。", "The folder to write to."))
@option(
    "--workbook",
    type=FILE,
    help=Words(
        "只写出待填的空白工作簿，列出 --agreement 的文书按 --profile 所问的内容。",
        "Write the empty workbook to fill in, with what the --agreement asks in the --profile, and stop.",
    ),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    help=Words(
        "与 --workbook 同用：每个问题一列，每张表一个工作表。", "With --workbook: a column for every question and a sheet for every table."
    ),
)
@option(
    "--agreement",
    default="contract",
    help=Words("与 --workbook 同用：contract，或自建的文书。", "With --workbook: contract, or an agreement of your own."),
)
@option("--check-only", is_flag=True, help=Words("只检查各行，不生成。", "Check every row and stop."))
@option(
    "--only-failed",
    is_flag=True,
    help=Words("已生成过的不再生成，即使该行已有改动。", "Leave alone what was made once, even where its row has changed."),
)
@option("--limit", type=click.IntRange(1), help=Words("最多生成多少份。", "Make so many documents at most."))
@option(
    "--format",
    "formats",
    default="docx",
    show_default=True,
    help=Words(
        f"一种或几种，用逗号隔开：{','.join(DOCUMENTS)}；pack：每行一个文件夹，另有表单和期限表。",
        f"One or more, with commas: {','.join(DOCUMENTS)}; pack: a folder with all of it, forms and deadlines too.",
    ),
)
@option(
    "--name",
    "pattern",
    default="{project_no}-{project_name}",
    show_default=True,
    help=Words("文件名，取自答案。", "File names, from answers."),
)
@EDITION
@option(
    "--profile",
    default="",
    help=Words("未写版式的行所用版式：full（完整）、standard（标准）或 lite（简版）。", "full, standard or lite, for rows that name none."),
)
@option("--template", type=FILE, help=Words("自己的 Word 模板。", "Your own Word template."))
@option(
    "--final",
    is_flag=True,
    help=Words("定稿：某行有待填内容或违反规则时，拒绝生成该行。", "Refuse a row while anything in it is open or a rule is broken."),
)
@option(
    "--workers",
    type=click.IntRange(1),
    help=Words("本机进程数；默认每个核心一个。", "Processes on this machine; by default one for each core."),
)
@option("--cluster", metavar="tcp://HOST:PORT", help=Words("在该调度器的 Dask 集群上运行。", "Run on the Dask cluster of this scheduler."))
@option(
    "--shared",
    type=FOLDER,
    help=Words("与 --cluster 同用：各节点上输出文件夹所在位置。", "With --cluster: all workers see the output folder here."),
)
@option(
    "--fast",
    is_flag=True,
    help=Words("用 ISA-L 压缩 Word 文件：较快，文件约大四分之一。", "Pack Word files by ISA-L: quicker, a quarter larger."),
)
@force_option
@QUIET
@option("--json", "as_json", is_flag=True, help=Words("以 JSON 行打印进度。", "Print events as JSON lines."))
@click.pass_context
def batch(
    ctx: click.Context, source: Path | None, output: Path | None, workbook: Path | None, everything: bool, agreement: str, check_only: bool, only_failed: bool, limit: int | None,
    formats: str, pattern: str, lang: Edition, profile: str, template: Path | None, final: bool, workers: int | None, cluster: str | None,
    shared: Path | None, fast: bool, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draft a document of every row of SOURCE: .xlsx, .csv, .jsonl, or a folder of answer sets.

    Run again, it makes only what is missing, failed or changed. Exit codes: 0 all made; 1 some rows are bad or failed; 2 nothing
    could be made; 130 interrupted.
    """
    if workbook is not None:
        _empty_workbook(workbook, profile, everything, agreement)
        return
    if source is None or (output is None and not check_only):
        raise click.UsageError(words("请给出来源和 -o 输出目录", "SOURCE and -o are needed"))
    from drafter.content import load_content
    from drafter.services import batches

    folder = output or Path(".")
    with say_stopped(), _telling(quiet, as_json) as progress:
        done = batches.run(
            load_content(), source, folder, ui_language(), formats=formats.split(","), pattern=pattern, edition=lang, profile=profile,
            template=template, final=final, fast=fast, workers=workers, cluster=cluster, shared=shared, only_failed=only_failed,
            limit=limit or 0, check_only=check_only, force=forced(), progress=progress,
        )  # fmt: skip
    say_kept(done.kept)
    if as_json:
        kept = {"kept": [finding.data(ui_language()) for finding in done.kept]} if done.kept else {}
        what = done.check_data(ui_language()) if check_only else {"counts": done.counts()}
        click.echo(json.dumps({"event": "end", **what, **kept}, ensure_ascii=False))
    elif not quiet:
        print_findings(done.errors(), err=True)
        _summary(done.counts(), done.rows, check_only, folder)
    ctx.exit(0 if done.sound else 1)


def _empty_workbook(path: Path, profile: str, everything: bool, agreement: str) -> None:
    from drafter.content import load_content
    from drafter.services.batches import empty_workbook

    write_out({path: empty_workbook(load_content(), profile, everything, agreement)})
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
