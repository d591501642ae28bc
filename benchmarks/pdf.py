"""PDFs laid out by one LibreOffice against one start for each: `python -m benchmarks.pdf [COUNT]`, the lite sample in Chinese."""

from __future__ import annotations

import sys
from time import perf_counter

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.questionnaire.answers import read_answer_file
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.write import lay_out


def main() -> None:
    """Print documents a minute, together and each alone, and how many times the one is the other."""
    count, content = int(sys.argv[1]) if len(sys.argv) > 1 else 12, load_content()
    answers = read_answer_file(content.samples / "lite-below-threshold.yaml", content)
    docx = docx_bytes(draft_contract(content, answers, "zh"))
    started = perf_counter()
    assert all(laid.problem is None for laid in lay_out([(docx, "zh")] * count))
    together = perf_counter() - started
    started = perf_counter()
    for _ in range(count):
        assert lay_out([(docx, "zh")])[0].problem is None
    alone = perf_counter() - started
    print(f"| {count} | {60 * count / together:.1f} | {60 * count / alone:.1f} | {alone / together:.1f} |")


if __name__ == "__main__":
    main()
