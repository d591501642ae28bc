"""What the proof of same bytes works on: answer sets, registers, files that are bad; and contracts with what came back of them.

Both trees are given the same bytes, save of contracts: each is given those it drafts itself, for a contract names the library it was made
of, and one of another library is reviewed otherwise. That the contracts are the same is proved before.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from tests.assets.registers import english, messy, tidy
from tests.redline.build import package, paragraph
from tests.review.thin import THIN

Change = Callable[[dict[str, str]], dict[str, str]]
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
    """Write what both trees are given into an empty folder."""
    for sample in sorted((tree / "samples").iterdir()):
        shutil.copy(sample, folder)
    (folder / "little.yaml").write_text(_LITTLE, encoding="utf-8")
    (folder / "decisions.yaml").write_text(_DECISIONS, encoding="utf-8")
    for name, text in _BAD.items():
        (folder / f"bad-{name}.yaml").write_text(text, encoding="utf-8")
    for name, write in (("tidy", tidy), ("messy", messy), ("english", english)):
        write(folder / f"{name}.xlsx", 300)
    _not_ours(folder)
    _next_year(folder)


class Contracts:
    """The contracts of a tree in a folder of its own, beside links to what both trees are given; each is made when it is first asked for."""

    def __init__(self, tree: Path, folder: Path, inputs: Path) -> None:
        self.tree, self.folder, self.lock = tree, folder, Lock()
        folder.mkdir(parents=True, exist_ok=True)
        for path in inputs.iterdir():
            (folder / path.name).unlink(missing_ok=True)
            (folder / path.name).symlink_to(path)

    def provide(self, commands: Sequence[Sequence[str]]) -> None:
        """Make every contract that commands name, as in/NAME.docx."""
        with self.lock:
            for name in dict.fromkeys(
                word[3:] for words in commands for word in words if word.startswith("in/") and word.endswith(".docx")
            ):
                self._make(name.removesuffix(".docx"))

    def _make(self, name: str) -> None:
        path = self.folder / f"{name}.docx"
        sample, _, lang = name.rpartition("-")
        if path.exists():
            return
        if name in _OTHERS:
            self._run(*_OTHERS[name], path.name)
        elif lang in LANGUAGES:
            self._run("draft", f"{sample}.yaml", "--lang", lang, "--quiet", "-o", path.name)
        elif lang == "tracked":
            self._make(f"{sample}-came")
            came = ["--author", "Supplier", "--date", "2026-03-02", "--quiet", "-o"]
            self._run("redline", f"{sample}.docx", f"{sample}-came.docx", *came, path.name)
        elif lang in _CHANGES:
            self._make(sample)
            _rewritten(self.folder / f"{sample}.docx", path, _CHANGES[lang])

    def _run(self, *words: str) -> None:
        done = drafter(self.tree, self.folder, words)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")


def _rewritten(path: Path, to: Path, change: Change) -> None:
    """Write a copy of a Word file with its parts changed by a function."""
    with zipfile.ZipFile(path) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    changed = change({name: data.decode() for name, data in parts.items() if name in (DOCUMENT, PROVENANCE)})
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name), changed[name].encode() if name in changed else data)


def _provision(body: str, clause: str) -> tuple[int, int]:
    """Return where a provision stands: in a control of its own, or between its bookmarks, as the version writes it."""
    at = body.find(f"drafter:{clause}@")
    if at >= 0:
        return body.rindex("<w:sdt>", 0, at), body.index("</w:sdt>", at) + len("</w:sdt>")
    name = clause.replace("-", "_")
    first, last = (re.search(f'w:name="{mark}_{name}(?:_en)?"', body) for mark in ("r", "[pf]"))
    assert first is not None
    assert last is not None
    return body.rindex("<w:p>", 0, first.start()), body.index("</w:p>", last.start()) + len("</w:p>")


def _as_supplier(parts: dict[str, str]) -> dict[str, str]:
    """Change the term of payment and of the contract, and leave out what late payment costs."""
    body = parts[DOCUMENT]
    for clause, number in ((PAY, 90), (TERM, 11)):
        start, _ = _provision(body, clause)
        body = body[:start] + _AMOUNT.sub(rf">{number}\g<1>\g<2></w:t>", body[start:], count=1)
    start, end = _provision(body, LATE)
    return {DOCUMENT: body[:start] + body[end:]}


def _as_older_library(parts: dict[str, str]) -> dict[str, str]:
    """Put a clause as an older library had it: another word, another digest."""
    body, stale = parts[DOCUMENT], rf'(clause="{SLA}" position="\w+" digest=")\w+'
    start, _ = _provision(body, SLA)
    word, older = ("Party B", "The contractor") if "Party B" in body[start:] else ("乙方", "承包人")
    return {DOCUMENT: body[:start] + body[start:].replace(word, older, 1), PROVENANCE: re.sub(stale, r"\g<1>0000", parts[PROVENANCE])}


_CHANGES = {"came": _as_supplier, "older": _as_older_library}
_OTHERS = {
    "proposal": ("draft", f"{LITE}.yaml", "--agreement", "proposal", "--quiet", "-o"),
    "own": ("template", "new"),
}


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
