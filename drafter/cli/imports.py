"""What the commands that read an office's table share: the options, and the telling of what was understood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import option
from drafter.cli.inputs import FILE
from drafter.cli.report import print_findings, print_json, say, ui_language, write_out
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.errors import Finding
    from drafter.office_tables.found import OfficeTable
    from drafter.services.registers import Imported

_SHOWN = 5
HOW_ON = Words("有错误的单元格没有读入", "Cells with errors were left out")
TAKE_ROWS = Words("采用这些行，其余再填", "Take these rows, fill in the rest later")
ANOTHER_FILE = Words("返回，改好文件再读", "Go back, and read the file again when it is mended")

INTO = option(
    "--into",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=Words("要替换其中该表的答卷。", "The answer set whose table is replaced."),
)
OUTPUT = option("-o", "--output", type=FILE, help=Words("另写一份答卷。", "Write the answer set to another file."))
REPORT = option("--report", type=FILE, help=Words("将全部疑问写成 .xlsx 或 .json。", "Write all doubts as .xlsx or .json."))


def tell_import(done: Imported, written: Path | None, report: Path | None, quiet: bool, as_json: bool) -> int:
    """Write the answer set and the doubts, tell what was read, and return the exit code."""
    language = ui_language()
    contents = {written: done.answer_file()} if written else {}
    write_out(contents | ({report: done.report(report, language)} if report else {}))
    if as_json:
        print_json({**done.data(language), "written": str(written) if written else None})
    elif not quiet:
        _print(done.table)
        if written:
            say(f"已写入 {written}", f"wrote {written}")
    return 0 if done.sound else 1


def _print(found: OfficeTable) -> None:
    for sheet in found.understood:
        zh = f"工作表“{sheet.sheet}”：标题在第 {sheet.heading_row} 行，读入 {sheet.rows} 行"
        en = f"sheet {sheet.sheet!r}: headings in row {sheet.heading_row}, {sheet.rows} rows"
        say(zh, en)
        for letters, meaning in sheet.data(ui_language())["columns"].items():
            click.echo(f"    {letters}  {meaning}")
        for letters, text in sheet.aside.items():
            say(f"    {letters}  {text} → 未导入", f"    {letters}  {text} → left aside")
    for title in found.skipped:
        say(f"工作表“{title}”没有该表的标题行，未读", f"sheet {title!r} has no headings of this table and was not read")
    print_doubts(found.findings)
    say(f"共 {len(found.rows)} 行，{len(found.findings)} 条疑问", f"{len(found.rows)} rows, {len(found.findings)} doubts")


def print_doubts(findings: list[Finding], remedy: Words | None = None) -> None:
    """Print doubts, of each kind the first few: a thousand rows may each give rise to one. `remedy` says where all of them are."""
    of_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        of_kind.setdefault(finding.code, []).append(finding)
    rest = remedy or Words("，全部见 --report", "; --report has all")
    for kind in of_kind.values():
        print_findings(kind[:_SHOWN])
        if len(kind) > _SHOWN:
            more = len(kind) - _SHOWN
            say(f"    ……同类另有 {more} 条{rest.zh}", f"    ... and {more} more of this kind{rest.en}")
