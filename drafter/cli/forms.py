"""`drafter forms`: every form of a project, filled as far as the answers go, for Word and for Excel."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.errors import AnswerError, error
from drafter.language import Edition

FORMATS = ("docx", "xlsx")


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.option("--phase", type=click.IntRange(1, 3), help="1 planning, 2 implementation, 3 evaluation; all that are selected by default.")
@click.option("--only", default="", help="Form codes with commas: F-ACCEPT,A-KPI.")
@click.option("--format", "formats", default="docx,xlsx", show_default=True, help="One or both, with commas.")
@click.option("--lang", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)
@click.option("--list", "listing", is_flag=True, help="List the forms and stop.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def forms(
    ctx: click.Context, answers: Path, output: Path | None, phase: int | None, only: str, formats: str, lang: Edition, listing: bool,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print the forms of ANSWERS: Word forms to fill in by hand and sign, Excel sheets that compute."""
    from drafter.forms.selection import chosen_codes, project
    from drafter.packs.forms import write_forms
    from drafter.service import load_answers

    kinds = _formats(formats)
    filling = project(load_answers(answers), lang)
    codes = chosen_codes(filling, phase, [c for c in only.upper().replace(" ", "").split(",") if c])
    language = ui_language()
    if listing:
        rows = [{"code": c, "title": filling.forms[c].title[language], "phase": filling.forms[c].phase} for c in codes]
        click.echo("\n".join(f"{r['code']:12}{r['title']}" for r in rows)) if not as_json else print_json(rows)
        return
    if output is None:
        raise click.UsageError("-o is needed" if language == "en" else "请用 -o 给出输出目录")
    made, findings = write_forms(filling, codes, output, lang, kinds)
    if as_json:
        print_json({"files": [str(p) for p in made], "findings": [f.data(language) for f in findings]})
    elif not quiet:
        print_findings(findings, err=True)
        say(f"{len(codes)} 种表单，{len(made)} 个文件，在 {output}", f"{len(codes)} forms, {len(made)} files, in {output}")
    ctx.exit(1 if findings else 0)


def _formats(text: str) -> tuple[str, ...]:
    """Return the formats named. Raises AnswerError for one there is not."""
    kinds = tuple(dict.fromkeys(k for k in text.replace(" ", "").split(",") if k))
    if not kinds or any(k not in FORMATS for k in kinds):
        raise AnswerError(error("format", f"不支持格式 {text[:40]}，可用：docx、xlsx", f"no format {text[:40]}; there are docx and xlsx"))
    return kinds
