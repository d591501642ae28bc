"""What the desk shows of a project: the contract as it stands."""

from __future__ import annotations

from drafter.desk.pane import Pane, PaneBlock, PaneChange
from drafter.desk.search import Found, search
from drafter.desk.topics import Topic, next_open, topics
from drafter.desk.why import ClauseWhy, QuestionWhy, absent_clauses, why_asked, why_clause

__all__ = [
    "ClauseWhy",
    "Found",
    "Pane",
    "PaneBlock",
    "PaneChange",
    "QuestionWhy",
    "Topic",
    "absent_clauses",
    "next_open",
    "search",
    "topics",
    "why_asked",
    "why_clause",
]
