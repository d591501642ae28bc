"""Files that bear tracked changes already, compared."""

from __future__ import annotations

import pytest

from drafter.ooxml.package import Package
from drafter.ooxml.text import read_paragraphs
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.existing import ExistingRevisions, Redline, redline
from drafter.redline.revisions.listed import revisions
from tests.redline.build import by, dele, ending, ins, package, paragraph, row, run, table
from tests.redline.build import cell as cell_of

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


def compared(sent: Package, returned: Package, prior: ExistingRevisions, author: str = "我方") -> Redline:
    """Return the redline of two files."""
    return redline(sent, returned, author, "", prior)


def read(package: Package) -> list[str]:
    """Return the lines of a file."""
    return [p.text for p in read_paragraphs(package)]


@pytest.mark.parametrize("prior", ["accept", "reject", "keep"])
def test_all_accepted_is_the_revised_file_and_all_rejected_the_original(prior: ExistingRevisions) -> None:
    returned = package("".join(RETURNED).replace("5日内", "8日内"))
    done = compared(SENT, returned, prior)
    wanted = accept_reject(returned, "reject" if prior == "reject" else "accept").package
    assert read(accept_reject(done.package, "accept").package) == read(wanted)
    assert read(accept_reject(done.package, "reject").package) == read(SENT)


def test_marks_are_kept_as_they_are_when_nothing_else_was_changed() -> None:
    returned = package("".join(RETURNED))
    done = compared(SENT, returned, "keep")
    assert done.package == returned
    assert done.findings == ()


def test_authors_keep_their_changes_and_the_rest_is_ours() -> None:
    returned = package("".join(RETURNED).replace("5日内", "8日内"))
    done = compared(SENT, returned, "keep")
    said = {(r.author, r.before, r.after) for r in revisions(done.package)}
    assert ("我方", "5", "8") in said
    assert {a for a, before, after in said if "60" in after} == {"乙方"}
    assert {a for a, before, after in said if "利息" in after} == {"丙方"}
    assert {a for a, before, after in said if "到场" in after} == {"乙方"}
    assert {a for a, before, after in said if "保密" in before} == {"乙方"}
    assert {r.author for r in revisions(done.package) if r.kind == "format"} == {"丙方"}
    assert [f.code for f in done.findings] == ["untracked"]
    assert sum(author == "我方" for author, *_ in said) == 1


def test_what_hides_beside_a_tracked_change_is_not_given_its_author() -> None:
    """The other side tracks 30 to 60 and slips 日 to 工作日 in beside it, with tracking off."""
    returned = package("".join(RETURNED).replace("日内付款", "个月内付款"))
    done = compared(SENT, returned, "keep")
    assert {r.author for r in revisions(done.package) if "个月" in r.after} == {"我方"}


def test_our_own_marks_in_both_files_are_taken_as_said() -> None:
    ours = paragraph(run("价款"), ins(run("含税"), "我方"), run("。"))
    theirs = paragraph(run("价款"), ins(run("含税"), "我方"), ins(run("，"), "乙方"), run("。"))
    done = compared(package(ours), package(theirs), "keep")
    assert [(r.author, r.after) for r in revisions(done.package)] == [("乙方", "，")]
    assert compared(package(ours), package(ours), "keep").findings == ()
