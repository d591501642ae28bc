"""`drafter needs`, `drafter why`, `drafter schema`: what is asked, and why."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.inputs import ANSWERS, given
from drafter.cli.report import print_json, say, ui_language


@click.command()
@ANSWERS
@click.option("--json", "as_json", is_flag=True)
def needs(answers: Path, as_json: bool) -> None:
    """List what ANSWERS still lacks, and for which clauses, annexes and rules."""
    from drafter.content import load_content
    from drafter.services import questionnaire

    found = questionnaire.needs(load_content(), given(answers))
    if as_json:
        print_json({need.name: need.needed_by for need in found})
        return
    for need in found:
        click.echo(f"{need.label[ui_language()]} ({need.name}): {', '.join(need.needed_by)}")
    say(f"尚缺 {len(found)} 项", f"{len(found)} answers missing")


@click.command()
@click.argument("clause")
@ANSWERS
@click.option("--profile")
def why(clause: str, answers: Path, profile: str | None) -> None:
    """Say why CLAUSE is in the contract of ANSWERS, or why not."""
    from drafter.content import load_content
    from drafter.services import questionnaire

    for line in questionnaire.why(load_content(), clause, given(answers), profile):
        click.echo(line[ui_language()])


@click.command()
@click.option(
    "--dialect",
    type=click.Choice(["2020-12", "draft-07"]),
    default="2020-12",
    show_default=True,
    help="draft-07 for ajv and form generators.",
)
def schema(dialect: str) -> None:
    """Print the JSON Schema of an answer set."""
    from drafter.content import load_content
    from drafter.services.questionnaire import answer_schema

    print_json(answer_schema(load_content(), dialect))
