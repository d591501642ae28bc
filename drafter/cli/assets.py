"""`drafter assets import` and `drafter consolidate`: an office's register into the answers, and which systems might be run as one."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from datetime import date

    from drafter.assets.consolidate import Proposal
    from drafter.assets.register import Register
    from drafter.errors import Finding
    from drafter.questionnaire.answers import AnswerSet

_SHOWN = 5


@click.group()
def assets() -> None:
    """Registers of assets."""


@assets.command("import")
@click.argument("register", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The answer set whose register is replaced.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write an answer set with the register alone.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write all doubts as .xlsx or .json.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day for end of support; by default the service start, or today.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def import_register(
    ctx: click.Context, register: tuple[Path, ...], into: Path | None, output: Path | None, report: Path | None, as_of: Any, quiet: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Read REGISTER (.xlsx or .csv, several files for one register): say what was understood, what was not, and every doubt.

    Exit codes: 0 read; 1 read, with errors among the doubts; 2 nothing could be read.
    """
    from drafter.assets.doubts import age_doubts
    from drafter.assets.register import read_register

    found = read_register(*register)
    found.findings += age_doubts(found.rows, found.places, as_of.date() if as_of else _day(into))
    written = _write(found, into, output)
    if report is not None:
        _write_report(found, report)
    if as_json:
        print_json({**_data(found), "written": str(written) if written else None})
    elif not quiet:
        _print(found)
        if written:
            say(f"已写入 {written}", f"wrote {written}")
    ctx.exit(1 if any(f.severity == "error" for f in found.findings) else 0)


def _day(into: Path | None) -> date:
    from datetime import date

    from drafter.service import load_answers

    start = load_answers(into).answers.get("service_start") if into else None
    return start if isinstance(start, date) else date.today()


def _write(found: Register, into: Path | None, output: Path | None) -> Path | None:
    from drafter.questionnaire.answers import AnswerSet
    from drafter.service import load_answers

    target = output or into
    if target is not None:
        _write_answers(load_answers(into) if into else AnswerSet(), "assets", found.rows, target)
    return target


def _write_answers(before: AnswerSet, name: str, rows: list[dict[str, Any]], target: Path) -> None:
    """Write an answer set with one answer replaced."""
    from drafter.library import load_library
    from drafter.questionnaire.answers import dump_answers
    from drafter.service import write_whole

    whole = replace(before, answers={**before.answers, name: rows})
    write_whole(target, dump_answers(whole, load_library()).encode("utf-8"))


def _data(found: Register) -> dict[str, Any]:
    language = ui_language()
    return {
        "rows": len(found.rows),
        "understood": [asdict(sheet) for sheet in found.understood],
        "skipped": found.skipped,
        "doubts": [f.data(language) for f in found.findings],
    }


def _print(found: Register) -> None:
    for sheet in found.understood:
        zh = f"工作表“{sheet.sheet}”：标题在第 {sheet.heading_row} 行，读入 {sheet.rows} 项"
        en = f"sheet {sheet.sheet!r}: headings in row {sheet.heading_row}, {sheet.rows} assets"
        say(zh, en)
        for letters, meaning in sheet.columns.items():
            click.echo(f"    {letters}  {meaning}")
        for letters, text in sheet.aside.items():
            say(f"    {letters}  {text} → 未导入", f"    {letters}  {text} → left aside")
    for title in found.skipped:
        say(f"工作表“{title}”不是资产清单，未读", f"sheet {title!r} is no register and was not read")
    _print_doubts(found)
    say(f"共 {len(found.rows)} 项资产，{len(found.findings)} 条疑问", f"{len(found.rows)} assets, {len(found.findings)} doubts")


def _print_doubts(found: Register) -> None:
    """Print the doubts, of each kind the first few: a thousand rows may each give rise to one. The report has all."""
    of_kind: dict[str, list[Finding]] = {}
    for finding in found.findings:
        of_kind.setdefault(finding.code, []).append(finding)
    for kind in of_kind.values():
        print_findings(kind[:_SHOWN])
        if len(kind) > _SHOWN:
            more = len(kind) - _SHOWN
            say(f"    ……同类另有 {more} 条，全部见 --report", f"    ... and {more} more of this kind; --report has all")


def _write_report(found: Register, path: Path) -> None:
    from drafter.service import write_whole
    from drafter.writers.sheet import sheet_bytes

    language = ui_language()
    if path.suffix.lower() == ".json":
        write_whole(path, json.dumps(_data(found), ensure_ascii=False, indent=1).encode("utf-8"))
        return
    heads = [
        w[language]
        for w in (
            Words("位置", "Place"),
            Words("级别", "Severity"),
            Words("代码", "Code"),
            Words("疑问", "Doubt"),
            Words("处理办法", "Remedy"),
        )
    ]
    rows = ([str(f.place), f.severity, f.code, f.what[language], f.remedy[language]] for f in found.findings)
    write_whole(path, sheet_bytes(Words("疑问", "Doubts")[language], heads, (36, 10, 16, 70, 50), rows))


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answers with the proposals (.yaml) or a list of them (.xlsx).",
)
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def consolidate(answers: Path, output: Path | None, quiet: bool, as_json: bool) -> None:
    """Propose which systems to keep, merge or stop, by vendor, stack and shared infrastructure.

    Written into answers (-o ANSWERS.yaml), the proposals become F-CONSOL and the analysis of the proposal; a system that has been
    decided on there stays as it is.
    """
    from drafter.assets.consolidate import VERDICTS, answer_rows, propose
    from drafter.service import load_answers, write_whole
    from drafter.writers.sheet import sheet_bytes

    whole = load_answers(answers)
    given = whole.answers
    found = propose(given.get("assets") or [], [s["name"].zh for s in given.get("systems") or [] if "name" in s])
    language = ui_language()
    if output is not None and output.suffix.lower() in (".yaml", ".yml"):
        _write_answers(whole, "consolidation", answer_rows(found, given.get("consolidation") or []), output)
    elif output is not None:
        heads = [w[language] for w in _CONSOLIDATION]
        write_whole(output, sheet_bytes("F-CONSOL", heads, (28, 36, 12, 12, 12, 10, 16, 60), [_consolidation_row(p) for p in found]))
    if as_json:
        print_json([asdict(p) | {"reason": p.reason[language], "value": str(p.value)} for p in found])
    elif not quiet:
        for proposal in found:
            click.echo(f"{proposal.system}: {VERDICTS[proposal.verdict][language]} - {proposal.reason[language]}")
        if output is not None:
            say(f"已写入 {output}", f"wrote {output}")


_CONSOLIDATION = (
    Words("系统", "System"), Words("相近系统", "Similar systems"), Words("同一开发单位", "Same vendor"), Words("同一技术路线", "Same stack"),
    Words("共用基础设施", "Shared infrastructure"), Words("建议", "Proposal"), Words("资产原值（元）", "Original value (yuan)"), Words("理由", "Reason"),
)  # fmt: skip


def _consolidation_row(proposal: Proposal) -> list[Any]:
    from drafter.assets.consolidate import VERDICTS

    language = ui_language()
    yes, no = Words("是", "yes")[language], Words("否", "no")[language]
    shared = [yes if flag else no for flag in (proposal.same_vendor, proposal.same_stack, proposal.shared_infrastructure)]
    names = "、".join(proposal.similar)
    return [proposal.system, names, *shared, VERDICTS[proposal.verdict][language], float(proposal.value), proposal.reason[language]]
