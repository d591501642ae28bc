"""`drafter pack`: the complete set of a project in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import ANSWERS, EDITION, FOLDER, JSON, QUIET, given
from drafter.cli.report import force_option, forced, print_findings, print_json, say, say_kept, say_stopped, ui_language
from drafter.language import Edition, Words

if TYPE_CHECKING:
    from drafter.services.packs import Pack


@command(
    "生成一个项目的全部文件：各类文书、分阶段表单、带日历的期限表和索引页。\n\n再次运行时只生成缺少的或已改动的。有文件无法生成时退出码为 1。"
)
@ANSWERS
@option("-o", "--output", required=True, type=FOLDER, help=Words("写到哪个文件夹。", "The folder to write to."))
@EDITION
@option("--workers", type=click.IntRange(1), default=1, show_default=True, help=Words("本机进程数。", "Processes on this machine."))
@option(
    "--pdf",
    is_flag=True,
    help=Words("每个 Word 文件旁附一份 PDF，由同一个 LibreOffice 排版。", "A PDF beside every Word file, all laid out by one LibreOffice."),
)
@force_option
@QUIET
@JSON
@click.pass_context
def pack(ctx: click.Context, answers: Path, output: Path, lang: Edition, workers: int, pdf: bool, quiet: bool, as_json: bool) -> None:
    """Make everything for the project of ANSWERS: documents, forms by phase, deadlines with a calendar, and an index page.

    Run again, it makes only what is missing or changed. Exit code 1 when something could not be made.
    """
    from drafter.cli.progress import shown
    from drafter.content import load_content
    from drafter.services.packs import write_pack

    with say_stopped(), shown(not (quiet or as_json)) as progress:
        done = write_pack(load_content(), given(answers), output, lang, progress, workers=workers, pdf=pdf, force=forced())
    say_kept(done.kept)
    if as_json:
        print_json({"folder": str(output), "items": done.data(ui_language())})
    elif not quiet:
        _say_counts(done, output / "index.html")
    ctx.exit(1 if done.failed else 0)


def _say_counts(done: Pack, index: Path) -> None:
    print_findings([f for made in done.failed for f in made.findings], err=True)
    counts, items = done.counts(), len(done.items)
    say(
        f"{index}：{items} 项、{done.files} 个文件；生成 {counts['made']}，无变化 {counts['unchanged']}，失败 {counts['failed']}",
        f"{index}: {items} items, {done.files} files; {counts['made']} made, {counts['unchanged']} unchanged, {counts['failed']} failed",
    )
