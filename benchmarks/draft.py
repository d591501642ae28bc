"""`make bench`: our rendering and our whole way from answers to bytes against docxtpl, docxtemplater and carbone. Writes docs/benchmarks.md.

All in one process and in turns, medians of fifteen rounds; the Node peers in one process of their own, just after. Prints lines `ratio NAME VALUE`.
"""

from __future__ import annotations

import gc
import io
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from benchmarks.ordinary import in_dialect, ordinary_template
from drafter.assembly.contract import assemble
from drafter.batch.pool import Pool
from drafter.batch.task import Task, Wanted, make
from drafter.content import load_content
from drafter.drafting import Draft, draft_contract
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.questionnaire.answers import AnswerSet, read_answer_file
from drafter.questionnaire.situation import Situation
from drafter.resources import samples_dir
from drafter.writers.docx.template import compile_template
from drafter.writers.docx.write import docx_bytes

ROUNDS = 15
DOCUMENTS = 60  # for one core against two
PROSE = 16
NODE = Path(__file__).resolve().parents[1] / "build" / "node"
REPORT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def medians(actions: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median milliseconds of each action, run in turns."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Measure, print, write the report."""
    answers = read_answer_file(samples_dir() / "m3b-data-bureau.yaml", load_content())
    contract = docx_bytes(draft_contract(load_content(), answers, "zh", True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = rendering(contract, answers, folder) | peers(folder)
    growth, speedup = growth_of(draft_contract(load_content(), answers, "zh", True)), two_cores()
    ratios = ratios_of(times, growth, speedup)
    for key, value in ratios.items():
        print(f"ratio {key} {value:.2f}")
    REPORT.write_text(report(times, ratios, contract), encoding="utf-8")
    print(f"wrote {REPORT.relative_to(REPORT.parents[1])}")


def rendering(contract: bytes, answers: AnswerSet, folder: Path) -> dict[str, float]:
    """Return the times of docxtpl and of ours: rendering the same template, the whole pipeline, and the floor under it."""
    template, context = ordinary_template(contract)
    path = folder / "ordinary.docx"
    path.write_bytes(template)
    (folder / "context.json").write_text(json.dumps(context), encoding="utf-8")
    for dialect in ("docxtemplater", "carbone"):
        (folder / f"{dialect}.docx").write_bytes(in_dialect(template, dialect))
    compiled, parts = compile_template(path), safe_parts(contract, "contract.docx")
    library, agreement, forms = load_content().library, load_content().agreement(), load_content().forms
    theirs, ours = docxtpl(path, context), pack(compiled.render(context, context))
    if words(theirs) != words(ours):
        raise SystemExit("docxtpl and drafter rendered different texts")
    gc.collect()
    gc.freeze()
    return medians(
        {
            "docxtpl": lambda: docxtpl(path, context),
            "render_zlib6": lambda: pack(compiled.render(context, context)),
            "render_isal": lambda: pack(compiled.render(context, context), fast=True),
            "pipeline_zlib6": lambda: docx_bytes(draft_contract(load_content(), answers, "zh", True)),
            "pipeline_isal": lambda: docx_bytes(draft_contract(load_content(), answers, "zh", True), fast=True),
            "assembly": lambda: assemble(Situation(library, agreement, answers), forms, ("zh",)),
            "floor": lambda: pack(parts),
        }
    )


def docxtpl(path: Path, context: dict[str, Any]) -> bytes:
    """Render as everybody does: open, render, save."""
    document, out = DocxTemplate(str(path)), io.BytesIO()
    document.render(context, autoescape=True)
    document.save(out)
    return out.getvalue()


def words(data: bytes) -> str:
    """Return all text of a Word file."""
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", document))


def peers(folder: Path) -> dict[str, float]:
    """Return the times of the Node peers that are installed in build/node."""
    node = shutil.which("node")
    if node is None or not NODE.is_dir():
        return {}
    command = [node, str(Path(__file__).with_name("peers.mjs")), str(folder), str(ROUNDS), str(NODE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return {name: value for name, value in json.loads(done.stdout).items() if isinstance(value, float)}


def growth_of(draft: Draft) -> float:
    """Return how many times longer a contract with sixteen times the prose takes from blocks to bytes."""
    long = replace(draft, body=draft.body * PROSE, annexes=(), notice=(), contents=())
    short = replace(long, body=draft.body)
    times = medians({"short": lambda: docx_bytes(short), "long": lambda: docx_bytes(long)}, 5)
    return times["long"] / times["short"]


def two_cores() -> float:
    """Return how much quicker two processes make the sample's documents than one, each with its processes warm."""
    from drafter.batch.rows import Row
    from drafter.errors import Place
    from drafter.library.yamlfile import load_yaml

    data = load_yaml((samples_dir() / "m3b-data-bureau.yaml").read_text(encoding="utf-8"), "m3b", foreign=True)
    tasks = [Task(n, Row(Place("bench", n), f"P{n}", data), Wanted(load_content()), f"P{n}") for n in range(DOCUMENTS)]
    rates = []
    for workers in (1, 2):
        start = ended = 0.0
        for n, _ in enumerate(Pool(load_content(), workers).run(make, tasks)):
            ended = time.perf_counter()
            start = start or ended if n < 4 * workers else start
            if n == 4 * workers - 1:
                start = ended
        rates.append((DOCUMENTS - 4 * workers) / (ended - start))
    return rates[1] / rates[0]


def ratios_of(times: dict[str, float], growth: float, speedup: float) -> dict[str, float]:
    """Return the figures the project promises."""
    found = {
        "render_zlib6_vs_docxtpl": times["docxtpl"] / times["render_zlib6"],
        "render_isal_vs_docxtpl": times["docxtpl"] / times["render_isal"],
        "pipeline_vs_docxtpl_render": times["docxtpl"] / times["pipeline_zlib6"],
        "pipeline_vs_floor_and_assembly": times["pipeline_zlib6"] / (times["floor"] + times["assembly"]),
        "pipeline_vs_three_floors_and_assembly": times["pipeline_zlib6"] / (3 * times["floor"] + times["assembly"]),
        f"growth_{PROSE}_times_prose": growth,
        "two_cores": speedup,
    }
    for peer in ("docxtemplater", "carbone"):
        if peer in times:
            found[f"render_isal_vs_{peer}"] = times[peer] / times["render_isal"]
    return found


_NAMES = {
    "docxtpl": "docxtpl: open, render, save",
    "docxtemplater": "docxtemplater (Node), the same contract",
    "carbone": "carbone (Node), the same contract",
    "render_zlib6": "drafter: render and pack, zlib 6",
    "render_isal": "drafter: render and pack, ISA-L (`--fast`)",
    "pipeline_zlib6": "drafter: answers to finished bytes, zlib 6",
    "pipeline_isal": "drafter: answers to finished bytes, ISA-L",
    "assembly": "of which assembly: clauses chosen, numbered, filled",
    "floor": "the floor: only deflating the finished parts, zlib 6",
}


def report(times: dict[str, float], ratios: dict[str, float], contract: bytes) -> str:
    """Return docs/benchmarks.md."""
    xml = zipfile.ZipFile(io.BytesIO(contract)).getinfo("word/document.xml").file_size
    lines = [
        "# Benchmarks",
        "",
        f"Made by `make bench`: medians of {ROUNDS} rounds in turns, in one process, on Python {platform.python_version()} with {os.cpu_count()} cores. "
        f"The contract is the M3b sample in Chinese, final: {xml / 1e6:.1f} MB of document.xml. The template is the same contract as a user of docxtpl "
        "would have it: all prose in the template, 900 tags, a loop over the assets; docxtpl and drafter render the same text (checked).",
        "",
        "| what | median ms |",
        "|---|---:|",
        *(f"| {_NAMES[name]} | {times[name]:.1f} |" for name in _NAMES if name in times),
        "",
        "| ratio | value |",
        "|---|---:|",
        *(f"| {name} | {value:.2f} |" for name, value in ratios.items()),
        "",
        f"`growth_{PROSE}_times_prose` is the time for {PROSE} times the prose over the time for once; `two_cores` the rate of two worker processes over one.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
