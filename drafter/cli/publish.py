"""`drafter publish`: the copy of a contract that is put on the procurement media, declared secrets withheld."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import ANSWERS, EDITION, FILE, JSON, QUIET, given
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Edition, Words


@command("由答卷生成合同的公开文本，并列出不公开的内容及其依据。\n\n有须人工核对之处时退出码为 1；合同尚未定稿或不得公开时为 2。")
@force_option
@ANSWERS
@option("-o", "--output", required=True, type=FILE, help=Words("要写的 Word 文件。", "The Word file to write."))
@EDITION
@option(
    "--draft",
    "preview",
    is_flag=True,
    help=Words("合同尚有待填内容时也生成。", "Make it although something in the contract is still open."),
)
@QUIET
@JSON
@click.pass_context
def publish(ctx: click.Context, answers: Path, output: Path, lang: Edition, preview: bool, quiet: bool, as_json: bool) -> None:
    """Make the publication copy of the contract of ANSWERS, with a list of what is withheld and on which ground.

    Exit code 1 when something is to be looked at by hand; 2 when the contract is not final yet or may not be published.
    """
    from drafter.content import load_content
    from drafter.services import publishing

    done = publishing.publish(load_content(), given(answers), lang, preview=preview)
    write_out({output: done.data})
    language = ui_language()
    if as_json:
        findings = [f.data(language) for f in done.findings]
        print_json({"path": str(output), "withheld": done.listing(language), "findings": findings})
    elif not quiet:
        print_findings(done.findings, err=True)
        places, findings_count = done.places, len(done.findings)
        say(
            f"{output}：{places} 处不予公开，{findings_count} 处须人工核对",
            f"{output}: {places} places withheld, {findings_count} to be looked at by hand",
        )
    ctx.exit(1 if done.findings else 0)
