"""The order in which elements must stand in others: the sequences of the schema of WordprocessingML, ECMA-376 part 1, annex A.1, as Word and its validator hold them."""

from __future__ import annotations

from itertools import pairwise

from drafter.ooxml.names import Element, W

_SEQUENCES = {
    "body": "* sectPr",
    "p": "pPr *",
    "r": "rPr *",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid *",
    "tr": "tblPrEx trPr *",
    "tc": "tcPr *",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w "
    "kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath * rPrChange",
    "sectPr": "headerReference=footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg "
    "textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "trPr": "* ins del trPrChange",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
    "tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
}  # fmt: skip
_ANY = "*"  # whatever is not named


def _ranks(sequence: str) -> dict[str, int]:
    return {W + name if name != _ANY else _ANY: rank for rank, names in enumerate(sequence.split()) for name in names.split("=")}


RANKS = {W + name: _ranks(sequence) for name, sequence in _SEQUENCES.items()}


def out_of_order(element: Element) -> bool:
    """Say whether children of an element stand otherwise than the schema has them."""
    known = RANKS.get(element.tag)
    if known is None or len(element) < 2:
        return False
    ranks = _of_children(element, known)
    return any(before > after for before, after in pairwise(ranks))


def put_in_order(root: Element) -> list[Element]:
    """Put the children of elements into the order of the schema; return the elements whose children stood otherwise."""
    wrong = [element for element in root.iter(*RANKS) if out_of_order(element)]
    for element in wrong:
        ranks = _of_children(element, RANKS[element.tag])
        element[:] = [child for _, child in sorted(zip(ranks, element, strict=True), key=lambda pair: pair[0])]
    return wrong


def _of_children(element: Element, known: dict[str, int]) -> list[int]:
    """Return the rank of each child; one that the sequence does not name stays behind the one before it, unless it has a place for such."""
    ranks: list[int] = []
    for child in element:
        ranks.append(known.get(child.tag, known.get(_ANY, ranks[-1] if ranks else 0)))
    return ranks
