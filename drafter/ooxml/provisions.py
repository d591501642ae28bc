"""Provisions as they stand in a Word file: what they say, and how they are put from one file into another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from itertools import count

from lxml import etree

from drafter.ooxml.marks import TAG_PREFIX, clause_of_tag
from drafter.ooxml.names import (
    ALTERNATE,
    BOOKMARK_END,
    BOOKMARK_START,
    ID,
    NAME,
    PPR,
    SDT,
    SDT_PR,
    STYLE,
    TBL,
    VAL,
    Element,
    P,
    W,
    child_of,
    drop,
)
from drafter.ooxml.package import Package
from drafter.ooxml.standing import clause_tag, provision_blocks, standing, style_of
from drafter.ooxml.text import Paragraph, paragraph_text, read_paragraphs
from drafter.records import dataclass

_BLOCKS = (P, TBL)
_MARGINS = frozenset({"headers", "footers"})


@dataclass(frozen=True)
class ProvisionText:
    """What a document says: by provision, and what stands outside of them."""

    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def provisions(self) -> dict[str, tuple[Paragraph, ...]]:
        """The paragraphs of provisions by tag (`clause@position`), each with its notes below it."""
        found: dict[str, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            if paragraph.provision:
                found.setdefault(paragraph.provision, []).append(paragraph)
        return {tag: tuple(paragraphs) for tag, paragraphs in found.items()}

    @cached_property
    def by_clause(self) -> dict[str, tuple[Paragraph, ...]]:
        """The same by clause."""
        return {clause_of_tag(tag): paragraphs for tag, paragraphs in self.provisions.items()}

    @cached_property
    def outside(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body outside the provisions that say anything."""
        return tuple(p for p in self.paragraphs if not p.provision and p.story not in _MARGINS and p.text)

    @cached_property
    def margins(self) -> tuple[str, ...]:
        """What headers and footers say, each line once; page numbers, which Word works out, by their codes."""
        return tuple(dict.fromkeys(p.code for p in self.paragraphs if p.story in _MARGINS and p.code.strip()))


def read_provisions(package: Package) -> ProvisionText:
    """Return what a document says, by provision. Raises FileError when a part is not sound XML."""
    return ProvisionText(tuple(read_paragraphs(package)))


def provision_order(package: Package) -> list[str]:
    """Return the clauses of a file in the order of their provisions."""
    return list(provision_blocks(package))


def article_numbers(package: Package) -> dict[str, int]:
    """Return the number of the article that a provision is, by clause: their headings share a style, by whatever id a program knows it."""
    first = {clause: next(_paragraphs(blocks), None) for clause, blocks in provision_blocks(package).items()}
    styles = Counter(style_of(paragraph) for paragraph in first.values() if paragraph is not None)
    [(style, _)] = styles.most_common(1) or [("", 0)]
    articles = {p: n for n, p in enumerate((p for p in package.body.iter(P) if style_of(p) == style), 1)}
    return {clause: articles[p] for clause, p in first.items() if p in articles}


def _paragraphs(blocks: Iterable[Element]) -> Iterator[Element]:
    return (paragraph for block in blocks for paragraph in block.iter(P))


def replaced(package: Package, source: Package, clauses: Iterable[str]) -> tuple[Package, list[str]]:
    """Return a file with provisions as they stand in another file of the same template, and the clauses that were in both."""
    done = package.fork()
    done.own(done.main)
    here, there = provision_blocks(done), provision_blocks(source)
    both = [clause for clause in clauses if clause in here and clause in there]
    fresh = count(1 + done.largest_id())
    tags = {clause_of_tag(tag): tag for tag in standing(source).values()}
    for clause in both:
        _retag(here[clause][0], tags[clause])
        _put_in_place_of(here[clause], there[clause], done, fresh)
    if both:
        done.edit(done.main)
    return done, both


def _put_in_place_of(here: Sequence[Element], there: Sequence[Element], package: Package, fresh: Iterator[int]) -> None:
    """Put copies of the blocks of another file in the place of blocks."""
    place = etree.Element(P)
    here[0].addprevious(place)
    for block in here:
        drop(block)
    for block in _taken_over(package, there, fresh):
        place.addprevious(block)
    drop(place)


def _retag(block: Element, tag: str) -> None:
    """Give the control of a provision that a block stands in, if any, the position of another."""
    control = _control_of(block)
    found = control.find(f"{SDT_PR}/{W}tag") if control is not None else None
    if found is not None:
        found.set(VAL, TAG_PREFIX + tag)


def _control_of(block: Element) -> Element | None:
    """Return the content control by which an earlier version marked the provision of a block, if there is one."""
    return next((control for control in block.iterancestors(SDT) if clause_tag(control)), None)


def _units(blocks: Iterable[Element]) -> list[Element]:
    """Return what is moved when a provision is: its blocks, or the control around them."""
    found = (block if (control := _control_of(block)) is None else control for block in blocks)
    return list(dict.fromkeys(found))


def brought_back(
    package: Package, source: Package, order: Sequence[str], bare: Mapping[str, Sequence[str]]
) -> tuple[Package, list[str]]:  # fmt: skip
    """Return a file with marks on provisions that have none in it, and these clauses.

    `bare` has the text that stands without marks or in a neighbour's, by clause: it gets them. What does not stand at all comes from
    `source`, a file of the same template, and goes to its place in `order`.
    """
    result = package.fork()
    root = result.own(result.main)
    here, there, done = provision_blocks(result), provision_blocks(source), []
    fresh = count(1 + result.largest_id())
    for clause in [c for c in bare if c not in here and c in there]:
        found = _bare(root, bare[clause])
        if found:
            _mark(found, there[clause], result, fresh)
        elif bare[clause]:
            continue
        else:
            _put(_taken_over(result, there[clause], fresh), _place(here, order, clause), root)
        here = provision_blocks(result)
        done.append(clause)
    if done:
        result.edit(result.main)
    return result, done


