"""`drafter demo`: a complete contract from a sample, in all three editions."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.report import say

SAMPLE = "m3b-data-bureau.yaml"


@click.command()
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("build/demo"), show_default=True)
def demo(output: Path) -> None:
    """Draft the sample contract of a city data bureau in Chinese, in English and side by side."""
    from drafter.resources import samples_dir
    from drafter.service import draft_file
    from drafter.writers.pdf.office import office, page_count

    for edition in ("zh", "en", "bilingual"):
        done = draft_file(samples_dir() / SAMPLE, output / f"contract-{edition}.docx", edition)
        pages = page_count(done.path.read_bytes()) if office() else None
        contract = done.draft.contract
        clauses, annexes = sum(1 for _ in contract.provisions), len(contract.annexes)
        say(
            f"{done.path}：{'' if pages is None else f'{pages} 页，'}{clauses} 条，{annexes} 个附件，用时 {done.seconds:.1f} 秒",
            f"{done.path}: {'' if pages is None else f'{pages} pages, '}{clauses} clauses, {annexes} annexes, {done.seconds:.1f} s",
        )
    if not office():
        say("（安装 LibreOffice 后可显示页数）", "(install LibreOffice to see the number of pages)")
