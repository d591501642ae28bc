"""`drafter budget`: several methods side by side, reconciled, as a workbook with live formulas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import ANSWER_FILE, FILE, JSON, QUIET
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.services.budgeting import Budget


@command("按答卷足以支持的各种方法测算预算。各方法结果不一致且未说明原因时退出码为 1。")
@force_option
@ANSWER_FILE
@option("-o", "--output", type=FILE, help=Words("写出工作簿。", "Write the workbook."))
@QUIET
@JSON
@click.pass_context
def budget(ctx: click.Context, answers: Path, output: Path | None, quiet: bool, as_json: bool) -> None:
    """Estimate the budget of ANSWERS by every method they suffice for. Exit code 1 when the methods do not agree and nobody says why."""
    from drafter.content import load_content
    from drafter.services.budgeting import estimate_budget

    done = estimate_budget(load_content(), answers)
    if output is not None:
        write_out({output: done.workbook(ui_language())})
    if as_json:
        print_json({**done.data(ui_language()), "path": str(output) if output else None})
    elif not quiet:
        _print(done)
        if output is not None:
            say(f"已写入 {output}", f"wrote {output}")
    ctx.exit(0 if done.agreed else 1)


def _print(done: Budget) -> None:
    for label, total in done.totals():
        say(f"{label.zh}：{total} 元", f"{label.en}: {total} yuan")
    difference, note = done.reconciliation.difference, done.rates.note
    say(f"方法间相差 {difference}%；{note.zh}", f"the methods differ by {difference}%; rates are {note.en}")
    print_findings(done.reconciliation.findings)
