"""`drafter review`, `resolve`, `upgrade` and `renew`: what came back, our answer, and contracts brought up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.review.assess import Item
    from drafter.review.resolve import Decision
    from drafter.review.standard import Standard

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("returned", type=_FILE)
@click.option("--against", "sent", type=_FILE, help="What we sent, when the returned file lost its provenance or changes may be untracked.")
@click.option("-o", "--output", type=_FILE, help="Write the review: .html, .json, .md, or .docx (the returned file with comments).")
@click.option("--decisions", type=_FILE, help="Write an empty decisions file to fill in.")
@click.option("--table", type=_FILE, help="Write the table of changes (.xlsx).")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def review(
    ctx: click.Context, returned: Path, sent: Path | None, output: Path | None, decisions: Path | None, table: Path | None, as_json: bool
) -> None:
    """Review RETURNED against our standard, clause by clause. Exit code 1 when anything is beyond walk-away or of high risk."""
    from drafter.review.assess import RISKS, STATUSES, heading_of
    from drafter.review.report import counts_of, empty_decisions, review_data, table_workbook, touched
    from drafter.service import write_whole

    language = ui_language()
    parts, _, items = _reviewed(returned, sent)
    if output is not None:
        write_whole(output, _writer(output)(parts, items, returned.name))
    if decisions is not None:
        write_whole(decisions, empty_decisions(items, language).encode("utf-8"))
    if table is not None:
        write_whole(table, table_workbook(items, (), language))
    if as_json:
        print_json({"counts": counts_of(items), "items": review_data(items, language)})
    else:
        for item in touched(items):
            click.echo(f"{RISKS[item.risk][language]:6} {STATUSES[item.status][language]:10} {heading_of(item, language)}")
        counts = counts_of(items)
        say("；".join(f"{STATUSES[s].zh} {n}" for s, n in counts.items()), "; ".join(f"{n} {STATUSES[s].en}" for s, n in counts.items()))  # type: ignore[index]
    ctx.exit(1 if any(item.risk == "high" for item in items) else 0)


def _reviewed(returned: Path, sent: Path | None) -> tuple[dict[str, bytes], Standard, tuple[Item, ...]]:
    from drafter.review.assess import review as assess
    from drafter.review.resolve import marked
    from drafter.review.returned import read_returned
    from drafter.review.standard import Standard
    from drafter.writers.docx.archive import safe_open
    from drafter.writers.docx.provenance import read_provenance

    parts = safe_open(returned)
    standard = Standard.of(read_provenance(safe_open(sent) if sent else parts, str(sent or returned)))
    if sent is not None:
        parts = marked(parts, safe_open(sent), Words("对方", "counterparty")[ui_language()])
    items = assess(standard, read_returned(parts, str(returned), {s.clause: s.lines for s in standard.sent}))
    return parts, standard, items


def _writer(output: Path) -> Callable[[dict[str, bytes], Sequence[Item], str], bytes]:
    from drafter.errors import FileError, Place, error
    from drafter.review.comments import with_comments
    from drafter.review.report import review_comments, review_data, review_markdown, review_page
    from drafter.writers.docx.container import pack

    language = ui_language()
    writers: dict[str, Callable[[dict[str, bytes], Sequence[Item], str], bytes]] = {
        ".json": lambda parts, items, name: json.dumps(review_data(items, language), ensure_ascii=False, indent=1).encode("utf-8"),
        ".md": lambda parts, items, name: review_markdown(items, language).encode("utf-8"),
        ".html": lambda parts, items, name: review_page(items, language, name).encode("utf-8"),
        ".docx": lambda parts, items, name: pack(with_comments(parts, review_comments(items, language), "drafter")),
    }
    if output.suffix.lower() not in writers:
        known = ", ".join(writers)
        raise FileError(error("format", f"不支持格式，可用：{known}", f"no such format; there are {known}", place=Place(str(output))))
    return writers[output.suffix.lower()]


@click.command()
@click.argument("returned", type=_FILE)
@click.argument("decisions", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True, help="Where to write the reply.")
@click.option("--against", "sent", type=_FILE, help="What we sent, as for `drafter review`.")
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="The time of our changes and comments, ISO 8601.")
@click.option("--rest", type=click.Choice(["accept", "reject"]), help="What becomes of changes that are not decided on.")
@click.option("--table", type=_FILE, help="Write the table of changes with the decisions (.xlsx).")
@click.option("--json", "as_json", is_flag=True)
def resolve(
    returned: Path,
    decisions: Path,
    output: Path,
    sent: Path | None,
    author: str,
    date: str,
    rest: str | None,
    table: Path | None,
    as_json: bool,
) -> None:
    """Write the reply to RETURNED: what we do not accept is changed back as our own tracked changes, with reasons as comments."""
    from drafter.review.report import table_workbook
    from drafter.review.resolve import read_decisions
    from drafter.review.resolve import resolve as settle
    from drafter.service import write_whole
    from drafter.writers.docx.container import pack

    decided: list[Decision] = read_decisions(decisions)
    parts, standard, items = _reviewed(returned, sent)
    reply = settle(standard, parts, items, decided, author, date, rest or "")  # type: ignore[arg-type]
    write_whole(output, pack(reply.parts))
    if table is not None:
        write_whole(table, table_workbook(items, decided, ui_language()))
    if as_json:
        print_json({"path": str(output), "counts": reply.counts, "findings": [f.data(ui_language()) for f in reply.findings]})
        return
    print_findings(reply.findings, err=True)
    c = reply.counts
    say(
        f"{output}：接受 {c['accept']}，不接受 {c['reject']}，改用备选 {c['fallback']}",
        f"{output}: {c['accept']} accepted, {c['reject']} rejected, {c['fallback']} replaced by our fallback",
    )


@click.command()
@click.argument("contract", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True)
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="ISO 8601.")
def upgrade(contract: Path, output: Path, author: str, date: str) -> None:
    """Bring CONTRACT up to the library of today: clauses whose text has changed since, as tracked changes with the reason."""
    from drafter.review.upgrade import upgraded
    from drafter.service import write_whole
    from drafter.writers.docx.archive import safe_open
    from drafter.writers.docx.container import pack

    done = upgraded(safe_open(contract), str(contract), author, date)
    write_whole(output, pack(done.parts))
    for clause in done.clauses:
        click.echo(clause)
    say(f"{output}：{len(done.clauses)} 条条款的文本已更新", f"{output}: the text of {len(done.clauses)} clauses has changed since")


@click.command()
@click.argument("last", type=_FILE)
@click.argument("this", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True)
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="ISO 8601.")
def renew(last: Path, this: Path, output: Path, author: str, date: str) -> None:
    """Compare LAST year's contract with THIS year's by clause, so that clauses which only moved do not drown the changes."""
    from drafter.review.upgrade import renewed
    from drafter.service import write_whole
    from drafter.writers.docx.archive import safe_open
    from drafter.writers.docx.container import pack

    done = renewed(safe_open(last), safe_open(this), author, date)
    write_whole(output, pack(done.parts))
    say(f"{output}：{len(done.clauses)} 条条款只是换了位置", f"{output}: {len(done.clauses)} clauses only moved")
