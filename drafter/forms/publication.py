"""The copy of a contract for publication: what is declared secret is withheld, visibly, and listed with its ground (templates/publication.yaml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path

from drafter.assembly.annexes import bilingual_cell
from drafter.assembly.front import Line
from drafter.causes import told
from drafter.drafting import Draft
from drafter.errors import AnswerError, ContentError, Finding, Place, error, warning
from drafter.expressions import is_unknown
from drafter.language import LANGUAGES, Language, Words
from drafter.library.citation import citation
from drafter.library.compiled import compiled
from drafter.library.schema import Keys, Model, Text
from drafter.library.validated import read_model
from drafter.model import Block, Cell, Group, Inline, Paragraph, Row, Table, TextRow
from drafter.model import Text as Run
from drafter.patterns import regex
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.types import PARTS, Typed, show_cell

PUBLICATION = "publication.yaml"
WITHHELD = Words("【依法不予公开】", "[withheld by law]")
SUFFIX = Words("（公告版）", " (publication copy)")
_LIST = Words("不予公开内容清单", "List of what is withheld")
_INTRO = Words(
    "本公告版与签订的合同一致；下列内容依照本合同关于公告的约定以“【依法不予公开】”替代，其余内容全文公开。",
    'This copy agrees with the contract as signed; under its terms on publication the following is replaced by "[withheld by law]", and everything else is published in full.',
)
_HEADS = (
    Words("序号", "No."),
    Words("不予公开的内容", "Withheld"),
    Words("所在位置", "Where"),
    Words("处数", "Places"),
    Words("依据", "Ground"),
)
_NONE = Words("正文和附件中没有", "none in the text or annexes")
_QUOTED = regex(r"[“\"「](.+?)[”\"」]")
_SHORT = 6  # characters up to which a text is replaced only where it stands alone: 景和 is a name, and part of 场景和


class Kind(Model):
    """A kind of secret: the words that declare it, where it is in the answers, how it looks, and the ground."""

    id: str
    words: dict[str, list[str]]
    ground: Text
    law: Keys = []
    answers: list[str] = []
    patterns: list[str] = []


class Publication(Model):
    """What may be withheld, and what never."""

    kinds: list[Kind]
    secret: Text
    secret_law: Keys = []
    never: list[str] = []


@dataclass
class Secret:
    """An item declared secret: its texts and patterns, the ground, and where it was withheld."""

    item: Words
    ground: Words
    texts: set[str] = field(default_factory=set)
    patterns: list[re.Pattern[str]] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=4)
def load_publication(folder: Path) -> Publication:
    """Return the rules of publication. Raises ContentError."""
    rules, findings = compiled("publication", [folder / PUBLICATION], lambda: read_publication(folder))
    if rules is None:
        raise ContentError(findings)
    return rules


def read_publication(folder: Path) -> tuple[Publication | None, list[Finding]]:
    """Return the rules of publication, or None with what was wrong."""
    try:
        rules, findings = read_model(Publication, (folder / PUBLICATION).read_text(encoding="utf-8"), PUBLICATION)
        for pattern in (p for kind in (rules.kinds if rules else ()) for p in kind.patterns):
            re.compile(pattern)
        return rules, findings
    except (re.error, OSError) as problem:
        return None, [_unread(told(problem))]


def published(draft: Draft) -> tuple[Draft, list[Secret], list[Finding]]:
    """Return the draft as it is published, what was withheld, and what is to be looked at by hand. Raises AnswerError for a secret contract."""
    if draft.situation.of("is_classified") is True:
        raise AnswerError(
            error("classified", "涉及国家秘密的合同不公告", "a contract that involves state secrets is not published", ("按保密规定管理", "keep it under the rules on secrecy"))
        )  # fmt: skip
    rules = load_publication(draft.content.templates_with(PUBLICATION))
    never = {text for name in rules.never for text in _texts_of(name, draft.situation)}
    secrets, findings = _secrets(draft.situation, rules, never)
    work = _Withholding(secrets, never)
    front = replace(
        draft.front,
        title=Words(draft.front.title.zh + SUFFIX.zh, draft.front.title.en + SUFFIX.en),
        party_rows=tuple((label, *work.party(label, (a, b))) for label, a, b in draft.front.party_rows),
    )
    body, annexes, notice = work.blocks(draft.body), work.blocks(draft.annexes), work.blocks(draft.notice)
    copy = replace(draft, front=front, body=body, annexes=annexes, notice=notice)
    findings += work.leaks((*body, *annexes, *notice))
    languages = draft.contract.languages
    return replace(copy, notes={"withheld": _listing(secrets, languages)}), secrets, findings


# --- what is declared ------------------------------------------------------------------------------------------------------------------


def _secrets(situation: Situation, rules: Publication, never: set[str]) -> tuple[list[Secret], list[Finding]]:
    items = situation.of("redact_items")
    secrets: list[Secret] = []
    findings: list[Finding] = []
    for item in [] if is_unknown(items) else items:
        kinds = [k for k in rules.kinds if _declares(item, k)]
        made = [_of_kind(item, k, situation, never) for k in kinds] or [_literal(item, situation, rules)]
        secrets += made
        if not kinds and made[0].texts & never:
            findings.append(
                warning("never", f"不得作为商业秘密隐去：{item.zh}", f"may not be withheld as a trade secret: {item.en}", ("从公告隐去内容中删去", "take it out of redact_items"))
            )  # fmt: skip
            secrets.remove(made[0])
    return secrets, findings


def _declares(item: Words, kind: Kind) -> bool:
    return any(w in item.zh for w in kind.words["zh"]) or any(w.lower() in item.en.lower() for w in kind.words["en"])


def _of_kind(item: Words, kind: Kind, situation: Situation, never: set[str]) -> Secret:
    texts = {t for name in kind.answers for t in _texts_of(name, situation)} - never
    return Secret(item, _ground(kind.ground, kind.law, situation), texts, [re.compile(p) for p in kind.patterns])


def _literal(item: Words, situation: Situation, rules: Publication) -> Secret:
    quoted = {q for text in (item.zh, item.en) for q in _QUOTED.findall(text)}
    return Secret(item, _ground(rules.secret, rules.secret_law, situation), quoted or {item.zh, item.en})


def _ground(words: Words, law: Sequence[str], situation: Situation) -> Words:
    library = situation.library
    cited = [citation(key, library) for key in law if key in library.articles]
    return Words(words.zh + "".join(f"（{c.zh}）" for c in cited), words.en + "".join(f" ({c.en})" for c in cited))


def _texts_of(name: str, situation: Situation) -> Iterator[str]:
    """Yield what an answer, the part of a party or the column of a table prints; of what is chosen from a list nothing."""
    whole, _, part = name.partition(".")
    value, kind = situation.value(whole), _kind(whole, part, situation)
    if is_unknown(value) or kind.value_type.prompt in ("menu", "ticks"):
        return
    cells = [row.get(part) for row in value] if part and isinstance(value, list) else [value.get(part) if part else value]
    for cell in (c for c in cells if c is not None):
        yield from dict.fromkeys(t for n in LANGUAGES if (t := show_cell(cell, kind, n).strip()))


def _kind(whole: str, part: str, situation: Situation) -> Typed:
    """Return what is asked: the question, the column of its table, or the part of its party."""
    question = situation.library.questions.get(whole)
    column = next((c for c in question.columns if c.id == part), None) if question is not None else None
    return column or (PARTS[part] if part in PARTS else situation.kind(whole))


# --- withholding -----------------------------------------------------------------------------------------------------------------------


class _Withholding:
    def __init__(self, secrets: list[Secret], never: set[str]) -> None:
        self.secrets, self.never, self.place = secrets, never, ""

    def party(self, label: str, sides: tuple[Line, Line]) -> tuple[Line, Line]:
        self.place = label
        return (tuple(self._inlines(sides[0], "zh")), tuple(self._inlines(sides[1], "zh")))

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self._block(b) for b in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            if block.style in ("article", "annex", "heading"):
                self.place = f"{block.number} {block.text}".strip()
            return replace(block, inlines=tuple(self._inlines(block.inlines, block.language)))
        if isinstance(block, Group):
            return replace(block, blocks=self.blocks(block.blocks))
        if isinstance(block, Table):
            return replace(block, rows=tuple(self._row(r) for r in block.rows))
        return block

    def _row(self, row: Row | TextRow) -> Row:
        return Row(tuple(replace(c, blocks=self.blocks(c.blocks)) for c in row.cells), row.header)

    def _inlines(self, inlines: Iterable[Inline], language: Language) -> Iterator[Inline]:
        for inline in inlines:
            if isinstance(inline, Run):
                yield from self._run(inline, language)
            else:
                yield inline

    def _run(self, run: Run, language: Language) -> Iterator[Inline]:
        bar = Run(WITHHELD[language], run.marks - {"blank"})
        text = run.text.strip()
        secret = next((s for s in self.secrets if text in s.texts), None) if text and text not in self.never else None
        if secret is not None:
            secret.places[self.place] += 1
            yield bar
            return
        at = 0
        for start, end, found in self._spans(run.text):
            if start > at:
                yield replace(run, text=run.text[at:start])
            found.places[self.place] += 1
            yield bar
            at = end
        if at == 0:
            yield run
        elif at < len(run.text):
            yield replace(run, text=run.text[at:])

    def _spans(self, text: str) -> list[tuple[int, int, Secret]]:
        """Return where secrets stand inside a text, from left to right, none over another."""
        spans = [(m.start(), m.end(), s) for s in self.secrets for p in s.patterns for m in p.finditer(text)]
        for secret in self.secrets:
            for known in (t for t in secret.texts if _is_safe(t) and t in text):
                spans += [(m.start(), m.end(), secret) for m in re.finditer(re.escape(known), text)]
        kept: list[tuple[int, int, Secret]] = []
        for span in sorted(spans, key=lambda s: (s[0], -s[1])):
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept

    def leaks(self, blocks: Iterable[Block]) -> list[Finding]:
        """Return where a short secret still stands inside other words: a name, or by chance a part of them."""
        found: list[Finding] = []
        short = [(t, s) for s in self.secrets for t in sorted(s.texts) if not _is_safe(t) and len(t) > 1]
        for text in _lines(blocks):
            for known, secret in short:
                at = text.find(known)
                if at >= 0 and known not in self.never:
                    around = text[max(0, at - 12) : at + len(known) + 12]
                    zh, en = f"请人工核对：“{known}”仍出现在“…{around}…”", f'look by hand: "{known}" still stands in "…{around}…"'
                    found.append(
                        warning("look", zh, en, (f"属于“{secret.item.zh}”的，在文件中遮蔽", "withhold it in the file if it is meant"))
                    )
        return list(dict.fromkeys(found))


def _is_safe(text: str) -> bool:
    """Return whether a text is long enough, or so made, that it is no accident where it stands inside another."""
    return len(text) >= _SHORT and (not text.isdigit() or len(text) >= 8)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Group):
            yield from _lines(block.blocks)
        elif isinstance(block, Table):
            yield from (line for row in block.rows for cell in row.cells for line in _lines(cell.blocks))


# --- the list --------------------------------------------------------------------------------------------------------------------------


def _listing(secrets: Sequence[Secret], languages: tuple[Language, ...]) -> tuple[Block, ...]:
    heading = [Paragraph((Run(_LIST[n]),), "heading", n, page_break=i == 0) for i, n in enumerate(languages)]
    intro = [Paragraph((Run(_INTRO[n]),), "body", n) for n in languages]
    rows = [Row(tuple(_cell(h, languages, head=True) for h in _HEADS), header=True)]
    rows += [_listed(number, secret, languages) for number, secret in enumerate(_merged(secrets), 1)]
    return (*heading, *intro, Table(tuple(rows), (7, 25, 34, 8, 26)))


def _merged(secrets: Sequence[Secret]) -> list[Secret]:
    """Return the secrets by declared item and ground: several kinds may serve one item."""
    found: dict[tuple[str, str], Secret] = {}
    for secret in secrets:
        one = found.setdefault((secret.item.zh, secret.ground.zh), Secret(secret.item, secret.ground))
        one.places += secret.places
    return list(found.values())


def _listed(number: int, secret: Secret, languages: tuple[Language, ...]) -> Row:
    where = "；".join(secret.places)
    place = Words(where, where.replace("；", "; ")) if where else _NONE
    texts = (Words.of(str(number)), secret.item, place, Words.of(str(sum(secret.places.values()))), secret.ground)
    return Row(tuple(_cell(t, languages) for t in texts))


def _cell(words: Words, languages: tuple[Language, ...], head: bool = False) -> Cell:
    return bilingual_cell({n: (Run(words[n]),) for n in languages}, "cellhead" if head else "cell", "center" if head else None)


def _unread(why: Words) -> Finding:
    return error("schema", why.zh, why.en, place=Place(PUBLICATION))
