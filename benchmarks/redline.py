"""`make bench-redline`: our comparison against its peers, on contracts of our own. `--write` writes docs/benchmarks-redline.md.

    python -m benchmarks.redline [--rounds 5] [--pages 10 50 200] [--languages zh en] [--engines drafter docxodus ...] [--json] [--write]
    python -m benchmarks.redline --large [--write]        # what is large or unlike, each in a process of its own

Peers: python-redlines 2.0.0 (Docxodus, a native program a call), docx-scalpel (Docxodus kept alive) and LibreOffice, whichever is installed.
`DRAFTER_PEERS` names the Python that has the first two, `DRAFTER_UNO_PYTHON` the one that can import uno. `compare_files` is what the redline
harness calls.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafter.ooxml.package import Package

REPORT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-redline.md"
Row = dict[str, Any]


def compare_files(original: str, revised: str, out: str) -> None:
    """Write the tracked changes that lead from one Word file to another, as `drafter redline` does."""
    from drafter.files import write_whole
    from drafter.ooxml.container import pack
    from drafter.ooxml.package import open_package
    from drafter.redline.revisions.existing import redline

    done = redline(open_package(Path(original)), open_package(Path(revised)), "Bench", "2026-01-05T10:00:00Z")
    write_whole(Path(out), pack(done.package))


def main() -> None:
    """Measure, print, and write the report when asked."""
    asked = arguments()
    found = large(asked.scale) if asked.large else measured(asked.engines, asked.languages, asked.pages, asked.rounds)
    print(
        json.dumps(found, ensure_ascii=False, indent=1) if asked.json else "\n".join(large_lines(found) if asked.large else lines_of(found))
    )
    if asked.write:
        write("Large" if asked.large else "Peers", large_lines(found) if asked.large else lines_of(found))


def arguments() -> argparse.Namespace:
    """Return what was asked on the command line."""
    from benchmarks.redline_engines import INTERPRETERS

    parser = argparse.ArgumentParser(prog="python -m benchmarks.redline", description="Redlines against peers.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 50, 200])
    parser.add_argument("--languages", nargs="+", default=["zh", "en"], choices=["zh", "en"])
    parser.add_argument("--engines", nargs="+", default=list(INTERPRETERS), choices=list(INTERPRETERS))
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0, help="of the full sizes of --large")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def measured(engines: Sequence[str], languages: Sequence[str], pages: Sequence[int], rounds: int) -> Row:
    """Return what every engine that is here took for every pair, the engines in turns."""
    from benchmarks.redline_engines import INSTALL, Engine, Missing
    from benchmarks.redline_pairs import pairs

    missing: dict[str, str] = {}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        made = list(pairs(tuple(languages), pages, Path(name)))
        here: dict[str, Engine] = {}
        for engine in engines:
            try:
                here[engine] = Engine(engine)
            except Missing as why:
                missing[engine] = f"{why}; {INSTALL.get(engine, '')}"
        try:
            for pair in made:
                rows += _rows(here, pair, Path(name), rounds, missing)
        finally:
            for each in here.values():
                each.close()
    return {"rows": rows, "missing": missing, "rounds": rounds, "targets": targets(rows), "machine": machine()}


def _rows(here: Mapping[str, Any], pair: Any, folder: Path, rounds: int, missing: dict[str, str]) -> list[Row]:
    from benchmarks.redline_engines import Missing, whole_process

    rows: dict[str, Row] = {}
    times: dict[str, list[float]] = {name: [] for name in here}
    for turn in range(rounds + 1):
        for name, engine in here.items():
            out = folder / f"{name}.docx"
            try:
                seconds = engine.seconds(pair.before, pair.after, out)
            except Missing as why:
                missing[f"{name}, {pair.name}"] = str(why)
                continue
            times[name] += [seconds] if turn else []  # the first time is to get warm
    for name, found in times.items():
        if len(found) < rounds:
            continue  # it failed, which is said
        out = folder / f"{name}.docx"
        row = {"engine": name, "pair": pair.name, "pages": pair.pages, "characters": pair.characters, "ms": 1000 * statistics.median(found)}
        rows[name] = row | judged(pair, out) | {"mb": here[name].memory()}
        rows[name]["process_ms"] = 1000 * whole_process(name, pair.before, pair.after, out)
    return list(rows.values())


def judged(pair: Any, out: Path) -> Row:
    """Return how much a redline marks, and whether its words are those of both files when all is rejected and accepted."""
    from drafter.ooxml.package import open_package
    from tests.redline.oracle import size

    made, marked = open_package(out), size(open_package(out))
    words = [_words(made, "reject") == _words(open_package(pair.before)), _words(made, "accept") == _words(open_package(pair.after))]
    return {"marked": marked, "least": pair.least, "marking": marked / pair.least, "exact": all(words)}


def _words(package: Package, verdict: str = "") -> list[str]:
    """Return the words of the paragraphs, looks left out."""
    from tests.redline.oracle import read

    return [re.sub(r"\{[^{}]*\}", "", line.partition("|")[2]) for line in read(package, verdict)]


def targets(rows: Sequence[Row]) -> list[Row]:
    """Return the targets, what was measured, and whether they are met."""
    ours = [row for row in rows if row["engine"] == "drafter"]
    if not ours:
        return []
    largest = max(row["pages"] for row in ours)
    found = [_target("characters marked over the least possible, median", statistics.median(r["marking"] for r in ours), 1.005)]
    for language in sorted({row["pair"].split()[0] for row in ours}):
        at = {row["pages"]: row for row in ours if row["pair"].startswith(language)}
        peers = [row for row in rows if row["pair"] == f"{language} {largest}" and row["engine"] != "drafter"]
        for key, what in (("ms", "warm"), ("process_ms", "as a whole process")):
            if peers:
                ratio = at[largest][key] / min(row[key] for row in peers)
                found.append(_target(f"{language}, {largest} pages {what}, over the fastest peer", ratio, 1 / 3 if key == "ms" else 1.0))
        if 50 in at and largest > 50:
            growth = (at[largest]["ms"] / at[50]["ms"]) / (at[largest]["characters"] / at[50]["characters"])
            found.append(_target(f"{language}, time a page at {largest} pages over that at 50", growth, 1.3))
    return found


def _target(what: str, value: float, most: float) -> Row:
    return {"what": what, "value": value, "most": most, "met": value <= most}


def large(scale: float) -> Row:
    """Return what each large pair took, one after the other."""
    from benchmarks.redline_large import LARGE, apart

    rows = []
    for name, kind in LARGE.items():
        count = max(1, round(kind.full * scale))
        try:
            rows.append(apart(name, count) | {"unit": kind.unit})
        except subprocess.SubprocessError as why:
            rows.append({"name": name, "size": count, "unit": kind.unit, "error": str(why)})
    return {"rows": rows, "machine": machine()}


def machine() -> str:
    """Return what the figures were made on."""
    return f"Python {platform.python_version()} with {os.cpu_count()} cores"


_NAMES = {
    "drafter": "drafter",
    "docxodus": "docx-scalpel (Docxodus kept alive)",
    "python-redlines": "python-redlines (Docxodus, a program a call)",
    "libreoffice": "LibreOffice",
}


def lines_of(found: Row) -> list[str]:
    """Return the figures of the peers as Markdown."""
    lines = [
        f"Made by `make bench-redline` on {found['machine']}: medians of {found['rounds']} comparisons, each engine in a process of its own and warm, in turns. "
        "The files are the M3b sample, drafted, and a revision of it (benchmarks/redline_pairs.py). `process` is one comparison from the start of a process to "
        "its end, of ours the command `drafter redline`; `marked` the characters marked over the least possible; `exact` whether the words are those "
        "of both files when all is rejected and accepted; `MB` the most memory up to then, programs that it runs included.",
        "",
        "| pair | engine | warm ms | process ms | marked | exact | MB |",
        "|---|---|---:|---:|---:|---|---:|",
    ]
    for row in found["rows"]:
        name, exact = _NAMES[row["engine"]], "yes" if row["exact"] else "no"
        lines.append(
            f"| {row['pair']} | {name} | {row['ms']:.0f} | {row['process_ms']:.0f} | {row['marking']:.2f} | {exact} | {row['mb']:.0f} |"
        )
    lines += ["", "| target | measured | at most | met |", "|---|---:|---:|---|"]
    lines += [f"| {t['what']} | {t['value']:.2f} | {t['most']:.2f} | {'yes' if t['met'] else 'no'} |" for t in found["targets"]]
    return [*lines, *(f"\nNot measured: {name} ({why})" for name, why in found["missing"].items())]


def large_lines(found: Row) -> list[str]:
    """Return the figures of the large pairs as Markdown."""
    lines = [
        f"Made by `python -m benchmarks.redline --large` on {found['machine']}, each in a process of its own: CPU time of the comparison, and the most "
        "memory with both files in it. Accepted and rejected, each reads as the two files, formatting included.",
        "",
        "| pair | size | CPU s | MB | MB of XML | marked | exact |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for row in found["rows"]:
        size = f"{row['size']:,} {row['unit']}"
        if "error" in row:
            lines.append(f"| {row['name']} | {size} | {row['error']} | | | | no |")
        else:
            exact = "yes" if row["exact"] else "no"
            lines.append(
                f"| {row['name']} | {size} | {row['seconds']:.1f} | {row['mb']:.0f} | {row['xml_mb']:.1f} | {row['marked']:,} | {exact} |"
            )
    return lines


def write(section: str, lines: Sequence[str]) -> None:
    """Put one section of the report in its place; the other stays."""
    title, texts = "# Benchmarks: redlines", {"Peers": "", "Large": ""}
    if REPORT.exists():
        for part in REPORT.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, text = part.partition("\n")
            texts[name] = text.strip()
    texts[section] = "\n".join(lines)
    said = [f"## {name}\n\n{text}" for name, text in texts.items() if text]
    REPORT.write_text("\n\n".join([title, *said]) + "\n", encoding="utf-8")
    print(f"wrote {REPORT.relative_to(REPORT.parents[1])}", file=sys.stderr)


if __name__ == "__main__":
    main()
