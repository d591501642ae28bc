"""`drafter template`: check a Word template, or make the house template."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, say


@click.group()
def template() -> None:
    """Check or make a Word template."""


@template.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:
    """Find unknown variables, broken tags, unsafe expressions and missing styles in FILE (default: the shipped ones)."""
    from drafter.lint.template import check_template
    from drafter.resources import templates_dir

    files = [file] if file else sorted(templates_dir().glob("*/*.docx"))
    findings = [finding for path in files for finding in check_template(path)]
    print_findings(findings, as_json=as_json)
    errors = sum(f.severity == "error" for f in findings)
    if not as_json:
        say(f"{len(files)} 个模板：{errors} 个错误", f"{len(files)} templates: {errors} errors")
    ctx.exit(1 if errors else 0)


@template.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--compact", is_flag=True, help="Smaller type and indents, for two languages side by side.")
@click.option("--agreement", type=click.Choice(["contract", "proposal"]), default="contract", show_default=True)
@click.option("--brief", is_flag=True, help="Smaller type, no contents page, signatures after the text: for short contracts.")
def new(output: Path, compact: bool, agreement: str, brief: bool) -> None:
    """Write the house template to OUTPUT, to be changed in Word."""
    from drafter.service import write_whole
    from drafter.writers.docx.house import house_template
    from drafter.writers.docx.house_proposal import proposal_template

    if agreement == "proposal" and brief:
        raise click.UsageError("建议书没有简版模板 / a proposal has no brief template")
    write_whole(output, proposal_template(compact) if agreement == "proposal" else house_template(compact, brief))
    say(f"已写入 {output}", f"wrote {output}")
