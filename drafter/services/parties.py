"""Counterparties: the particulars of a party, read part by part as the question that asks for a party reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drafter.causes import told
from drafter.content import Content
from drafter.language import Words
from drafter.questionnaire.interview import as_typed
from drafter.types import PARTS, BadValue, BadValues, read_value, write_value

LABELS: dict[str, Words] = {name: part.label for name, part in PARTS.items()}  # what is asked of a party, in order


def take_party(content: Content, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Words]]:
    """Return a party as an answer file holds it, and what is wrong by part: then nothing of it may be kept."""
    asked = content.library.questions[content.library.role("party_b")]
    given = {part: PARTS[part].value_type.typed(text.strip()) for part in asked.parts if (text := typed.get(part, "")).strip()}
    if "name" not in given:
        return {}, {"name": Words("请填写名称", "give the name")}
    wrong: dict[str, Words] = {}
    try:
        kept: dict[str, Any] = write_value(read_value(given, asked), asked)
    except BadValues as problem:
        for one in problem.problems:
            wrong.setdefault(str(one.path[0]) if one.path else "name", told(one))
        return {}, wrong
    except BadValue as problem:
        return {}, {"name": told(problem)}
    return kept, {}


def typed_party(party: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts of a party as they are typed again."""
    return {part: as_typed(party.get(part)) for part in PARTS}


def as_answer(content: Content, name: str, party: Mapping[str, Any]) -> dict[str, Any]:
    """Return a party as the answer to a question: the parts that it asks for. Raises KeyError where the question asks for none."""
    parts = content.library.questions[name].parts
    if not parts:
        raise KeyError(name)
    return {part: party[part] for part in parts if party.get(part)}


def name_of(party: Mapping[str, Any], language: str = "zh") -> str:
    """Return what a party is called in a list."""
    name = party.get("name", "")
    return str(name.get(language) or name.get("zh", "")) if isinstance(name, Mapping) else str(name)
