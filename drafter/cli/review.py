"""`drafter review`, `resolve`, `upgrade` and `renew`: what came back, our answer, and contracts brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import AUTHOR, FILE, JSON, QUIET
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out
from drafter.language import Words


@command(
    "逐条对照我方标准审查返回稿。有突破底线或高风险的改动时退出码为 1。\n\n没有本程序生成信息的文件，对照整个条款库：有我方哪些条款，哪些偏弱，哪些没有。"
)
@force_option
@argument("returned", "返回稿", type=FILE)
@option(
    "--against",
    "sent",
    type=FILE,
    help=Words(
        "当初发出的文件，用于返回稿已丢失生成信息，或可能有未带标记的改动。",
        "What we sent, when the returned file lost its provenance or changes may be untracked.",
    ),
)
@option(
    "--answers",
    type=FILE,
    help=Words(
        "用于他方文本：说明须有哪些条款、并填入我方文本的答卷。",
        "For a contract that is not ours: the answers that say which clauses are needed and fill our texts.",
    ),
)
@option(
    "-o",
    "--output",
    type=FILE,
    help=Words(
        "写出审查结果：.html、.json、.md 或 .docx（带批注的返回稿）。",
        "Write the review: .html, .json, .md, or .docx (the returned file with comments).",
    ),
)
@option("--decisions", type=FILE, help=Words("写出待填的决定表。", "Write an empty decisions file to fill in."))
@option("--table", type=FILE, help=Words("写出修订说明表（.docx、.xlsx 或 .md）。", "Write the table of changes (.docx, .xlsx or .md)."))
@option(
    "--page",
    type=FILE,
    help=Words(
        "将全文及其修订、风险写成一个网页（.html）。", "Write the whole document with its changes and their risk as one web page (.html)."
    ),
)
@JSON
@QUIET
@click.pass_context
def review(
    ctx: click.Context, returned: Path, sent: Path | None, output: Path | None, decisions: Path | None, table: Path | None, page: Path | None,
    answers: Path | None, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Review RETURNED against our standard, clause by clause. Exit code 1 when anything is beyond walk-away or of high risk.

    A file without drafter's provenance is held against the whole library: what it has of our clauses, what is weak, what is absent.
    """
    from drafter.content import load_content
    from drafter.services.reviewing import Outputs, review_contract

    outputs = Outputs(output, decisions, table, page)
    done = review_contract(load_content(), returned, ui_language(), sent=sent, source=answers, outputs=outputs)
    write_out(done.files(outputs))
    if as_json:
        print_json(done.data())
    elif not quiet:
        click.echo("\n".join(done.lines()))
    ctx.exit(1 if done.high else 0)


@command("写出对返回稿的答复：不接受之处以我方修订改回，理由写在批注中。")
@force_option
@argument("returned", "返回稿", type=FILE)
@argument("decisions", "决定表", type=FILE)
@option("-o", "--output", type=FILE, required=True, help=Words("答复稿写到哪里。", "Where to write the reply."))
@option("--against", "sent", type=FILE, help=Words("当初发出的文件，同 drafter review。", "What we sent, as for `drafter review`."))
@AUTHOR
@option("--date", default="", help=Words("我方修订和批注的时间，按 ISO 8601。", "The time of our changes and comments, ISO 8601."))
@option(
    "--rest",
    type=click.Choice(["accept", "reject"]),
    help=Words("未作决定的修订如何处理：accept 接受，reject 拒绝。", "What becomes of changes that are not decided on."),
)
@option(
    "--table",
    type=FILE,
    help=Words("写出带决定的修订说明表（.docx、.xlsx 或 .md）。", "Write the table of changes with the decisions (.docx, .xlsx or .md)."),
)
@JSON
@QUIET
def resolve(
    returned: Path, decisions: Path, output: Path, sent: Path | None, author: str, date: str, rest: Literal["accept", "reject"] | None,
    table: Path | None, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Write the reply to RETURNED: what we do not accept is changed back as our own tracked changes, with reasons as comments."""
    from drafter.content import load_content
    from drafter.services.replying import reply

    done = reply(load_content(), returned, decisions, ui_language(), sent=sent, author=author, date=date, rest=rest, table=table)
    write_out(done.files(output, table))
    if as_json:
        print_json({"path": str(output), "counts": done.counts, "findings": [f.data(ui_language()) for f in done.findings]})
        return
    print_findings([f for f in done.findings if not quiet or f.severity == "error"], err=True)
    if not quiet:
        c = done.counts
        say(
            f"{output}：接受 {c['accept']}，不接受 {c['reject']}，改用备选 {c['fallback']}",
            f"{output}: {c['accept']} accepted, {c['reject']} rejected, {c['fallback']} replaced by our fallback",
        )


@command("将合同更新到现行条款库：文本已有变化的条款以修订标出，并说明理由。")
@force_option
@argument("contract", "合同", type=FILE)
@option("-o", "--output", type=FILE, required=True, help=Words("写到哪里。", "Where to write."))
@AUTHOR
@option("--date", default="", help=Words("时间，按 ISO 8601。", "ISO 8601."))
@QUIET
def upgrade(contract: Path, output: Path, author: str, date: str, quiet: bool) -> None:
    """Bring CONTRACT up to the library of today: clauses whose text has changed since, as tracked changes with the reason."""
    from drafter.content import load_content
    from drafter.services import renewing

    done = renewing.upgrade(load_content(), contract, author=author, date=date)
    write_out({output: done.data})
    if quiet:
        return
    for clause in done.clauses:
        click.echo(clause)
    count, changed = len(done.clauses), len(done.changed)
    zh, en = f"{output}：{count} 条条款的文本已更新，", f"{output}: the text of {count} clauses has changed since; "
    say(f"{zh}合同中 {changed} 条有改动", f"{en}{changed} clauses of the contract changed")


@command("逐条比较上年合同与本年合同，只是换了位置的条款不混入改动之中。")
@force_option
@argument("last", "上年合同", type=FILE)
@argument("this", "本年合同", type=FILE)
@option("-o", "--output", type=FILE, required=True, help=Words("写到哪里。", "Where to write."))
@AUTHOR
@option("--date", default="", help=Words("时间，按 ISO 8601。", "ISO 8601."))
@QUIET
def renew(last: Path, this: Path, output: Path, author: str, date: str, quiet: bool) -> None:
    """Compare LAST year's contract with THIS year's by clause, so that clauses which only moved do not drown the changes."""
    from drafter.services import renewing

    done = renewing.renew(last, this, author=author, date=date)
    write_out({output: done.data})
    if not quiet:
        moved, changed = len(done.clauses), len(done.changed)
        zh, en = f"{output}：{changed} 条条款有改动，", f"{output}: {changed} clauses changed, "
        say(f"{zh}{moved} 条条款只是换了位置", f"{en}{moved} clauses only moved")
