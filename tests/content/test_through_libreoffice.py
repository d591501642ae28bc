"""Every sample in every edition opened and saved by LibreOffice: every word once, told alike by three readers; and what a person changed there."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import docx
import pytest
from lxml import etree

from drafter.content import load_content
from drafter.errors import DrafterError
from drafter.ooxml.container import pack
from drafter.ooxml.names import W
from drafter.ooxml.numbered_lines import numbered_lines
from drafter.ooxml.package import Package, read_package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.existing import redline
from drafter.redline.revisions.listed import revisions
from drafter.review.verify import verify
from drafter.services.files import Upload
from drafter.services.reviewing import review_returned
from drafter.values.provision_numbers import with_one_nought
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert_all, office
from tests.matrix import OWN, Case, drafted
from tests.tools import need

TEXT = "txt:Text (encoded):UTF8"
SMALL = [case for case in OWN if case.sample == "lite-below-threshold"]


@cache
def sent() -> dict[Case, bytes]:
    """The contracts as they go out."""
    return {case: docx_bytes(drafted(case)) for case in OWN}


@cache
def saved() -> dict[Case, bytes]:
    """The same, opened and saved: one LibreOffice for all of them."""
    return dict(zip(sent(), _converted(list(sent().values()), "docx"), strict=True))


def _converted(files: list[bytes], kind: str) -> list[bytes]:
    made = convert_all(files, kind, seconds=1500)
    assert not [problem for problem in made if isinstance(problem, DrafterError)]
    return [data for data in made if isinstance(data, bytes)]


def files(case: Case) -> tuple[Package, Package]:
    """Return a contract as it goes out and as LibreOffice saved it."""
    need(office(), "LibreOffice")
    return read_package(sent()[case], "sent"), read_package(saved()[case], "saved")


def words_of_python_docx(data: bytes) -> list[str]:
    """Return the lines that python-docx reads, those of tables in their place, each cell once."""
    body = docx.Document(io.BytesIO(data)).element.body
    lines = ("".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p"))
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("case", OWN, ids=str)
def test_not_a_word_a_number_or_a_reference_is_changed(case: Case) -> None:
    before, after = files(case)
    verdict = verify(load_content(), after)
    assert verdict.differences == ()
    assert (verdict.case, verdict.by_text, verdict.partly) == ("saved-again", False, False)
    lines = [[(clause, with_one_nought(number), text) for clause, number, text in numbered_lines(p)] for p in (before, after)]
    assert lines[0] == lines[1]
    assert words_of_python_docx(sent()[case]) == words_of_python_docx(saved()[case])


@pytest.mark.parametrize("case", OWN, ids=str)
def test_the_review_finds_nothing(case: Case) -> None:
    _, after = files(case)
    assert {item.status for item in review_returned(load_content(), Upload("r.docx", pack(after)), "en").items} == {"unchanged"}


@pytest.mark.parametrize("case", OWN, ids=str)
def test_the_redline_has_no_change_and_one_line(case: Case) -> None:
    for one, other in (files(case), files(case)[::-1]):
        done = redline(one, other, "x", formats="auto")
        assert revisions(done.package) == ()
        assert [f.code for f in done.findings] == ["formats-left-out"]


def test_libreoffice_reads_the_same_in_what_it_saved() -> None:
    need(office(), "LibreOffice")
    cases = list(sent())[:3]
    texts = _converted([data[case] for data in (sent(), saved()) for case in cases], TEXT)
    said = [[line for line in text.decode("utf-8-sig").splitlines() if line.strip()] for text in texts]
    assert said[: len(cases)] == said[len(cases) :]


# what a person changed there


def planted(package: Package) -> Package:
    """Return a contract with ten edits made in it: words, a number, a sentence, a heading, a cell; paragraphs that came and went."""
    done = package.fork()
    body = done.edit(done.main).find(W + "body")
    assert body is not None
    lines = [p for p in body if p.tag == W + "p" and len("".join(t.text or "" for t in p.iter(W + "t"))) > 30 and not _complex(p)]
    chosen = lines[:: len(lines) // 9][:8]
    for number, paragraph in enumerate(chosen[:6]):
        text = next(t for t in paragraph.iter(W + "t") if len(t.text or "") > 8)
        text.text = f"{(text.text or '')[:4]}改{number}{(text.text or '')[6:]}"
    new = etree.fromstring(etree.tostring(chosen[6]))
    for gone in [*new.iter(W + "bookmarkStart", W + "bookmarkEnd"), *list(new.iter(W + "r"))[1:]]:
        gone.getparent().remove(gone)
    next(new.iter(W + "t")).text = "乙方有权随时调整服务价格，甲方应予接受。"
    chosen[2].addnext(new)  # far from the one that goes: side by side they would read as one that was replaced
    body.remove(chosen[7])
    cells = [t for t in body.iter(W + "t") if len(t.text or "") > 3 and next(t.iterancestors(W + "tc"), None) is not None]
    for number, text in enumerate((cells[len(cells) // 2], cells[-5])):
        text.text = f"{text.text}补{number}"
    return done


def _complex(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(W + "fldChar", W + "hyperlink", W + "drawing", W + "sectPr", W + "br"), None) is not None


def told(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the changes of a file, before and after."""
    return ((r.before, r.after) for r in revisions(package))


