"""12.3 under 第十二条, in every reader.

Word prints the paragraph numbers of a Chinese contract as legal numbers: w:isLgl turns 第十二条's 十二 into 12. LibreOffice before 7.5 and
some other readers do not know w:isLgl and print 十二.3. For them each paragraph carries, by markup compatibility (ISO/IEC 29500-3, 9.3), a second
numbering with the article's number written out; a reader that knows w15 (every Word since 2013) never sees it and counts natively.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.patterns import regex

_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
_BASE = 9000  # list ids from here on are ours
_ABSTRACT = regex(r'<w:abstractNum\b[^>]*w:abstractNumId="(\d+)".*?</w:abstractNum>', re.DOTALL)
LEVELS = {"clause": 1, "item": 2, "subitem": 3}


def legal_list(numbering: str) -> str:
    """Return the list whose second level is a legal number for ContractClause, as XML, or nothing when the template has none."""
    for match in _ABSTRACT.finditer(numbering):
        if 'w:val="ContractClause"' in match[0] and "<w:isLgl" in match[0]:
            return match[0]
    return ""


def fallback_number(style: str, article: int) -> str:
    """Return the numbering properties for readers without legal numbers; empty for Word, whose style numbers the paragraph."""
    number = f'<w:numPr><w:ilvl w:val="{LEVELS[style]}"/><w:numId w:val="{_BASE + article}"/></w:numPr>'
    return f'<mc:AlternateContent {_MC}><mc:Choice {_W15} Requires="w15"/><mc:Fallback>{number}</mc:Fallback></mc:AlternateContent>'


@lru_cache(maxsize=64)
def with_fallback_lists(numbering: str, articles: int) -> str:
    """Return numbering.xml with one list an article added: the template's list, its article number written out."""
    model = legal_list(numbering)
    if not model or not articles:
        return numbering
    model = re.sub(r"<w:(pStyle|nsid|tmpl|name|styleLink)\b[^>]*/>|<w:isLgl\b[^>]*/>| w15:[a-zA-Z]+=\"[^\"]*\"", "", model)
    abstracts = "".join(_copy(model, n) for n in range(1, articles + 1))
    nums = "".join(f'<w:num w:numId="{_BASE + n}"><w:abstractNumId w:val="{_BASE + n}"/></w:num>' for n in range(1, articles + 1))
    first = numbering.index("<w:num ")
    return numbering[:first] + abstracts + numbering[first:].replace("</w:numbering>", nums + "</w:numbering>")


def _copy(model: str, article: int) -> str:
    text = re.sub(r'w:abstractNumId="\d+"', f'w:abstractNumId="{_BASE + article}"', model, count=1)
    return text.replace('<w:lvlText w:val="%1.%2"/>', f'<w:lvlText w:val="{article}.%2"/>')
