"""`drafter draft`: an answer set in, a contract out."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.inputs import ANSWERS, EDITION, FILE, given
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Edition
from drafter.services.formats import DOCUMENTS


@click.command()
@force_option
@ANSWERS
@click.option("-o", "--output", type=FILE, help="Where to write; the ending gives the format.")
@EDITION
@click.option("--agreement", help="contract, proposal or needs; overrides the answer set.")
@click.option("--profile", help="full, standard or lite; overrides the answer set.")
@click.option("--template", type=FILE, help="Your own Word template.")
@click.option("--final", is_flag=True, help="Refuse while anything is open or a rule is broken.")
@click.option("--format", "kind", type=click.Choice(DOCUMENTS), help="Overrides the ending of -o.")
@click.option("--pdfa", is_flag=True, help="A PDF/A-2b for the archive, comments left out; the same as --format pdfa.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def draft(
    answers: Path, output: Path | None, lang: Edition, agreement: str | None, profile: str | None, template: Path | None, final: bool,
    kind: str | None, pdfa: bool, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Draft a contract, a proposal or the tender needs from ANSWERS (YAML or JSON; - reads standard input)."""
    from drafter.content import load_content
    from drafter.services.drafting import draft_document

    kind = "pdfa" if pdfa else kind
    done = draft_document(
        load_content(), given(answers), lang, output=output, kind=kind, agreement=agreement, profile=profile, template=template, final=final
    )
    kept = write_out({done.name: done.data})
    if as_json:
        print_json({"path": str(done.name), **done.report(), **({"kept": [f.data(ui_language()) for f in kept]} if kept else {})})
    elif not quiet:
        print_findings([f for f in (*done.draft.findings, *done.notes) if f.severity != "info" or f.code == "reading"], err=True)
        _say_counts(done.name, done.counts(), done.seconds)


def _say_counts(path: Path, counts: dict[str, int], seconds: float) -> None:
    n = counts
    if "sections" in counts:
        zh = f"{path}：{n['sections']} 节，{n['tables']} 张表，{n['charts']} 幅图，{n['open']} 项待填（{seconds:.1f} 秒）"
        en = f"{path}: {n['sections']} sections, {n['tables']} tables, {n['charts']} charts, {n['open']} open items ({seconds:.1f} s)"
    else:
        zh = f"{path}：{n['clauses']} 条，{n['annexes']} 个附件，{n['open']} 项待填（{seconds:.1f} 秒）"
        en = f"{path}: {n['clauses']} clauses, {n['annexes']} annexes, {n['open']} open items ({seconds:.1f} s)"
    say(zh, en)
