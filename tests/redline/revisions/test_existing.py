"""Files that bear tracked changes already, compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from drafter.ooxml.container import pack
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.existing import ExistingRevisions, Redline, redline
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.printed import read_text_lines
from tests.redline.build import by, dele, ending, ins, package, paragraph, row, run, table
from tests.redline.build import cell as cell_of

PARTS = Mapping[str, bytes]
SENT = package(
    paragraph(run("甲方应在验收后30日内付款。"))
    + paragraph(run("乙方应在合同签订后5日内进场。"))
    + paragraph(run("双方应当保密。"))
    + table(row(cell_of(paragraph(run("响应"))), cell_of(paragraph(run("2小时")))))
    + paragraph(run("本合同一式四份。"))
)
RETURNED = (
    paragraph(run("甲方应在验收后"), dele("30"), ins(run("60")), run("日内付款。"), ins(run("逾期不计利息。"), "丙方")),
    paragraph(run("乙方应在合同签订后5日内进场。"), mark=ending("ins")) + paragraph(ins(run("进场费另计。"))),
    paragraph(dele("双方应当保密。"), mark=ending("del")),
    table(row(cell_of(paragraph(run("响应"))), cell_of(paragraph(run("2小时")))), row(cell_of(paragraph(ins(run("到场")), mark=ending("ins"))), cell_of(paragraph(ins(run("4小时")), mark=ending("ins"))), mark=ending("ins"))),
    paragraph(run("本合同一式", f'<w:b/><w:rPrChange {by("丙方")}><w:rPr/></w:rPrChange>'), run("四份。")),
)  # fmt: skip


def compared(folder: Path, sent: PARTS, returned: PARTS, prior: ExistingRevisions, author: str = "我方") -> Redline:
    """Return the redline of two files."""
    paths = folder / "sent.docx", folder / "returned.docx"
    for path, parts in zip(paths, (sent, returned), strict=True):
        path.write_bytes(pack(dict(parts)))
    return redline(*paths, author, "", prior)


def read(parts: PARTS) -> list[str]:
    """Return the lines of a file."""
    return [line.text for story in read_text_lines(parts).values() for lines in story for line in lines]


@pytest.mark.parametrize("prior", ["accept", "reject", "keep"])
def test_all_accepted_is_the_revised_file_and_all_rejected_the_original(tmp_path: Path, prior: ExistingRevisions) -> None:
    returned = package("".join(RETURNED).replace("5日内", "8日内"))
    done = compared(tmp_path, SENT, returned, prior)
    wanted = accept_reject(returned, "reject" if prior == "reject" else "accept").parts
    assert read(accept_reject(done.parts, "accept").parts) == read(wanted)
    assert read(accept_reject(done.parts, "reject").parts) == read(SENT)


def test_marks_are_kept_as_they_are_when_nothing_else_was_changed(tmp_path: Path) -> None:
    returned = package("".join(RETURNED))
    done = compared(tmp_path, SENT, returned, "keep")
    assert done.parts == returned
    assert done.findings == ()


def test_authors_keep_their_changes_and_the_rest_is_ours(tmp_path: Path) -> None:
    returned = package("".join(RETURNED).replace("5日内", "8日内"))
    done = compared(tmp_path, SENT, returned, "keep")
    said = {(r.author, r.before, r.after) for r in revisions(done.parts)}
    assert ("我方", "5", "8") in said
    assert {a for a, before, after in said if "60" in after} == {"乙方"}
    assert {a for a, before, after in said if "利息" in after} == {"丙方"}
    assert {a for a, before, after in said if "到场" in after} == {"乙方"}
    assert {a for a, before, after in said if "保密" in before} == {"乙方"}
    assert {r.author for r in revisions(done.parts) if r.kind == "format"} == {"丙方"}
    assert [f.code for f in done.findings] == ["untracked"]
    assert sum(author == "我方" for author, *_ in said) == 1


def test_what_hides_beside_a_tracked_change_is_not_given_its_author(tmp_path: Path) -> None:
    """The other side tracks 30 to 60 and slips 日 to 工作日 in beside it, with tracking off."""
    returned = package("".join(RETURNED).replace("日内付款", "个月内付款"))
    done = compared(tmp_path, SENT, returned, "keep")
    assert {r.author for r in revisions(done.parts) if "个月" in r.after} == {"我方"}


def test_our_own_marks_in_both_files_are_taken_as_said(tmp_path: Path) -> None:
    ours = paragraph(run("价款"), ins(run("含税"), "我方"), run("。"))
    theirs = paragraph(run("价款"), ins(run("含税"), "我方"), ins(run("，"), "乙方"), run("。"))
    done = compared(tmp_path, package(ours), package(theirs), "keep")
    assert [(r.author, r.after) for r in revisions(done.parts)] == [("乙方", "，")]
    assert compared(tmp_path, package(ours), package(ours), "keep").findings == ()
