"""The pane at the desk: from a changed answer to what has changed in the contract, against drafting and writing it anew in the same process.

Two hundred single-field changes of every type of question, drawn by a fixed seed, on the standard contract of sample M3b. CPU time, medians and p95.
Run by `make bench-desk`; writes docs/benchmarks-desk.md.
"""

from __future__ import annotations

import gzip
import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.desk_changes import changes
from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.questionnaire.answers import plain_answers, read_text
from drafter.questionnaire.relevance import needed_by
from drafter.services.desk import Pane, PaneChange, topics
from drafter.writers.html import html_bytes

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, PAGE = ROOT / "samples/m3b-data-bureau.yaml", ROOT / "docs/benchmarks-desk.md"
SEED, CHANGES, EVERY = 15, 200, 10  # the whole contract is drafted anew after every tenth change


@dataclass(frozen=True)
class Measured:
    """A change: type of the question, CPU seconds of the pane and of the topics, bytes sent plain and packed."""

    kind: str
    pane: float
    topics: float
    size: int
    packed: int


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of a piece of work, and its result."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def measure() -> tuple[list[Measured], list[float]]:
    """Return what the changes took, and what drafting and writing the whole took among them."""
    content = load_content()
    data = plain_answers(read_text(SAMPLE), str(SAMPLE))
    pane, answers, random = Pane(content, "zh", data), dict(data["answers"]), Random(SEED)
    names = [name for name in needed_by(pane.draft.situation, content.forms) if name in content.library.asked]
    topics(pane.draft)
    done, whole = [], []
    for number in range(CHANGES):
        name, value = next(changes(content, names, answers, random))
        answers[name] = value
        took, change = cpu(lambda name=name, value=value: pane.answer({name: value}))  # type: ignore[misc]
        listed, _ = cpu(lambda: topics(pane.draft))
        sent = as_sent(change)
        done.append(Measured(content.library.questions[name].type, took, listed, len(sent), len(gzip.compress(sent, 6))))
        if number % EVERY == 0:
            anew, written = cpu(lambda: html_bytes(draft_contract(content, pane.answers, "zh")))
            whole.append(anew)
            assert all(block.html in written.decode() for block in pane.blocks)
    return done, whole


def as_sent(change: PaneChange) -> bytes:
    """Return a change as it would be sent."""
    return json.dumps(asdict(change), ensure_ascii=False).encode()


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not pass."""
    return sorted(values)[int(len(values) * 0.95)]


def page(done: Sequence[Measured], whole: Sequence[float]) -> str:
    """Return the page of results."""
    pane, anew = [m.pane for m in done], median(whole)
    rows = [
        ("the pane after a change, CPU", f"{median(pane) * 1000:.1f} ms", f"{p95(pane) * 1000:.1f} ms"),
        (
            "the topics with their state, CPU",
            f"{median(m.topics for m in done) * 1000:.1f} ms",
            f"{p95([m.topics for m in done]) * 1000:.1f} ms",
        ),
        ("drafting the whole anew and writing it as HTML, CPU", f"{anew * 1000:.1f} ms", f"{p95(whole) * 1000:.1f} ms"),
        ("sent", f"{median(m.size for m in done) / 1000:.1f} KB", f"{p95([m.size for m in done]) / 1000:.1f} KB"),
        ("sent, gzip", f"{median(m.packed for m in done) / 1000:.1f} KB", f"{p95([m.packed for m in done]) / 1000:.1f} KB"),
    ]
    lines = "\n".join(f"| {what} | {middle} | {most} |" for what, middle, most in rows)
    kinds = sorted({m.kind for m in done})
    by_kind = "\n".join(
        f"| {k} | {len(of)} | {median(of) * 1000:.1f} | {max(of) * 1000:.1f} |"
        for k in kinds
        if (of := [m.pane for m in done if m.kind == k])
    )
    return f"""# The desk: how quick

Made by `make bench-desk` (`benchmarks/desk.py`): {CHANGES} single-field changes, each type of question as often as any other, drawn by seed {SEED} from the questions that the
standard contract of sample M3b needs; Python {platform.python_version()}, one process. The whole was drafted anew after every {EVERY}th change, and every block of the pane found in it.

| | median | p95 |
| --- | --- | --- |
{lines}

**Pane against whole, medians: {median(pane) / anew:.3f}** (target: 0.1). What is slower than the rest is a clause switched in or out: all that stands after it gets another number.

| type of question | changes | median ms | slowest ms |
| --- | --- | --- | --- |
{by_kind}
"""


def main() -> None:
    """Measure, and write the page."""
    done, whole = measure()
    PAGE.write_text(page(done, whole), "utf-8")
    print(PAGE.read_text("utf-8"))


if __name__ == "__main__":
    main()
