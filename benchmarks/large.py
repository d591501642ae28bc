"""`make bench-large`: contracts and registers of 1,000 to 100,000 assets, and batches, against commit bbd0260. Writes docs/benchmarks-large.md.

    python -m benchmarks.large [--rounds 3] [--sizes 1000 10000 100000] [--only draft ...] [--no-write]

Whole processes of the same Python, each tree first on the path by PYTHONPATH, in turns, bytecode cached and caches warm. Measured are the processor
time, user and system, and the most memory of each process (`wait4`). The earlier tree is left out beyond 10,000 rows. Prints lines `ratio NAME VALUE`.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.commands import BASE_COMMIT, ROOT, unpacked

REPORT = ROOT / "docs" / "benchmarks-large.md"
SIZES = (1_000, 10_000, 100_000)
BASE_UP_TO = 10_000
JUDGED = 10_000  # rows of which the targets speak
DOCUMENTS = (30, 130)  # of two batches; the difference is what a document takes
COMMANDS = {
    "draft": ("draft", "{inputs}/answers.yaml", "-o", "{fresh}.docx", "--quiet"),
    "draft --lang bilingual": ("draft", "{inputs}/answers.yaml", "-o", "{fresh}.docx", "--quiet", "--lang", "bilingual"),
    "draft --agreement proposal": ("draft", "{inputs}/answers.yaml", "-o", "{fresh}.docx", "--quiet", "--agreement", "proposal"),
    "assets import (.xlsx)": ("assets", "import", "{inputs}/register.xlsx", "--into", "{inputs}/project.yaml", "-o", "{fresh}.yaml", "--quiet"),
    "assets import (.csv)": ("assets", "import", "{inputs}/register.csv", "--into", "{inputs}/project.yaml", "-o", "{fresh}.yaml", "--quiet"),
}  # fmt: skip
TARGETS = {"draft": (0.25, 250), "assets import (.xlsx)": (0.15, None), "batch": (1.0, None)}  # share of the time, and MB
BATCH = "import sys; from benchmarks.batch import Here, run; run(int(sys.argv[1]), Here(), False)"


@dataclass(frozen=True)
class Taken:
    """What a process took: seconds of the processors, and the most memory in MB."""

    seconds: float
    memory: float


class Tree:
    """A checkout of drafter."""

    def __init__(self, name: str, source: Path, folder: Path) -> None:
        self.name, self.source, self.folder = name, source, folder / name
        self.folder.mkdir()

    def command(self, arguments: Sequence[str], inputs: Path) -> Taken:
        """Run a command of drafter. Exit codes 0 and 1 are right: 1 says that something was found."""
        fresh = self.folder / "made"
        taken = self.run(["-m", "drafter", *(a.format(inputs=inputs, fresh=fresh) for a in arguments)])
        for made in self.folder.glob("made.*"):
            made.unlink()
        return taken

    def run(self, arguments: Sequence[str]) -> Taken:
        """Run Python in a process of its own."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPATH": str(self.source),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "DRAFTER_LANG": "en",
        }
        pid = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment)
        _, status, used = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"{self.name}: {' '.join(arguments)} failed")
        return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main() -> None:
    """Measure, print, write the report."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)  # Python looks where it is before it looks where PYTHONPATH says
        trees = [Tree("then", unpacked(BASE_COMMIT, ROOT / "build" / "commands" / "base"), folder), Tree("now", ROOT, folder)]
        chosen = [command for command in COMMANDS if not asked.only or command in asked.only]
        found: dict[tuple[str, int, str], Taken] = {}
        for size in asked.sizes:
            subprocess.run([sys.executable, "-m", "benchmarks.large_inputs", str(size), str(folder / str(size))], check=True, cwd=ROOT)
            rounds = asked.rounds if size <= BASE_UP_TO else 1
            found |= sized(trees if size <= BASE_UP_TO else trees[1:], chosen, size, folder / str(size), rounds)
        lines = [*introduction(asked.rounds), *table(found, chosen), "", *growth(found, chosen)]
        if not asked.only:
            lines += ["", *batches(trees, asked.rounds)]
    if asked.write and not asked.only:
        REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {REPORT.relative_to(ROOT)}")


def arguments() -> argparse.Namespace:
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=f"Large contracts and registers against {BASE_COMMIT}.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only", nargs="+", choices=list(COMMANDS), metavar="COMMAND", help=f"of {', '.join(COMMANDS)}; writes no report")
    parser.add_argument("--no-write", dest="write", action="store_false")
    return parser.parse_args()


def sized(trees: Sequence[Tree], chosen: Sequence[str], size: int, inputs: Path, rounds: int) -> dict[tuple[str, int, str], Taken]:
    """Return the medians of the commands on inputs of one size, by command, size and tree, run in turns."""
    runs: dict[tuple[str, int, str], list[Taken]] = {}
    for _ in range(rounds):
        for command in chosen:
            for tree in trees:
                runs.setdefault((command, size, tree.name), []).append(tree.command(COMMANDS[command], inputs))
    return {key: median(taken) for key, taken in runs.items()}


def median(taken: Iterable[Taken]) -> Taken:
    """Return the median of each figure."""
    return Taken(*(statistics.median(figures) for figures in zip(*((t.seconds, t.memory) for t in taken), strict=True)))


def introduction(rounds: int) -> list[str]:
    """Return what is said above the tables."""
    return [
        "# Large contracts and registers",
        "",
        f"Made by `make bench-large` on Python {platform.python_version()} with {os.cpu_count()} cores: whole processes, processor time (user and system) and the most memory, "
        f"medians of {rounds} in turns (of one beyond {BASE_UP_TO:,} rows), the earlier commit, {BASE_COMMIT}, and this tree by the same Python. The answer set is the M3b sample with "
        "so many assets (`benchmarks/large_inputs.py`), which its contract prints in three tables; the registers have twenty columns of the same assets.",
        "",
    ]


def table(found: dict[tuple[str, int, str], Taken], chosen: Sequence[str]) -> list[str]:
    """Return the table of commands by size, and print it."""
    lines = ["| command | rows | then, s | then, MB | now, s | now, MB | ratio | at most |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for command in chosen:
        for size in sorted({size for name, size, _ in found if name == command}):
            then, now = found.get((command, size, "then")), found[command, size, "now"]
            share, memory = TARGETS.get(command, (None, None)) if size == JUDGED else (None, None)
            most = ", ".join([*([str(share)] if share else []), *([f"{memory} MB"] if memory else [])])
            before = f"{then.seconds:.2f} | {then.memory:.0f}" if then else "|"
            ratio = f"{now.seconds / then.seconds:.3f}" if then else ""
            lines.append(f"| `{command}` | {size:,} | {before} | {now.seconds:.2f} | {now.memory:.0f} | {ratio} | {most} |")
            print(f"ratio {command} {size} {ratio or '-'}  ({now.seconds:.2f} s, {now.memory:.0f} MB)")
    return lines


def growth(found: dict[tuple[str, int, str], Taken], chosen: Sequence[str]) -> list[str]:
    """Return the table of what a thousand rows more take, between one size and the next: the same where time is linear."""
    sizes = sorted({size for _, size, _ in found})
    steps = list(pairwise(sizes))
    lines = [
        "What a thousand rows more take, in seconds:",
        "",
        f"| command | {' | '.join(f'{a:,} to {b:,}' for a, b in steps)} |",
        f"|---|{'---:|' * len(steps)}",
    ]
    for command in chosen:
        each = [(found[command, b, "now"].seconds - found[command, a, "now"].seconds) / (b - a) * 1000 for a, b in steps]
        lines.append(f"| `{command}` | {' | '.join(f'{seconds:.3f}' for seconds in each)} |")
        print(f"per thousand rows {command} {' '.join(f'{seconds:.3f}' for seconds in each)}")
    return lines


def batches(trees: Sequence[Tree], rounds: int) -> list[str]:
    """Return what a document of a batch takes in one process, and the memory after few and after many, and print it."""
    runs: dict[tuple[str, int], list[Taken]] = {}
    for _ in range(rounds):
        for count in DOCUMENTS:
            for tree in trees:
                runs.setdefault((tree.name, count), []).append(tree.run(["-c", BATCH, str(count)]))
    found = {key: median(taken) for key, taken in runs.items()}
    few, many = DOCUMENTS
    each = {tree.name: (found[tree.name, many].seconds - found[tree.name, few].seconds) / (many - few) for tree in trees}
    ratio = each["now"] / each["then"]
    print(f"ratio batch {ratio:.3f}")
    return [
        f"A document of a batch (the rows of samples/batch-projects.xlsx in turn, in one process): then {each['then'] * 1000:.0f} ms, now {each['now'] * 1000:.0f} ms, "
        f"ratio {ratio:.3f}, at most {TARGETS['batch'][0]}. The most memory of {few} and of {many} documents: "
        + "; ".join(f"{tree.name} {found[tree.name, few].memory:.0f} and {found[tree.name, many].memory:.0f} MB" for tree in trees)
        + ".",
    ]


if __name__ == "__main__":
    main()
