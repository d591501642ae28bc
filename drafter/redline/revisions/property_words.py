"""Properties in a person's words: `sz=24; ind=left:567` is 字号 12 磅；缩进 左 1 厘米. What has no name here is said to be other formatting, once.

Units: twentieths of a point (lengths), half-points (sizes), 240ths of a line, fiftieths of a percent (widths), hundredths of a character;
ECMA-376 part 1, 17.3 (runs and paragraphs), 17.4 (tables), 17.6 (sections).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drafter.language import Language, Words
from drafter.patterns import regex
from drafter.redline.revisions.property_labels import ATTRIBUTES, LABELS, STYLES, VALUES

_OFF, _ON = frozenset({"0", "false", "off"}), frozenset({"", "1", "true", "on"})
_UNSAID = frozenset({"bCs", "iCs", "szCs", "lang", "noProof", "divId", "cnfStyle", "rsid", "printerSettings", "tblLook", "proofErr"})
_OTHER, _EQUATION = Words("其他格式", "other formatting"), Words("公式格式", "equation formatting")
_NO = Words("取消", "no ")
_NO_NUMBER, _OTHER_LIST = Words("无编号", "no number"), Words("改属另一编号列表", "in another list")
_TWIPS_PER_CM = 567
_CM, _PT, _LINES, _CHARS = Words("厘米", "cm"), Words("磅", "pt"), Words("倍行距", "lines"), Words("字符", "characters")
_NUMBER = regex(r"-?\d{1,9}(?:\.\d{1,6})?")
_STYLE_LEVEL = regex(r"(heading|toc|index|list)( \d)", 2)
Attributes = Mapping[str, str]
Teller = Callable[[Attributes, Language], str]


def in_words(properties: str, language: Language) -> str:
    """Return a list of properties, as a change has them, in words."""
    told = (_property(text, language) for text in properties.split("; ") if text)
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(t for t in told if t))


def _property(text: str, language: Language) -> str:
    name, _, value = text.partition("=")
    if name in _UNSAID or name.startswith("mc:"):  # the latter is written for older readers
        return ""
    if name == "numPr":
        return _numbered(value, language)
    label = LABELS.get(name, _EQUATION if name.startswith("m:") else None)
    if label is None:
        return _OTHER[language]
    attributes = _attributes(value)
    own = attributes.get("val", "")
    if own in _OFF and name not in _MEASURED:
        return f"{_NO[language]}{label[language]}"
    if name == "spacing" and "val" in attributes:  # of characters; that of paragraphs has other attributes
        label = LABELS["characterSpacing"]
    told = _TELLERS.get(name, _plain)(attributes, language) if value not in _ON or name in _MEASURED else ""
    return f"{label[language]} {told}" if told else label[language]


def _attributes(value: str) -> dict[str, str]:
    """Return the attributes of a property by name, its own value as `val`; those of other namespaces and of properties within it left out."""
    found: dict[str, str] = {}
    for piece in value.split(",") if value else ():
        if "=" in piece:
            break
        key, colon, said = piece.partition(":")
        if piece.startswith("{"):
            continue
        found.setdefault(*((key, said) if colon and key.isascii() and key.isalpha() else ("val", piece)))
    return found


def _numbered(value: str, language: Language) -> str:
    """Return the number printed before a paragraph; of a file that could not be counted only that there is one."""
    if value in ("none", "other"):
        return (_NO_NUMBER if value == "none" else _OTHER_LIST)[language]
    label = LABELS["numPr"][language]
    return f"{label} {value}" if value and not value.startswith(("ilvl=", "numId=", "{")) else label


# how single properties are told


def _word(value: str, language: Language) -> str:
    return VALUES[value][language] if value in VALUES else value


def _plain(attributes: Attributes, language: Language) -> str:
    value = attributes.get("val", "")
    known = value in VALUES or value.isdecimal() or not value.isascii()
    return _word(value, language) if known else ""


def _amount(value: str, per: float, unit: Words, language: Language) -> str:
    return f"{float(value) / per:.3g} {unit[language]}" if _NUMBER.fullmatch(value) else ""


def _length(value: str, language: Language) -> str:
    """Return a length in centimetres; one that names its own unit as it stands."""
    return _amount(value, _TWIPS_PER_CM, _CM, language) or _word(value, language)


def _points(per: float) -> Teller:
    return lambda attributes, language: _amount(attributes.get("val", ""), per, _PT, language)


def _lengths(attributes: Attributes, language: Language) -> str:
    """Return lengths by their names: 左 1 厘米，首行 2 字符."""
    told = []
    for key, value in attributes.items():
        label, in_characters = ATTRIBUTES.get(key.removesuffix("Chars")), key.endswith("Chars")
        amount = _amount(value, 100, _CHARS, language) if in_characters else _length(value, language)
        if label is not None and amount and not (f"{key}Chars" in attributes and attributes[f"{key}Chars"] not in _OFF):
            told.append(f"{label[language]} {amount}")
    return _listed(told, language)


def _spacing(attributes: Attributes, language: Language) -> str:
    if "val" in attributes:
        return _amount(attributes["val"], 20, _PT, language)
    told = []
    for key, per, unit in (("before", 20, _PT), ("after", 20, _PT)):
        if amount := _amount(attributes.get(key, ""), per, unit, language):
            told.append(f"{ATTRIBUTES[key][language]} {amount}")
    line, rule = attributes.get("line", ""), attributes.get("lineRule", "auto")
    if amount := _amount(line, *((240, _LINES) if rule == "auto" else (20, _PT)), language):
        told.append(amount if rule == "auto" else f"{_word(rule, language)} {amount}")
    return _listed(told, language)


def _paper(attributes: Attributes, language: Language) -> str:
    sides = [_amount(attributes.get(key, ""), _TWIPS_PER_CM, _CM, language).partition(" ")[0] for key in ("w", "h")]
    told = [f"{' × '.join(sides)} {_CM[language]}"] if all(sides) else []
    return _listed([*told, *([_word(attributes["orient"], language)] if "orient" in attributes else [])], language)


def _width(attributes: Attributes, language: Language) -> str:
    value, kind = attributes.get("w", ""), attributes.get("type", "dxa")
    if kind == "pct":
        return f"{float(value) / 50:.3g}%" if _NUMBER.fullmatch(value) else value
    return _length(value, language) if kind == "dxa" else _word(kind, language)


def _height(attributes: Attributes, language: Language) -> str:
    return _listed([_word(attributes.get("hRule", ""), language), _length(attributes.get("val", ""), language)], language)


def _fonts(attributes: Attributes, language: Language) -> str:
    return _listed(dict.fromkeys(value for key, value in attributes.items() if "heme" not in key and key != "hint"), language)


def _fill(attributes: Attributes, language: Language) -> str:
    return _word(attributes.get("fill", ""), language)


def _value(attributes: Attributes, language: Language) -> str:
    return _word(attributes.get("val", ""), language)


def _scale(attributes: Attributes, language: Language) -> str:
    return attributes.get("val", "").removesuffix("%") + "%"


def _style(attributes: Attributes, language: Language) -> str:
    name = attributes.get("val", "")
    level = _STYLE_LEVEL.fullmatch(name)
    if level is not None:
        return f"{STYLES[level[1].lower()][language]}{level[2]}"
    return STYLES[name.lower()][language] if name.lower() in STYLES else name


def _level(attributes: Attributes, language: Language) -> str:
    value = attributes.get("val", "")
    return VALUES["bodyText"][language] if value == "9" else str(int(value) + 1) if value.isdecimal() else ""


def _said(*keys: str) -> Teller:
    """Return how to tell attributes by their names and words."""

    def told(attributes: Attributes, language: Language) -> str:
        found = {("from" if key == "start" else key): value for key, value in attributes.items()}
        return _listed([f"{ATTRIBUTES[key][language]} {_word(found[key], language)}" for key in keys if key in found], language)

    return told


def _listed(told: object, language: Language) -> str:
    return ("，" if language == "zh" else ", ").join(t for t in told if t)  # type: ignore[attr-defined]


_TELLERS: dict[str, Teller] = {
    "sz": _points(2), "position": _points(2), "kern": _points(2), "spacing": _spacing, "ind": _lengths, "pgMar": _lengths, "pgSz": _paper,
    "tblW": _width, "tcW": _width, "tblInd": _width, "tblCellSpacing": _width, "wBefore": _width, "wAfter": _width, "trHeight": _height,
    "rFonts": _fonts, "shd": _fill, "color": _value, "highlight": _value, "w": _scale, "pStyle": _style, "rStyle": _style, "tblStyle": _style,
    "outlineLvl": _level, "cols": _said("num"), "pgNumType": _said("fmt", "from"), "footnotePr": _said(), "endnotePr": _said(),
    "lnNumType": _said("countBy", "from", "restart"), "tblLayout": lambda a, n: _word(a.get("type", ""), n), "gridCol": _lengths,
    "docGrid": lambda a, n: _word(a.get("type", ""), n),
}  # fmt: skip
_MEASURED = frozenset(_TELLERS) | {"gridSpan", "gridBefore", "gridAfter"}  # nought is an amount of these, and no word for off
