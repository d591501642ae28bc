"""`drafter template`: check a Word template, or make the house template."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from drafter.cli.commands import argument, group, option
from drafter.cli.inputs import FILE, JSON
from drafter.cli.report import force_option, print_findings, say, words, write_out
from drafter.language import Words


@group("检查或制作 Word 模板。")
def template() -> None:
    """Check or make a Word template."""


@template.command(zh="检查模板文件中的未知变量、损坏的标签、不安全的表达式和缺少的样式（默认检查自带的模板）。")
@argument("file", "文件", type=FILE, required=False)
@JSON
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


@template.command(zh="写出自带的模板，供在 Word 中修改。")
@force_option
@argument("output", "模板文件", type=FILE)
@option(
    "--compact", is_flag=True, help=Words("较小的字号和缩进，供两种语言并排。", "Smaller type and indents, for two languages side by side.")
)
@option(
    "--agreement",
    type=click.Choice(["contract", "proposal"]),
    default="contract",
    show_default=True,
    help=Words("为哪种文书：contract（合同）或 proposal（建议书）。", "The document it is for."),
)
@option(
    "--brief",
    is_flag=True,
    help=Words(
        "较小的字号，无目录页，签署接正文之后：供短合同使用。",
        "Smaller type, no contents page, signatures after the text: for short contracts.",
    ),
)
def new(output: Path, compact: bool, agreement: Literal["contract", "proposal"], brief: bool) -> None:
    """Write the house template to OUTPUT, to be changed in Word."""
    from drafter.services.templates import house_template

    if agreement == "proposal" and brief:
        raise click.UsageError(words("建议书没有简版模板", "a proposal has no brief template"))
    write_out({output: house_template(agreement, compact=compact, brief=brief)})
    say(f"已写入 {output}", f"wrote {output}")
