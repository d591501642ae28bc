"""The clause library: clauses, questions, terms, rules and law, as content read from files."""

from drafter.library.clause import Clause, Passage
from drafter.library.library import Library, question_place
from drafter.library.load import load_library, read_library

__all__ = ["Clause", "Library", "Passage", "load_library", "question_place", "read_library"]
