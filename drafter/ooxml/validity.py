"""What is wrong with a Word file that Word would stumble over: elements out of order, ids that stand twice, references that lead nowhere.

Not the whole of the schema: what scripts, other programs and templates get wrong. Tests hold it against Microsoft's Open XML SDK validator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.errors import Finding, Place, error
from drafter.ooxml.names import BOOKMARK_START, CONTROLS, ID, NAME, NUM_ID, TBL, TBL_GRID, TC, TR, VAL, Element, P, R, T, W, local_name
from drafter.ooxml.order import RANKS, out_of_order
from drafter.ooxml.package import Package
from drafter.ooxml.style_names import STYLE_ELEMENT, STYLE_ID

_STYLED = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}
_SHOWN = 60  # characters of a paragraph to name a place by
_AT_HAND = frozenset({R + name for name in ("id", "embed", "link", "pict")})


def faults(package: Package) -> Iterator[Finding]:
    """Yield what is wrong with a file, part by part. Raises FileError for a part that is not sound XML."""
    for part in package.stories():
        root, place = package.root(part), Place(package.file, 0, part)
        yield from _order(root, place)
        yield from _cells(root, place)
        yield from _relations(root, package, part, place)
    yield from _bookmarks(package)
    yield from _styles(package)


def _fault(zh: str, en: str, place: Place) -> Finding:
    return error(
        "invalid",
        zh,
        en,
        ("用 Word 打开并另存，或从模板中删去所述内容", "open it in Word and save it again, or take out what is named"),
        place,
    )


def _near(element: Element) -> str:
    """Return words near an element to find it by."""
    holder = next((e for e in (element, *element.iterancestors()) if e.tag in (P, TC, TR, TBL)), element)
    return "".join(t.text or "" for t in holder.iter(T)).strip()[:_SHOWN]


def _order(root: Element, place: Place) -> Iterator[Finding]:
    for element in root.iter(*RANKS):
        if out_of_order(element):
            name = f"w:{local_name(element)}"
            yield _fault(
                f"{name} 中的内容顺序不合规范：{_near(element)}", f"what stands in {name} is out of order: {_near(element)}", place
            )


def _cells(root: Element, place: Place) -> Iterator[Finding]:
    for cell in root.iter(TC):
        last = next((e for e in cell.iterchildren(reversed=True) if e.tag in (P, TBL) or e.tag in CONTROLS), None)
        if last is None or last.tag == TBL:
            yield _fault(f"表格单元格没有以段落结尾：{_near(cell)}", f"a cell does not end with a paragraph: {_near(cell)}", place)
    for table in root.iter(TBL):
        if table.find(TBL_GRID) is None or next(table.iter(TR), None) is None:
            yield _fault(f"表格没有列宽或行：{_near(table)}", f"a table has no grid or no row: {_near(table)}", place)


def _relations(root: Element, package: Package, part: str, place: Place) -> Iterator[Finding]:
    known = package.relations(part)
    for element in root.iter():
        for name in _AT_HAND & set(map(str, element.attrib)):
            if element.get(name) not in known:
                said = f"w:{local_name(element)} {element.get(name)}"
                yield _fault(f"引用的部件不存在：{said}", f"leads to a part that is not there: {said}", place)


def _bookmarks(package: Package) -> Iterator[Finding]:
    marks = [mark for part in package.stories() for mark in package.root(part).iter(BOOKMARK_START)]
    for kind in (ID, NAME):
        for value, times in Counter(mark.get(kind, "") for mark in marks).items():
            if times > 1:
                yield _fault(
                    f"书签 {value} 出现 {times} 次", f"the bookmark {value} stands {times} times", Place(package.file, 0, package.main)
                )


def _styles(package: Package) -> Iterator[Finding]:
    styles, numbering = package.root_of_kind("styles"), package.root_of_kind("numbering")
    known = {(s.get(W + "type"), s.get(STYLE_ID)) for s in (styles if styles is not None else ()) if s.tag == STYLE_ELEMENT}
    lists = {n.get(NUM_ID) for n in (numbering if numbering is not None else ()) if n.tag == W + "num"} | {"0"}
    for part in package.stories():
        place = Place(package.file, 0, part)
        used = {(_STYLED[e.tag], e.get(VAL, "")) for e in package.root(part).iter(*_STYLED)}
        for _, name in sorted(used - known):
            yield _fault(f"没有样式 {name}", f"there is no style {name}", place)
        yield from _lists(package.root(part).iter(NUM_ID), lists, place)


def _lists(numbers: Iterable[Element], known: set[str | None], place: Place) -> Iterator[Finding]:
    for number in sorted({e.get(VAL, "") for e in numbers} - known):
        yield _fault(f"没有列表 {number}", f"there is no list {number}", place)
