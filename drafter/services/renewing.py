"""Contracts brought up to date: to the library of today, and last year's compared with this year's."""

from __future__ import annotations

from drafter.content import Content
from drafter.ooxml.container import pack
from drafter.records import dataclass
from drafter.review.upgrade import Updated, renewed, upgraded
from drafter.services.files import File, opened


@dataclass(frozen=True)
class Renewed:
    """A Word file with tracked changes, and the clauses concerned."""

    data: bytes
    clauses: tuple[str, ...]
    changed: tuple[str, ...] = ()  # the clauses with tracked changes in them


def upgrade(content: Content, contract: File, *, author: str = "drafter", date: str = "") -> Renewed:
    """Return a contract with the clauses whose library text has changed since as tracked changes, with the reason.

    Raises FileError where it does not say what it was made of, AnswerError when its answers can no longer be read.
    """
    return _of(upgraded(content, opened(contract), author, date))


def renew(last: File, this: File, *, author: str = "drafter", date: str = "") -> Renewed:
    """Return this year's contract with its changes against last year's by clause; the clauses named are those that only moved.

    Raises FileError when one is not a sound Word file.
    """
    return _of(renewed(opened(last), opened(this), author, date))


def _of(done: Updated) -> Renewed:
    return Renewed(pack(done.package), done.clauses, done.changed)
