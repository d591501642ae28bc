"""`drafter template`: check a Word template, or make the house template."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from drafter.cli.inputs import FILE
from drafter.cli.report import force_option, print_findings, say, write_out


@click.group()
def template() -> None:
    """Check or make a Word template."""


@template.command()
@click.argument("file", type=FILE, required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:
    """Find unknown variables, broken tags, unsafe expressions and missing styles in FILE (default: the shipped ones)."""
    from drafter.content import load_content
    from drafter.services import templates

    content = load_content()
    files = [file] if file else templates.shipped_templates(content)
    findings = [finding for path in files for finding in templates.check(content, path)]
    print_findings(findings, as_json=as_json)
    errors = sum(f.severity == "error" for f in findings)
    if not as_json:
        say(f"{len(files)} 个模板：{errors} 个错误", f"{len(files)} templates: {errors} errors")
    ctx.exit(1 if errors else 0)


@template.command()
@force_option
@click.argument("output", type=FILE)
@click.option("--compact", is_flag=True, help="Smaller type and indents, for two languages side by side.")
@click.option("--agreement", type=click.Choice(["contract", "proposal"]), default="contract", show_default=True)
@click.option("--brief", is_flag=True, help="Smaller type, no contents page, signatures after the text: for short contracts.")
def new(output: Path, compact: bool, agreement: Literal["contract", "proposal"], brief: bool) -> None:
    """Write the house template to OUTPUT, to be changed in Word."""
    from drafter.services.templates import house_template

    if agreement == "proposal" and brief:
        raise click.UsageError("建议书没有简版模板 / a proposal has no brief template")
    write_out({output: house_template(agreement, compact=compact, brief=brief)})
    say(f"已写入 {output}", f"wrote {output}")
