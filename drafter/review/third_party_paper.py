"""A contract that is not ours against our library: which of our clauses it has, in what words and where; which are weak, which are absent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Indel

from drafter.assembly.contract import assemble
from drafter.content import Content
from drafter.errors import Finding
from drafter.expressions import Field, holds
from drafter.language import Language, Words
from drafter.library import Clause
from drafter.library.body import Item as BodyItem
from drafter.library.body import Piece, Ref
from drafter.library.citation import citation
from drafter.library.schema import POSITIONS, Position
from drafter.model import Text
from drafter.ooxml.package import Package
from drafter.questionnaire.answers import AnswerSet, unanswered
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.review.baseline import provision_lines
from drafter.review.items import Edit, Risk, edit_of, worst
from drafter.review.signs import Hit
from drafter.review.third_party_contract import SENTENCE, Para, ThirdPartyContract, read_third_party_contract
from drafter.review.third_party_signs import signs_by_paragraph
from drafter.review.values import NewValue, out_of_range, printed_value, readable
from drafter.review.walkaway import signs
from drafter.rules.apply import apply_rules

Level = Literal["ours", "found", "weak", "absent"]
LEVELS: dict[Level, Words] = {
    "ours": Words("有（我方文字）", "found, in our words"),
    "found": Words("有（他方文字，须审读）", "found, in other words: to be read"),
    "weak": Words("薄弱（只是提及）", "weak: no more than mentioned"),
    "absent": Words("没有", "absent"),
}
_ALIKE: dict[Language, float] = {"zh": 0.62, "en": 0.74}  # of a paragraph that is like one of ours; any two English ones are alike by half
_OURS = 0.8  # of one that is ours but for some words
_SHARE, _SOME = 0.6, 0.3  # of our paragraphs that must be there for the clause to be in our words, or to be there at all
_SAME_TITLE = 0.75
_EVERYWHERE = frozenset(
    {"service", "contract", "party", "partie", "information", "system", "management", "general", "other", "maintenance"}
)
_FILLING: dict[Language, int] = {"zh": 24, "en": 60}  # characters that a blank other than a number may hold
_QUOTES = 3
_FEWEST = 14  # characters of a paragraph that can be told by its likeness
_TELLING: dict[Language, int] = {"zh": 4, "en": 14}  # a longer word says something however often it stands there
_COMMON = 0.2  # of the paragraphs: a word that stands in so many says nothing


@dataclass(frozen=True)
class Found:
    """What there is of one of our clauses."""

    clause: Clause
    level: Level
    risk: Risk
    applies: bool | None  # whether the clause is needed here; None when that hangs on what we do not know
    alike: float = 0.0  # how like our text the most alike paragraph is
    share: float = 0.0  # of our paragraphs that are there
    where: str = ""
    quotes: tuple[str, ...] = ()  # the paragraphs to read
    evidence: tuple[str, ...] = ()
    suspect: tuple[str, ...] = ()  # the paragraphs that may reach our walk-away position
    edits: tuple[Edit, ...] = ()  # our paragraphs with theirs, where the words are ours and differ
    values: tuple[NewValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    signs: tuple[Finding, ...] = ()  # of walk-away positions, in its paragraphs that are not our words
    paras: tuple[int, ...] = ()  # the paragraphs that it was found in
    text: tuple[str, ...] = ()  # ours, to put in: the brief one where the contract is short and there is one
    fallback: tuple[str, ...] = ()
    law: tuple[Words, ...] = ()


@dataclass(frozen=True)
class ThirdPartyReview:
    """The review: every clause of our library, and the paragraphs that none of them stands for."""

    language: Language
    found: tuple[Found, ...]
    rest: tuple[Para, ...]
    characters: int
    signed: Mapping[int, tuple[Hit, ...]]  # the signs in the paragraphs in `rest`, by their number there
    given: bool  # whether answers say which clauses are needed and fill our texts


def _situation(content: Content, answers: AnswerSet | None) -> Situation:
    """Return a situation for a contract that is not ours: with the answers that there are, else with nothing known, defaults not either."""
    library = content.library
    if answers is not None:
        return Situation(library, content.agreement(answers.agreement), answers)
    agreement = content.agreement()
    empty = unanswered(agreement)
    return Situation(library, agreement, empty, frozenset(library.questions))


def review_third_party_paper(content: Content, package: Package, answers: AnswerSet | None = None) -> ThirdPartyReview:
    """Return the review of a contract; answers say which clauses are needed and fill our texts. Raises FileError when it is not sound."""
    contract = read_third_party_contract(accept_reject(package, "accept").package)
    ours = _Ours(content, _situation(content, answers), contract.language, answers is not None)
    met: set[int] = set()
    clauses = content.library.clauses.values()
    alike = {clause.id: _alike(contract, clause, contract.language) for clause in clauses}
    suspect = signs(content, contract.language, _theirs(contract, ours, alike.values()))
    found = [_found(contract, ours, clause, alike[clause.id], suspect.get(clause.id, ()), met) for clause in clauses]
    found = _with_rules(ours.situation, found)
    hits = _hits(content, contract, alike.values())
    found = _with_signs(found, hits)
    rest = [n for n, p in enumerate(contract.paras) if n not in met and p.text != p.heading]
    signed = {at: hits[n] for at, n in enumerate(rest) if n in hits}
    size = sum(len(p.words) for p in contract.paras)
    return ThirdPartyReview(contract.language, tuple(found), tuple(contract.paras[n] for n in rest), size, signed, ours.given)


# our clauses


class _Ours:
    """Our texts in the language of the contract: filled as far as there are answers, else with what is to be filled in named."""

    def __init__(self, content: Content, situation: Situation, language: Language, given: bool) -> None:
        self.library, self.situation, self.language, self.given = content.library, situation, language, given
        contract = assemble(situation, content.forms, (language,)) if given else None
        self.provisions = {p.clause.id: p for p in contract.provisions} if contract else {}

    def applies(self, clause: Clause) -> bool | None:
        """Say whether a clause is needed."""
        if self.given:
            return clause.id in self.provisions
        if clause.head.when is not None and holds(clause.head.when, self.situation) is not True:
            return None
        return True if clause.head.need == "mandatory" else None

    def lines(self, clause: Clause, position: Position) -> tuple[str, ...]:
        """Return a text of a clause, paragraph by paragraph."""
        provision = self.provisions.get(clause.id)
        if provision is not None and provision.position == position:
            return provision_lines(provision, (self.language,))[1:]
        if (self.language, position) not in clause.parts:
            return ()
        return tuple(self.said(item) for item in _walk(clause, self.language, position))

    def said(self, item: BodyItem) -> str:
        """Return a paragraph of ours with what is to be filled in named."""
        return "".join(map(self._piece, item.pieces))

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Text):
            return piece.text
        if isinstance(piece, Ref):
            title = self.library.clauses.get(piece.target.partition(".")[0])
            if title is None:
                return "……"
            return f"“{title.head.title.zh}”条" if self.language == "zh" else f'the clause "{title.head.title.en}"'
        names = sorted(piece.expression.names)
        question = self.library.questions.get(names[0]) if names else None
        label = question.label[self.language] if question else "……"
        return f"【{label}】" if self.language == "zh" else f"[{label}]"


def _walk(clause: Clause, language: Language, position: Position) -> Iterator[BodyItem]:
    return (each for item in clause.items(language, position) for each in item.walk())


def _said(item: BodyItem) -> str:
    return "".join(p.text for p in item.pieces if isinstance(p, Text))


# the comparison

_Pairs = list[tuple[BodyItem, int, float]]
_Alike = tuple[float, _Pairs, list[BodyItem]]


def _theirs(contract: ThirdPartyContract, ours: _Ours, alike: Iterable[_Alike]) -> list[str]:
    """Return what a contract says in words that are not ours, paragraph by paragraph: all of it, or what was put into a paragraph of ours."""
    said = ["" if n in contract.headings else text for n, text in enumerate(contract.texts)]
    for item, number, score in (pair for _, pairs, _ in alike for pair in pairs):
        if score >= _OURS:
            spans = edit_of(ours.said(item), contract.texts[number]).spans
            said[number] = "；".join(words for kind, words in spans if kind == "inserted")
    return said


def _found(
    contract: ThirdPartyContract, ours: _Ours, clause: Clause, like: _Alike, suspect: Sequence[int], met: set[int]
) -> Found:  # fmt: skip
    applies = ours.applies(clause)
    share, pairs, missing = like
    window, evidence = _evidence(contract, clause)
    titled = _titled(contract, clause)
    alike = max((score for _, _, score in pairs), default=0.0)
    level = _level(share, alike, len(evidence), len(_words(clause, contract.language)), titled is not None or bool(suspect))
    law = tuple(citation(key, ours.library, confirm=True) for key in clause.head.law)
    found = Found(clause, level, _risk(clause, level, applies, bool(suspect)), applies, alike, share, law=law, evidence=evidence)
    found = replace(found, suspect=tuple(contract.paras[n].words for n in suspect))
    text = (ours.lines(clause, "brief") if contract.is_short else ()) or ours.lines(clause, "preferred")
    found = replace(found, text=text, fallback=ours.lines(clause, "fallback"))
    if level == "absent":
        return found
    places = _places(contract, pairs, window, evidence, titled)
    places = places or list(suspect[:_QUOTES])
    paras = dict.fromkeys([*(n for _, n, _ in pairs), *suspect, *places])
    met.update(paras)
    found = replace(found, paras=tuple(paras))
    if places:
        found = replace(found, where=contract.paras[places[0]].heading, quotes=tuple(contract.paras[n].words for n in places))
    if level != "ours":
        return found
    edits = [edit_of(ours.said(item), contract.paras[n].text) for item, n, _ in pairs if _differs(ours, item, contract.paras[n].text)]
    edits += [edit_of(ours.said(item), "") for item in missing]
    read = {v.name: v for item, n, _ in pairs for v in _values(ours, item, contract.paras[n].text)}
    return replace(found, values=tuple(read.values()), edits=tuple(edits))


def _alike(contract: ThirdPartyContract, clause: Clause, language: Language) -> _Alike:
    """Return the share of our paragraphs that the contract has, these with theirs and how alike, and those that are missing.

    All at the position of which the contract has most. Paragraphs that stand in some contracts only do not count, and are not missing.
    """
    best: _Alike = (0.0, [], [])
    for position in POSITIONS:
        if (language, position) not in clause.parts:
            continue
        items = [item for item in _walk(clause, language, position) if len(_said(item)) >= _FEWEST]
        pairs = [(item, found[2], found[1]) for item in items if (found := _like(contract, _said(item)))]
        there = [item for item, _, _ in pairs]
        fixed = [item for item in items if item.when is None] or items
        missing = [item for item in fixed if item not in there]
        share = 1 - len(missing) / len(fixed) if fixed else 0.0
        if (share, len(pairs)) > (best[0], len(best[1])):
            best = (share, pairs, missing)
    return best


def _like(contract: ThirdPartyContract, said: str) -> tuple[str, float, int] | None:
    return process.extractOne(
        said, contract.texts, scorer=Indel.normalized_similarity, processor=None, score_cutoff=_ALIKE[contract.language]
    )


def _words(clause: Clause, language: Language) -> list[str]:
    return clause.head.evidence.zh if language == "zh" else clause.head.evidence.en


def _evidence(contract: ThirdPartyContract, clause: Clause) -> tuple[tuple[int, int], tuple[str, ...]]:
    """Return the stretch of the contract that has most of the words by which the subject is recognised, and which."""
    words = _words(clause, contract.language)
    places = [[n for n in range(len(contract.paras)) if contract.holds(n, word)] for word in words]
    most = max(3, _COMMON * len(contract.paras))
    places = [
        found if len(found) <= most or len(word) > _TELLING[contract.language] else [] for word, found in zip(words, places, strict=True)
    ]
    near = [w for w in contract.windows if any(w[0] <= n < w[1] for found in places for n in found)]
    best: tuple[tuple[int, int], tuple[str, ...]] = ((0, 0), ())
    for window in near:
        hits = tuple(w for w, found in zip(words, places, strict=True) if any(window[0] <= n < window[1] for n in found))
        if len(hits) > len(best[1]):
            best = (window, hits)
    return best


def _titled(contract: ThirdPartyContract, clause: Clause) -> int | None:
    """Return the first heading that is like the title of a clause, or has one of its telling words."""
    title = clause.head.title[contract.language].casefold()
    words = _telling(title)
    for number, heading in contract.headings.items():
        if Indel.normalized_similarity(title, heading) >= _SAME_TITLE or words & _telling(heading):
            return number
    return None


def _telling(title: str) -> set[str]:
    """Return the words of an English title that say what it is about."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]{5,}", title)} - _EVERYWHERE


