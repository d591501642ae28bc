"""Front matter: what the cover, the party table and the signature page say."""

from __future__ import annotations

from typing import Any

from drafter.assembly.contract import Contract
from drafter.expressions import is_unknown, parse_field
from drafter.language import Language, Words
from drafter.library.body import parse_line
from drafter.model import Break, Inline, Text
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.types import PARTS

Line = tuple[Inline, ...]
_TO_WRITE = "________________"


@dataclass(frozen=True)
class Front:
    """The front matter, each text in the languages of the edition."""

    title: Words
    labels: dict[str, str]
    contract_no: Line
    project_name: Line
    party_a: Line
    party_b: Line
    sign_date: Line
    preamble: Line
    disclaimer: Line
    party_rows: tuple[tuple[str, Line, Line], ...]
    cover: tuple[tuple[str, Line], ...] = ()  # of an agreement that says what its cover says
    approval: tuple[str, ...] = ()  # who approves


def front_matter(contract: Contract) -> Front:
    """Return the front matter of a contract; what is missing in it counts as open."""
    labels = {key: _join(words, contract.languages) for key, words in contract.situation.agreement.labels.items()}
    for filler in contract.fillers.values():
        filler.place = "cover"
    if contract.situation.agreement.cover:
        return _own_cover(contract, labels)
    return Front(
        title=contract.situation.agreement.title,
        labels=labels,
        contract_no=_number(contract),
        project_name=_field(contract, "project_name"),
        party_a=_field(contract, "party_a.name"),
        party_b=_field(contract, "party_b.name"),
        sign_date=_field(contract, "sign_date"),
        preamble=_label(contract, "preamble"),
        disclaimer=_label(contract, "disclaimer"),
        party_rows=tuple((labels.get(part, part), _part(contract, "party_a", part), _part(contract, "party_b", part)) for part in PARTS),
    )


def _own_cover(contract: Contract, labels: dict[str, str]) -> Front:
    """Return the front matter of an agreement that has no parties: its own cover lines, and who approves it."""
    agreement = contract.situation.agreement
    nothing: Line = ()
    return Front(
        title=agreement.title,
        labels=labels,
        contract_no=nothing,
        project_name=_field(contract, "project_name"),
        party_a=_field(contract, "party_a.name"),
        party_b=nothing,
        sign_date=nothing,
        preamble=nothing,
        disclaimer=_label(contract, "disclaimer"),
        party_rows=(),
        cover=tuple((_join(line.label, contract.languages), _words(contract, line.text)) for line in agreement.cover),
        approval=tuple(_join(who, contract.languages) for who in agreement.approval),
    )


def each_language(contract: Contract, make: Any) -> Line:
    """Return `make(filler)` for every language, on lines of their own; what reads alike is printed once."""
    lines: list[Line] = []
    for language in contract.languages:
        line = make(contract.fillers[language])
        if not lines or _plain(lines[0]) != _plain(line):
            lines.append(line)
    joined: list[Inline] = list(lines[0])
    for line in lines[1:]:
        joined += [Break(), *line]
    return tuple(joined)


def _field(contract: Contract, source: str) -> Line:
    role, dot, part = source.partition(".")
    field = parse_field(contract.situation.library.role(role) + dot + part)
    return each_language(contract, lambda filler: filler.fill((field,)))


def _number(contract: Contract) -> Line:
    """Return the number of the contract, or a line to write it on: what stands for it in a sentence is no number."""
    return _field(contract, "contract_no") if is_numbered(contract.situation) else (Text(_TO_WRITE),)


def is_numbered(situation: Situation) -> bool:
    """Return whether the contract has a number, or is known to lack one; its default says in a sentence who will give it."""
    return situation.origin(situation.library.role("contract_no")) != "default"


def _label(contract: Contract, key: str) -> Line:
    return _words(contract, contract.situation.agreement.labels.get(key, Words("", "")))


def _words(contract: Contract, words: Words) -> Line:
    return each_language(contract, lambda filler: filler.fill(parse_line(words[filler.language])))


def _part(contract: Contract, party: str, part: str) -> Line:
    if part == "uscc" and party == "party_b":
        return _field(contract, "party_b_uscc")
    whole = contract.situation.of(party)
    if not is_unknown(whole) and part in whole:
        value = whole[part]
        return each_language(contract, lambda filler: filler.words(value if isinstance(value, Words) else Words.of(value)))
    label = contract.situation.kind(contract.situation.library.role(party)).label
    missing = Words(f"{label.zh}{PARTS[part].label.zh}", f"{label.en} {PARTS[part].label.en}")
    return each_language(contract, lambda filler: filler.blank(f"{party}.{part}", missing))


def _join(words: Words, languages: tuple[Language, ...]) -> str:
    texts = list(dict.fromkeys(words[n] for n in languages))
    if not any(c.isalnum() for c in texts[0]):  # a mark between two texts; twice it would be one too many
        return texts[0]
    return " ".join(texts) if not texts[0].startswith(" ") and not texts[0].endswith(" ") else texts[0]


def _plain(line: Line) -> str:
    return "".join(i.text for i in line if isinstance(i, Text))
