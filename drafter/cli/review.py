"""`drafter review`, `resolve`, `upgrade` and `renew`: what came back, our answer, and contracts brought up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.review.decisions import Decision
    from drafter.review.foreign import ForeignReview
    from drafter.review.items import Item
    from drafter.review.standard import Standard

_Writer = TypeVar("_Writer")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("returned", type=_FILE)
@click.option("--against", "sent", type=_FILE, help="What we sent, when the returned file lost its provenance or changes may be untracked.")
@click.option(
    "--answers", type=_FILE, help="For a contract that is not ours: the answers that say which clauses are needed and fill our texts."
)
@click.option("-o", "--output", type=_FILE, help="Write the review: .html, .json, .md, or .docx (the returned file with comments).")
@click.option("--decisions", type=_FILE, help="Write an empty decisions file to fill in.")
@click.option("--table", type=_FILE, help="Write the table of changes (.docx, .xlsx or .md).")
@click.option("--page", type=_FILE, help="Write the whole document with its changes and their risk as one web page (.html).")
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
    from drafter.review.memory import round_of
    from drafter.review.report import counts_of, empty_decisions, review_data
    from drafter.review.table import Changes, check_table, table_bytes
    from drafter.service import write_whole

    language = ui_language()
    check_table(table)
    if sent is None and _is_foreign(returned, decisions or table):
        ctx.exit(_foreign(returned, output, page, answers, as_json, quiet))
    parts, standard, items = _reviewed(returned, sent)
    if output is not None:
        write_whole(output, _writer(output)(parts, items, returned.name))
    if decisions is not None:
        write_whole(decisions, empty_decisions(items, language).encode("utf-8"))
    if table is not None:
        write_whole(table, table_bytes(Changes(standard, round_of(parts), items), table, language))
    if page is not None:
        write_whole(page, _page(parts, items, returned.name))
    if as_json:
        print_json({"counts": counts_of(items), "items": review_data(items, language)})
    elif not quiet:
        _say_items(items)
    ctx.exit(1 if any(item.risk == "high" for item in items) else 0)


def _reviewed(returned: Path, sent: Path | None) -> tuple[dict[str, bytes], Standard, tuple[Item, ...]]:
    from drafter.ooxml.archive import safe_open
    from drafter.redline.revisions.accept_reject import accept_reject
    from drafter.review.assess import review as assess
    from drafter.review.resolve import marked
    from drafter.review.returned import read_returned
    from drafter.review.standard import Standard
    from drafter.writers.docx.provenance import read_provenance

    parts = safe_open(returned)
    if sent is None:
        standard = Standard.of(read_provenance(parts, str(returned)))
    else:
        ours = accept_reject(safe_open(sent), "accept", file=str(sent)).parts
        standard = Standard.of(read_provenance(ours, str(sent)), ours)
        parts = marked(parts, ours, Words("对方", "counterparty")[ui_language()])
    items = assess(standard, read_returned(parts, str(returned), {s.clause: s.lines for s in standard.sent}))
    return parts, standard, items


def _say_items(items: Sequence[Item]) -> None:
    from drafter.review.items import RISKS, STATUSES, heading_of, touched
    from drafter.review.report import counts_of

    language = ui_language()
    for item in touched(items):
        click.echo(f"{RISKS[item.risk][language]:6} {STATUSES[item.status][language]:10} {heading_of(item, language)}")
    counts = counts_of(items)
    say("；".join(f"{STATUSES[s].zh} {n}" for s, n in counts.items()), "; ".join(f"{n} {STATUSES[s].en}" for s, n in counts.items()))  # type: ignore[index]


def _is_foreign(returned: Path, asked: Path | None) -> bool:
    """Say whether a file carries no provenance of drafter. Raises FileError when it is no sound Word file, or what was asked for needs provenance."""
    from drafter.errors import FileError, Place, error
    from drafter.ooxml.archive import safe_open
    from drafter.writers.docx.provenance import read_provenance

    parts = safe_open(returned)
    try:
        read_provenance(parts, str(returned))
    except FileError as problem:
        if asked is None:
            return True
        what = (
            "文件没有 drafter 的生成信息，无法列出修订决定",
            "the file carries no provenance of drafter: there are no changes of ours to decide on",
        )
        remedy = "用 --against 给出发出的文件", "give the file that was sent by --against"
        raise FileError(error("provenance", *what, remedy, Place(str(returned)))) from problem
    return False


def _foreign(returned: Path, output: Path | None, page: Path | None, answers: Path | None, as_json: bool, quiet: bool) -> int:
    """Review a contract that is not ours, write what was asked for, and return the exit code."""
    from drafter.agreements import load_agreement
    from drafter.library import load_library
    from drafter.ooxml.archive import safe_open
    from drafter.questionnaire.answers import read_answer_file
    from drafter.review.foreign import open_situation, review_foreign
    from drafter.review.foreign_report import foreign_data, foreign_lines
    from drafter.service import write_whole

    given = read_answer_file(answers, load_library(), load_agreement()) if answers is not None else None
    parts = safe_open(returned)
    review = review_foreign(parts, str(returned), open_situation(given), given is not None)
    if output is not None:
        write_whole(output, _foreign_bytes(output, parts, review, returned.name))
    if page is not None:
        write_whole(page, _page(parts, (), returned.name))
    if as_json:
        print_json(foreign_data(review, ui_language()))
    elif not quiet:
        click.echo("\n".join(foreign_lines(review, ui_language())))
    return 1 if any(f.risk == "high" for f in review.found) else 0


def _foreign_bytes(output: Path, parts: dict[str, bytes], review: ForeignReview, name: str) -> bytes:
    from drafter.ooxml.container import pack
    from drafter.review.comments import with_comments
    from drafter.review.foreign_report import foreign_comments, foreign_data, foreign_markdown, foreign_page

    language = ui_language()
    writers: dict[str, Callable[[], bytes]] = {
        ".json": lambda: json.dumps(foreign_data(review, language), ensure_ascii=False, indent=1).encode("utf-8"),
        ".md": lambda: foreign_markdown(review, language).encode("utf-8"),
        ".html": lambda: foreign_page(review, language, name).encode("utf-8"),
        ".docx": lambda: pack(with_comments(parts, foreign_comments(review, language), "drafter")),
    }
    return _of_format(writers, output)()


def _page(parts: dict[str, bytes], items: Sequence[Item], title: str) -> bytes:
    from drafter.redline.page.html import page_bytes
    from drafter.redline.page.view import view
    from drafter.review.risks import risks_of

    return page_bytes(view(parts, ui_language(), title), title, ui_language(), (), risks_of(items))


def _writer(output: Path) -> Callable[[dict[str, bytes], Sequence[Item], str], bytes]:
    from drafter.ooxml.container import pack
    from drafter.review.comments import with_comments
    from drafter.review.report import review_comments, review_data, review_markdown, review_page

    language = ui_language()
    writers: dict[str, Callable[[dict[str, bytes], Sequence[Item], str], bytes]] = {
        ".json": lambda parts, items, name: json.dumps(review_data(items, language), ensure_ascii=False, indent=1).encode("utf-8"),
        ".md": lambda parts, items, name: review_markdown(items, language).encode("utf-8"),
        ".html": lambda parts, items, name: review_page(items, language, name).encode("utf-8"),
        ".docx": lambda parts, items, name: pack(with_comments(parts, review_comments(items, language), "drafter")),
    }
    return _of_format(writers, output)


def _of_format(writers: dict[str, _Writer], output: Path) -> _Writer:
    """Return the writer of the format that the name of a file asks for. Raises FileError when there is none."""
    from drafter.errors import FileError, Place, error

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
@click.option("--table", type=_FILE, help="Write the table of changes with the decisions (.docx, .xlsx or .md).")
@click.option("--json", "as_json", is_flag=True)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
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
    quiet: bool,
) -> None:
    """Write the reply to RETURNED: what we do not accept is changed back as our own tracked changes, with reasons as comments."""
    from drafter.ooxml.container import pack
    from drafter.review.decisions import read_decisions
    from drafter.review.memory import round_of
    from drafter.review.resolve import resolve as settle
    from drafter.review.table import Changes, check_table, table_bytes
    from drafter.service import write_whole

    check_table(table)
    decided: list[Decision] = read_decisions(decisions)
    parts, standard, items = _reviewed(returned, sent)
    reply = settle(standard, parts, items, decided, author, date, rest or "")  # type: ignore[arg-type]
    write_whole(output, pack(reply.parts))
    if table is not None:
        write_whole(table, table_bytes(Changes(standard, round_of(parts), items, decided, rest or ""), table, ui_language()))
    if as_json:
        print_json({"path": str(output), "counts": reply.counts, "findings": [f.data(ui_language()) for f in reply.findings]})
        return
    print_findings([f for f in reply.findings if not quiet or f.severity == "error"], err=True)
    if quiet:
        return
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
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def upgrade(contract: Path, output: Path, author: str, date: str, quiet: bool) -> None:
    """Bring CONTRACT up to the library of today: clauses whose text has changed since, as tracked changes with the reason."""
    from drafter.ooxml.archive import safe_open
    from drafter.ooxml.container import pack
    from drafter.review.upgrade import upgraded
    from drafter.service import write_whole

    done = upgraded(safe_open(contract), str(contract), author, date)
    write_whole(output, pack(done.parts))
    if quiet:
        return
    for clause in done.clauses:
        click.echo(clause)
    say(f"{output}：{len(done.clauses)} 条条款的文本已更新", f"{output}: the text of {len(done.clauses)} clauses has changed since")


@click.command()
@click.argument("last", type=_FILE)
@click.argument("this", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True)
@click.option("--author", default="drafter", show_default=True)
@click.option("--date", default="", help="ISO 8601.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def renew(last: Path, this: Path, output: Path, author: str, date: str, quiet: bool) -> None:
    """Compare LAST year's contract with THIS year's by clause, so that clauses which only moved do not drown the changes."""
    from drafter.ooxml.archive import safe_open
    from drafter.ooxml.container import pack
    from drafter.review.upgrade import renewed
    from drafter.service import write_whole

    done = renewed(safe_open(last), safe_open(this), author, date)
    write_whole(output, pack(done.parts))
    if not quiet:
        say(f"{output}：{len(done.clauses)} 条条款只是换了位置", f"{output}: {len(done.clauses)} clauses only moved")
