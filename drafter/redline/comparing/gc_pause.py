"""The collector of cyclic garbage, kept waiting."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep the collector waiting: a comparison makes very many objects that stay and next to none that go in rings, which it would count over and over.

    What was made meanwhile counts as old at the end, or the collector would go through all of it at once, for a third of the time it all took.
    """
    was, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not frozen:  # what somebody else keeps from the collector stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
