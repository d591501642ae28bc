"""The proof that every output of every sample and command is, byte for byte, what an earlier commit made: whole processes of two trees, compared.

    python -m benchmarks.same_bytes [--quick] [--only 'draft/*'] [--now REVISION] [--pairs FOLDER]

Everything is kept under build/same_bytes; what the earlier commit makes is made once. Exits 1 when anything differs that is not expected.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path

from benchmarks.same_bytes_differences import NORMALISED, Line, differences
from benchmarks.same_bytes_expected import EXPECTED, Expected
from benchmarks.same_bytes_inputs import Contracts, drafter, make_inputs
from benchmarks.same_bytes_outputs import Job, jobs

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/same_bytes"
BASE = "bbd0260"
QUICK = {
    "draft": 8,
    "final": 9,
    "profile": 7,
    "publish": 5,
    "forms": 4,
    "pairs": 9,
    "library": 4,
    "inspect": 5,
    "verify": 4,
    "pack": 3,
    "batch": 4,
}
SHOWN = 14  # lines of a difference
VERSION = """
try:
    from drafter.content import load_content
except ImportError:  # as it was before content was handed down
    from drafter.library import load_library
    print(load_library().version)
else:
    print(load_content().library.version)
"""


@dataclass
class Tally:
    """What was compared: outputs that are the same, those that are after normalising, those expected to differ, and those that should not."""

    same: int = 0
    normalised: int = 0
    expected: Counter[Expected] = field(default_factory=Counter)
    wrong: dict[str, list[Line]] = field(default_factory=dict)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


@dataclass(frozen=True)
class Tree:
    """A tree of drafter, the folder its outputs go to, and the version its library says it has."""

    root: Path
    outputs: Path
    library: str
    contracts: Contracts


def main() -> None:
    """Make, compare, and say what differs."""
    options = _options()
    base = _checked_out(options.base)
    inputs = _inputs(base)
    before, after = _tree(base, inputs), _tree(_checked_out(options.now) if options.now else ROOT, inputs)
    clauses = _clauses(base, inputs)
    wanted = [job for job in jobs(options.pairs, clauses) if any(fnmatchcase(job.name, pattern) for pattern in options.only)]
    wanted = list(_quick(wanted)) if options.quick else wanted
    print(f"{len(wanted)} jobs; inputs, and what is held against, by {options.base} ({before.library}); now {after.root} ({after.library})")
    tally = Tally()
    with ThreadPoolExecutor(options.processes) as pool:
        for job, found in zip(wanted, pool.map(lambda job: _proved(job, before, after, tally), wanted), strict=True):
            _count(job, found, tally)
    _summary(tally)
    sys.exit(1 if tally.wrong else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", help="names of jobs, with * and ?; may be repeated")
    parser.add_argument("--quick", action="store_true", help="every n-th job of each family")
    parser.add_argument("--base", default=BASE, help="the commit to hold against")
    parser.add_argument("--now", help="a commit to prove instead of the working tree")
    parser.add_argument("--pairs", type=lambda text: Path(text).resolve(), help="a folder of folders with a.docx and b.docx")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.only = options.only or ["*"]
    return options


def _checked_out(revision: str) -> Path:
    """Return the tree of a commit, laid down under build/ once."""
    commit = subprocess.run(
        ["git", "rev-parse", f"{revision}^{{commit}}"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    tree = BUILD / commit[:12] / "tree"
    if not tree.exists():
        told = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(told)) as archive:
            archive.extractall(tree.with_name("laid-down"), filter="data")
        tree.with_name("laid-down").rename(tree)
    return tree


def _tree(root: Path, inputs: Path) -> Tree:
    outputs = BUILD / "now" if root == ROOT else root.with_name("outputs")
    outputs.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", VERSION]
    told = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, cwd=outputs, capture_output=True, text=True, check=True)
    if root == ROOT:
        shutil.rmtree(outputs, ignore_errors=True)  # the working tree is not what it was
    return Tree(root, outputs, told.stdout.strip(), Contracts(root, outputs / ".in", inputs))


def _inputs(base: Path) -> Path:
    """Return the folder of inputs; made anew, with all that was made of them, when the way they are made or the environment changed."""
    folder = BUILD / "inputs"
    made_by = Path(__file__).with_name("same_bytes_inputs.py").read_bytes() + str(base).encode()
    key = hashlib.sha256(made_by + sys.version.encode() + "\n".join(_packages(base)).encode()).hexdigest()
    stamp = BUILD / "inputs.key"
    if not stamp.exists() or stamp.read_text() != key:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(base.with_name("outputs"), ignore_errors=True)
        folder.mkdir(parents=True)
        make_inputs(base, folder)
        stamp.write_text(key)
    return folder


def _packages(base: Path) -> list[str]:
    """Return what the earlier tree needs, with the versions there are: what it made holds as long as these stay."""
    needed = tomllib.loads((base / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [f"{name} {version(name)}" for name in (need.partition(">")[0] for need in needed)]


def _clauses(base: Path, folder: Path) -> list[str]:
    return [clause["id"] for clause in json.loads(drafter(base, folder, ("library", "list", "--json")).stdout)]


def _quick(wanted: list[Job]) -> Iterator[Job]:
    seen: Counter[str] = Counter()
    for job in wanted:
        family = job.name.split("/")[0]
        if seen[family] % QUICK.get(family, 2) == 0:
            yield job
        seen[family] += 1


def _proved(job: Job, before: Tree, after: Tree, tally: Tally) -> dict[str, list[Line] | None]:
    """Run a job with both trees and return every output with the lines that differ: None when not a byte does."""
    folders = [tree.outputs / job.name for tree in (before, after)]
    if not (folders[0] / ".job").exists() or (folders[0] / ".job").read_text(encoding="utf-8") != repr(job):
        _run(job, before)
    started = time.monotonic()
    _run(job, after)
    tally.seconds[job.name.split("/")[0]] += time.monotonic() - started
    names = sorted({path.relative_to(folder).as_posix() for folder in folders for path in _files(folder)})
    return {f"{job.name}/{name}": _held(folders[0] / name, folders[1] / name, before, after) for name in names}


def _held(old: Path, new: Path, before: Tree, after: Tree) -> list[Line] | None:
    if not old.exists() or not new.exists():
        return [Line("", "", "-" if old.exists() else "+", "(the file itself)")]
    if old.read_bytes() == new.read_bytes():
        return None
    return differences(old, new, {"before": before.library, "after": after.library})


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != ".job" and path.relative_to(folder).parts[0] != "in":
            yield path


def _run(job: Job, tree: Tree) -> None:
    """Run the commands of a job in an empty folder; what each said goes to a file there."""
    folder = tree.outputs / job.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "in").symlink_to(tree.contracts.folder)
    tree.contracts.provide(job.commands)
    for name in job.copies:
        shutil.copy(folder / "in" / name, folder)
    for number, command in enumerate(job.commands, 1):
        done = drafter(tree.root, folder, command, job.language)
        said = f"$ drafter {' '.join(command)}\nexit {done.returncode}\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}\n"
        (folder / f"{number:02}.said").write_text(said.replace(str(folder), "FOLDER").replace(str(tree.root), "TREE"), encoding="utf-8")
    (folder / ".job").write_text(repr(job), encoding="utf-8")


def _count(job: Job, found: dict[str, list[Line] | None], tally: Tally) -> None:
    for output, lines in found.items():
        if not lines:
            tally.same += lines is None
            tally.normalised += lines is not None
            continue
        meant = {line: next((e for e in EXPECTED if e.holds(output, line.text)), None) for line in lines}
        if all(meant.values()):
            tally.expected.update({e for e in meant.values() if e})
        else:
            tally.wrong[output] = [line for line, why in meant.items() if why is None]
            print(f"DIFFERS {output}: {len(tally.wrong[output])} lines", *tally.wrong[output][:SHOWN], sep="\n", flush=True)


def _summary(tally: Tally) -> None:
    names = ", ".join([*(name for name, _, _ in NORMALISED), "version of the library", "moment of a ledger's rows"])
    print(f"{tally.same} outputs are the same bytes, {tally.normalised} but for what is normalised ({names})")
    for expected, count in tally.expected.items():
        print(f"{count} outputs differ as meant: {expected.outputs} /{expected.lines}/: {expected.reason}")
    print("seconds by family:", ", ".join(f"{family} {seconds:.0f}" for family, seconds in tally.seconds.items()))
    print(f"{len(tally.wrong)} outputs differ" if tally.wrong else "nothing else differs")
    for output in tally.wrong:
        print(f"  {output}")


if __name__ == "__main__":
    main()
