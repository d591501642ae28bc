"""Checks of the term list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.errors import Finding, Place, error
from drafter.language import LANGUAGES
from drafter.library import Library
from drafter.library.overlay import OWN
from drafter.library.schema import Term
from drafter.library.yamlfile import line_of
from drafter.lint.names import Names

_FILE = "terms.yaml"


def check_terms(library: Library) -> Iterator[Finding]:
    """Yield a finding for every term that is listed more than once."""
    for zh, times in Counter(t.zh for t in library.terms).items():
        if times > 1:
            yield error("term", f"“{zh}”列了{times}次", f"{zh} is listed {times} times", place=Place(_FILE))


def check_term(number: int, term: Term, names: Names) -> Iterator[Finding]:
    """Yield every finding about the definition of the term at a place in the list."""
    if term.define is None:
        return
    place = _place(number, term, names.library)
    yield from names.same_fields(term.define.zh, term.define.en, place)
    for language in LANGUAGES:
        yield from names.text(term.define[language], place)


def _place(number: int, term: Term, library: Library) -> Place:
    own = library.sources.get(OWN + _FILE, "")
    at = next((n for n, line in enumerate(own.splitlines(), 1) if f"zh: {term.zh}" in line), 0)
    return Place(OWN + _FILE, at) if at else Place(_FILE, line_of(library.sources.get(_FILE, ""), (number,)))
