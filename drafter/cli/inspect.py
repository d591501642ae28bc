"""`drafter inspect` and `drafter verify`: a contract read back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.inputs import FILE
from drafter.cli.report import print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.review.verify import Verdict
    from drafter.writers.docx.provenance import Provenance


@click.command()
@click.argument("contract", type=FILE)
@click.option("--answers", "only_answers", is_flag=True, help="Write the answer set back out (YAML).")
@click.option("--json", "as_json", is_flag=True)
def inspect(contract: Path, only_answers: bool, as_json: bool) -> None:
    """Print what CONTRACT was made of: clauses, positions, library version, answers."""
    from drafter.content import load_content
    from drafter.services import inspecting

    provenance = inspecting.inspect(contract)
    if only_answers:
        click.echo(inspecting.answers_text(load_content(), provenance), nl=False)
    elif as_json:
        print_json(asdict(provenance))
    else:
        _print_provenance(provenance)


def _print_provenance(provenance: Provenance) -> None:
    say(
        f"drafter {provenance.engine}，条款库 {provenance.library}，{provenance.edition}，{'定稿' if provenance.final else '草稿'}",
        f"drafter {provenance.engine}, library {provenance.library}, {provenance.edition}, {'final' if provenance.final else 'draft'}",
    )
    for number, origin in enumerate(provenance.provisions, 1):
        click.echo(f"{number:4} {origin.clause:30} {origin.position:10} {origin.digest}  {origin.text.splitlines()[0]}")
    answers = len(provenance.answers["answers"])
    say(f"答案 {answers} 项（--answers 导出）", f"{answers} answers (--answers writes them out)")


@click.command()
@click.argument("contract", type=FILE)
@click.option("--template", type=FILE, help="The Word template it was made with, if not ours.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(ctx: click.Context, contract: Path, template: Path | None, as_json: bool) -> None:
    """Say whether CONTRACT is as generated, or what was changed by hand. Exit code 1 when it was."""
    from drafter.content import load_content
    from drafter.services import inspecting

    verdict = inspecting.verify(load_content(), contract, template)
    if as_json:
        print_json(asdict(verdict))
    elif verdict.identical:
        say("与生成时完全一致", "identical to what was generated")
    else:
        _print_verdict(verdict)
    ctx.exit(0 if verdict.identical else 1)


def _print_verdict(verdict: Verdict) -> None:
    if not verdict.same_library:
        say("条款库版本已不同，只能与文件内保存的文本比较", "the library has changed since; compared with the text kept in the file")
    rows = (
        (Words("被改动的条款", "changed provision"), verdict.changed),
        (Words("被删除的条款", "removed provision"), verdict.removed),
        (Words("新增的条款", "added provision"), verdict.added),
        (Words("条款以外的改动", "changed outside provisions"), verdict.outside),
        (Words("其他部件不同", "another part differs"), verdict.other),
    )
    for label, items in rows:
        for item in items:
            click.echo(f"{label[ui_language()]}: {item[:160]}")
    if not any(items for _, items in rows):
        say("条款文本未改动", "no provision was changed")
