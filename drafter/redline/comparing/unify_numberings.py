"""The numberings of the original under the ids of numberings of the revised file that count and look the same; what is missing there is added."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from drafter.ooxml.names import NUM_ID, VAL, W, whole
from drafter.ooxml.package import Package, Relation
from drafter.ooxml.style_names import rename_ids
from drafter.redline.comparing.signatures import signature

_ABSTRACT, _ABSTRACT_ID, _NUM = W + "abstractNum", W + "abstractNumId", W + "num"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_NUMBERING_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"


def unify_numberings(old: Package, new: Package, roots: list[etree._Element]) -> None:
    """Give the numberings of the original, in the roots, the ids of those of the revised file that look the same, or new ones there."""
    before, after = _numberings(old), _numberings(new)
    used = sorted({e.get(VAL, "") for root in roots for e in root.iter(NUM_ID)} & before.keys(), key=lambda n: (len(n), n))
    names = {n: n for n in used if after.get(n) == before[n]}
    free: dict[str, list[str]] = {}  # numberings of the revised file by signature
    for number, key in reversed(after.items()):
        if number not in names:
            free.setdefault(key, []).append(number)
    adding: _NumberingAdder | None = None
    for number in used:
        if number in names:
            continue
        if free.get(before[number]):
            names[number] = free[before[number]].pop()
        else:
            adding = adding or _NumberingAdder(old, new)
            names[number] = adding.add(number)
    rename_ids(roots, (NUM_ID,), names)


def _numberings(package: Package) -> dict[str, str]:
    """Return the numberings of a file by id, each as the signature of its levels."""
    root = package.root_of_kind("numbering")
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


class _NumberingAdder:
    """Numberings of the original on their way into the revised file."""

    def __init__(self, old: Package, new: Package) -> None:
        source = old.root_of_kind("numbering")
        assert source is not None
        self.nums = {n.get(W + "numId", ""): n for n in reversed(list(source.iter(_NUM)))}
        self.abstracts = {a.get(_ABSTRACT_ID, ""): a for a in reversed(list(source.iter(_ABSTRACT)))}
        self.root = _root_of_numberings(new)
        new.edit(new.part_of_kind("numbering") or "")
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


def _root_of_numberings(package: Package) -> etree._Element:
    root = package.root_of_kind("numbering")
    if root is None:
        part = package.free_name("word/numbering.xml")
        root = etree.Element(W + "numbering", nsmap={"w": W[1:-1]})
        package.add_part(part, root, _NUMBERING_TYPE)
        package.relate(package.main, Relation("numbering", part, False, _NUMBERING_KIND))
    return root
