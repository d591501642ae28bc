"""A foreign template in the form that the writers know: what Word, WPS, LibreOffice or a script made of it is put back before anything is looked for.

Strict is folded when the package is opened. Parts get the names that Word gives them, styles are found by name and get our ids, comments of XML are left
out, and lists count as references say. What cannot be put right here is for `drafter template check` to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from drafter.errors import Finding, Place, warning
from drafter.ooxml.names import PPR, RPR, RUN, SPACE, VAL, Element, T, W, child_of, drop, is_on, local_name, value_of, whole
from drafter.ooxml.numbering import Lists
from drafter.ooxml.order import put_in_order
from drafter.ooxml.package import Package
from drafter.ooxml.part_names import with_names
from drafter.ooxml.style_names import REFERENCES, STYLE_ELEMENT, STYLE_ID, known_as, rename_ids, styles_by_name
from drafter.patterns import regex
from drafter.writers.docx.house_styles import CHINESE
from drafter.writers.docx.xml import EXHIBIT_STYLES, STYLES_NEEDED, TABLE_STYLES, style_name

_SINGLE = {"styles": "word/styles.xml", "numbering": "word/numbering.xml", "settings": "word/settings.xml", "fontTable": "word/fontTable.xml",
           "footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml", "comments": "word/comments.xml"}  # fmt: skip
_SEVERAL = ("header", "footer")
_FURNITURE = {"Header": "header", "Footer": "footer"}  # styles that forms use besides
_RUN_TAG = regex(r"(\{\{r\s+\w+\s*\}\})")
_LEVEL, _NUM_ID, _PSTYLE, _FORMAT = W + "ilvl", W + "numId", W + "pStyle", W + "numFmt"
_CHINESE = frozenset({CHINESE, "chineseCountingThousand", "chineseCounting"})


def in_house_form(parts: Mapping[str, bytes], file: str) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the parts of a template as our writers expect them, and what was put right that its author should know of.

    A template that is so already is returned byte for byte. Raises FileError.
    """
    package = Package(parts, file)
    package = with_names(package, _part_names(package))
    _without_comments(package)
    _rename_styles(package)
    _split_runs(package)
    if "word/numbering.xml" in package and "word/styles.xml" in package:
        _mend_lists(package)
    mended = list(_mend_order(package))
    return dict(package), mended


def _mend_order(package: Package) -> Iterator[Finding]:
    """Put the elements of every part of WordprocessingML in order: LibreOffice writes w:sectPr before w:pStyle, scripts write text behind the last w:sectPr."""
    for part in _own_parts(package):
        wrong = put_in_order(package.root(part))
        if wrong:
            package.edit(part)
            names = ", ".join(sorted({f"w:{local_name(element)}" for element in wrong}))
            yield warning(
                "template-order",
                f"{names} 的内容顺序不合规范，已按规范排列",
                f"what stands in {names} is out of order; it was put in order",
                ("用 Word 另存一次", "save it again in Word"),
                Place(package.file, 0, part),
            )


def _own_parts(package: Package) -> list[str]:
    """Return the parts of WordprocessingML."""
    return [part for part in package if part.startswith("word/") and part.endswith(".xml") and package.root(part).tag.startswith(W)]


def _part_names(package: Package) -> dict[str, str]:
    names = {package.main: "word/document.xml"}
    for relation in package.relations(package.main).values():
        if relation.kind in _SINGLE and not relation.external:
            names[relation.target] = _SINGLE[relation.kind]
    for kind in _SEVERAL:
        targets = sorted({r.target for r in package.relations(package.main).values() if r.kind == kind and not r.external})
        if not all(_is_numbered(target, kind) for target in targets):
            names |= {target: f"word/{kind}{n}.xml" for n, target in enumerate(targets, 1)}
    core = next((r.target for r in package.relations("").values() if r.kind == "core-properties"), None)
    return {**names, **({core: "docProps/core.xml"} if core else {})}


def _is_numbered(part: str, kind: str) -> bool:
    return part.startswith(f"word/{kind}") and part[len(f"word/{kind}") :].removesuffix(".xml").isdigit()


def _without_comments(package: Package) -> None:
    for part in [p for p in package if p.startswith("word/") and p.endswith(".xml") and b"<!--" in package[p]]:
        package.edit(part)


def _split_runs(package: Package) -> None:
    """Give tags that take a whole run a run of their own: LibreOffice joins runs that look alike."""
    for part in [p for p in _own_parts(package) if b"{{r" in package[p]]:
        for text in [
            t for t in package.root(part).iter(T) if t.text and len(_RUN_TAG.split(t.text)) > 1 and not _RUN_TAG.fullmatch(t.text.strip())
        ]:
            run = text.getparent()
            if run is not None and run.tag == RUN:
                _split(run, text)
                package.edit(part)


