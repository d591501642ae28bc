"""`drafter publish`: the copy of a contract that is put on the procurement media, declared secrets withheld."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.language import Edition


@click.command()
@click.argument("answers", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The Word file to write.")
@click.option("--lang", type=click.Choice(["zh", "en", "bilingual"]), default="zh", show_default=True)
@click.option("--draft", "preview", is_flag=True, help="Make it although something in the contract is still open.")
@click.option("--quiet", is_flag=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_context
def publish(ctx: click.Context, answers: Path, output: Path, lang: Edition, preview: bool, quiet: bool, as_json: bool) -> None:
    """Make the publication copy of the contract of ANSWERS, with a list of what is withheld and on which ground.

    Exit code 1 when something is to be looked at by hand; 2 when the contract is not final yet or may not be published.
    """
    from drafter.drafting import draft_shipped
    from drafter.forms.publication import published
    from drafter.service import load_answers, write_whole
    from drafter.writers.publication import publication_docx

    copy, secrets, findings = published(draft_shipped(load_answers(answers), lang, final=not preview))
    write_whole(output, publication_docx(copy))
    language = ui_language()
    places = sum(sum(s.places.values()) for s in secrets)
    if as_json:
        withheld = [{"item": s.item[language], "ground": s.ground[language], "places": dict(s.places)} for s in secrets]
        print_json({"path": str(output), "withheld": withheld, "findings": [f.data(language) for f in findings]})
    elif not quiet:
        print_findings(findings, err=True)
        say(
            f"{output}：{places} 处不予公开，{len(findings)} 处须人工核对",
            f"{output}: {places} places withheld, {len(findings)} to be looked at by hand",
        )
    ctx.exit(1 if findings else 0)
