"""`drafter draft`: an answer set in, a contract out."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.commands import command, option
from drafter.cli.inputs import ANSWERS, EDITION, FILE, JSON, QUIET, given
from drafter.cli.report import force_option, print_findings, print_json, say, write_out
from drafter.language import Edition, Words
from drafter.services.formats import DOCUMENTS


@command("由答卷（YAML 或 JSON；- 表示从标准输入读取）起草合同、建议书或采购需求。")
@force_option
@ANSWERS
@option("-o", "--output", type=FILE, help=Words("写到哪里；格式由扩展名决定。", "Where to write; the ending gives the format."))
@EDITION
@option(
    "--agreement",
    help=Words(
        "文书：contract（合同）、proposal（建议书）或 needs（采购需求）；优先于答卷所写。",
        "contract, proposal or needs; overrides the answer set.",
    ),
)
@option(
    "--profile",
    help=Words(
        "版式：full（完整）、standard（标准）或 lite（简版）；优先于答卷所写。", "full, standard or lite; overrides the answer set."
    ),
)
@option("--template", type=FILE, help=Words("自己的 Word 模板。", "Your own Word template."))
@option("--final", is_flag=True, help=Words("定稿：有待填内容或违反规则时拒绝生成。", "Refuse while anything is open or a rule is broken."))
@option("--format", "kind", type=click.Choice(DOCUMENTS), help=Words("优先于 -o 的扩展名。", "Overrides the ending of -o."))
@option(
    "--pdfa",
    is_flag=True,
    help=Words(
        "归档用的 PDF/A-2b，不含批注；与 --format pdfa 相同。", "A PDF/A-2b for the archive, comments left out; the same as --format pdfa."
    ),
)
@QUIET
@JSON
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
    write_out({done.name: done.data})
    if as_json:
        print_json({"path": str(done.name), **done.report()})
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