@pytest.mark.parametrize("case", [c for c in SMALL if c.edition != "en"], ids=str)
@pytest.mark.parametrize("track", [False, True])
def test_ten_edits_made_in_libreoffice_are_exactly_these_ten(case: Case, track: bool) -> None:
    before, after = files(case)
    if case.edition == "bilingual" and track:
        pytest.skip("as without tracking")
    changed = planted(after)
    alone = tracked(compare(after, changed), "Supplier", formats=False)  # the same program on both sides: nothing but the edits
    expected = list(told(alone))
    done = redline(before, alone if track else changed, "x", formats="auto")
    assert list(told(done.package)) == expected
    assert re.search("改0", "".join(after for _, after in expected))
    assert len({r.text or r.before + r.after for r in revisions(done.package)}) >= 10


def with_margins(package: Package) -> Package:
    """Return a contract with a word put into the first header and the first footer that say anything, and a sentence into a footer that says nothing."""
    done = package.fork()
    roots = [done.edit(part) for part in done.stories() if re.search("(header|footer)[0-9]+.xml", part)]
    for kind, put in (("hdr", "改"), ("ftr", "改")):
        speaking = [t for root in roots if root.tag == W + kind for t in root.iter(W + "t") if (t.text or "").strip()]
        speaking[0].text = f"{speaking[0].text}{put}"
    silent = next(root for root in roots if root.tag == W + "ftr" and not list(root.iter(W + "t")))
    run = etree.SubElement(next(silent.iter(W + "p")), W + "r")
    etree.SubElement(run, W + "t").text = "乙方有权随时调整价格。"
    return done


@pytest.mark.parametrize("case", [c for c in OWN if c.sample in ("lite-below-threshold", "minimal") and c.edition == "zh"], ids=str)
def test_edits_in_headers_and_footers_are_told_with_the_ten_and_nothing_else(case: Case) -> None:
    before, after = files(case)
    changed = with_margins(planted(after))
    expected = list(told(redline(before, planted(after), "x", formats="auto").package))
    found = list(told(redline(before, changed, "x", formats="auto").package))
    left = list(found)
    for each in expected:
        left.remove(each)  # all of them are told alike
    assert sorted(left) == [("", "乙方有权随时调整价格。"), ("", "改"), ("", "改")]


def test_a_footer_taken_out_in_another_program_is_told() -> None:
    case = SMALL[0]
    before, after = files(case)
    changed = after.fork()
    for part in [p for p in changed.stories() if re.search("footer[0-9]+.xml", p)]:
        for paragraph in changed.edit(part).iter(W + "p"):
            paragraph[:] = []
    [(gone, come)] = told(redline(before, changed, "x", formats="auto").package)
    assert ("页" in gone, come) == (True, "")
