"""`make bench`: our whole way from answers to bytes against plain docxtpl rendering the same template and body, in one process, medians.

Prints lines `ratio NAME VALUE`.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate

from drafter.agreements import load_agreement
from drafter.drafting import draft_shipped
from drafter.library import load_library
from drafter.questionnaire.answers import read_answer_file
from drafter.resources import samples_dir
from drafter.writers.docx import write
from drafter.writers.docx.template import compile_template

ROUNDS = 15


def median(action: Callable[[], object]) -> float:
    """Return the median seconds of an action."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    answers = read_answer_file(samples_dir() / "m3b-data-bureau.yaml", load_library(), load_agreement())
    draft = draft_shipped(answers, "zh")
    template: Path = write.default_template(draft)
    compiled = compile_template(template)
    context = write.context_with_blocks(draft, compiled)

    def plain_docxtpl() -> None:
        document = DocxTemplate(str(template))
        document.render(context, autoescape=True)
        document.save(io.BytesIO())

    ours = median(lambda: write.docx_bytes(draft))
    whole = median(lambda: write.docx_bytes(draft_shipped(answers, "zh")))
    theirs = median(plain_docxtpl)
    print(f"docxtpl, rendering only        {theirs * 1000:8.1f} ms")
    print(f"drafter, rendering and packing {ours * 1000:8.1f} ms")
    print(f"drafter, answers to bytes      {whole * 1000:8.1f} ms")
    print(f"ratio render_vs_docxtpl {theirs / ours:.2f}")
    print(f"ratio pipeline_vs_docxtpl_render {theirs / whole:.2f}")


if __name__ == "__main__":
    main()
