"""What the proof of same bytes works on: answer sets, registers, contracts of the earlier tree and what came back of them, files that are bad.

All of it is made once, by the earlier tree where drafter makes it, so that both trees are given the same bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.assets.registers import english, messy, tidy
from tests.redline.build import package, paragraph
from tests.review.thin import THIN

LANGUAGES = ("zh", "en", "bilingual")
LITE, M1 = "lite-below-threshold", "m1-social-insurance"
DOCUMENT, PROVENANCE = "word/document.xml", "customXml/item1.xml"
PAY, LATE, TERM, SLA = "cost-payment-term", "cost-late-payment", "general-term", "quality-sla"
_AMOUNT = re.compile(r">\d+( ?)(日|days|个月|months)</w:t>")
_DECISIONS = f"""decisions:
  - {{clause: {PAY}, decision: reject, reason: 付款期限不得超过60日, by: 法务}}
  - {{clause: {LATE}, decision: reject, reason: 逾期责任不可删除}}
  - {{clause: {TERM}, decision: accept, reason: 同意}}
"""
_LITTLE = "drafter: 1\nagreement: contract\nanswers:\n  project_name: {zh: 试办项目, en: A trial}\n  om_mode: M1\n"
_BAD = {
    "yaml": "drafter: 1\nanswers: {project_name: [\n",
    "unknown": "drafter: 1\nagreement: contract\nanswers: {no_such_question: 1, om_mode: M9, linked_pct: 400}\n",
    "values": "drafter: 1\nanswers: {sign_date: 2026-02-31, budget_amount: a lot, systems: [{name: X, users: many}], party_a: {uscc: '123'}}\n",
    "empty": "",
    "agreement": "drafter: 1\nagreement: marriage\nanswers: {}\n",
}


def drafter(tree: Path, folder: Path, words: Sequence[str], language: str = "zh", seconds: int = 900) -> subprocess.CompletedProcess[str]:
    """Run `python -m drafter` of a tree in a folder, with a cache folder of the proof's own. Raises TimeoutExpired."""
    own = {"PYTHONPATH": str(tree), "DRAFTER_LANG": language, "XDG_CACHE_HOME": str(tree.parent / "cache"), "COLUMNS": "160"}
    command = [sys.executable, "-m", "drafter", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def make_inputs(tree: Path, folder: Path) -> None:
    """Write all inputs into an empty folder."""
    for sample in sorted((tree / "samples").iterdir()):
        shutil.copy(sample, folder)
    _made_by(tree, folder, [("draft", f"{path.name}", "-o", f"{path.stem}-{lang}.docx", "--lang", lang, "--quiet") for path in _answers(folder) for lang in LANGUAGES])  # fmt: skip
    _made_by(
        tree,
        folder,
        [("draft", f"{LITE}.yaml", "-o", "proposal.docx", "--agreement", "proposal", "--quiet"), ("template", "new", "own.docx")],
    )
    (folder / "little.yaml").write_text(_LITTLE, encoding="utf-8")
    (folder / "decisions.yaml").write_text(_DECISIONS, encoding="utf-8")
    for name, text in _BAD.items():
        (folder / f"bad-{name}.yaml").write_text(text, encoding="utf-8")
    for name, write in (("tidy", tidy), ("messy", messy), ("english", english)):
        write(folder / f"{name}.xlsx", 300)
    _returned(tree, folder)
    _not_ours(folder)
    _next_year(folder)


def _answers(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _made_by(tree: Path, folder: Path, commands: Sequence[Sequence[str]]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for command, done in zip(commands, pool.map(lambda words: drafter(tree, folder, words), commands), strict=True):
            if done.returncode:
                raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")


def _returned(tree: Path, folder: Path) -> None:
    """Write what came back: with changes untracked and tracked, and a contract of an older library."""
    names = [f"{sample}-{lang}" for sample in (LITE, M1) for lang in ("zh", "en")]
    for name in names:
        _rewritten(folder / f"{name}.docx", folder / f"{name}-came.docx", _as_supplier)
        _rewritten(folder / f"{name}.docx", folder / f"{name}-older.docx", _as_older_library)
    _made_by(tree, folder, [("redline", f"{n}.docx", f"{n}-came.docx", "-o", f"{n}-tracked.docx", "--author", "Supplier", "--date", "2026-03-02", "--quiet") for n in names])  # fmt: skip


def _rewritten(path: Path, to: Path, change: object) -> None:
    """Write a copy of a Word file with its parts changed by a function."""
    assert callable(change)
    with zipfile.ZipFile(path) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    changed = change({name: data.decode() for name, data in parts.items() if name in (DOCUMENT, PROVENANCE)})
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name), changed[name].encode() if name in changed else data)


def _control(body: str, clause: str) -> tuple[int, int]:
    at = body.index(f"drafter:{clause}@")
    return body.rindex("<w:sdt>", 0, at), body.index("</w:sdt>", at) + len("</w:sdt>")


def _as_supplier(parts: dict[str, str]) -> dict[str, str]:
    """Change the term of payment and of the contract, and leave out what late payment costs."""
    body = parts[DOCUMENT]
    for clause, number in ((PAY, 90), (TERM, 11)):
        start, _ = _control(body, clause)
        body = body[:start] + _AMOUNT.sub(rf">{number}\g<1>\g<2></w:t>", body[start:], count=1)
    start, end = _control(body, LATE)
    return {DOCUMENT: body[:start] + body[end:]}


def _as_older_library(parts: dict[str, str]) -> dict[str, str]:
    """Put a clause as an older library had it: another word, another digest."""
    body, stale = parts[DOCUMENT], rf'(clause="{SLA}" position="\w+" digest=")\w+'
    start, _ = _control(body, SLA)
    word, older = ("Party B", "The contractor") if "Party B" in body[start:] else ("乙方", "承包人")
    return {DOCUMENT: body[:start] + body[start:].replace(word, older, 1), PROVENANCE: re.sub(stale, r"\g<1>0000", parts[PROVENANCE])}


def _not_ours(folder: Path) -> None:
    """Write contracts that somebody typed, and files that are none."""
    for language, text in THIN.items():
        parts = package("".join(paragraph(f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>') for line in text.strip().split("\n")))
        with zipfile.ZipFile(folder / f"thin-{language}.docx", "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in parts.items():
                out.writestr(zipfile.ZipInfo(name), data)
    (folder / "text.docx").write_bytes(b"not a Word file")
    with zipfile.ZipFile(folder / "other.docx", "w") as out:
        out.writestr("readme.txt", "a zip, but no document")


def _next_year(folder: Path) -> None:
    """Write the answers of the year after: another price, other days, and one cost more."""
    text = (folder / "minimal.yaml").read_text(encoding="utf-8")
    text = (
        text.replace("462000", "475000").replace("480000", "490000").replace("2027-01-01", "2028-01-01").replace("2026-12-21", "2027-12-20")
    )
    (folder / "next-year.yaml").write_text(text.replace("pay_cycle: quarterly", "pay_cycle: monthly"), encoding="utf-8")
