"""Two Word files brought under one set of names: styles and numbering of the original take the ids of the revised file, or new ones there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from drafter.errors import Finding, Place, warning
from drafter.ooxml.names import NAME, NUM_ID, VAL, W, whole
from drafter.ooxml.package import MAIN, Relation, Word
from drafter.redline.comparing.spans import signature

STORIES = frozenset({"document", "footnotes", "endnotes", "header", "footer", "comments"})
_STYLE_ID = W + "styleId"
_STYLED = (W + "pStyle", W + "rStyle", W + "tblStyle")
_LEANS_ON = (W + "basedOn", W + "next", W + "link")
_ABSTRACT, _ABSTRACT_ID, _NUM = W + "abstractNum", W + "abstractNumId", W + "num"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_NUMBERING_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_FEW = 8
_ON = ("1", "true", "on")
_NO_DEFAULT = frozenset({W + "lang", W + "rPrDefault", W + "pPrDefault", W + "rPr", W + "pPr", W + "docDefaults"})


def unify(old: Word, new: Word) -> list[Finding]:
    """Give the styles and numberings of the original ids that mean the same in the revised file; return what cannot be tracked."""
    roots = [old.root(part) for part in story_parts(old)]
    findings: list[Finding] = []
    if _bytes(old, "styles") != _bytes(new, "styles"):
        styles = _Styles(old, new)
        findings = styles.unify(roots)
        roots += styles.added
    if _bytes(old, "numbering") != _bytes(new, "numbering"):
        _unify_numbers(old, new, roots)
    return findings


def story_parts(word: Word) -> list[str]:
    """Return the parts that hold text: the body, notes, headers and footers."""
    related = [r.target for r in word.relations(MAIN).values() if r.kind in STORIES and r.target in word.parts]
    return list(dict.fromkeys([MAIN, *related]))


def _bytes(word: Word, kind: str) -> bytes:
    part = word.part_of_kind(kind)
    return word.parts[part] if part else b""


def _rename(roots: list[etree._Element], tags: tuple[str, ...], names: Mapping[str, str]) -> None:
    changed = {before: after for before, after in names.items() if before != after}
    if changed:
        for root in roots:
            for element in root.iter(*tags):
                element.set(VAL, changed.get(element.get(VAL, ""), element.get(VAL, "")))


class _Styles:
    def __init__(self, old: Word, new: Word) -> None:
        self.old, self.new = old, new
        self.old_root = old.root_of_kind("styles")
        self.before = dict(_styles(self.old_root))
        self.root = new.root_of_kind("styles")
        self.after = dict(_styles(self.root))
        self.by_name = {_style_name(s): i for i, s in self.after.items()}
        self.names: dict[str, str] = {}
        self.added: list[etree._Element] = []
        self._waiting: list[etree._Element] = []

    def unify(self, roots: list[etree._Element]) -> list[Finding]:
        used = {e.get(VAL, "") for root in roots for e in root.iter(*_STYLED)}
        for style in sorted(used & self.before.keys()):
            self._name(style)
            self._add_waiting()
        _rename(roots, _STYLED, self.names)
        return self._redefined()

    def _name(self, style: str) -> str:
        """Return the id of a style in the revised file, where it is added when it is missing."""
        if style in self.names or style not in self.before:
            return self.names.get(style, style)
        name = _style_name(self.before[style])
        if style in self.after and _style_name(self.after[style]) == name:
            self.names[style] = style
        elif name in self.by_name:
            self.names[style] = self.by_name[name]
        elif self.root is not None:
            self._add(style)
        return self.names.get(style, style)

    def _add(self, style: str) -> None:
        fresh = style
        while fresh in self.after:
            fresh += "_1"
        self.names[style] = fresh
        copy = deepcopy(self.before[style])
        copy.set(_STYLE_ID, fresh)
        copy.attrib.pop(W + "default", "")
        self.after[fresh] = copy
        self._waiting.append(copy)

    def _add_waiting(self) -> None:
        """Put in the styles that are missing, with those they lean on: one after the other, for a chain of them may be long."""
        while self._waiting:
            copy = self._waiting.pop()
            for element in copy.iter(*_LEANS_ON):
                element.set(VAL, self._name(element.get(VAL, "")))
            assert self.root is not None
            self.root.append(copy)
            self.added.append(copy)
            self.new.touched.add(self.new.part_of_kind("styles") or "")

    def _both(self) -> dict[str, str]:
        """Return the styles that both files have of those that are used, with what they lean on and what holds where none is named."""
        found, seen = dict(self.names), set[str]()
        pending = [*found, *(i for i, style in self.before.items() if style.get(W + "default") in _ON)]
        while pending:
            style = pending.pop()
            if style in seen or style not in self.before:
                continue
            seen.add(style)  # styles may lean on each other in a ring
            there = found.get(style) or self.by_name.get(_style_name(self.before[style]))
            if there is not None:
                found[style] = there
            pending += [base.get(VAL, "") for base in self.before[style].iterfind(W + "basedOn")]
        return found

    def _redefined(self) -> list[Finding]:
        """Report styles that look otherwise now: Word does not track that."""
        pairs = [(self.before[i], self.after[n]) for i, n in self._both().items() if self.before[i] is not self.after[n]]
        changed = [
            _style_title(new) for old, new in pairs if style_signature(old) != style_signature(new) and _style_name(old) == _style_name(new)
        ]
        changed += ["docDefaults"] if _defaults(self.old_root) != _defaults(self.root) else []
        if not changed:
            return []
        some = "、".join(changed[:_FEW]) + ("……" if len(changed) > _FEW else "")
        return [
            warning(
                "style-changed",
                f"{len(changed)} 个样式的定义有变化，Word 无法以修订标注：{some}",
                f"{len(changed)} styles are defined otherwise, which Word cannot track: {some}",
                ("接受后以修订稿的样式为准", "the definitions of the revised file hold"),
                Place(self.new.file),
            )
        ]


def style_signature(style: etree._Element) -> list[str]:
    """Return how a style looks, its bookkeeping left out."""
    return sorted(signature(p) for p in style if p.tag in (W + "pPr", W + "rPr", W + "tblPr", W + "tcPr", W + "trPr", W + "tblStylePr"))


def _defaults(root: etree._Element | None) -> list[str]:
    """Return what holds in a file where no style says otherwise, language left out."""
    defaults = root.find(W + "docDefaults") if root is not None else None
    return sorted(signature(e) for e in (defaults.iter() if defaults is not None else ()) if not len(e) and e.tag not in _NO_DEFAULT)


def _styles(root: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
    return ((s.get(_STYLE_ID, ""), s) for s in (root if root is not None else ()) if s.tag == W + "style")


def _style_title(style: etree._Element) -> str:
    name = style.find(NAME)
    return name.get(VAL, "") if name is not None else style.get(_STYLE_ID, "")


def _style_name(style: etree._Element) -> str:
    return style.get(W + "type", "") + ":" + _style_title(style).lower()


def _unify_numbers(old: Word, new: Word, roots: list[etree._Element]) -> None:
    before, after = _numbers(old), _numbers(new)
    used = sorted({e.get(VAL, "") for root in roots for e in root.iter(NUM_ID)} & before.keys(), key=lambda n: (len(n), n))
    names = {n: n for n in used if after.get(n) == before[n]}
    free: dict[str, list[str]] = {}  # numberings of the revised file by look
    for number, look in reversed(after.items()):
        if number not in names:
            free.setdefault(look, []).append(number)
    adding: _Adding | None = None
    for number in used:
        if number in names:
            continue
        if free.get(before[number]):
            names[number] = free[before[number]].pop()
        else:
            adding = adding or _Adding(old, new)
            names[number] = adding.add(number)
    _rename(roots, (NUM_ID,), names)


def _numbers(word: Word) -> dict[str, str]:
    """Return the numberings of a file by id, each as the look of its levels."""
    root = word.root_of_kind("numbering")
    if root is None:
        return {}
    levels = {
        a.get(_ABSTRACT_ID, ""): "".join(_level_signature(n) for n in a if n.tag == W + "lvl" or n.tag.endswith("yleLink"))
        for a in root.iter(_ABSTRACT)
    }
    return {
        n.get(W + "numId", ""): levels.get(_abstract_of(n), "") + "".join(map(_level_signature, n.findall(W + "lvlOverride")))
        for n in root.iter(_NUM)
    }


def _level_signature(level: etree._Element) -> str:
    level = deepcopy(level)
    for inner in level.iter(W + "lvl"):
        for key in ("tplc", "tentative"):
            inner.attrib.pop(W + key, "")
    return signature(level)


def _abstract_of(number: etree._Element) -> str:
    abstract = number.find(_ABSTRACT_ID)
    return abstract.get(VAL, "") if abstract is not None else ""


class _Adding:
    """Numberings of the original on their way into the revised file."""

    def __init__(self, old: Word, new: Word) -> None:
        source = old.root_of_kind("numbering")
        assert source is not None
        self.nums = {n.get(W + "numId", ""): n for n in reversed(list(source.iter(_NUM)))}
        self.abstracts = {a.get(_ABSTRACT_ID, ""): a for a in reversed(list(source.iter(_ABSTRACT)))}
        self.root = _numbering(new)
        new.touched.add(new.part_of_kind("numbering") or "")
        self._later = self.root.find(W + "numIdMacAtCleanup")
        self._first = next((e for e in self.root if e.tag == _NUM), self._later)  # what a definition stands before
        self.last_num = max((whole(n.get(W + "numId")) for n in self.root.iter(_NUM)), default=0)
        self.last_abstract = max((whole(a.get(_ABSTRACT_ID)) for a in self.root.iter(_ABSTRACT)), default=0)

    def add(self, number: str) -> str:
        """Add a numbering of the original to the revised file, and return its id there."""
        num = deepcopy(self.nums[number])
        self.last_num += 1
        num.set(W + "numId", str(self.last_num))
        abstract = self.abstracts.get(_abstract_of(num))
        if abstract is not None:
            self._add_abstract(deepcopy(abstract), num)
        if self._later is not None:
            self._later.addprevious(num)
        else:
            self.root.append(num)
        self._first = num if self._first in (None, self._later) else self._first
        return str(self.last_num)

    def _add_abstract(self, abstract: etree._Element, num: etree._Element) -> None:
        self.last_abstract += 1
        abstract.set(_ABSTRACT_ID, str(self.last_abstract))
        for gone in [*abstract.iter(W + "nsid"), *abstract.iter(W + "lvlPicBulletId"), *abstract.iter(W + "styleLink")]:
            parent = gone.getparent()
            if parent is not None:
                parent.remove(gone)
        reference = num.find(_ABSTRACT_ID)
        if reference is not None:
            reference.set(VAL, str(self.last_abstract))
        if self._first is not None:
            self._first.addprevious(abstract)
        else:
            self.root.append(abstract)


def _numbering(word: Word) -> etree._Element:
    root = word.root_of_kind("numbering")
    if root is None:
        part = word.free_name("word/numbering.xml")
        root = etree.Element(W + "numbering", nsmap={"w": W[1:-1]})
        word.add_part(part, root, _NUMBERING_TYPE)
        word.relate(MAIN, Relation("numbering", part, False, _NUMBERING_KIND))
    return root
