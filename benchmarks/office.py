"""`make bench-pack`: a year's office, the whole pack of each of forty projects, against commit bbd0260. Writes docs/benchmarks-pack.md.

    python -m benchmarks.office [--projects 40] [--no-write]

The projects are the samples of each tree in turn, each with prices of its own; all are made by one `drafter batch --format pack`: of the earlier commit, of this tree,
and of this tree with two workers, on the same Python, bytecode cached and content compiled. Charts kept from an earlier run are taken away before each. Measured
are processor time, user and system, with the processes that were started, and the time on the clock. Prints lines `ratio NAME VALUE`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.commands import BASE_COMMIT, ROOT, Taken, Tree, unpacked

REPORT = ROOT / "docs" / "benchmarks-pack.md"
PROJECTS = 40
LEFT_OUT = "minimal"  # a sample with nothing to draw and little to fill in
AT_MOST = 0.4  # of the processor time
FASTER = 1.8  # on the clock, by two workers
_PRICE = re.compile(r"\b(unit_price|last_year): (\d+)")
_OFFICE = ("batch", "{office}", "--format", "pack", "-o", "{fresh}", "--quiet", "--workers")


def office(tree: Tree, count: int) -> Path:
    """Return a folder of so many answer files: the samples of a tree, which it knows to read, in turn, each with prices of its own."""
    samples = [path for path in sorted((tree.source / "samples").glob("*.yaml")) if path.stem != LEFT_OUT]
    folder = tree.folder / f"office{count}"
    folder.mkdir(exist_ok=True)
    for number in range(count):
        priced = partial(_dearer, number * 10)
        text = _PRICE.sub(priced, samples[number % len(samples)].read_text(encoding="utf-8"))
        (folder / f"project{number:03}.yaml").write_text(text, encoding="utf-8")
    return folder


def _dearer(more: int, match: re.Match[str]) -> str:
    return f"{match[1]}: {int(match[2]) + more}"


def made(tree: Tree, projects: int, workers: int) -> Taken:
    """Return what the packs of an office took, every chart drawn anew."""
    for entry in (tree.folder / "cache").rglob("chart-*"):
        entry.unlink()
    tree.files["office"] = str(office(tree, projects))
    return tree.run((*_OFFICE, str(workers)))


def main() -> None:
    """Measure, print, write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.office", description=f"A year's packs against {BASE_COMMIT}.")
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--no-write", dest="write", action="store_false")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, ours = Tree(unpacked(BASE_COMMIT, ROOT / "build" / "commands" / "base"), folder / "base"), Tree(ROOT, folder / "ours")
        for tree in (base, ours):
            made(tree, 1, 1)  # compiles what is compiled
        runs = {"base": (base, 1), "ours": (ours, 1), "two": (ours, 2)}
        taken = {key: made(tree, asked.projects, workers) for key, (tree, workers) in runs.items()}
    lines = report(taken, asked.projects)
    if asked.write:
        REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {REPORT.relative_to(ROOT)}")


def report(taken: dict[str, Taken], projects: int) -> list[str]:
    """Return the report, its ratios printed."""
    before, now, two = (taken[key] for key in ("base", "ours", "two"))
    ratio, faster = now.processor / before.processor, now.clock / two.clock
    print(f"ratio packs {ratio:.3f}  ({before.processor:.1f} s -> {now.processor:.1f} s, at most {AT_MOST})")
    print(f"ratio two-workers {faster:.2f}  ({now.clock:.1f} s -> {two.clock:.1f} s on the clock, at least {FASTER})")
    load = os.getloadavg()[2]
    return [
        "# A year of packs",
        "",
        f"Made by `make bench-pack` on Python {platform.python_version()} with {os.cpu_count()} cores: `drafter batch --format pack` of {projects} projects; "
        f"charts are drawn for every project. The machine was {'loaded' if load > 1 else 'idle'} (a load of {load:.1f}): what two workers gain on the clock shows on an idle one.",
        "",
        "| | processor, s | clock, s |",
        "|---|---:|---:|",
        *(
            f"| {said} | {t.processor:.1f} | {t.clock:.1f} |"
            for said, t in ((BASE_COMMIT, before), ("now", now), ("now, two workers", two))
        ),
        "",
        f"Processor time is {ratio:.3f} of what it was (at most {AT_MOST}); two workers are {faster:.2f} times as fast on the clock (at least {FASTER}).",
    ]


if __name__ == "__main__":
    main()
