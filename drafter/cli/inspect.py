"""`drafter inspect` and `drafter verify`: a contract read back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from drafter.cli.report import print_json, say, ui_language
from drafter.language import Words

_FILE = click.argument("contract", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_FILE
@click.option("--answers", "only_answers", is_flag=True, help="Write the answer set back out (YAML).")
@click.option("--json", "as_json", is_flag=True)
def inspect(contract: Path, only_answers: bool, as_json: bool) -> None:
    """Print what CONTRACT was made of: clauses, positions, library version, answers."""
    from drafter.library import load_library
    from drafter.ooxml.archive import safe_open
    from drafter.questionnaire.answers import dump_answers
    from drafter.writers.docx.provenance import read_provenance

    provenance = read_provenance(safe_open(contract), str(contract))
    if only_answers:
        from drafter.review.verify import stored_answers

        click.echo(dump_answers(stored_answers(provenance), load_library()), nl=False)
        return
    if as_json:
        print_json(asdict(provenance))
        return
    say(
        f"drafter {provenance.engine}，条款库 {provenance.library}，{provenance.edition}，{'定稿' if provenance.final else '草稿'}",
        f"drafter {provenance.engine}, library {provenance.library}, {provenance.edition}, {'final' if provenance.final else 'draft'}",
    )
    for number, origin in enumerate(provenance.provisions, 1):
        click.echo(f"{number:4} {origin.clause:30} {origin.position:10} {origin.digest}  {origin.text.splitlines()[0]}")
    say(
        f"答案 {len(provenance.answers['answers'])} 项（--answers 导出）",
        f"{len(provenance.answers['answers'])} answers (--answers writes them out)",
    )


@click.command()
@_FILE
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="The Word template it was made with, if not ours.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(ctx: click.Context, contract: Path, template: Path | None, as_json: bool) -> None:
    """Say whether CONTRACT is as generated, or what was changed by hand. Exit code 1 when it was."""
    from drafter.review.verify import verify as check

    verdict = check(contract, template)
    if as_json:
        print_json(asdict(verdict))
        ctx.exit(0 if verdict.identical else 1)
    if verdict.identical:
        say("与生成时完全一致", "identical to what was generated")
        return
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
    ctx.exit(1)
