"""`make bench-commands`: every command as a whole process, against what it took at commit bbd0260. Writes docs/benchmarks-commands.md.

    python -m benchmarks.commands [--rounds 7] [--only draft needs ...] [--no-write]

The earlier commit is unpacked into build/commands/base. Both trees are run by the same Python, each put first on its path by PYTHONPATH, in turns,
with bytecode cached and caches warm (a first run of each is not counted). Measured is processor time, user and system, of the process and of
those it started (`resource.getrusage`). Prints lines `ratio NAME VALUE`.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.redline_pairs import contract_pair

ROOT = Path(__file__).resolve().parents[1]
BASE_COMMIT = "bbd0260"
REPORT = ROOT / "docs" / "benchmarks-commands.md"
ROUNDS = 7
SAMPLE = "samples/m3b-data-bureau.yaml"
LONGEST_HELP = 0.15  # seconds of processor time, of any command
TARGETS = {  # the most that a command may take, as a share of what it took
    "draft": 0.13, "needs": 0.12, "why": 0.12, "verify": 0.12, "review": 0.3, "library check": 0.4, "inspect": 0.6, "redline": 0.45, "pack": 0.35,
}  # fmt: skip
COMMANDS = {  # name -> arguments; {sample}, {fresh} and the files made beforehand are put in
    "draft": ("draft", "{sample}", "-o", "{fresh}.docx", "--quiet"),
    "needs": ("needs", "{sample}"),
    "why": ("why", "risk-source-code", "{sample}"),
    "verify": ("verify", "{contract}"),
    "review": ("review", "{returned}", "-o", "{fresh}.html"),
    "library check": ("library", "check", "--quiet"),
    "inspect": ("inspect", "{contract}"),
    "redline": ("redline", "{before}", "{after}", "-o", "{fresh}.docx"),
    "pack": ("pack", "{sample}", "-o", "{fresh}", "--quiet"),
}


@dataclass(frozen=True)
class Taken:
    """What a process took, in seconds: of the processors and on the clock."""

    processor: float
    clock: float


class Tree:
    """A checkout of drafter, with a folder of its own to work in."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.folder, self._made = source, folder, 0
        folder.mkdir(parents=True)
        self.files = {"sample": str(source / SAMPLE)}

    def prepare(self, before: Path, after: Path) -> None:
        """Make the files that commands are given: a contract of this tree's own, what came back of it, and a pair of two pages."""
        contract, changed, returned = (self.folder / f"{name}.docx" for name in ("contract", "changed", "returned"))
        self.files |= {"before": str(before), "after": str(after), "contract": str(contract), "returned": str(returned)}
        self.run(("draft", "{sample}", "-o", str(contract), "--quiet"))
        changed.write_bytes(as_changed(contract.read_bytes()))
        self.run(("redline", str(contract), str(changed), "-o", str(returned), "--author", "Supplier"))

    def run(self, arguments: Sequence[str]) -> Taken:
        """Run a command in a process of its own and return what it took. Exit codes 0 and 1 are right: 1 says that something was found."""
        self._made += 1
        fresh = str(self.folder / f"made{self._made}")
        command = [sys.executable, "-m", "drafter", *(a.format(fresh=fresh, **self.files) for a in arguments)]
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPATH": str(self.source),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "DRAFTER_LANG": "en",
        }
        used, begun = _children(), time.perf_counter()
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        taken = Taken(_children() - used, time.perf_counter() - begun)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode()}")
        shutil.rmtree(fresh, ignore_errors=True)
        return taken


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def as_changed(contract: bytes) -> bytes:
    """Return a contract as the other side would change it: every period of 30 days becomes one of 60."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contract)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            data = given.read(entry)
            made.writestr(entry, data.replace("30日".encode(), "60日".encode()) if entry.filename == "word/document.xml" else data)
    return out.getvalue()


def unpacked(commit: str, folder: Path) -> Path:
    """Return a folder with the files of a commit."""
    if not (folder / "drafter").is_dir():
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
    return folder


def in_turns(runs: dict[str, tuple[Tree, Sequence[str]]], rounds: int) -> dict[str, Taken]:
    """Return the medians of several commands, run in turns; a first run of each is not counted."""
    found: dict[str, list[Taken]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, (tree, arguments) in runs.items():
            taken = tree.run(arguments)
            found[name] += [taken] if turn else []
    return {
        name: Taken(*(statistics.median(v) for v in zip(*((t.processor, t.clock) for t in all_), strict=True)))
        for name, all_ in found.items()
    }


def help_pages(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the arguments that print the help of every command there is."""
    import click

    from drafter.cli.main import drafter

    pages: dict[str, tuple[str, ...]] = {}

    def visit(command: click.Command, path: tuple[str, ...]) -> None:
        pages[" ".join((*path, "--help"))] = (*path, "--help")
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                if (inner := command.get_command(context, name)) is not None:
                    visit(inner, (*path, name))

    visit(drafter, ())
    return pages


