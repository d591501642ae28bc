"""The tags of content controls by which drafter knows its provisions again."""

from __future__ import annotations

TAG_PREFIX = "drafter:"  # followed by clause id, @, position


def clause_of_tag(tag: str) -> str:
    """Return the clause id in the tag of a provision, `clause@position`."""
    return tag.partition("@")[0]
