"""`drafter assets import` and `drafter consolidate`: an office's register into the answers, and which systems might be run as one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import argument, command, group, option
from drafter.cli.inputs import ANSWER_FILE, FILE, JSON, QUIET
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.assets.register import Register
    from drafter.errors import Finding

_SHOWN = 5


@group("资产清单。")
def assets() -> None:
    """Registers of assets."""


@assets.command(
    "import",
    zh="读入资产清单（.xlsx 或 .csv，可由几个文件组成）：说明读懂了什么、没有读懂什么，以及每一处疑问。\n\n退出码：0 已读入；1 已读入，但疑问中有错误；2 无法读入。",
)
@force_option
@argument("register", "资产清单", nargs=-1, required=True, type=FILE)
@option(
    "--into",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=Words("要替换其中资产清单的答卷。", "The answer set whose register is replaced."),
)
@option("-o", "--output", type=FILE, help=Words("另写一份只含资产清单的答卷。", "Write an answer set with the register alone."))
@option("--report", type=FILE, help=Words("将全部疑问写成 .xlsx 或 .json。", "Write all doubts as .xlsx or .json."))
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

    language, written = ui_language(), output or into
    done = registers.import_register(load_content(), register, into, as_of.date() if as_of else None)
    contents = {written: done.answer_file()} if written else {}
    write_out(contents | ({report: done.report(report, language)} if report else {}))
    if as_json:
        print_json({**done.data(language), "written": str(written) if written else None})
    elif not quiet:
        _print(done.register)
        if written:
            say(f"已写入 {written}", f"wrote {written}")
    ctx.exit(0 if done.sound else 1)


def _print(found: Register) -> None:
    for sheet in found.understood:
        zh = f"工作表“{sheet.sheet}”：标题在第 {sheet.heading_row} 行，读入 {sheet.rows} 项"
        en = f"sheet {sheet.sheet!r}: headings in row {sheet.heading_row}, {sheet.rows} assets"
        say(zh, en)
        for letters, meaning in sheet.columns.items():
            click.echo(f"    {letters}  {meaning}")
        for letters, text in sheet.aside.items():
            say(f"    {letters}  {text} → 未导入", f"    {letters}  {text} → left aside")
    for title in found.skipped:
        say(f"工作表“{title}”不是资产清单，未读", f"sheet {title!r} is no register and was not read")
    _print_doubts(found)
    say(f"共 {len(found.rows)} 项资产，{len(found.findings)} 条疑问", f"{len(found.rows)} assets, {len(found.findings)} doubts")


def _print_doubts(found: Register) -> None:
    """Print the doubts, of each kind the first few: a thousand rows may each give rise to one. The report has all."""
    of_kind: dict[str, list[Finding]] = {}
    for finding in found.findings:
        of_kind.setdefault(finding.code, []).append(finding)
    for kind in of_kind.values():
        print_findings(kind[:_SHOWN])
        if len(kind) > _SHOWN:
            more = len(kind) - _SHOWN
            say(f"    ……同类另有 {more} 条，全部见 --report", f"    ... and {more} more of this kind; --report has all")


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
