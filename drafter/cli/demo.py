"""`drafter demo`: a complete contract from a sample, in all three editions."""

from __future__ import annotations

from pathlib import Path

from drafter.cli.commands import command, option
from drafter.cli.inputs import FOLDER
from drafter.cli.report import force_option, say, write_out
from drafter.language import Edition, Words

SAMPLE = "m3b-data-bureau.yaml"
EDITIONS: tuple[Edition, ...] = ("zh", "en", "bilingual")


@command("用某市数据局的样例起草合同：中文版、英文版和双语对照版。")
@option(
    "-o", "--output", type=FOLDER, default=Path("build/demo"), show_default=True, help=Words("写到哪个文件夹。", "The folder to write to.")
)
@force_option
def demo(output: Path) -> None:
    """Draft the sample contract of a city data bureau in Chinese, in English and side by side."""
    from drafter.content import load_content
    from drafter.services.drafting import draft_document, pages_of

    content = load_content()
    for edition in EDITIONS:
        done = draft_document(content, content.samples / SAMPLE, edition, output=output / f"contract-{edition}.docx")
        write_out({done.name: done.data})
        pages, counts = pages_of(done.data), done.counts()
        clauses, annexes = counts["clauses"], counts["annexes"]
        say(
            f"{done.name}：{'' if pages is None else f'{pages} 页，'}{clauses} 条，{annexes} 个附件，用时 {done.seconds:.1f} 秒",
            f"{done.name}: {'' if pages is None else f'{pages} pages, '}{clauses} clauses, {annexes} annexes, {done.seconds:.1f} s",
        )
    if pages is None:
        say("（安装 LibreOffice 后可显示页数）", "(install LibreOffice to see the number of pages)")
