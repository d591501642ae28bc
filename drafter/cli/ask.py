"""`drafter needs`, `drafter why`, `drafter schema`: what is asked, and why."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_json, say, ui_language

_ANSWERS = click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))


@click.command()
@_ANSWERS
@click.option("--json", "as_json", is_flag=True)
def needs(answers: Path, as_json: bool) -> None:
    """List what ANSWERS still lacks, and for which clauses, annexes and rules."""
    from drafter.agreements import load_agreement, load_forms
    from drafter.library import load_library
    from drafter.questionnaire.relevance import missing
    from drafter.questionnaire.situation import Situation
    from drafter.service import load_answers

    library = load_library()
    situation = Situation(library, load_agreement(), load_answers(answers))
    found = missing(situation, load_forms())
    if as_json:
        print_json({name: sorted(who) for name, who in found.items()})
        return
    for name, who in found.items():
        click.echo(f"{library.questions[name].label[ui_language()]} ({name}): {', '.join(sorted(who))}")
    say(f"尚缺 {len(found)} 项", f"{len(found)} answers missing")


@click.command()
@click.argument("clause")
@_ANSWERS
@click.option("--profile")
def why(clause: str, answers: Path, profile: str | None) -> None:
    """Say why CLAUSE is in the contract of ANSWERS, or why not."""
    from drafter.agreements import load_agreement
    from drafter.cli.show import known_clause
    from drafter.library import load_library
    from drafter.questionnaire.explain import why as explain
    from drafter.questionnaire.situation import Situation
    from drafter.service import load_answers

    situation = Situation(load_library(), load_agreement(), load_answers(answers, profile))
    for line in explain(known_clause(clause), situation):
        click.echo(line[ui_language()])


@click.command()
def schema() -> None:
    """Print the JSON Schema of an answer set."""
    from drafter.agreements import load_agreement
    from drafter.library import load_library
    from drafter.questionnaire.schema import answer_schema

    print_json(answer_schema(load_library(), load_agreement()))
