"""Content controls and what stands behind their words: a bound store of XML (ECMA-376 part 1, 17.5.2.6), a date, a tick."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.ooxml.names import OFF, SDT, SDT_CONTENT, SDT_PR, Element, T, W, value_of
from drafter.ooxml.package import Package
from drafter.records import dataclass

_STORE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PROPERTIES = {  # stores that are no parts of custom XML
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
_WORTH_PARSING = re.compile(rb"dataBinding|fullDate|:checked\b|\0")  # most files have none of it, and those in UTF-16 are read to see
_PLAIN_PATH = re.compile(r"(?:/[\w.:-]+(?:\[\d+\])?)+(?:/@[\w.:-]+)?")  # others are programs, and not run
_MAPPING = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")""")


@dataclass(frozen=True)
class Control:
    """A content control: what names it, its words, what it keeps besides (a date, a tick), what the store that it is bound to holds."""

    name: str
    words: str
    kept: str
    stored: str | None


def controls(package: Package) -> Iterator[Control]:
    """Yield the content controls of the stories of a file that have any with something behind their words."""
    stores: dict[str, str] | None = None
    for part in package.stories():
        if not _WORTH_PARSING.search(package[part]):
            continue
        for control in package.root(part).iter(SDT):
            properties = control.find(SDT_PR)
            if properties is None:
                continue
            bound = properties.find(W + "dataBinding")
            if bound is not None and stores is None:
                stores = _stores(package)
            yield Control(
                value_of(properties, W + "alias") or value_of(properties, W + "tag") or value_of(properties, W + "id"),
                _words(control),
                _kept(properties),
                _stored(package, properties, bound, stores or {}) if bound is not None else None,
            )


def _words(control: Element) -> str:
    content = control.find(SDT_CONTENT)
    return "".join(t.text or "" for t in content.iter(T)) if content is not None else ""


def _kept(properties: Element) -> str:
    """Return what a control keeps that its words need not show: the day of a date, whether a box is ticked."""
    date = properties.find(W + "date")
    if date is not None:
        return date.get(W + "fullDate", "")[:10]
    ticked = next(properties.iter(_W14 + "checked"), None)
    if ticked is None:
        return ""
    return "☐" if ticked.get(_W14 + "val", "1") in OFF else "☒"


def _stores(package: Package) -> dict[str, str]:
    """Return the parts of the stores by their ids."""
    found = {store: part for store, part in _PROPERTIES.items() if part in package.parts}
    for part in package.parts:
        if part.startswith("customXml/itemProps"):
            found[package.root(part).get(_STORE_ID, "").upper()] = part.replace("itemProps", "item")
    return {store: part for store, part in found.items() if part in package.parts}


def _stored(package: Package, properties: Element, bound: Element, stores: dict[str, str]) -> str | None:
    """Return what a plain-text control or list shows of its store; None where nothing can be said."""
    part, path = stores.get(bound.get(W + "storeItemID", "").upper()), bound.get(W + "xpath", "")
    choices = next(properties.iter(W + "dropDownList", W + "comboBox"), None)
    if part is None or not _PLAIN_PATH.fullmatch(path) or (properties.find(W + "text") is None and choices is None):
        return None
    names = {prefix: one or other for prefix, one, other in _MAPPING.findall(bound.get(W + "prefixMappings", ""))}
    if not {step.partition(":")[0] for step in re.findall(r"[\w.-]+:[\w.-]+", path)} <= names.keys():
        return None
    found = package.root(part).xpath(path, namespaces=names)
    if not isinstance(found, list) or not found:
        return None
    first = found[0]
    text = "".join(map(str, first.itertext())) if isinstance(first, etree._Element) else str(first)
    return next((e.get(W + "displayText") or text for e in (choices if choices is not None else ()) if e.get(W + "value") == text), text)
