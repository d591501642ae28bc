"""A contract read back: what it was made of, its answers, and whether it is as it was generated."""

from __future__ import annotations

from pathlib import Path

from drafter.content import Content
from drafter.review.stored import stored_answers
from drafter.review.verify import Verdict
from drafter.review.verify import verify as verdict_on
from drafter.services.files import File, opened
from drafter.writers.docx.provenance import Provenance, read_provenance


def inspect(contract: File) -> Provenance:
    """Return what a contract was made of: clauses, positions, library version, answers. Raises FileError where it does not say so."""
    return read_provenance(opened(contract))


def answers_text(content: Content, provenance: Provenance) -> str:
    """Return the answers kept in a contract as the text of an answer file. Raises AnswerError when the library no longer knows them."""
    from drafter.questionnaire.answers import dump_answers

    return dump_answers(stored_answers(provenance, content), content.library)


def verify(content: Content, contract: File, template: Path | None = None, sent: File | None = None) -> Verdict:
    """Return whether a contract is as generated, and what was changed by hand. Raises FileError where it does not say what it was made of.

    `template` is the Word template it was made with, where that is not ours; `sent` the file as it went out, for one that lost its provenance.
    """
    return verdict_on(content, opened(contract), template, None if sent is None else opened(sent))
