"""`drafter library`: list, show, search, check, stats."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.commands import argument, group, option
from drafter.cli.inputs import JSON
from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import LANGUAGES, Language, Words


@group("列出、显示、检索和检查条款库。")
def library() -> None:
    """List, show, search and check the clause library."""


@library.command(zh="检查全部内容。有错误时退出码为 1。")
@option("--only", metavar="ELEMENT", help=Words("只看该要素各文件的问题。", "Only findings about this element's files."))
@JSON
@option("--quiet", is_flag=True, help=Words("只打印错误。", "Print errors only."))
@option(
    "--library",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=Words("另一个条款库文件夹。", "Another clause_library folder."),
)
@click.pass_context
def check(ctx: click.Context, only: str | None, as_json: bool, quiet: bool, folder: Path | None) -> None:
    """Check all content. Exit code 1 when there are errors."""
    from drafter.content import load_content
    from drafter.services import library

    found, findings = library.check(load_content(), only, folder)
    errors = [f for f in findings if f.severity == "error"]
    print_findings(errors if quiet else findings, as_json=as_json)
    if not as_json and not quiet:
        clauses, questions, warnings = len(found.clauses), len(found.questions), len(findings) - len(errors)
        say(
            f"{clauses} 条条款，{questions} 个变量：{len(errors)} 个错误，{warnings} 个警告",
            f"{clauses} clauses, {questions} variables: {len(errors)} errors, {warnings} warnings",
        )
    ctx.exit(1 if errors else 0)


@library.command(name="list", zh="列出条款及其必要性、标题和适用条件。")
@option("--element", help=Words("只列该要素的条款。", "Only clauses of this element."))
@JSON
def list_clauses(element: str | None, as_json: bool) -> None:
    """List clauses with need, title and condition."""
    from drafter.content import load_content
    from drafter.services.library import clause_data, clauses_of

    clauses = clauses_of(load_content(), element)
    if as_json:
        print_json([clause_data(clause) for clause in clauses])
        return
    for clause in clauses:
        when = f"  [{clause.head.when.source}]" if clause.head.when else ""
        click.echo(f"{clause.id:28} {clause.head.need:12} {clause.head.title[ui_language()]}{when}")


@library.command(zh="显示一条条款：各立场文本、法律依据及其可信度、说明、不得签署的内容。")
@argument("clause", "条款")
@option("--lang", type=click.Choice(LANGUAGES), help=Words("用哪种语言显示。", "Language of the text."))
def show(clause: str, lang: Language | None) -> None:
    """Show a clause: text of every position, law with its confidence, notes, what must not be signed."""
    from drafter.content import load_content
    from drafter.services.clause_names import clause_named
    from drafter.services.library import clause_parts

    content, language = load_content(), lang or ui_language()
    found = clause_named(content, clause)
    click.secho(f"{found.head.title[language]}  ({found.id}, {found.head.need})", bold=True)
    for heading, text in clause_parts(content, found, language):
        click.secho(f"\n{heading}", bold=True)
        click.echo(text)


@library.command(zh="检索标题、文本、说明和识别特征；各词须同时出现。")
@argument("words", "检索词", nargs=-1, required=True)
def search(words: tuple[str, ...]) -> None:
    """Search titles, texts, notes and evidence; every word must occur."""
    from drafter.content import load_content
    from drafter.services import library

    hits = library.search(load_content(), words, ui_language())
    for hit in hits:
        click.echo(f"{hit.clause.id:28} {hit.clause.head.title[ui_language()]}")
        if hit.line:
            click.echo(f"    {hit.line[:120]}")
    if not hits:
        say("没有找到", "nothing found")


@library.command(zh="按要素、必要性、语言和立场统计条款和文本。")
@JSON
def stats(as_json: bool) -> None:
    """Count clauses and texts by element, need, language and position."""
    from drafter.content import load_content
    from drafter.services.library import statistics

    data = statistics(load_content())
    if as_json:
        print_json(data)
        return
    for key, value in data.items():
        for name, inner in value.items() if isinstance(value, dict) else ((None, value),):
            click.echo(f"{key}.{name}: {inner}" if name else f"{key}: {inner}")
