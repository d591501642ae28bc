"""The styles of the original under the ids that the revised file has for them; what is missing there is added."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from drafter.errors import Finding, Place, warning
from drafter.ooxml.names import NAME, VAL, W
from drafter.ooxml.package import Package
from drafter.ooxml.style_names import rename_ids, style_name
from drafter.redline.comparing.signatures import signature

_STYLE_ID = W + "styleId"
_STYLED = (W + "pStyle", W + "rStyle", W + "tblStyle")
_LEANS_ON = (W + "basedOn", W + "next", W + "link")
_MOST_NAMED = 8
_ON = ("1", "true", "on")
_NO_DEFAULT = frozenset({W + "lang", W + "rPrDefault", W + "pPrDefault", W + "rPr", W + "pPr", W + "docDefaults"})


class StyleUnifier:
    """The styles of both files; `names` are those of the original as the revised file knows them, `added` what it did not have."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old, self.new = old, new
        self.old_root = old.root_of_kind("styles")
        self.before = dict(_styles_by_id(self.old_root))
        self.root = new.root_of_kind("styles")
        self.after = dict(_styles_by_id(self.root))
        self.by_name = {_style_name(s): i for i, s in self.after.items()}
        self.names: dict[str, str] = {}
        self.added: list[etree._Element] = []
        self._pending: list[etree._Element] = []

    def unify(self, roots: list[etree._Element]) -> list[Finding]:
        """Give the styles of the original, in the roots, the ids they have in the revised file; report those that look otherwise there."""
        used = {e.get(VAL, "") for root in roots for e in root.iter(*_STYLED)}
        for style in sorted(used & self.before.keys()):
            self._new_id_of(style)
            self._add_pending()
        rename_ids(roots, _STYLED, self.names)
        return self._redefined_styles()

    def _new_id_of(self, style: str) -> str:
        """Return the id of a style in the revised file, where it is added when it is missing."""
        if style in self.names or style not in self.before:
            return self.names.get(style, style)
        name = _style_name(self.before[style])
        if style in self.after and _style_name(self.after[style]) == name:
            self.names[style] = style
        elif name in self.by_name:
            self.names[style] = self.by_name[name]
        elif self.root is not None:
            self._add_style(style)
        return self.names.get(style, style)

    def _add_style(self, style: str) -> None:
        fresh = style
        while fresh in self.after:
            fresh += "_1"
        self.names[style] = fresh
        copy = deepcopy(self.before[style])
        copy.set(_STYLE_ID, fresh)
        copy.attrib.pop(W + "default", "")
        self.after[fresh] = copy
        self._pending.append(copy)

    def _add_pending(self) -> None:
        """Put in the styles that are missing, with those they lean on: one after the other, for a chain of them may be long."""
        while self._pending:
            copy = self._pending.pop()
            for element in copy.iter(*_LEANS_ON):
                element.set(VAL, self._new_id_of(element.get(VAL, "")))
            assert self.root is not None
            self.root.append(copy)
            self.added.append(copy)
            self.new.edit(self.new.part_of_kind("styles") or "")

    def _in_both(self) -> dict[str, str]:
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

    def _redefined_styles(self) -> list[Finding]:
        """Report styles that look otherwise now: Word does not track that."""
        pairs = [(self.before[i], self.after[n]) for i, n in self._in_both().items() if self.before[i] is not self.after[n]]
        changed = [
            _style_title(new) for old, new in pairs if style_signature(old) != style_signature(new) and _style_name(old) == _style_name(new)
        ]
        changed += ["docDefaults"] if _default_signatures(self.old_root) != _default_signatures(self.root) else []
        if not changed:
            return []
        some = "、".join(changed[:_MOST_NAMED]) + ("……" if len(changed) > _MOST_NAMED else "")
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


def _default_signatures(root: etree._Element | None) -> list[str]:
    """Return what holds in a file where no style says otherwise, language left out."""
    defaults = root.find(W + "docDefaults") if root is not None else None
    return sorted(signature(e) for e in (defaults.iter() if defaults is not None else ()) if not len(e) and e.tag not in _NO_DEFAULT)


def _styles_by_id(root: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
    return ((s.get(_STYLE_ID, ""), s) for s in (root if root is not None else ()) if s.tag == W + "style")


def _style_title(style: etree._Element) -> str:
    name = style.find(NAME)
    return name.get(VAL, "") if name is not None else style.get(_STYLE_ID, "")


def _style_name(style: etree._Element) -> str:
    return style.get(W + "type", "") + ":" + style_name(style)
