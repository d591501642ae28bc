"""The collector of cyclic garbage, kept waiting."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def waiting() -> Iterator[None]:
    """Keep the collector waiting: a comparison makes very many objects that stay and next to none that go in rings, which it would count over and over."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
