"""`drafter tables`: any table of the questionnaire from a table as an office keeps it."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.commands import argument, group
from drafter.cli.imports import INTO, OUTPUT, REPORT, tell_import
from drafter.cli.inputs import FILE, JSON, QUIET
from drafter.cli.report import force_option, print_json, ui_language


@group("问卷中的表格：分项价格、岗位配置、系统、需求等。")
def tables() -> None:
    """Tables of the questionnaire: prices, staff, systems, requirements and the others."""


@tables.command("list", zh="列出全部表格及其列标题（* 必填）。")
@JSON
def list_tables(as_json: bool) -> None:
    """List all tables and the headings of their columns (* needed)."""
    from drafter.content import load_content
    from drafter.services.office_tables import headings

    language = ui_language()
    found = headings(load_content(), language)
    if as_json:
        print_json(found)
        return
    for name, (label, columns) in found.items():
        click.echo(f"{label} ({name}): {('、' if language == 'zh' else ', ').join(columns)}")


@tables.command(
    "import",
    zh="将单位现有的表（.xlsx 或 .csv，可由几个文件组成）读入答卷。表格写名称，如分项价格、岗位配置，见 drafter tables list。\n\n退出码：0 已读入；1 已读入，但疑问中有错误；2 无法读入。",
)
@force_option
@argument("table", "表格")
@argument("files", "文件", nargs=-1, required=True, type=FILE)
@INTO
@OUTPUT
@REPORT
@QUIET
@JSON
@click.pass_context
def import_table(
    ctx: click.Context, table: str, files: tuple[Path, ...], into: Path | None, output: Path | None, report: Path | None,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read TABLE, as an office keeps it, from FILES (.xlsx or .csv, several for one table): say what was understood, what was not, and every doubt.

    TABLE is the name of a table, such as price_lines or staff_posts: see drafter tables list. Exit codes: 0 read; 1 read, with errors among the
    doubts; 2 nothing could be read.
    """
    from drafter.content import load_content
    from drafter.services import registers

    ctx.exit(tell_import(registers.import_table(load_content(), table, files, into), output or into, report, quiet, as_json))
