"""`drafter pack`: the complete set of a project in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.inputs import ANSWERS, EDITION, FOLDER, given
from drafter.cli.report import print_findings, print_json, say, say_stopped, ui_language
from drafter.language import Edition

if TYPE_CHECKING:
    from drafter.services.packs import Pack


@click.command()
@ANSWERS
@click.option("-o", "--output", required=True, type=FOLDER, help="The folder to write to.")
@EDITION
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes on this machine.")
@click.option("--pdf", is_flag=True, help="A PDF beside every Word file, all laid out by one LibreOffice.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def pack(ctx: click.Context, answers: Path, output: Path, lang: Edition, workers: int, pdf: bool, quiet: bool, as_json: bool) -> None:
    """Make everything for the project of ANSWERS: documents, forms by phase, deadlines with a calendar, and an index page.

    Run again, it makes only what is missing or changed. Exit code 1 when something could not be made.
    """
    from drafter.cli.progress import shown
    from drafter.content import load_content
    from drafter.services.packs import write_pack

    with say_stopped(), shown(not (quiet or as_json)) as progress:
        done = write_pack(load_content(), given(answers), output, lang, progress, workers=workers, pdf=pdf)
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
