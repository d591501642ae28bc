"""Mutated Word files, read, compared and settled: each works or is refused in words; anything else is a find.

    python -m benchmarks.fuzz_redline [COUNT] [FIRST]        # 2,000 cases unless said otherwise, from case 0

A case is its number: the same number is the same mutated file. Small documents, so that many go through: one with every kind of
tracked change, one with everything a comparison meets, one with macros, and the beginning of a contract drafted here.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from random import Random

from lxml import etree

from drafter.errors import DrafterError
from drafter.ooxml.active import active_content, has_macros, without_macros
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, read_package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.page.html import page_bytes
from drafter.redline.page.listing import Listing
from drafter.redline.page.view import view
from drafter.redline.revisions.accept_reject import Verdict, accept_reject
from drafter.redline.revisions.existing import ExistingRevisions, redline
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.untracked import untracked
from drafter.writers.docx.write import docx_bytes
from tests.matrix import CASES as DRAFTS
from tests.matrix import drafted
from tests.redline.build import W, by, cell, dele, ending, ins, package, paragraph, row, run, table
from tests.redline.build import parts as parts_of
from tests.redline.cases import CASES

_TELL = 1_000
SLOW = 20  # seconds: these documents are small
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
VERDICTS: tuple[Verdict, ...] = ("accept", "reject")
PRIORS: tuple[ExistingRevisions, ...] = ("accept", "keep")
Parts = Mapping[str, bytes]

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF b \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>'
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_COMMENTED = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
_SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>{}</w:sectPr>'
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def everything() -> Parts:
    """Return a document of everything that a comparison meets, without tracked changes."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    control = '<w:sdt><w:sdtPr><w:tag w:val="drafter:cost/payment@preferred"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    notes = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
    grid = table(
        row(cell(paragraph(run("项目"))), cell(paragraph(run("金额")))),
        row(cell(paragraph(run("维护"))), cell(paragraph(run("100")) + table(row(cell(paragraph(run("含税"))))) + paragraph())),
        row(cell(paragraph(run("合计")), '<w:gridSpan w:val="2"/>')),
    )
    body = (
        paragraph(run("第一条 付款"), properties='<w:pStyle w:val="1"/>')
        + control.format(paragraph(run("验收后"), run("30", '<w:b/><w:rStyle w:val="c"/>'), run("日内付款。"), notes, properties=numbered.format(1)))
        + paragraph('<w:bookmarkStart w:id="1" w:name="b"/>', run("违约金按日计算。"), '<w:bookmarkEnd w:id="1"/>', properties=numbered.format(2))
        + paragraph(run("见"), _FIELD.format(run("第一条")), f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>', run("。"))
        + paragraph(f'<w:hyperlink r:id="rId8">{run("网站")}</w:hyperlink>', _COMMENTED.format(run("请核对")), run("甲\t乙"), "<w:r><w:tab/><w:br/></w:r>")
        + paragraph(_BOX.format(paragraph(run("框内文字"))))
        + paragraph('<w:r><w:drawing><wps:blip r:embed="rId9"/></w:drawing></w:r>', "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        + paragraph(run("本节完"), properties=_SECTION.format('<w:type w:val="nextPage"/>'))
        + grid
        + paragraph(f'<w:smartTag w:element="x">{run("智能")}</w:smartTag>', f'<w:sdt><w:sdtPr><w:alias w:val="y"/></w:sdtPr><w:sdtContent>{run("控件")}</w:sdtContent></w:sdt>')
        + paragraph(run("末"))
        + _SECTION.format('<w:cols w:space="425"/>')
    )  # fmt: skip
    note = '<w:{0} w:id="2">{1}</w:{0}>'
    parts = parts_of(
        body, header1=paragraph(run("页眉")), footer1=table(row(cell(paragraph(run("页脚"))))) + paragraph(run("第"), _FIELD.format(run("1"))),
        footnotes=note.format("footnote", paragraph(run("脚注一"))), endnotes=note.format("endnote", paragraph(run("尾注"))),
        comments=note.format("comment", paragraph(run("批注"))).replace('w:id="2"', f'{by("甲方", 1)} w:initials="j"'), styles=_STYLES,
    )  # fmt: skip
    parts["word/numbering.xml"] = f'<?xml version="1.0"?><w:numbering xmlns:w="{W}">{_NUMBERING}</w:numbering>'.encode()
    parts["word/settings.xml"] = f'<?xml version="1.0"?><w:settings xmlns:w="{W}"><w:trackRevisions/></w:settings>'.encode()
    parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(40)
    rel = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/>'
    more = (
        ("rId7", "numbering", "numbering.xml", ""), ("rId8", "hyperlink", "https://example.org/", ' TargetMode="External"'),
        ("rId9", "image", "media/image1.png", ""), ("rId10", "settings", "settings.xml", ""),
    )  # fmt: skip
    rels = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = rels.replace("</Rel", "".join(rel.format(*m) for m in more) + "</Rel").encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{kind}{part}+xml"/>' for part in ("numbering", "settings"))
    types = f'<Default Extension="png" ContentType="image/png"/>{types}'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"<Override", types.encode() + b"<Override", 1)
    return parts


def tracked_changes(half: int) -> Parts:
    """Return a document of half of the kinds of tracked changes there are, in the body and beside it."""
    changed = paragraph(run("甲"), dele("旧"), ins(run("新"))) + paragraph(ins(run("段")), mark=ending("ins")) + paragraph(run("末"))
    note = '<w:{0} w:id="2">{1}</w:{0}>'
    body = "".join(case.body for case in list(CASES.values())[half::2]) + paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>')
    return package(
        body, header1=changed, footer1=changed, footnotes=note.format("footnote", changed), endnotes=note.format("endnote", changed),
        comments=note.format("comment", changed), styles=_STYLES,
    )  # fmt: skip


def with_macros() -> Parts:
    """Return a document with macros and other active content."""
    parts = everything()
    types = parts["[Content_Types].xml"].decode()
    start = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = types.replace(start, MACROS).replace(
        "<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
    )
    parts["[Content_Types].xml"] = types.encode()
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(60)
    rels = parts["word/_rels/document.xml.rels"].decode()
    rel = '<Relationship Id="rId20" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Rel", rel + "</Rel").encode()
    return parts


def beginning(blocks: int = 16, lists: int = 3) -> Parts:
    """Return the beginning of a contract drafted here, and the first of its lists."""
    parts = read_package(docx_bytes(drafted(next(c for c in DRAFTS if str(c) == "minimal-lite-zh"))), "draft")
    root = etree.fromstring(parts["word/document.xml"])
    for block in list(root[0])[blocks:-1]:
        root[0].remove(block)
    numbering = etree.fromstring(parts["word/numbering.xml"])
    for kind in ("abstractNum", "num"):
        for element in numbering.findall(f"{{{W}}}{kind}")[lists:]:
            numbering.remove(element)
    return {
        **parts,
        "word/document.xml": etree.tostring(root),
        "word/numbering.xml": etree.tostring(numbering),
        "customXml/item1.xml": b"<a/>",
    }


@lru_cache(maxsize=1)
def bases() -> tuple[Parts, ...]:
    """Return the documents that are mutated."""
    return tracked_changes(0), tracked_changes(1), everything(), with_macros(), beginning()


# mutations

_VALUES = (
    "",
    "-1",
    "0",
    "1",
    "2",
    "99999999999999999999",
    "x",
    "²",
    "٣",
    " ",
    "true",
    "begin",
    "end",
    "甲" * 300,
    "a:b",
    "../..",
    "/word/document.xml",
    "rId1",
    "rId9",
    "{",
    "{x}y",
    "1.5",
)
_NAMES = (
    "p", "r", "t", "ins", "del", "moveFrom", "moveTo", "pPr", "rPr", "tbl", "tr", "tc", "tcPr", "trPr", "tblPr", "tblGrid", "sdt", "sdtContent", "sdtPr",
    "body", "sectPr", "hyperlink", "fldChar", "fldSimple", "instrText", "delText", "txbxContent", "footnoteReference", "bookmarkStart", "bookmarkEnd",
    "customXml", "smartTag", "rPrChange", "pPrChange", "cellIns", "cellMerge", "numPr", "document", "altChunk", "commentReference",
)  # fmt: skip
Tree = Callable[[Random, etree._Element], None]


def _any(random: Random, root: etree._Element) -> etree._Element:
    """Return some element, or the root of a tree that has no other."""
    found = [e for e in root.iter(etree.Element) if e is not root]
    return random.choice(found) if found else root


def _delete(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _empty(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    for inner in list(element):
        element.remove(inner)


def _copy(random: Random, root: etree._Element) -> None:
    element, place = _any(random, root), _any(random, root)
    if sum(1 for _ in root.iter()) < 3_000:
        place.insert(random.randint(0, len(place)), etree.fromstring(etree.tostring(element, with_tail=False)))


def _double(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    if element is not root and sum(1 for _ in root.iter()) < 3_000:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _move(random: Random, root: etree._Element) -> None:
    element, place = _any(random, root), _any(random, root)
    if all(around is not element for around in (place, *place.iterancestors())):
        place.insert(random.randint(0, len(place)), element)


def _swap(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def _wrap(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    parent = element.getparent()
    if parent is not None:
        around = etree.Element(f"{{{W}}}{random.choice(_NAMES)}", {f"{{{W}}}id": "1", f"{{{W}}}author": "甲"})
        parent.replace(element, around)
        around.append(element)


def _rename(random: Random, root: etree._Element) -> None:
    _any(random, root).tag = f"{{{W}}}{random.choice(_NAMES)}"


def _foreign(random: Random, root: etree._Element) -> None:
    place = _any(random, root)
    strange = random.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"), etree.Element("bare"), etree.Element("{urn:x}w")))
    place.insert(random.randint(0, len(place)), strange)


def _rename_root(random: Random, root: etree._Element) -> None:
    root.tag = random.choice(("x", "{urn:x}y", *(f"{{{W}}}{n}" for n in _NAMES)))


def _attribute(random: Random, root: etree._Element) -> None:
    having = [e for e in root.iter(etree.Element) if e.attrib]
    if not having:
        return
    element = random.choice(having)
    key = random.choice(list(element.attrib))
    if random.random() < 0.3:
        del element.attrib[key]
    elif random.random() < 0.4:
        other = random.choice(having)
        element.set(key, str(random.choice(list(other.attrib.values()))))
    else:
        element.set(key, random.choice(_VALUES))


def _text(random: Random, root: etree._Element) -> None:
    element = _any(random, root)
    said = random.choice(("", " ", "\n", "甲", "𠮷", "\u202e", "\ufffc", "\ue000", "\x85", "a" * 5_000, "]]>", "{{7*7}}", "¶"))
    if random.random() < 0.2:
        element.tail = said
    else:
        element.text = said


_TREE: tuple[Tree, ...] = (
    _delete, _delete, _unwrap, _empty, _copy, _double, _move, _move, _swap, _wrap, _wrap, _rename, _foreign, _attribute, _attribute, _attribute, _text,
    _rename_root,
)  # fmt: skip


def mutate_tree(random: Random, content: bytes) -> bytes:
    """Return an XML part with some of its elements, attributes and texts otherwise."""
    root = etree.fromstring(content)
    for _ in range(random.choice((1, 1, 1, 2, 3, 5, 9))):
        # the root is renamed seldom: little is read after that
        kind = random.choice(_TREE)
        if kind is not _rename_root or random.random() < 0.2:
            kind(random, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def mutate_bytes(random: Random, content: bytes) -> bytes:
    """Return bytes with some of them otherwise, missing or added."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(data)) if data else 0
        kind = random.randrange(4)
        if kind == 0 and data:
            data[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            del data[at : at + random.choice((1, 2, 30))]
        elif kind == 2:
            data[at:at] = random.choice((b"\0", b"<", b"&x;", b"\xff\xfe", b"<!--", b'"', b"<a/>", b"\xef\xbb\xbf"))
        else:
            data[at:at] = data[at : at + random.choice((1, 8, 60))]
    return bytes(data)


def mutate_parts(random: Random, parts: dict[str, bytes]) -> None:
    """Drop, rename, exchange, empty, double or encode anew some part."""
    name, other = random.choice(sorted(parts)), random.choice(sorted(parts))
    kind = random.randrange(7)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[random.choice((f"{name}.x", name.upper(), "word/new.xml", "customXml/é中.xml", "a/b/c.xml"))] = parts.pop(name)
    elif kind == 2:
        parts[name], parts[other] = parts[other], parts[name]
    elif kind == 3:
        parts[name] = random.choice((b"", b"<a/>", b"\0", b"<?xml version='1.0'?><x:y xmlns:x='urn:z'/>"))
    elif kind == 4:
        parts["word/copy.xml"] = parts[name]
    elif kind == 5 and name.endswith((".xml", ".rels")):
        text = parts[name].decode("utf-8", "replace").replace('encoding="UTF-8"', 'encoding="UTF-16"')
        parts[name] = text.encode("utf-16")
    else:
        parts[random.choice(("word/embeddings/oleObject1.bin", "evil.exe", "word/x.html", "a.zip"))] = b"MZ\x90\0"


def mutated(number: int) -> tuple[Parts, bytes]:
    """Return a document and a mutation of it, as the bytes of a file."""
    random = Random(number)
    base = random.choice(bases())
    parts = dict(base)
    for _ in range(random.choice((1, 1, 2))):
        _mutate(random, parts)
    data = pack(parts)
    kind = random.random()
    if kind < 0.01:
        return base, data[: random.randrange(len(data))]
    return base, mutate_bytes(random, data) if kind < 0.03 else data


def _mutate(random: Random, parts: dict[str, bytes]) -> None:
    written = [p for p in sorted(parts) if p.endswith((".xml", ".rels")) and parts[p].startswith(b"<")]
    name = "word/document.xml" if random.random() < 0.5 and "word/document.xml" in written else random.choice(written or sorted(parts))
    kind = random.random()
    if kind < 0.8 and name in written:
        try:
            parts[name] = mutate_tree(random, parts[name])
        except etree.XMLSyntaxError:  # mutated before, by bytes
            return
    elif kind < 0.88:
        parts[name] = mutate_bytes(random, parts[name])
    else:
        mutate_parts(random, parts)


# judgement


def tried(number: int, every: int = 1) -> str:
    """Return whether a mutated file was `read` or `refused`, done with all that is done to files or every so manieth step of it.

    Raises whatever else happens.
    """
    base, data = mutated(number)
    try:
        package = read_package(data, "mutated.docx")
    except DrafterError as problem:
        check_words(problem)
        return "refused"
    sent = Package(base, "base.docx")
    steps = [_compared(sent, package), _compared(package, sent), _settled(package), _untracked(sent, package), _shown(package)]
    if number % 4 == 0:
        steps += [_redlined(sent, package), _redlined(package, sent)]
    return "read" if all([_works(step) for step in steps[number % every :: every]]) else "refused"


def check_words(problem: DrafterError) -> None:
    """Check that a refusal says what is wrong in both languages."""
    assert problem.findings
    assert all(f.what.zh and f.what.en for f in problem.findings)


def _works(step: Callable[[], None]) -> bool:
    try:
        step()
    except DrafterError as problem:
        check_words(problem)
        return False
    return True


def _compared(original: Package, revised: Package) -> Callable[[], None]:
    def step() -> None:
        made = tracked(compare(original, revised), "乙方", "2026-01-05T10:00:00Z")
        again = read_package(pack(made), "redline.docx")
        revisions(again)
        for verdict in VERDICTS:
            accept_reject(again, verdict)

    return step


def _redlined(original: Package, revised: Package) -> Callable[[], None]:
    """Compare with the tracked changes that the files have settled first, as the command does."""

    def step() -> None:
        for prior in PRIORS:
            made = redline(original, revised, "乙方", prior=prior)
            revisions(read_package(pack(made.package), "redline.docx"))

    return step


def _shown(package: Package) -> Callable[[], None]:
    def step() -> None:
        shown = view(package, "zh")
        page_bytes(shown, "修订", "zh", active_content(package))
        Listing(shown, "en").markdown()
        assert not has_macros(read_package(pack(without_macros(package)), "plain.docx"))

    return step


def _settled(package: Package) -> Callable[[], None]:
    def step() -> None:
        revisions(package)
        for verdict in VERDICTS:
            done = accept_reject(package, verdict)
            assert revisions(read_package(pack(done.package), "settled.docx")) == ()
            assert done.left == 0

    return step


def _untracked(sent: Package, returned: Package) -> Callable[[], None]:
    return lambda: (untracked(sent, returned), None)[1]


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """End what takes longer of the processor's time, with TimeoutError."""

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> None:
    """Run the cases and print what was found."""
    count, first = (int(a) for a in (*sys.argv[1:], *("2000", "0")[len(sys.argv) - 1 :]))
    totals, finds, started = Counter[str](), Counter[str](), time.perf_counter()
    for number in range(first, first + count):
        try:
            with no_longer_than(SLOW):
                totals[tried(number)] += 1
        except Exception as problem:
            totals["found"] += 1
            last = traceback.extract_tb(problem.__traceback__)[-1]
            place = f"{type(problem).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno} {last.line}"
            finds[place] += 1
            if finds[place] == 1:
                print(f"case {number}: {place}\n    {problem!s:.200}", flush=True)
        if (number + 1 - first) % _TELL == 0:
            print(f"{number + 1 - first} cases, {time.perf_counter() - started:.0f} s: {dict(totals)}", flush=True)
    print(f"{count} cases from {first}, {time.perf_counter() - started:.0f} s: {dict(totals)}")
    for place, times in finds.most_common():
        print(f"{times:6} {place}")


if __name__ == "__main__":
    main()