def main() -> None:
    """Measure, print, write the report."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pair = contract_pair("zh", 2, folder)
        base, ours = Tree(unpacked(BASE_COMMIT, ROOT / "build" / "commands" / "base"), folder / "base"), Tree(ROOT, folder / "ours")
        for tree in (base, ours):
            tree.prepare(pair.before, pair.after)
        lines = [
            *introduction(asked.rounds),
            *(line for line in commands(base, ours, asked)),
            *(helps(ours, asked.rounds) if not asked.only else ()),
        ]
    if asked.write and not asked.only:
        REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {REPORT.relative_to(ROOT)}")


def arguments() -> argparse.Namespace:
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.commands", description=f"Commands against {BASE_COMMIT}.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", choices=list(COMMANDS), metavar="COMMAND", help=f"of {', '.join(COMMANDS)}; writes no report")
    parser.add_argument("--no-write", dest="write", action="store_false")
    return parser.parse_args()


def introduction(rounds: int) -> list[str]:
    """Return what is said above the tables."""
    return [
        "# Commands",
        "",
        f"Made by `make bench-commands`: whole processes, processor time (user and system, with the processes they start), medians of {rounds} in turns, on Python "
        f"{platform.python_version()} with {os.cpu_count()} cores. The earlier commit, {BASE_COMMIT}, and this tree are run by the same Python, each put first on its path; "
        "bytecode is cached in both, and caches are warm. The answer set is the M3b sample, the contract the one it gives in Chinese; `review` is of that contract "
        f"with every period of 30 days tracked to 60; `redline` of a pair of two pages. The machine was {'loaded' if os.getloadavg()[2] > 1 else 'idle'} (a load of {os.getloadavg()[2]:.1f}): "
        "seconds grow with that, those of short processes the most.",
        "",
    ]


def commands(base: Tree, ours: Tree, asked: argparse.Namespace) -> list[str]:
    """Return the table of commands, measured and printed."""
    chosen = {name: COMMANDS[name] for name in asked.only or COMMANDS}
    runs = {f"{tree}:{name}": (at, args) for name, args in chosen.items() for tree, at in (("base", base), ("ours", ours))}
    found = in_turns(runs, asked.rounds)
    lines = ["| command | then, s | now, s | ratio | at most |", "|---|---:|---:|---:|---:|"]
    for name in chosen:
        then, now = found[f"base:{name}"].processor, found[f"ours:{name}"].processor
        print(f"ratio {name} {now / then:.3f}  ({then:.2f} s -> {now:.2f} s, at most {TARGETS[name]})", flush=True)
        lines.append(f"| {name} | {then:.2f} | {now:.2f} | {now / then:.3f} | {TARGETS[name]} |")
    return lines


def helps(ours: Tree, rounds: int) -> list[str]:
    """Return the table of what it takes to print help, measured and printed."""
    pages = help_pages(ours)
    found = in_turns({name: (ours, args) for name, args in pages.items()}, rounds)
    slowest = max(found, key=lambda name: found[name].processor)
    print(f"slowest help: {slowest}, {found[slowest].processor:.3f} s (at most {LONGEST_HELP})")
    return [
        "",
        f"Help, at most {LONGEST_HELP} s of processor time: the slowest of {len(found)} pages is `drafter {slowest}`.",
        "",
        "| page | s |",
        "|---|---:|",
        *(f"| `drafter {name}` | {taken.processor:.3f} |" for name, taken in found.items()),
    ]


if __name__ == "__main__":
    main()
