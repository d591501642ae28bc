"""Provisions as they stand in a Word file: their content controls, what they say, and how they are put from one file into another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from lxml import etree

from drafter.ooxml.clause_at import clause_tag
from drafter.ooxml.names import (
    ALTERNATE,
    BOOKMARK_END,
    BOOKMARK_START,
    CONTROL_RANGES,
    ID,
    NAME,
    PPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    STYLE,
    TBL,
    VAL,
    Element,
    P,
    W,
    child_of,
    drop,
    value_of,
)
from drafter.ooxml.package import Package
from drafter.ooxml.tags import clause_of_tag
from drafter.ooxml.text import Paragraph, paragraph_text, read_paragraphs

_BLOCKS = (P, TBL)
_RANGES = CONTROL_RANGES | {name.replace("Start", "End") for name in CONTROL_RANGES}
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


def controls(root: Element) -> dict[str, Element]:
    """Return the content controls of the provisions in a body by clause, in order."""
    found: dict[str, Element] = {}
    for control in root.iter(SDT):
        if clause := clause_tag(control):
            found.setdefault(clause, control)
    return found


def provision_order(package: Package) -> list[str]:
    """Return the clauses of a file in the order of their provisions."""
    return list(controls(package.body))


def article_numbers(package: Package, style: str) -> dict[str, int]:
    """Return the number of the article that a provision is, by clause; `style` is the id of the style of articles."""
    articles = {p: n for n, p in enumerate((p for p in package.body.iter(P) if _style(p) == style), 1)}
    first = {c: next((articles[p] for p in control.iter(P) if p in articles), None) for c, control in controls(package.body).items()}
    return {clause: number for clause, number in first.items() if number is not None}


def _style(paragraph: Element) -> str:
    return value_of(child_of(paragraph, PPR), STYLE)


def replaced(package: Package, source: Package, clauses: Iterable[str]) -> tuple[Package, list[str]]:
    """Return a file with provisions as they stand in another file of the same template, and the clauses that were in both."""
    done = package.fork()
    here, there = controls(done.own(done.main)), controls(source.body)
    both = [clause for clause in clauses if clause in here and clause in there]
    fresh = count(1 + done.largest_id())
    for clause in both:
        _replace(here[clause], there[clause], lambda content: _taken_over(done, content, fresh))
    if both:
        done.edit(done.main)
    return done, both


def _replace(here: Element, there: Element, taken_over: Callable[[Element], list[Element]]) -> None:
    """Give a control the content of another, and its position."""
    content, new = here.find(SDT_CONTENT), there.find(SDT_CONTENT)
    if content is None or new is None:
        return
    content[:] = []
    content[:] = taken_over(new)
    tag, position = here.find(f"{SDT_PR}/{W}tag"), there.find(f"{SDT_PR}/{W}tag")
    if tag is not None and position is not None:
        tag.set(VAL, position.get(VAL, ""))


def brought_back(
    package: Package, source: Package, order: Sequence[str], standing: Mapping[str, Sequence[str]]
) -> tuple[Package, list[str]]:  # fmt: skip
    """Return a file with the content controls of provisions that have none in it, and these clauses.

    `standing` has the text that stands bare or in a neighbour's control, by clause: the control closes round it. What does not stand at all comes
    from `source`, a file of the same template, and goes to its place in `order`.
    """
    result = package.fork()
    root, there = result.own(result.main), controls(source.body)
    here, done = controls(root), []
    fresh = count(1 + result.largest_id())
    for clause in [c for c in standing if c not in here and c in there]:
        control = deepcopy(there[clause])
        content = control.find(SDT_CONTENT)
        bare = _bare(root, standing[clause])
        if content is None or (standing[clause] and not bare):
            continue
        if bare:
            _close_round(bare, control, content)
        else:
            content[:] = _taken_over(result, content, fresh)
            _put(control, _place(here, order, clause), root)
        here = controls(root)
        done.append(clause)
    if done:
        result.edit(result.main)
    return result, done


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


def _close_round(bare: Sequence[Element], control: Element, content: Element) -> None:
    """Put a control round paragraphs; out of a neighbour's control, at the end or beginning of which they stand, they go with it."""
    first = bare[0]
    holder = first.getparent()
    neighbour = holder.getparent() if holder is not None and holder.tag == SDT_CONTENT else None
    if neighbour is None:
        first.addprevious(control)
    elif any(_said(block) for block in first.itersiblings(*_BLOCKS, preceding=True)):
        neighbour.addnext(control)
    else:
        neighbour.addprevious(control)
    content[:] = bare


def _place(here: Mapping[str, Element], order: Sequence[str], clause: str) -> tuple[Element | None, bool]:
    """Return beside which control a provision stands in an order, and whether it stands after it."""
    at = order.index(clause) if clause in order else len(order)
    before = next((here[c] for c in reversed(order[:at]) if c in here), None)
    if before is not None:
        return before, True
    return next((here[c] for c in order[at:] if c in here), None), False


def _put(control: Element, place: tuple[Element | None, bool], root: Element) -> None:
    beside, after = place
    if beside is None:
        body = root.find(f"{W}body")
        assert body is not None
        body.insert(0, control)
    elif after:
        beside.addnext(control)
    else:
        beside.addprevious(control)


def _taken_over(package: Package, content: Element, fresh: Iterator[int]) -> list[Element]:
    """Return blocks for another file: without numbers written out for other readers, bookmarks numbered anew, none twice."""
    blocks = [deepcopy(block) for block in content if block.tag not in _RANGES]
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
    here = controls(package.body)
    wanted = [clause for clause in order if clause in here]
    slots = [clause for clause in here if clause in set(wanted)]
    moved = [clause for clause, slot in zip(wanted, slots, strict=True) if clause != slot]
    if not moved:
        return package, []
    done = package.fork()
    here = controls(done.edit(done.main))
    marks = []
    for slot in slots:
        mark = etree.Element(P)
        here[slot].addprevious(mark)
        marks.append(mark)
    for clause, mark in zip(wanted, marks, strict=True):
        mark.addprevious(here[clause])
        drop(mark)
    return done, moved
