"""`drafter draft`: an answer set in, a contract out."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, print_json, say
from drafter.language import Edition

FORMATS = ("docx", "html", "md", "pdf", "odt", "txt", "epub", "rst")


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write; the ending gives the format.")
@click.option("--lang", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)
@click.option("--agreement", help="contract, proposal or needs; overrides the answer set.")
@click.option("--profile", help="full, standard or lite; overrides the answer set.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Your own Word template.")
@click.option("--final", is_flag=True, help="Refuse while anything is open or a rule is broken.")
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Overrides the ending of -o.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def draft(
    answers: Path, output: Path | None, lang: Edition, agreement: str | None, profile: str | None, template: Path | None, final: bool,
    kind: str | None, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draft a contract, a proposal or the tender needs from ANSWERS (YAML or JSON; - reads standard input)."""
    from drafter.service import draft_file

    done = draft_file(answers, output, lang, agreement=agreement, profile=profile, template=template, final=final, kind=kind)
    if as_json:
        print_json(done.data())
    elif not quiet:
        report = done.draft
        print_findings([f for f in report.findings if f.severity != "info"], err=True)
        passages = report.situation.beside is not None
        clauses, annexes, still_open = sum(1 for _ in report.contract.provisions), len(report.contract.annexes), len(report.contract.open)
        if passages:
            tables, charts = sum(len(p.tables) for p in report.contract.provisions), report.contract.figures
            say(
                f"{done.path}：{clauses} 节，{tables} 张表，{charts} 幅图，{still_open} 项待填（{done.seconds:.1f} 秒）",
                f"{done.path}: {clauses} sections, {tables} tables, {charts} charts, {still_open} open items ({done.seconds:.1f} s)",
            )
            return
        say(
            f"{done.path}：{clauses} 条，{annexes} 个附件，{still_open} 项待填（{done.seconds:.1f} 秒）",
            f"{done.path}: {clauses} clauses, {annexes} annexes, {still_open} open items ({done.seconds:.1f} s)",
        )
