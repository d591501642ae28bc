"""`drafter budget`: several methods side by side, reconciled, as a workbook with live formulas."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, print_json, say, ui_language


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the workbook.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def budget(ctx: click.Context, answers: Path, output: Path | None, quiet: bool, as_json: bool) -> None:
    """Estimate the budget of ANSWERS by every method they suffice for. Exit code 1 when the methods do not agree and nobody says why."""
    from drafter.agreements import load_agreement
    from drafter.budget import estimates, reconcile
    from drafter.library import load_library
    from drafter.questionnaire.rates import load_rates
    from drafter.questionnaire.situation import Situation
    from drafter.service import load_answers, write_whole
    from drafter.values.money import figures
    from drafter.writers.budget_xlsx import budget_workbook

    situation = Situation(load_library(), load_agreement(), load_answers(answers))
    rates, language = load_rates(), ui_language()
    found = estimates(situation, rates)
    compared = reconcile(found, situation, rates)
    if output is not None:
        write_whole(output, budget_workbook(found, compared, rates, language))
    if as_json:
        methods = [{"method": e.id, "label": e.label[language], "lines": len(e.lines), "total": str(e.total)} for e in found]
        told = [f.data(language) for f in compared.findings]
        print_json(
            {"methods": methods, "difference_pct": str(compared.difference), "findings": told, "path": str(output) if output else None}
        )
    elif not quiet:
        for estimate in found:
            say(f"{estimate.label.zh}：{figures(estimate.total)} 元", f"{estimate.label.en}: {figures(estimate.total)} yuan")
        say(
            f"方法间相差 {compared.difference}%；{rates.note.zh}",
            f"the methods differ by {compared.difference}%; rates are {rates.note.en}",
        )
        print_findings(compared.findings)
        if output is not None:
            say(f"已写入 {output}", f"wrote {output}")
    ctx.exit(1 if any(f.severity == "error" for f in compared.findings) else 0)
