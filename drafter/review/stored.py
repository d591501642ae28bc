"""The answers kept in a contract, read back."""

from __future__ import annotations

import json

from drafter.content import Content
from drafter.questionnaire.answers import AnswerSet, parse_answers
from drafter.writers.docx.provenance import Provenance


def stored_answers(provenance: Provenance, content: Content) -> AnswerSet:
    """Return the answer set kept in a file. Raises AnswerError when the library no longer knows it."""
    return parse_answers(json.dumps(provenance.answers), "provenance", content)
