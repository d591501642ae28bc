"""The wheel in an empty environment, run from another folder, does what a checkout does."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from tests.tools import ROOT


def test_wheel_drafts_the_sample_from_any_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "home"
    venv.create(home, with_pip=True)
    subprocess.run([home / "bin/pip", "install", "--quiet", wheel], check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run([home / "bin/drafter", "demo", "-o", "made"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for edition in ("zh", "en", "bilingual"):
        made = (elsewhere / "made" / f"contract-{edition}.docx").read_bytes()
        from drafter.writers.docx.write import docx_bytes
        from tests.tools import draft, sample

        assert made == docx_bytes(draft(sample("m3b-data-bureau"), edition))
