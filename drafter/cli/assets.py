"""`drafter assets import` and `drafter consolidate`: an office's register into the answers, and which systems might be run as one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from drafter.cli.commands import argument, command, group, option
from drafter.cli.imports import INTO, OUTPUT, REPORT, tell_import
from drafter.cli.inputs import ANSWER_FILE, FILE, JSON, QUIET
from drafter.cli.report import force_option, print_json, say, ui_language, write_out
from drafter.language import Words


@group("资产清单。")
def assets() -> None:
    """Registers of assets."""


@assets.command(
    "import",
    zh="读入资产清单（.xlsx 或 .csv，可由几个文件组成）：说明读懂了什么、没有读懂什么，以及每一处疑问。\n\n退出码：0 已读入；1 已读入，但疑问中有错误；2 无法读入。",
)
@force_option
@argument("register", "资产清单", nargs=-1, required=True, type=FILE)
@INTO
@OUTPUT
@REPORT
@option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help=Words(
        "判断是否停止支持的日期；默认为服务开始日，没有则为今天。", "The day for end of support; by default the service start, or today."
    ),
)
@QUIET
@JSON
@click.pass_context
def import_register(
    ctx: click.Context, register: tuple[Path, ...], into: Path | None, output: Path | None, report: Path | None, as_of: datetime | None,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read REGISTER (.xlsx or .csv, several files for one register): say what was understood, what was not, and every doubt.

    Exit codes: 0 read; 1 read, with errors among the doubts; 2 nothing could be read.
    """
    from drafter.content import load_content
    from drafter.services import registers

    done = registers.import_register(load_content(), register, into, as_of.date() if as_of else None)
    ctx.exit(tell_import(done, output or into, report, quiet, as_json))


@command(
    "按开发单位、技术路线和共用基础设施，建议哪些系统保留、合并或停用。\n\n写入答卷（-o 答卷.yaml）后，建议成为 F-CONSOL 和建议书中的分析；答卷中已有决定的系统不变。"
)
@force_option
@ANSWER_FILE
@option(
    "-o",
    "--output",
    type=FILE,
    help=Words("写入带建议的答卷（.yaml）或建议清单（.xlsx）。", "Write the answers with the proposals (.yaml) or a list of them (.xlsx)."),
)
@QUIET
@JSON
def consolidate(answers: Path, output: Path | None, quiet: bool, as_json: bool) -> None:
    """Propose which systems to keep, merge or stop, by vendor, stack and shared infrastructure.

    Written into answers (-o ANSWERS.yaml), the proposals become F-CONSOL and the analysis of the proposal; a system that has been
    decided on there stays as it is.
    """
    from drafter.content import load_content
    from drafter.services import registers

    language = ui_language()
    done = registers.consolidate(load_content(), answers)
    if output is not None:
        write_out({output: done.file(output, language)})
    if as_json:
        print_json(done.data(language))
    elif not quiet:
        for line in done.lines(language):
            click.echo(line)
        if output is not None:
            say(f"已写入 {output}", f"wrote {output}")
