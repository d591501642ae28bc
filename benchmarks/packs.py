"""Every sample's whole pack, in Chinese and in English: each Word file through Microsoft's validator, each workbook recalculated by LibreOffice Calc.

    python -m benchmarks.packs [--only NAME] [--lang zh|en|bilingual]

Prints what each pack holds, the validator's errors, formula errors, and cells that Calc computes otherwise than drafter. Exit code 1 when there are any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from drafter.content import load_content
from drafter.forms.deadlines import deadline_form
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.model import FilledForm
from drafter.forms.selection import project
from drafter.language import Edition
from drafter.packs.pack import make_pack
from tests.forms.calc import differences
from tests.tools import SAMPLES, formula_errors, recalculated_all, sample, validation_errors


@dataclass
class Looked:
    """A pack that was looked at."""

    files: int = 0
    invalid: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # cells with an error, or with another value than drafter's
    cells: int = 0
    seconds: float = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.invalid or self.failed or self.wrong)


def look(name: str, edition: Edition, folder: Path) -> Looked:
    """Return what is wrong in the pack of a sample."""
    done, begin = Looked(), time.perf_counter()
    made, _ = make_pack(load_content(), sample(name), folder / "pack", edition, lambda *_: None)
    done.failed = [f"{m.item.key}: {f.line('en')}" for m in made if m.status == "failed" for f in m.findings]
    documents, books = sorted((folder / "pack").rglob("*.docx")), sorted((folder / "pack").rglob("*.xlsx"))
    done.files = sum(1 for p in (folder / "pack").rglob("*") if p.is_file())
    with ThreadPoolExecutor(cpu_count() or 2) as pool:
        for path, errors in zip(documents, pool.map(validation_errors, documents), strict=True):
            done.invalid += [f"{path.name}: {e['description']}" for e in errors]
    filling = project(load_content(), sample(name), edition)
    for path, book in recalculated_all(books, folder).items():
        done.wrong += [f"{path.name} {e}" for e in formula_errors(book)]
        for form, sheet in _forms(path.name, filling, book):
            told, known = differences(form, sheet)
            done.wrong += [f"{path.name} {t}" for t in told]
            done.cells += known
    done.seconds = time.perf_counter() - begin
    return done


def _forms(file: str, filling: Filling, book: Workbook) -> Iterator[tuple[FilledForm, Any]]:
    """Yield the forms in a workbook of the pack with the sheets they stand on."""
    code = "-".join(file.split("-")[:2])
    if code in filling.forms:
        yield from zip(fill_forms(filling, [code])[0], book.worksheets, strict=False)
    elif file.startswith(("期限总表", "deadlines")):
        yield deadline_form(filling), book.worksheets[0]


def main() -> int:
    """Look at every pack asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only")
    asked.add_argument("--lang", choices=["zh", "en", "bilingual"])
    given = asked.parse_args()
    sound = True
    print(f"{'pack':32} files  Word wrong  computed cells  wrong  failed  seconds")
    for path in SAMPLES:
        for edition in (given.lang,) if given.lang else ("zh", "en"):
            if given.only in (None, path.stem):
                with tempfile.TemporaryDirectory() as folder:
                    done = look(path.stem, edition, Path(folder))
                row = f"{len(done.invalid):10}  {done.cells:14}  {len(done.wrong):5}  {len(done.failed):6}  {done.seconds:7.1f}"
                print(f"{path.stem + ' ' + edition:32} {done.files:5}  {row}", flush=True)
                for what in (*done.failed, *done.invalid[:10], *done.wrong[:10]):
                    print("   ", what[:300])
                sound = sound and done.sound
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