def _level(share: float, alike: float, hits: int, of: int, titled: bool) -> Level:
    if share >= _SHARE and alike >= _OURS:
        return "ours"
    if share >= _SOME or hits >= max(3, (of + 1) // 2) or (titled and hits >= 2):
        return "found"
    return "weak" if hits or titled or share else "absent"


def _places(
    contract: ThirdPartyContract, pairs: _Pairs, window: tuple[int, int], evidence: Sequence[str], titled: int | None
) -> list[int]:  # fmt: skip
    """Return the paragraphs to look at: the most alike one, or those with the words, or what follows the heading."""
    alike = max(pairs, key=lambda pair: pair[2], default=None)
    if alike is not None and (alike[2] >= _OURS or not evidence):
        return [alike[1]]
    if titled is not None and not evidence:
        return [
            n
            for n in range(titled, min(titled + _QUOTES + 1, len(contract.paras)))
            if contract.paras[n].heading == contract.paras[titled].heading
        ]
    bodies = [n for n in range(*window) if contract.paras[n].text != contract.paras[n].heading] or list(range(*window))
    holding = [n for n in bodies if any(contract.holds(n, w) for w in evidence)] or bodies
    return sorted(sorted(holding, key=lambda n: (-sum(contract.holds(n, w) for w in evidence), n))[:_QUOTES])


def _risk(clause: Clause, level: Level, applies: bool | None, suspect: bool) -> Risk:
    """Return the risk; what may reach our walk-away position weighs a step more, but a sign alone says nothing against words of ours."""
    if applies is False or level == "ours":
        return "none"
    mandatory = applies is True and clause.head.need != "optional"
    weight = {"absent": 3 if mandatory else 1, "weak": 2 if mandatory else 1, "found": 1}[level]
    steps: dict[int, Risk] = {1: "low", 2: "medium", 3: "high"}
    return steps[min(weight + suspect, 3)]


def _differs(ours: _Ours, item: BodyItem, text: str) -> bool:
    """Say whether a paragraph says anything else than ours; in a blank only what can have been filled in there is taken for the same."""
    match = _pattern(item).fullmatch(text)
    if match is None:
        return True
    holes = [p for p in item.pieces if not isinstance(p, Text)]
    return not all(_fills(ours, piece, said) for piece, said in zip(holes, match.groups(), strict=True))


def _fills(ours: _Ours, piece: Piece, said: str) -> bool:
    if isinstance(piece, Field) and readable(piece, ours.library):
        value = printed_value(piece, said, ours.language, ours.library)
        return value is not None and value.after == said
    return len(said) <= _FILLING[ours.language] and not SENTENCE.search(said)


def _pattern(item: BodyItem) -> re.Pattern[str]:
    """Return what a paragraph of ours looks like, whatever stands in its fields and references."""
    return re.compile("".join(re.escape(p.text) if isinstance(p, Text) else "(.{1,80}?)" for p in item.pieces), re.DOTALL)


def _values(ours: _Ours, item: BodyItem, text: str) -> Iterator[NewValue]:
    """Yield the answers that a paragraph prints; only where the rest of it is ours to the letter."""
    match = _pattern(item).fullmatch(text)
    if match is None:
        return
    holes = [p for p in item.pieces if not isinstance(p, Text)]
    for piece, said in zip(holes, match.groups(), strict=True):
        if isinstance(piece, Field) and (value := printed_value(piece, said, ours.language, ours.library)) is not None:
            yield value


def _hits(content: Content, contract: ThirdPartyContract, alike: Iterable[_Alike]) -> Mapping[int, tuple[Hit, ...]]:
    """Return the signs of walk-away positions by paragraph; headings say nothing."""
    signs = content.library.signs
    said = ["" if n in contract.headings else text for n, text in enumerate(contract.texts)]
    pairs = sorted((pair for _, pairs, _ in alike for pair in pairs if pair[2] >= _OURS), key=lambda pair: -pair[2])
    near: dict[int, BodyItem] = {}
    for item, number, _ in pairs:
        near.setdefault(number, item)
    language = contract.language
    ours = (item for c in content.library.clauses.values() for spoken, p in c.parts if spoken == language for item in _walk(c, language, p))
    return {} if signs is None else signs_by_paragraph(signs, said, ours, near)


def _with_signs(found: Sequence[Found], hits: Mapping[int, tuple[Hit, ...]]) -> list[Found]:
    """Return the clauses with the signs in their paragraphs, each told once: at the clause whose text is most like it there."""
    own: dict[str, list[Hit]] = {}
    for number, told in hits.items():
        holders = [f for f in found if number in f.paras]
        if holders:
            best = max(holders, key=lambda f: (f.level == "ours", number not in f.paras[_QUOTES:], f.alike, len(f.evidence)))
            own.setdefault(best.clause.id, []).extend(told)
    return [_signed(f, own[f.clause.id]) if f.clause.id in own else f for f in found]


def _signed(found: Found, hits: Sequence[Hit]) -> Found:
    return replace(found, signs=tuple(dict.fromkeys(hit.finding for hit in hits)), risk=worst((found.risk, *(hit.risk for hit in hits))))


def _with_rules(situation: Situation, found: Sequence[Found]) -> list[Found]:
    """Return the clauses with the rules that the values read in them break."""
    values = {v.name: v.value for f in found for v in f.values}
    if not values:
        return list(found)
    answers = replace(situation.answers, answers={**situation.answers.answers, **values})
    broken = apply_rules(Situation(situation.library, situation.agreement, answers, situation.pending - set(values)))
    rules = situation.library.rules
    done = []
    for f in found:
        names = {v.name for v in f.values}
        own = tuple(b for b in broken if b.code in rules and names & set(rules[b.code].when.names))
        own += tuple(out_of_range(v, situation.library) for v in f.values if not v.within and not any(b.severity == "error" for b in own))
        severe = any(b.severity == "error" for b in own)
        done.append(replace(f, findings=own, risk="high" if severe else "medium" if own else f.risk))
    return done