def _split(run: Element, text: Element) -> None:
    """Put runs in the place of one: what stands before a text, each piece of it, and what stands behind it."""
    place, properties = run.index(text), child_of(run, RPR)
    pieces = [deepcopy(text) for piece in _RUN_TAG.split(text.text or "") if piece]
    for copy, piece in zip(pieces, filter(None, _RUN_TAG.split(text.text or "")), strict=True):
        copy.text = piece
        copy.set(SPACE, "preserve")
    children = list(run)
    before, behind = [e for e in children[:place] if e is not properties], children[place + 1 :]
    for content in (before, *([piece] for piece in pieces), behind):
        if content:
            new = deepcopy(run)
            new[:] = [*([] if properties is None else [deepcopy(properties)]), *content]
            run.addprevious(new)
    drop(run)


# --- styles ------------------------------------------------------------------------------------------------------------------------------


def _rename_styles(package: Package) -> None:
    """Give the styles that the writers use the ids by which they use them."""
    if "word/styles.xml" not in package:
        return
    names = dict(_new_ids(package.root("word/styles.xml")))
    if not any(old != new for old, new in names.items()):
        return
    for part in _own_parts(package):
        rename_ids([package.edit(part)], REFERENCES, names)
    for style in package.edit("word/styles.xml").iter(STYLE_ELEMENT):
        style.set(STYLE_ID, names.get(style.get(STYLE_ID, ""), style.get(STYLE_ID, "")))


def _new_ids(styles: Element) -> Iterator[tuple[str, str]]:
    """Yield the ids that change: those of our styles by name, and of others that stand on one of our ids."""
    wanted = {i: (style_name(i), "table" if i in TABLE_STYLES else "paragraph") for i in sorted(STYLES_NEEDED | EXHIBIT_STYLES)}
    wanted |= {i: (name, "paragraph") for i, name in _FURNITURE.items()}
    by_kind = {kind: styles_by_name(styles, kind) for kind in ("paragraph", "table")}
    found = {i: by_kind[kind][known_as(name)] for i, (name, kind) in wanted.items() if known_as(name) in by_kind[kind]}
    taken = {style.get(STYLE_ID, "") for style in styles.iter(STYLE_ELEMENT)}
    yield from ((old, new) for new, old in found.items())
    for squatter in sorted(set(found) & taken - set(found.values())):
        yield squatter, next(i for n in range(2, 9999) if (i := f"{squatter}_{n}") not in taken | set(wanted))


# --- lists -------------------------------------------------------------------------------------------------------------------------------


def _mend_lists(package: Package) -> None:
    """Let lists count as references say: LibreOffice loses what ties a level to its style and that 12.3 under 第十二条 is a legal number."""
    root = package.root("word/numbering.xml")
    lists = Lists(root)
    mended = [_mend(_levels_of(root, lists, number), depth, style) for style, number, depth in _numbered(package.root("word/styles.xml"))]
    if any(mended):
        package.edit("word/numbering.xml")


def _mend(levels: Mapping[int, Element], given: int, style: str) -> bool:
    """Tie a level to its style, let it count in our Chinese numbers, and make it a legal number where it repeats one; say whether anything was missing."""
    depth = next((d for d, level in levels.items() if value_of(level, _PSTYLE) == style), given)
    if depth not in levels:
        return False
    level, text = levels[depth], value_of(levels[depth], W + "lvlText")
    above = [value_of(levels[d], _FORMAT) for d in range(depth) if f"%{d + 1}" in text and d in levels]
    legal = is_on(child_of(level, W + "isLgl")) or not any(kind in _CHINESE for kind in above)
    kind = child_of(level, _FORMAT)
    counts = kind is None or kind.get(VAL) not in _CHINESE - {CHINESE}
    if kind is not None and not counts:
        kind.set(VAL, CHINESE)
    tied = bool(value_of(level, _PSTYLE))
    level.extend([] if legal else [level.makeelement(W + "isLgl", {})])
    level.extend([] if tied else [level.makeelement(_PSTYLE, {VAL: style})])
    put_in_order(level)
    return not (legal and counts and tied)


def _numbered(styles: Element) -> Iterator[tuple[str, str, int]]:
    """Yield our styles that a list numbers, with the list and the level."""
    ours = STYLES_NEEDED | EXHIBIT_STYLES
    for style in (s for s in styles.iter(STYLE_ELEMENT) if s.get(STYLE_ID) in ours):
        number = style.find(f"{PPR}/{W}numPr")
        if number is not None and value_of(number, _NUM_ID) not in ("", "0"):
            yield style.get(STYLE_ID, ""), value_of(number, _NUM_ID), whole(value_of(number, _LEVEL))


def _levels_of(root: Element, lists: Lists, number: str) -> dict[int, Element]:
    """Return the levels of a list as they stand in the part."""
    found = lists.list(number)
    shared: Iterable[Element] = (e for e in root if found and e.tag == W + "abstractNum" and e.get(W + "abstractNumId") == found.shared)
    return {int(e.get(_LEVEL) or 0): e for definition in shared for e in definition.iter(W + "lvl")}
