"""Charts drawn once: kept with compiled content, by what they show, by what draws them, and by the fonts there are.

A proposal is made again and again while answers change that no chart shows, and loading matplotlib and drawing takes a quarter of a whole pack.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from drafter.cache import kept
from drafter.model import Picture

_DRAWN_BY = ("matplotlib", "PIL")  # another release of one may draw otherwise
_FONTS = (  # where systems keep them; a folder's time changes when one comes or goes
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts",
)  # fmt: skip


def drawn_once(shown: object, draw: Callable[[], Picture]) -> Picture:
    """Return what `draw` draws of `shown`, before or now. `shown` says by its representation all that the picture depends on."""
    programs = [find_spec(name) for name in _DRAWN_BY]
    versions = [Path(found.origin).with_name("_version.py") for found in programs if found is not None and found.origin is not None]
    if len(versions) < len(_DRAWN_BY):
        return draw()  # which says what is missing

    def make() -> Picture:
        return draw()  # of this module: what is kept hangs on its file

    from hashlib import blake2b

    what = blake2b(repr((shown, tuple(_fonts()))).encode(), digest_size=16).hexdigest()
    return kept(f"chart-{what}", [Path(__file__).parent, *versions], make)


def _fonts() -> Iterator[tuple[str, int]]:
    """Yield the folders of fonts with the time of their last change."""
    for root in map(os.path.expanduser, _FONTS):
        for folder, _, _ in os.walk(root):
            yield folder, os.stat(folder).st_mtime_ns
