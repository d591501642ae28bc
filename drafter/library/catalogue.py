"""What belongs to a category of the Service Catalogue and of the assets: catalogue.yaml."""

from __future__ import annotations

from drafter.library.schema import Model

CATALOGUE = "catalogue.yaml"


class Category(Model):
    """Which answer names the post that works on a category, and which parts of the budget pay for it where no price line bears its code."""

    post: str | None = None
    paid_from: list[str] = []


class Catalogue(Model):
    """The categories of the Service Catalogue, the parts of the budget that pay where a category names none, and which assets are hardware."""

    categories: dict[str, Category] = {}
    paid_from: list[str] = []
    hardware: list[str] = []

    def with_own(self, own: Catalogue) -> Catalogue:
        """Return this catalogue with what an own one says instead."""
        return Catalogue(
            categories={**self.categories, **own.categories},
            paid_from=own.paid_from or self.paid_from,
            hardware=own.hardware or self.hardware,
        )

    @property
    def posts(self) -> tuple[str, ...]:
        """The answers that name posts, each once."""
        return tuple(dict.fromkeys(c.post for c in self.categories.values() if c.post is not None))

    def parts(self, category: str) -> list[str]:
        """Return the parts of the budget that pay for a category."""
        own = self.categories.get(category)
        return own.paid_from if own is not None and own.paid_from else self.paid_from
