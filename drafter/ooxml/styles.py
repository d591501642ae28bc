"""What styles make of a paragraph: heading or not, indented how far, numbered by what, hidden or not."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.ooxml.names import NAME, PPR, RPR, RUN_STYLE, STYLE, VAL, Element, W, child_of, is_on, value_of, whole
from drafter.ooxml.numbering import List, Lists
from drafter.ooxml.style_names import STYLE_ELEMENT, STYLE_ID, style_name
from drafter.patterns import regex
from drafter.records import dataclass

_HEADING = regex(r"heading (\d)")
_CONTENTS = regex(r"toc \d|table of figures")
_TITLES = frozenset({"title", "cover title"})
_NUMBER = regex(r"-?\d{1,6}")
_DEEPEST = 20  # how far a style may be based on styles
_TWIPS_PER_EM = 220  # of text of 11 points
_WIDEST = 12.0
_ON = ("1", "true", "on")
BODY_TEXT = "9"  # the outline level that is none
_BASED_ON, _OUTLINE, _VANISH = W + "basedOn", W + "outlineLvl", W + "vanish"
_NUMBERING, _NUM_ID, _LEVEL = W + "numPr", W + "numId", W + "ilvl"
_ALIGN = {"center": "mid", "right": "far", "end": "far"}


@dataclass(frozen=True)
class Look:
    """What a reader sees of a paragraph besides its words. Lengths are in em; `list` and `depth` say what numbers it."""

    level: int = 0  # of a heading
    align: str = ""
    left: float = 0.0
    first: float = 0.0  # the first line, negative when it hangs out
    title: bool = False
    contents: bool = False  # a line of a table of contents
    list: str = ""
    depth: int = 0


class Looks:
    """The looks of paragraphs in a file, by its styles and lists."""

    def __init__(self, styles: Element | None, lists: Lists) -> None:
        self.lists = lists
        self._styles = styles_by_id(styles)
        self._normal = default_style(self._styles)
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._numberings: dict[tuple[str, str, str], tuple[str, int]] = {}

    def of(self, properties: Element | None) -> Look:
        """Return the look that paragraph properties give."""
        chain = self._chain(self._style(properties))
        holders = [p for e in chain if (p := child_of(e, PPR)) is not None]
        owners = ([properties] if properties is not None else []) + holders
        number, depth = self.numbering(properties)
        left, first = _indentation(properties, holders, self._of_level(number, depth))
        name = style_name(chain[0]) if chain else ""
        return Look(
            _heading_level(owners, chain), _ALIGN.get(_first(owners, W + "jc"), ""), left, first, name in _TITLES,
            bool(_CONTENTS.fullmatch(name)), number, depth,
        )  # fmt: skip

    def name_of(self, identifier: str) -> str:
        """Return the name of a style as the file has it; of one that is not there the id."""
        found = self._styles.get(identifier)
        return (value_of(found, NAME).partition(",")[0] if found is not None else "") or identifier

    def _chain(self, style: str) -> tuple[Element, ...]:
        """Return a style and those that it is based on."""
        if style not in self._chains:
            found: list[Element] = []
            based = style
            while based in self._styles and len(found) < _DEEPEST:
                found.append(self._styles[based])
                based = value_of(found[-1], _BASED_ON)
            self._chains[style] = tuple(found)
        return self._chains[style]

    def _style(self, properties: Element | None) -> str:
        style = child_of(properties, STYLE) if properties is not None else None
        return style.get(VAL, "") if style is not None else self._normal

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """Return the list and the level that number a paragraph of these properties; nothing when none does."""
        own = child_of(properties, _NUMBERING) if properties is not None else None
        key = self._style(properties), value_of(own, _NUM_ID), value_of(own, _LEVEL)
        if key not in self._numberings:
            self._numberings[key] = self._numbered(*key)
        return self._numberings[key]

    def _numbered(self, named: str, number: str, depth: str) -> tuple[str, int]:
        for style in self._chain(named) if not number else ():
            given = style.find(f"{PPR}/{_NUMBERING}")
            if given is not None and (number := value_of(given, _NUM_ID)):
                depth = depth or value_of(given, _LEVEL) or self._depth_of(number, style.get(STYLE_ID, ""))
                break
        return ("", 0) if number in ("", "0") else (number, whole(depth) if len(depth) == 1 else 0)

    def _depth_of(self, number: str, style: str) -> str:
        found: List | None = self.lists.list(number)
        return next((str(d) for d, level in found.levels.items() if level.style == style), "") if found is not None else ""

    def _of_level(self, number: str, depth: int) -> Element | None:
        found = self.lists.list(number) if number else None
        level = found.levels.get(depth) if found is not None else None
        return level.properties if level is not None else None


def _first(owners: list[Element], tag: str) -> str:
    return next((value for owner in owners if (value := value_of(owner, tag))), "")


def _heading_level(owners: list[Element], chain: tuple[Element, ...]) -> int:
    """Return 1 to 6 for a heading, else 0."""
    outline = _first(owners, _OUTLINE)
    if outline.isdigit():
        return min(whole(outline) + 1, 6) if outline != BODY_TEXT else 0
    named = (m for e in chain if (m := _HEADING.fullmatch(style_name(e))))
    found = next(named, None)
    return min(max(int(found.group(1)), 1), 6) if found else 0


def _indentation(direct: Element | None, styles: list[Element], level: Element | None) -> tuple[float, float]:
    """Return how far a paragraph and its first line are indented: its own properties say first, then its style, then its list."""
    left = first = None
    for holder in _holders(direct, styles, level):
        element = child_of(holder, W + "ind")
        if element is None:
            continue
        left = _length(element, "left", "start") if left is None else left
        first = _first_line(element) if first is None else first
    return _within(left or 0.0), _within(first or 0.0)


def _holders(direct: Element | None, styles: list[Element], level: Element | None) -> Iterator[Element]:
    """Yield what may indent, the strongest first: a list that the paragraph is put into by itself is stronger than its style."""
    own = direct is not None and child_of(direct, _NUMBERING) is not None
    middle = [*([level] if level is not None else []), *styles] if own else [*styles, *([level] if level is not None else [])]
    yield from ([direct] if direct is not None else [])
    yield from middle


def _length(element: Element, *names: str) -> float | None:
    for key in names:
        if _NUMBER.fullmatch(chars := element.get(f"{W}{key}Chars", "")) and int(chars):
            return int(chars) / 100
        if _NUMBER.fullmatch(twips := element.get(W + key, "")):
            return int(twips) / _TWIPS_PER_EM
    return None


def _first_line(element: Element) -> float | None:
    hanging = _length(element, "hanging")
    return -hanging if hanging else _length(element, "firstLine")


def _within(length: float) -> float:
    return round(max(-_WIDEST, min(length, _WIDEST)), 2)


def styles_by_id(styles: Element | None) -> dict[str, Element]:
    """Return the styles of a file by id."""
    return {e.get(STYLE_ID, ""): e for e in (styles if styles is not None else ()) if e.tag == STYLE_ELEMENT}


def default_style(styles: dict[str, Element]) -> str:
    """Return the id of the style of a paragraph that names none, or nothing."""
    normal = (i for i, e in styles.items() if e.get(W + "type") == "paragraph" and e.get(W + "default") in _ON)
    return next(normal, "")


def contents_styles(styles: Element) -> frozenset[str]:
    """Return the ids of the styles of tables of contents: their lines repeat headings and are none."""
    return frozenset(i for i, style in styles_by_id(styles).items() if _CONTENTS.fullmatch(style_name(style)))


def heading_styles(styles: Element) -> frozenset[str]:
    """Return the ids of the styles that are headings: by name, by outline level, or based on one that is."""
    based: dict[str, list[str]] = {}
    found: set[str] = set()
    for identifier, style in styles_by_id(styles).items():
        level, parent = style.find(f"{PPR}/{_OUTLINE}"), value_of(style, _BASED_ON)
        if level is None and parent:
            based.setdefault(parent, []).append(identifier)
        if level.get(VAL, "") != BODY_TEXT if level is not None else _HEADING.fullmatch(style_name(style)):
            found.add(identifier)
    return frozenset(_with_derived_styles(found, based))


def _with_derived_styles(found: set[str], based: dict[str, list[str]]) -> set[str]:
    reached, waiting = set(found), list(found)
    while waiting:
        new = [s for s in based.get(waiting.pop(), ()) if s not in reached]
        reached.update(new)
        waiting += new
    return reached


class HiddenText:
    """Which runs are hidden text, by their own properties and by styles; ECMA-376 part 1, 17.3.2.41 and, for styles, 17.7.3."""

    def __init__(self, styles: Element | None) -> None:
        known = styles_by_id(styles)
        self._hiding = {i for i in known if self._hides(i, known)}
        self._normal = default_style(known)

    def _hides(self, style: str, known: dict[str, Element]) -> bool:
        for _ in range(_DEEPEST):
            if style not in known:
                break
            found = known[style].find(f"{RPR}/{_VANISH}")
            if found is not None:
                return is_on(found)
            style = value_of(known[style], _BASED_ON)
        return False

    def in_paragraph(self, paragraph: Element) -> bool:
        """Say whether the style of a paragraph hides what stands in it."""
        return bool(self._hiding) and (value_of(child_of(paragraph, PPR), STYLE) or self._normal) in self._hiding

    def is_hidden(self, run: Element, in_paragraph: bool) -> bool:
        """Say whether a run is hidden; a style of the run turns round what the style of the paragraph says."""
        properties = child_of(run, RPR)
        if properties is None:
            return in_paragraph
        own = child_of(properties, _VANISH)
        if own is not None:
            return is_on(own)
        return in_paragraph is not (value_of(properties, RUN_STYLE) in self._hiding)
