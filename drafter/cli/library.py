"""`drafter library`: list, show, search, check, stats."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import LANGUAGES, Language


@click.group()
def library() -> None:
    """List, show, search and check the clause library."""


@library.command()
@click.option("--only", metavar="ELEMENT", help="Only findings about this element's files.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--quiet", is_flag=True, help="Print errors only.")
@click.option("--library", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another clause_library folder.")
@click.pass_context
def check(ctx: click.Context, only: str | None, as_json: bool, quiet: bool, folder: Path | None) -> None:
    """Check all content. Exit code 1 when there are errors."""
    from drafter.lint.library import check_library
    from drafter.lint.library import only as narrow

    content, findings = check_library(folder)
    if only:
        findings = narrow(findings, only)
    if quiet:
        findings = [f for f in findings if f.severity == "error"]
    print_findings(findings, as_json=as_json)
    errors = sum(f.severity == "error" for f in findings)
    if not as_json and not quiet:
        warnings = len(findings) - errors
        say(
            f"{len(content.clauses)} 条条款，{len(content.questions)} 个变量：{errors} 个错误，{warnings} 个警告",
            f"{len(content.clauses)} clauses, {len(content.questions)} variables: {errors} errors, {warnings} warnings",
        )
    ctx.exit(1 if errors else 0)


@library.command(name="list")
@click.option("--element")
@click.option("--json", "as_json", is_flag=True)
def list_clauses(element: str | None, as_json: bool) -> None:
    """List clauses with need, title and condition."""
    from drafter.library import load_library

    language = ui_language()
    rows = [c for c in load_library().clauses.values() if element in (None, c.element)]
    if as_json:
        print_json([_summary(c.id) for c in rows])
        return
    for clause in rows:
        when = f"  [{clause.head.when.source}]" if clause.head.when else ""
        click.echo(f"{clause.id:28} {clause.head.need:12} {clause.head.title[language]}{when}")


def _summary(identifier: str) -> dict[str, object]:
    from drafter.library import load_library

    clause = load_library().clauses[identifier]
    return {
        "id": clause.id,
        "element": clause.element,
        "need": clause.head.need,
        "title": {n: clause.head.title[n] for n in LANGUAGES},
        "when": clause.head.when.source if clause.head.when else None,
        "positions": list(clause.positions()),
        "problems": clause.head.problems,
        "law": clause.head.law,
    }


@library.command()
@click.argument("clause")
@click.option("--lang", type=click.Choice(LANGUAGES))
def show(clause: str, lang: Language | None) -> None:
    """Show a clause: text of every position, law with its confidence, notes, what must not be signed."""
    from drafter.cli.show import show_clause

    show_clause(clause, lang or ui_language())


@library.command()
@click.argument("words", nargs=-1, required=True)
def search(words: tuple[str, ...]) -> None:
    """Search titles, texts, notes and evidence; every word must occur."""
    from drafter.library import load_library

    language, found = ui_language(), 0
    for clause in load_library().clauses.values():
        texts = [part.source for part in clause.parts.values()]
        head = clause.head
        haystack = "\n".join(
            [clause.id, head.title.zh, head.title.en, head.notes.zh, head.notes.en, *head.evidence.zh, *head.evidence.en, *texts]
        )
        if all(word.lower() in haystack.lower() for word in words):
            found += 1
            line = next((s.strip() for t in texts for s in t.splitlines() if words[0].lower() in s.lower()), "")
            click.echo(f"{clause.id:28} {head.title[language]}\n    {line[:120]}")
    if not found:
        say("没有找到", "nothing found")


@library.command()
@click.option("--json", "as_json", is_flag=True)
def stats(as_json: bool) -> None:
    """Count clauses and texts by element, need, language and position."""
    from drafter.library import load_library
    from drafter.library.schema import ELEMENTS, POSITIONS

    content = load_library()
    data: dict[str, object] = {
        "clauses": len(content.clauses),
        "questions": len(content.asked),
        "settings": len(content.questions) - len(content.asked),
        "terms": len(content.terms),
        "rules": len(content.rules),
        "citations": len(content.articles),
        "library_version": content.version,
        "need": {n: sum(c.head.need == n for c in content.clauses.values()) for n in ("mandatory", "conditional", "optional")},
        "elements": {
            element: {
                "clauses": sum(c.element == element for c in content.clauses.values()),
                **{
                    f"{language}_{position}": sum((language, position) in c.parts for c in content.clauses.values() if c.element == element)
                    for language in LANGUAGES
                    for position in POSITIONS
                },
            }
            for element in ELEMENTS
        },
    }
    if as_json:
        print_json(data)
        return
    for key, value in data.items():
        if isinstance(value, dict):
            for name, inner in value.items():
                click.echo(f"{key}.{name}: {inner}")
        else:
            click.echo(f"{key}: {value}")
