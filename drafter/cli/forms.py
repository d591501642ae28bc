"""`drafter forms`: every form of a project, filled as far as the answers go, for Word and for Excel."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import ANSWERS, EDITION, FOLDER, JSON, QUIET, given
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, words, write_out
from drafter.errors import Finding
from drafter.language import Edition, Words
from drafter.services.formats import FORMS


@command("打印答卷所需的表单：供手填和签字的 Word 表，可以计算的 Excel 表。")
@ANSWERS
@option("-o", "--output", type=FOLDER, help=Words("写到哪个文件夹。", "The folder to write to."))
@option(
    "--phase",
    type=click.IntRange(1, 3),
    help=Words(
        "1 策划、2 实施、3 评价；默认为全部适用的表单。", "1 planning, 2 implementation, 3 evaluation; all that are selected by default."
    ),
)
@option("--only", default="", help=Words("表单代码，用逗号隔开：F-ACCEPT,A-KPI。", "Form codes with commas: F-ACCEPT,A-KPI."))
@option(
    "--format", "formats", default=",".join(FORMS), show_default=True, help=Words("一种或两种，用逗号隔开。", "One or both, with commas.")
)
@EDITION
@option("--list", "listing", is_flag=True, help=Words("只列出表单，不生成。", "List the forms and stop."))
@QUIET
@JSON
@force_option
@click.pass_context
def forms(
    ctx: click.Context, answers: Path, output: Path | None, phase: int | None, only: str, formats: str, lang: Edition, listing: bool,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print the forms of ANSWERS: Word forms to fill in by hand and sign, Excel sheets that compute."""
    from drafter.content import load_content
    from drafter.services.forms import choose_forms, known_kinds

    kinds = known_kinds(formats)
    codes = [code for code in only.upper().replace(" ", "").split(",") if code]
    chosen = choose_forms(load_content(), given(answers), lang, phase=phase, only=codes)
    if listing:
        rows = chosen.listing(ui_language())
        click.echo("\n".join(f"{r['code']:12}{r['title']}" for r in rows)) if not as_json else print_json(rows)
        return
    if output is None:
        raise click.UsageError(words("请用 -o 给出输出目录", "-o is needed"))
    made: list[Path] = []
    findings: list[Finding] = []
    for files, wrong in chosen.files(kinds):
        write_out({output / name: data for name, data in files.items()})
        made += [output / name for name in files]
        findings += wrong
    if as_json:
        print_json({"files": [str(p) for p in made], "findings": [f.data(ui_language()) for f in findings]})
    elif not quiet:
        print_findings(findings, err=True)
        count = len(chosen.codes)
        say(f"{count} 种表单，{len(made)} 个文件，在 {output}", f"{count} forms, {len(made)} files, in {output}")
    ctx.exit(1 if findings else 0)
