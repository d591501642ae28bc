"""Accept and reject every document tracked in Word against its published versions, judged by an oracle that shares no code with us.

    python -m benchmarks.settle [FOLDER]        # ../shared/redline beside the project unless said otherwise

Prints a line a document and the totals: text with tables and notes, headers and footers, run and paragraph formatting, validator,
a second settling that changes nothing, and settling author by author and change by change giving the same as all at once.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, open_package
from drafter.redline.revisions.accept_reject import Selection, Verdict, accept_reject
from drafter.redline.revisions.listed import revisions
from tests.tools import validation_errors, validator

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "redline"
VERDICTS: tuple[tuple[Verdict, str], ...] = (("reject", "a.docx"), ("accept", "b.docx"))


def load_oracle(folder: Path) -> ModuleType:
    """Return the oracle module of the harness."""
    spec = importlib.util.spec_from_file_location("oracle", folder / "oracle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(oracle: ModuleType, pair: Path, validate: bool) -> Iterator[tuple[str, bool]]:
    """Yield what was measured of one document, and whether it is as it should be."""
    gold = open_package(pair / "gold.docx")
    for verdict, published in VERDICTS:
        done = accept_reject(gold, verdict)
        data = pack(done.package)
        ours, theirs = oracle.resolve(data, "asis"), oracle.resolve((pair / published).read_bytes(), "asis")
        yield "text", ours.lines() == theirs.lines()
        yield "headers", ours.stories == theirs.stories
        yield "formatting", ours.fmt == theirs.fmt
        yield "comments", ours.comments == theirs.comments
        yield "nothing left", not oracle.has_tracked(data) and not revisions(done.package)
        yield "idempotent", accept_reject(done.package, verdict).package == done.package
        yield "by author", same(oracle, by_author(gold, verdict), data)
        yield "by change", same(oracle, by_change(gold, verdict), data)
        if validate:
            yield "valid", not new_errors(pair / "gold.docx", data)


def same(oracle: ModuleType, package: Package, data: bytes) -> bool:
    """Say whether two documents read alike, formatting included."""
    one, other = oracle.resolve(pack(package), "asis"), oracle.resolve(data, "asis")
    return bool(one.lines() == other.lines() and one.fmt == other.fmt and one.stories == other.stories)


def by_author(package: Package, verdict: Verdict) -> Package:
    """Settle one author after the other."""
    for author in sorted({r.author for r in revisions(package)}):
        package = accept_reject(package, verdict, Selection(authors=frozenset({author}))).package
    return package


def by_change(package: Package, verdict: Verdict) -> Package:
    """Settle one change after the other, the first first."""
    while revisions(package):
        package = accept_reject(package, verdict, Selection(numbers=frozenset({1}))).package
    return package


def new_errors(before: Path, data: bytes) -> list[str]:
    """Return the validator's errors that the tracked document does not have."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        found = Counter(str(e.get("description")) for e in validation_errors(Path(file.name)))
    return list((found - Counter(str(e.get("description")) for e in validation_errors(before))).elements())


def main() -> None:
    """Run all documents and print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BESIDE
    oracle, totals, passed = load_oracle(folder), Counter[str](), Counter[str]()
    pairs = sorted((folder / "pairs" / "rp").iterdir())
    started = time.perf_counter()
    for pair in pairs:
        failed = []
        for what, good in judged(oracle, pair, validator() is not None):
            totals[what] += 1
            passed[what] += good
            failed += [] if good else [what]
        print(f"{pair.name:36} {'ok' if not failed else 'FAILED: ' + ', '.join(failed)}")
    print(f"{len(pairs)} documents, accepted and rejected, {time.perf_counter() - started:.0f} s")
    for what, count in totals.items():
        print(f"ratio {what} {passed[what]}/{count}")


if __name__ == "__main__":
    main()
