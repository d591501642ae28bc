"""Content that stays packed until it is asked for: most commands need a part of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


class Shelf(Mapping[str, V]):
    """A mapping whose values are pickled, and unpickled one by one when they are first asked for; then they stay the same objects."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._open: dict[str, V] = dict(values)
        self._packed: dict[str, bytes] = dict.fromkeys(values, b"")

    def __getstate__(self) -> dict[str, bytes]:
        return {key: pickle.dumps(self[key], 5) for key in self._packed}

    def __setstate__(self, packed: dict[str, bytes]) -> None:
        self._open, self._packed = {}, packed

    def __getitem__(self, key: str) -> V:
        try:
            return self._open[key]
        except KeyError:
            return self._open.setdefault(key, pickle.loads(self._packed[key]))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or the default where there is none."""
        return self[key] if key in self._packed else default

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class Over(Mapping[K, V]):
    """Two mappings as one: what both have is that of the upper one, in the place it has in the lower."""

    def __init__(self, upper: Mapping[K, V], lower: Mapping[K, V]) -> None:
        self._upper, self._lower = upper, lower

    def __getitem__(self, key: K) -> V:
        return self._upper[key] if key in self._upper else self._lower[key]

    def __contains__(self, key: object) -> bool:
        return key in self._upper or key in self._lower

    def __iter__(self) -> Iterator[K]:
        yield from self._lower
        yield from (key for key in self._upper if key not in self._lower)

    def __len__(self) -> int:
        return sum(1 for _ in self)
