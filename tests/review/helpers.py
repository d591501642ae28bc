"""What the tests of reviews share: a contract that goes out and comes back changed, and the commands run on it."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from drafter.cli.main import main
from drafter.language import Edition
from drafter.ooxml.container import pack
from drafter.ooxml.marks import anchor_name
from drafter.ooxml.package import Package, open_package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.writers.docx.write import docx_bytes
from tests.tools import draft, sample

BODY = "word/document.xml"
TERM = "甲方应自下列日期起"
BOOKMARK = re.compile(rb"<w:bookmark(?:Start|End)[^>]*/>")


def drafted(folder: Path, name: str = "m1-social-insurance", edition: Edition = "zh") -> Path:
    """Write the contract of a sample as we send it."""
    path = folder / "sent.docx"
    path.write_bytes(docx_bytes(draft(sample(name), edition), None))
    return path


def edited(sent: Path, path: Path, *edits: tuple[str, str, str], drop: str = "", track: str = "") -> Path:
    """Write the contract with texts replaced after some words, or in a provision (`§clause`), and a provision dropped, as somebody else's tracked changes when `track` names them."""
    before = open_package(sent)
    text = before[BODY].decode()
    for after_words, old, new in edits:
        at = text.index(f">{old}</w:t>", place(text, after_words))
        text = text[:at] + text[at:].replace(old, new, 1)
    if drop:
        start, end = span(text, drop)
        text = text[:start] + text[end:]
    after = Package({**before, BODY: text.encode()})
    parts = tracked(compare(before, after), track) if track else after
    path.write_bytes(pack(parts))
    return path


def span(body: str, clause: str) -> tuple[int, int]:
    """Return where the blocks of a provision stand: from the first that bears its mark to the last."""
    name = anchor_name(clause)
    first = re.search(f'w:name="r_{name}(?:_en)?"', body)
    last = re.search(f'w:name="[pfb]_{name}(?:_en)?"', body)
    assert first is not None
    assert last is not None
    if body.rfind("<w:tbl>", 0, first.start()) > body.rfind("</w:tbl>", 0, first.start()):  # two columns
        return body.rindex("<w:tbl>", 0, first.start()), body.index("</w:tbl>", last.start()) + len("</w:tbl>")
    return body.rindex("<w:p>", 0, first.start()), body.index("</w:p>", last.start()) + len("</w:p>")


def place(body: str, words: str) -> int:
    """Return where words stand, or a provision begins (`§clause`)."""
    return span(body, words[1:])[0] if words.startswith("§") else body.index(words)


def run(*arguments: Any, language: str = "en") -> tuple[int, str]:
    """Run a command and return its exit code and what it printed."""
    told = io.StringIO()
    argv, spoken = (
        mock.patch.object(sys, "argv", ["drafter", *map(str, arguments)]),
        mock.patch.dict(os.environ, {"DRAFTER_LANG": language}),
    )
    with argv, spoken, redirect_stdout(told), redirect_stderr(told), pytest.raises(SystemExit) as left:
        main()
    assert "Traceback" not in told.getvalue()
    return int(left.value.code or 0), told.getvalue()


def items(*arguments: Any) -> list[dict[str, Any]]:
    """Return the items of a review."""
    code, out = run("review", *arguments, "--json")
    found: list[dict[str, Any]] = json.loads(out)["items"]
    assert code == (1 if any(i["risk"] == "high" for i in found) else 0)
    return found


def reviewed(*arguments: Any) -> dict[str, dict[str, Any]]:
    """Return the provisions that are not as sent, by clause."""
    return {i["clause"]: i for i in items(*arguments) if i["status"] != "unchanged"}


def settled(path: Path, verdict: str, to: Path) -> Path:
    """Write a file with all its tracked changes accepted or rejected."""
    to.write_bytes(pack(accept_reject(open_package(path), verdict).package))  # type: ignore[arg-type]
    return to


def decided(folder: Path, text: str) -> Path:
    """Write a decisions file."""
    path = folder / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    return path
