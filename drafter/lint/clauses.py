"""Checks of one clause: both languages, every position, paragraph by paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from drafter.causes import told
from drafter.errors import Finding, Place, error, warning
from drafter.expressions import Field
from drafter.language import LANGUAGES, Language
from drafter.library.body import BodyProblem, Item, Ref
from drafter.library.clause import Clause, LibraryText, Passage
from drafter.library.schema import POSITIONS, Position
from drafter.lint.names import Names, fingerprint, parity
from drafter.model import Text
from drafter.patterns import regex
from drafter.types import BadValue, BadValues, is_open, read_value
from drafter.values.provision_numbers import numbered

_VAGUE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"及时|尽快|尽早|尽可能|合理|适当|适时|酌情|必要时|相关部门|有关部门|妥善"),
    "en": re.compile(
        r"\b(timely|promptly|as soon as|reasonabl[ey]|appropriate(?:ly)?|best efforts|where necessary|adequate(?:ly)?|duly)\b", re.I
    ),
}
_SENTENCE = regex(r"[。；;]|\.\s")
_TYPED_REFERENCE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(rf"{numbered('条款')}|附件[A-Z一二三四五六七八九十\d]"),
    "en": re.compile(r"\b(?:Clause|Article|Annex) [A-Z\d]"),
}
_DOUBLED = regex(r"[，。；：、,.;:]{2,}|[，。；：、] ")
_CAPITALISED = regex(r"(?<![.:;\"(] )(?<!^)\b([A-Z][a-z]+(?:[ -](?:of |and |the )?[A-Z][A-Za-z]+)*)")
_MEASURED = regex(r"\d|\{\{|本款|下列|标准")
_PROPER = {  # capitalised words that are no defined terms
    "Chinese", "English", "China", "Republic", "People", "State", "Council", "Court", "Renminbi", "RMB", "Hong Kong", "Macao", "Taiwan", "Internet",
    "Party", "Parties", "Contract", "Clause", "Annex", "Civil Code", "Monday", "Friday", "General Office",
}  # fmt: skip


def check_clause(clause: Clause, names: Names) -> Iterator[Finding]:
    """Yield every finding about a clause."""
    head = Place(clause.file, 1)
    if clause.head.when is not None:
        yield from names.expression(clause.head.when, head)
    if clause.head.need == "conditional" and clause.head.when is None:
        yield error("when", "有条件的条款没有 when", "a conditional clause has no `when`", place=head)
    yield from names.law(clause.head.law, head)
    yield from check_texts(clause, names)


def check_texts(clause: LibraryText, names: Names) -> Iterator[Finding]:
    """Yield every finding about the texts and examples of a clause or passage."""
    head = Place(clause.file, 1)
    yield from _examples(clause, names)
    if ("zh", "preferred") not in clause.parts or ("en", "preferred") not in clause.parts:
        yield error("position", "缺少首选文本（中文和英文）", "the preferred text is missing in one language", place=head)
    for position in POSITIONS:
        parts = [clause.parts.get((language, position)) for language in LANGUAGES]
        if (parts[0] is None) != (parts[1] is None):
            yield error("position", f"{position} 只有一种语言", f"{position} is there in one language only", place=head)
        yield from _position(clause, position, names)


def _position(clause: LibraryText, position: Position, names: Names) -> Iterator[Finding]:
    bodies: dict[Language, tuple[Item, ...]] = {}
    for language in LANGUAGES:
        part = clause.parts.get((language, position))
        if part is None:
            continue
        try:
            bodies[language] = part.items
        except BodyProblem as problem:
            yield error("body", problem.zh, problem.en, ("见 docs/clauses.md", "see docs/clauses.md"), Place(clause.file, problem.line))
            continue
        if not part.items:
            yield error("body", "没有正文", "there is no text", place=Place(clause.file, part.line))
        yield from _items(clause, language, part.items, names)
    if len(bodies) == 2:
        yield from _parity(clause, bodies["zh"], bodies["en"])


def _items(clause: LibraryText, language: Language, items: tuple[Item, ...], names: Names) -> Iterator[Finding]:
    seen: set[str] = set()
    for item, guards in _walk(items, frozenset()):
        place = Place(clause.file, item.line)
        if item.when is not None:
            yield from names.expression(item.when, place)
        if item.anchor in seen and item.anchor:
            yield error("anchor", f"#{item.anchor} 重复", f"#{item.anchor} stands twice", place=place)
        seen.add(item.anchor)
        yield from names.pieces(item.pieces, place)
        for piece in item.pieces:
            if isinstance(piece, Ref):
                yield from _guarded(clause, piece, guards, names, place)
        yield from _wording(item, language, names, place)


def _walk(items: tuple[Item, ...], guards: frozenset[str]) -> Iterator[tuple[Item, frozenset[str]]]:
    for item in items:
        here = guards | (item.when.clauses if item.when is not None else frozenset())
        yield item, here
        yield from _walk(item.items, here)


def _guarded(clause: LibraryText, ref: Ref, guards: frozenset[str], names: Names, place: Place) -> Iterator[Finding]:
    """A reference to a clause that may be absent needs `included('...')` on its paragraph."""
    target = ref.target.partition(".")[0]
    if target in guards or target == clause.id:
        return
    form = names.forms.get(target)
    if form is not None and names.agreement.companion is not None:
        return  # what is not printed beside a contract is named by its title
    candidates = form.clauses if form is not None else [target]
    texts = names.library.texts
    known = [texts[c] for c in candidates if c in texts]
    if known and not any(_always(clause, other, names) for other in known):
        guard = candidates[0]
        yield error(
            "guard",
            f"引用的 {target} 可能不在合同中",
            f"{target} may be absent from the contract",
            (f"""给该款加 when="included('{guard}')" """.strip(), f"""put when="included('{guard}')" on the paragraph"""),
            place,
        )


def _always(clause: LibraryText, other: Clause | Passage, names: Names) -> bool:
    if other.head.need == "optional" or (clause.id in names.lite and other.id not in names.lite):
        return False
    same_condition = clause.head.when is not None and other.head.when is not None and clause.head.when.source == other.head.when.source
    return other.head.when is None or same_condition


def _wording(item: Item, language: Language, names: Names, place: Place) -> Iterator[Finding]:
    text = "".join(p.text if isinstance(p, Text) else "{{}}" if isinstance(p, Field) else "§" for p in item.pieces)
    for sentence in _SENTENCE.split(text):
        if not _MEASURED.search(sentence) and (vague := _VAGUE[language].search(sentence)):
            yield error(
                "vague",
                f"“{vague[0]}”没有标准",
                f"{vague[0]!r} without a measure",
                ("写明期限或标准", "give the period or the standard"),
                place,
            )
    if typed := _TYPED_REFERENCE[language].search(text):
        yield error(
            "typed-reference", f"手写的引用“{typed[0]}”", f"typed reference {typed[0]!r}", ("改为 [](#...)", "write [](#...)"), place
        )
    if language == "zh" and (doubled := _DOUBLED.search(text)):
        yield error("punctuation", f"标点重复“{doubled[0]}”", f"doubled punctuation {doubled[0]!r}", place=place)
    for word, term in names.avoided[language]:
        if word in text and (language == "zh" or re.search(rf"\b{re.escape(word)}\b", text)):
            yield _avoided(word, term.zh if language == "zh" else term.en, place)
    if language == "en":
        yield from _undefined(text, names, place)


def _avoided(word: str, right: str, place: Place) -> Finding:
    return error(
        "term", f"“{word}”应写作“{right}”", f"{word!r} should be {right!r}", ("用术语表中的词", "use the word of terms.yaml"), place
    )


def _undefined(text: str, names: Names, place: Place) -> Iterator[Finding]:
    known = names.known_terms | _PROPER
    for match in _CAPITALISED.finditer(text):
        phrase = match[1]
        if " " not in phrase and "-" not in phrase:
            continue  # one capital alone is mostly the first word of a sub-item
        if not any(phrase in term or phrase.rstrip("s") in term or term in phrase for term in known):
            yield warning(
                "undefined",
                f"“{phrase}”大写但未定义",
                f"{phrase!r} is capitalised but not defined",
                ("列入 terms.yaml 或改小写", "define it in terms.yaml or use lower case"),
                place,
            )


def _parity(clause: LibraryText, zh: tuple[Item, ...], en: tuple[Item, ...]) -> Iterator[Finding]:
    for left, right in zip_longest(zh, en):
        if left is None or right is None:
            item = left or right
            yield error(
                "parity", "中英文款数不同", "the languages have different numbers of paragraphs", place=Place(clause.file, item.line)
            )
            return
        place = Place(clause.file, right.line)
        attributes = ((left.anchor, left.key, left.definitions, left.when), (right.anchor, right.key, right.definitions, right.when))
        if attributes[0] != attributes[1]:
            yield error("parity", "中英文的属性不同", "the attributes differ between the languages", place=place)
        counts = [Counter(filter(None, map(fingerprint, item.pieces))) for item in (left, right)]
        if counts[0] != counts[1]:
            yield parity(counts[0], counts[1], place)
        yield from _parity(clause, left.items, right.items)


def _examples(clause: LibraryText, names: Names) -> Iterator[Finding]:
    for example in clause.head.examples:
        for name, raw in example.items():
            place = Place(clause.file, 1, f"examples.{name}")
            question = names.library.questions.get(name)
            if question is None:
                yield error("example", f"没有问题 {name}", f"there is no question {name}", place=place)
                continue
            try:
                if not is_open(raw):
                    read_value(raw, question)
            except (BadValue, BadValues) as problem:
                why = told(problem)
                yield error("example", f"{name}：{why.zh}", f"{name}: {why.en}", place=place)