def _mark(bare: Sequence[Element], there: Sequence[Element], package: Package, fresh: Iterator[int]) -> None:
    """Give blocks the bookmarks that a provision has in another file: of its first paragraph the first, of its last the last."""
    known = {mark.get(NAME) for mark in package.body.iter(BOOKMARK_START)}
    ends = (list(_paragraphs(there)), list(_paragraphs(bare)))
    for at in (0, -1):
        for mark in ends[0][at].iter(BOOKMARK_START) if all(ends) else ():
            if mark.get(NAME) not in known:
                number = str(next(fresh))
                paragraph = ends[1][at]
                start = etree.Element(BOOKMARK_START, {ID: number, NAME: mark.get(NAME, "")})
                paragraph.insert(int(child_of(paragraph, PPR) is not None), start)
                etree.SubElement(paragraph, BOOKMARK_END, {ID: number})
                known.add(mark.get(NAME))


def _bare(root: Element, lines: Sequence[str]) -> list[Element]:
    """Return the blocks side by side in a body that say these lines and nothing else."""
    wanted = "".join("".join(lines).split())
    for first in root.iter(*_BLOCKS) if wanted else ():
        run: list[Element] = []
        said = ""
        for block in (first, *first.itersiblings()) if wanted.startswith(_said(first) or "\0") else ():
            run.append(block)
            said += _said(block) if block.tag in _BLOCKS else ""
            if len(said) >= len(wanted):
                break
        if said == wanted:
            return run
    return []


def _said(block: Element) -> str:
    """Return the words of a paragraph or table, white space left out."""
    paragraphs = [block] if block.tag == P else block.iter(P)
    return "".join("".join(map(paragraph_text, paragraphs)).split())


def _place(here: Mapping[str, Sequence[Element]], order: Sequence[str], clause: str) -> tuple[Element | None, bool]:
    """Return beside which element a provision stands in an order, and whether it stands after it."""
    at = order.index(clause) if clause in order else len(order)
    before = next((here[c] for c in reversed(order[:at]) if c in here), None)
    if before is not None:
        return _units(before)[-1], True
    after = next((here[c] for c in order[at:] if c in here), None)
    return (_units(after)[0] if after is not None else None), False


def _put(blocks: Sequence[Element], place: tuple[Element | None, bool], root: Element) -> None:
    beside, after = place
    if beside is None:
        body = root.find(f"{W}body")
        assert body is not None
        body[:0] = blocks
    elif after:
        for block in reversed(blocks):
            beside.addnext(block)
    else:
        for block in blocks:
            beside.addprevious(block)
    _keep_apart(blocks)


def _keep_apart(blocks: Sequence[Element]) -> None:
    """Put an empty paragraph between a table and its neighbour: Word would join them."""
    for block in blocks:
        for neighbour, add in ((block.getprevious(), block.addprevious), (block.getnext(), block.addnext)):
            if block.tag == TBL and neighbour is not None and neighbour.tag == TBL:
                add(_spacer(block))


def _spacer(table: Element) -> Element:
    """Return an empty paragraph in the style of one that stands beside a table of the file."""
    known = (p for t in table.getroottree().iter(TBL) for p in (t.getnext(),) if p is not None and p.tag == P and not paragraph_text(p))
    like = next(known, None)
    spacer = etree.Element(P)
    if like is not None and (style := style_of(like)):
        etree.SubElement(etree.SubElement(spacer, PPR), STYLE, {VAL: style})
    return spacer


def _taken_over(package: Package, content: Iterable[Element], fresh: Iterator[int]) -> list[Element]:
    """Return copies of blocks for another file: without numbers written out for other readers, bookmarks numbered anew, none twice."""
    blocks = [deepcopy(block) for block in content]
    known = {mark.get(NAME) for mark in package.body.iter(BOOKMARK_START)}
    numbers: dict[str, str] = {}
    for mark in _all(blocks, BOOKMARK_START):
        if mark.get(NAME) not in known:
            numbers[mark.get(ID, "")] = str(next(fresh))
    for mark in _all(blocks, BOOKMARK_START, BOOKMARK_END):
        number = numbers.get(mark.get(ID, ""))
        if number is None:
            drop(mark)
        else:
            mark.set(ID, number)
    for properties in _all(blocks, PPR):
        for gone in properties.findall(ALTERNATE):
            properties.remove(gone)
    return blocks


def _all(blocks: Iterable[Element], *tags: str) -> Iterator[Element]:
    """Yield the elements of these tags, found before any of them is taken out."""
    return iter([element for block in blocks for element in block.iter(*tags)])


def reordered(package: Package, order: Iterable[str]) -> tuple[Package, list[str]]:
    """Return a file with its provisions in the order of another, and the clauses that changed their place."""
    here = provision_blocks(package)
    wanted = [clause for clause in order if clause in here]
    slots = [clause for clause in here if clause in set(wanted)]
    moved = [clause for clause, slot in zip(wanted, slots, strict=True) if clause != slot]
    if not moved:
        return package, []
    done = package.fork()
    done.edit(done.main)
    units = {clause: _units(blocks) for clause, blocks in provision_blocks(done).items()}
    places = []
    for slot in slots:
        place = etree.Element(P)
        units[slot][0].addprevious(place)
        places.append(place)
    for clause, place in zip(wanted, places, strict=True):
        for unit in units[clause]:
            place.addprevious(unit)
        drop(place)
    return done, moved
