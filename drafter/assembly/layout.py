"""Layout: a Contract as blocks of the Document model, in one language or with the two side by side."""

from __future__ import annotations

from functools import partial

from drafter.assembly.contract import Contract, Numbered, Provision
from drafter.assembly.exhibits import exhibits, joined_pages
from drafter.assembly.numbers import Numbering, bookmark
from drafter.language import Language, Words
from drafter.model import Block, Break, Cell, Group, Inline, Paragraph, Reference, Row, Style, Table, TableOfContents, Text

CONTENTS = Words("目录", "Contents")
_LEVELS: tuple[Style, ...] = ("clause", "item", "subitem")


def body_blocks(contract: Contract) -> tuple[Block, ...]:
    """Return chapters and provisions; every provision in a Group tagged `clause@position`."""
    contract.figures = 0
    made = contract.situation.made
    blocks: list[Block] = []
    for chapter in contract.chapters:
        blocks += made(("chapter", chapter.number), partial(_chapter, contract), chapter.number, chapter.title)
        for provision in chapter.provisions:
            blocks.append(made(("provision as printed", provision.clause.id), partial(_provision, contract), provision))
            if provision.tables or provision.charts:
                blocks += exhibits(provision, contract)
    return tuple(joined_pages(blocks))


def _chapter(contract: Contract, number: int, title: Words) -> tuple[Block, ...]:
    return _side_by_side([{n: _chapter_heading(number, title, contract.numbering, n) for n in contract.languages}])


def _chapter_heading(number: int, title: Words, numbering: Numbering, language: Language) -> Paragraph:
    text, anchor = numbering.mark[language] + title[language], bookmark(f"ch{number}", language)
    return Paragraph((Text(text),), "chapter", language, number=numbering.chapter(number, language), anchor=anchor)


def contents_block(contract: Contract) -> TableOfContents:
    """Return the table of contents: chapters, articles and annexes; chapters and annexes only in a brief profile."""
    entries: list[Paragraph] = []
    main, numbering = contract.languages[0], contract.numbering
    for chapter in contract.chapters:
        number = numbering.chapter(chapter.number, main) + numbering.mark[main]
        entries.append(_entry("toc1", contract, number, chapter.title, f"ch{chapter.number}"))
        for provision in () if contract.situation.profile.brief else chapter.provisions:
            title, number = provision.clause.head.title, numbering.article(provision.spot, main)
            entries.append(_entry("toc2", contract, number, title, provision.clause.id))
    for annex in contract.annexes:
        entries.append(_entry("toc1", contract, numbering.annex(annex.number, main), annex.form.title, annex.form.code))
    return TableOfContents(" ".join(CONTENTS[n] for n in contract.languages), tuple(entries))


def _entry(style: Style, contract: Contract, number: str, title: Words, target: str) -> Paragraph:
    main = contract.languages[0]
    words = " ".join(title[n] for n in contract.languages)
    inlines = (Text(f"{number}{contract.numbering.gap[main]}{words}"), Break("tab"), Reference(bookmark(target, main), "", "page"))
    return Paragraph(inlines, style, main)


def _referred_to(provision: Provision, contract: Contract, language: Language) -> set[str]:
    """Return the bookmarks that a reference to a paragraph of a provision leads to: its own, and those of the paragraphs it stands under."""
    targets = contract.fillers[language].targets
    references = (targets.get(paragraph.anchor, ()) for paragraph in provision.paragraphs[language])
    return {inline.target for inlines in references for inline in inlines if isinstance(inline, Reference)}


def _provision(contract: Contract, provision: Provision) -> Group:
    wanted = set().union(*(_referred_to(provision, contract, n) for n in contract.languages))
    title = provision.clause.head.title
    rows: list[dict[Language, Paragraph]] = [
        {
            n: Paragraph(
                (Text(title[n]),),
                "article",
                n,
                number=contract.numbering.article(provision.spot, n),
                anchor=bookmark(provision.clause.id, n),
                source=provision.clause.file,
            )
            for n in contract.languages
        }
    ]
    by_language = [provision.paragraphs[n] for n in contract.languages]
    for pair in zip(*by_language, strict=True):
        rows.append({n: _paragraph(p, n, provision, wanted) for n, p in zip(contract.languages, pair, strict=True)})
    return Group(f"{provision.clause.id}@{provision.position}", _side_by_side(rows))


def _paragraph(numbered: Numbered, language: Language, provision: Provision, wanted: set[str]) -> Paragraph:
    anchor = bookmark(numbered.anchor, language)
    return Paragraph(
        numbered.inlines,
        _LEVELS[len(numbered.path) - 2],
        language,
        number=numbered.number(language),
        anchor=anchor if anchor in wanted else "",
        source=f"{provision.clause.file}:{numbered.item.line}",
    )


def _side_by_side(rows: list[dict[Language, Paragraph]]) -> tuple[Block, ...]:
    """Return the rows' paragraphs: one language as they are, two languages as a two-column table, a row a pair."""
    if len(rows[0]) == 1:
        return tuple(paragraph for row in rows for paragraph in row.values())
    return (Table(tuple(Row(tuple(Cell((p,)) for p in row.values())) for row in rows), (1, 1), borders=False),)


def inlines_of(words: Words, languages: tuple[Language, ...]) -> tuple[Inline, ...]:
    """Return a text in each language, one line each."""
    inlines: list[Inline] = []
    for language in languages:
        inlines += [Break()] if inlines else []
        inlines.append(Text(words[language]))
    return tuple(inlines)
