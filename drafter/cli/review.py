"""`drafter review`, `resolve`, `upgrade` and `renew`: what came back, our answer, and contracts brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from drafter.cli.inputs import FILE
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, write_out


@click.command()
@force_option
@click.argument("returned", type=FILE)
@click.option("--against", "sent", type=FILE, help="What we sent, when the returned file lost its provenance or changes may be untracked.")
@click.option(
    "--answers", type=FILE, help="For a contract that is not ours: the answers that say which clauses are needed and fill our texts."
)
@click.option("-o", "--output", type=FILE, help="Write the review: .html, .json, .md, or .docx (the returned file with comments).")
@click.option("--decisions", type=FILE, help="Write an empty decisions file to fill in.")
@click.option("--table", type=FILE, help="Write the table of changes (.docx, .xlsx or .md).")
@click.option("--page", type=FILE, help="Write the whole document with its changes and their risk as one web page (.html).")
@click.option("--json", "as_json", is_flag=True)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
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


@click.command()
@force_option
@click.argument("returned", type=FILE)
@click.argument("decisions", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="Where to write the reply.")
@click.option("--against", "sent", type=FILE, help="What we sent, as for `drafter review`.")
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="The time of our changes and comments, ISO 8601.")
@click.option("--rest", type=click.Choice(["accept", "reject"]), help="What becomes of changes that are not decided on.")
@click.option("--table", type=FILE, help="Write the table of changes with the decisions (.docx, .xlsx or .md).")
@click.option("--json", "as_json", is_flag=True)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
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


@click.command()
@force_option
@click.argument("contract", type=FILE)
@click.option("-o", "--output", type=FILE, required=True)
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="ISO 8601.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
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


@click.command()
@force_option
@click.argument("last", type=FILE)
@click.argument("this", type=FILE)
@click.option("-o", "--output", type=FILE, required=True)
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="ISO 8601.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def renew(last: Path, this: Path, output: Path, author: str, date: str, quiet: bool) -> None:
    """Compare LAST year's contract with THIS year's by clause, so that clauses which only moved do not drown the changes."""
    from drafter.services import renewing

    done = renewing.renew(last, this, author=author, date=date)
    write_out({output: done.data})
    if not quiet:
        moved, changed = len(done.clauses), len(done.changed)
        zh, en = f"{output}：{changed} 条条款有改动，", f"{output}: {changed} clauses changed, "
        say(f"{zh}{moved} 条条款只是换了位置", f"{en}{moved} clauses only moved")
