"""`drafter pack`: the complete set of a project in one folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Edition

Tell = Callable[[str, Mapping[str, Any]], None]


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.option("--lang", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def pack(ctx: click.Context, answers: Path, output: Path, lang: Edition, quiet: bool, as_json: bool) -> None:
    """Make everything for the project of ANSWERS: documents, forms by phase, deadlines with a calendar, and an index page.

    Run again, it makes only what is missing or changed. Exit code 1 when something could not be made.
    """
    from drafter.packs.pack import make_pack
    from drafter.service import load_answers

    given = load_answers(answers)
    try:
        with _telling(quiet or as_json) as tell:
            done = make_pack(given, output, lang, tell)
    except KeyboardInterrupt:
        say("已停止。再次运行同一命令即从中断处继续。", "Stopped. Run the same command again to go on from here.", err=True)
        raise
    failed = [m for m in done if m.status == "failed" or any(f.code in ("formula", "field") for f in m.findings)]
    if as_json:
        language = ui_language()
        items = [
            {"item": m.item.key, "status": m.status, "files": m.files, "findings": [f.data(language) for f in m.findings]} for m in done
        ]
        print_json({"folder": str(output), "items": items})
    elif not quiet:
        print_findings([f for m in failed for f in m.findings], err=True)
        counts = {s: sum(m.status == s for m in done) for s in ("made", "unchanged", "failed")}
        files = sum(len(m.files) for m in done)
        say(
            f"{output / 'index.html'}：{len(done)} 项、{files} 个文件；生成 {counts['made']}，无变化 {counts['unchanged']}，失败 {counts['failed']}",
            f"{output / 'index.html'}: {len(done)} items, {files} files; {counts['made']} made, {counts['unchanged']} unchanged, {counts['failed']} failed",
        )
    ctx.exit(1 if failed else 0)


def _telling(quiet: bool) -> AbstractContextManager[Tell]:
    if quiet:
        return nullcontext(lambda event, data: None)
    from drafter.cli.progress import Bars

    return Bars()
