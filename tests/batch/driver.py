"""Runs a batch of test rows in a process of its own, to be killed: driver.py FOLDER ROWS."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drafter.batch.pool import Here
from drafter.batch.run import Batch, run_batch
from drafter.batch.task import Wanted
from drafter.content import load_content
from drafter.errors import DrafterError
from tests.batch.rows import rows

if __name__ == "__main__":
    try:
        run_batch(Batch(rows(int(sys.argv[2]))), Wanted(load_content()), Path(sys.argv[1]), Here(load_content()), lambda event, said: None)
    except DrafterError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
