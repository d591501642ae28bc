"""`drafter needs`, `drafter why`, `drafter schema`: what is asked, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import ANSWERS, JSON, given
from drafter.cli.report import print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.services.questionnaire import Need


@command("列出答卷还缺什么，以及哪些条款、附件和规则需要它。")
@ANSWERS
@JSON
def needs(answers: Path, as_json: bool) -> None:
    """List what ANSWERS still lacks, and for which clauses, annexes and rules."""
    from drafter.content import load_content
    from drafter.services import questionnaire

    found = questionnaire.needs(load_content(), given(answers))
    if as_json:
        print_json({need.name: need.needed_by for need in found})
        return
    still_open = [need for need in found if need.open]
    _list(still_open)
    say(f"{len(still_open)} 项待填", f"{len(still_open)} open items")
    if still_open and still_open[0].ask is not None:
        ask = still_open[0].ask
        say(f"下一题：{ask.zh}", f"next question: {ask.en}")
    if waiting := [need for need in found if not need.open]:
        say(
            "文本中没有空缺，但缺少下列内容时有关规则不作判断：",
            "nothing in the text lacks these, but without them some rules are not judged:",
        )
        _list(waiting)


def _list(needs: Sequence[Need]) -> None:
    language = ui_language()
    for need in needs:
        places = ("封面" if place == "cover" and language == "zh" else place for place in need.needed_by)
        click.echo(f"{need.label[language]} ({need.name}): {', '.join(places)}")


@command("说明某一条款为什么在合同中，或者为什么不在。")
@argument("clause", "条款")
@ANSWERS
@option("--profile", help=Words("版式：full（完整）、standard（标准）或 lite（简版）。", "full, standard or lite."))
def why(clause: str, answers: Path, profile: str | None) -> None:
    """Say why CLAUSE is in the contract of ANSWERS, or why not."""
    from drafter.content import load_content
    from drafter.services import questionnaire

    for line in questionnaire.why(load_content(), clause, given(answers), profile):
        click.echo(line[ui_language()])


@command("打印答卷的 JSON Schema。")
@option(
    "--dialect",
    type=click.Choice(["2020-12", "draft-07"]),
    default="2020-12",
    show_default=True,
    help=Words("draft-07 供 ajv 和表单生成器使用。", "draft-07 for ajv and form generators."),
)
def schema(dialect: str) -> None:
    """Print the JSON Schema of an answer set."""
    from drafter.content import load_content
    from drafter.services.questionnaire import answer_schema

    print_json(answer_schema(load_content(), dialect))
