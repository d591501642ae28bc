"""A copy of the text alone against the file that it was made of: only what a person wrote is marked."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from drafter.language import Edition
from drafter.ooxml.names import TR
from drafter.ooxml.numbered_lines import numbered_paragraphs
from drafter.ooxml.package import Package, read_package
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.existing import redline
from drafter.redline.revisions.listed import revisions
from drafter.writers.docx.write import docx_bytes
from tests.redline import oracle
from tests.tools import draft, sample

Edit = Callable[[list[str]], list[str]]
NEW = "1.9　乙方有权随时调整服务价格，甲方应予接受。"


def text_of(sent: Package, behind: str | None, rows: bool, edit: Edit) -> Package:
    """Return a new document with the lines of another: numbers typed with a sign behind them, or left out; rows of tables as lines with tabs, or cell by cell."""
    lines, last = [], None
    for paragraph, number in numbered_paragraphs(sent):
        text = f"{number}{behind}{paragraph.text}" if number and behind is not None else paragraph.text
        row = next(paragraph.element.iterancestors(TR), None) if rows else None
        if row is not None and row is last:
            lines[-1] += f"\t{text}"
        elif row is not None or text.strip():
            lines.append(text)
        last = row
    made, out = docx.Document(), io.BytesIO()
    for line in edit([line for line in lines if line.strip()]):
        made.add_paragraph(line)
    made.save(out)
    return read_package(out.getvalue(), "text")


def edited(lines: list[str]) -> list[str]:
    """Return lines of which one has other words, one is gone, and one is new."""
    done = list(lines)
    long = [n for n, line in enumerate(lines) if len(line) > 40 and "\t" not in line]
    changed, new, gone = long[3], long[len(long) // 2], long[-6]
    done[changed] = f"{lines[changed]}①②③"
    del done[gone]
    done.insert(new, NEW)
    return done


@pytest.mark.parametrize(
    ("edition", "behind", "rows"), [("zh", "　", False), ("zh", None, False), ("en", " ", False), ("bilingual", "\t", True)]
)
def test_nothing_is_marked_but_edits(edition: Edition, behind: str | None, rows: bool) -> None:
    sent = read_package(docx_bytes(draft(sample("lite-below-threshold"), edition)), "sent")
    done = redline(sent, text_of(sent, behind, rows, list), "x", formats="auto")
    assert [r for r in revisions(done.package) if r.part == "word/document.xml"] == []
    assert [f.code for f in done.findings] == ["text-only"]

    came = text_of(sent, behind, rows, edited)
    done = redline(sent, came, "x", formats="auto")
    changes = [(r.before, r.after) for r in revisions(done.package) if r.part == "word/document.xml"]
    assert changes[:2] == [("", "①②③"), ("", f"{NEW}¶")]
    [(gone, nothing)] = changes[2:]
    assert (len(gone) > 30, nothing) == (True, "")
    assert words(done.package, "accept") == words(came)


def words(package: Package, verdict: str = "") -> list[str]:
    """Return the lines that say anything, by a reader that is not ours."""
    return [said for line in oracle.read(package, verdict) if (said := line.rpartition("|")[2])]


def test_a_file_with_numbers_of_its_own_is_no_copy_of_the_text() -> None:
    sent = read_package(docx_bytes(draft(sample("lite-below-threshold"))), "sent")
    assert [f.code for f in redline(sent, sent, "x", formats="none").findings] == ["formats-left-out"]


def test_formats_all_marks_it_as_it_is() -> None:
    sent = read_package(docx_bytes(draft(sample("lite-below-threshold"))), "sent")
    came = text_of(sent, "　", False, list)
    done = redline(sent, came, "x", formats="all")
    assert len(revisions(done.package)) > 500
    assert words(accept_reject(done.package, "accept").package) == words(came)
