"""Answer sets in: from a file, a text, or plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.errors import AnswerError, error
from drafter.questionnaire.answers import AnswerSet, answers_from, for_agreement, parse_answers, read_answer_file
from drafter.questionnaire.situation import Situation

Source = AnswerSet | Path | str | Mapping[str, Any]
"""Where answers come from: an answer set; a file; the text of one (YAML or JSON); or the plain data that it holds."""


def read_answers(content: Content, source: Source, agreement: str | None = None, profile: str | None = None) -> AnswerSet:
    """Return the answer set of a source; `agreement` and `profile` go before what it says. Raises AnswerError, FileError, ContentError."""
    answers = _read(content, source)
    if agreement and agreement != answers.agreement:
        answers = for_agreement(answers, agreement, content)
    return replace(answers, profile=known_profile(profile, answers.agreement, content)) if profile else answers


def _read(content: Content, source: Source) -> AnswerSet:
    if isinstance(source, AnswerSet):
        return source
    if isinstance(source, Path):
        return read_answer_file(source, content)
    return parse_answers(source, "-", content) if isinstance(source, str) else answers_from(source, "answers", content)


def contract_situation(content: Content, answers: AnswerSet) -> Situation:
    """Return answers as the contract sees them that they are for, or that the document they are for stands beside. Raises ContentError."""
    contract = content.contract_of(answers.agreement)
    return Situation(content.library, contract, for_agreement(answers, contract.id, content))


def known_profile(profile: str, agreement: str, content: Content) -> str:
    """Return the name of a profile when an agreement has one of that name. Raises AnswerError, ContentError."""
    profiles = content.agreement(agreement).profiles
    if profile not in profiles:
        known = ", ".join(profiles)
        raise AnswerError(error("profile", f"没有 {profile!r} 版，现有：{known}", f"no profile {profile!r}; there are {known}"))
    return profile
