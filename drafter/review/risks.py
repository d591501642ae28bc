"""The risk of every tracked change in a file that carries our provenance, for its page."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.content import Content
from drafter.errors import DrafterError
from drafter.ooxml.package import Package
from drafter.review.assess import review
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import read_counterparty_copy
from drafter.review.items import Item
from drafter.writers.docx.provenance import read_provenance


def risks_of(items: Iterable[Item]) -> dict[int, str]:
    """Return the risk of tracked changes by number, as far as there is any."""
    return {number: item.risk for item in items if item.risk != "none" for number in item.changes}


def risks_in(content: Content, package: Package) -> dict[int, str]:
    """Return the risk of the tracked changes in a file; none where it carries no provenance or its answers can no longer be read."""
    try:
        standard = Baseline.of(content, read_provenance(package))
        return risks_of(review(standard, read_counterparty_copy(standard, package)))
    except DrafterError:
        return {}
