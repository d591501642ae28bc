"""`drafter demo`: a complete contract from a sample, in all three editions."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.inputs import FOLDER
from drafter.cli.report import say
from drafter.language import Edition

SAMPLE = "m3b-data-bureau.yaml"
EDITIONS: tuple[Edition, ...] = ("zh", "en", "bilingual")


@click.command()
@click.option("-o", "--output", type=FOLDER, default=Path("build/demo"), show_default=True)
def demo(output: Path) -> None:
    """Draft the sample contract of a city data bureau in Chinese, in English and side by side."""
    from drafter.content import load_content
    from drafter.services.drafting import draft_document, pages_of
    from drafter.services.files import write_all

    content = load_content()
    for edition in EDITIONS:
        done = draft_document(content, content.samples / SAMPLE, edition, output=output / f"contract-{edition}.docx")
        write_all({done.name: done.data})
        pages, counts = pages_of(done.data), done.counts()
        clauses, annexes = counts["clauses"], counts["annexes"]
        say(
            f"{done.name}：{'' if pages is None else f'{pages} 页，'}{clauses} 条，{annexes} 个附件，用时 {done.seconds:.1f} 秒",
            f"{done.name}: {'' if pages is None else f'{pages} pages, '}{clauses} clauses, {annexes} annexes, {done.seconds:.1f} s",
        )
    if pages is None:
        say("（安装 LibreOffice 后可显示页数）", "(install LibreOffice to see the number of pages)")
