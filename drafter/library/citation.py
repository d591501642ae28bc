"""How law is cited: title and article, and whether counsel has still to confirm it."""

from __future__ import annotations

from drafter.language import Words
from drafter.library.library import Library
from drafter.library.schema import Instrument

_CONFIRM = Words("（待法律顾问确认）", " (to be confirmed by counsel)")


def instrument_of(key: str, library: Library) -> Instrument | None:
    """Return the instrument that a citation key belongs to."""
    article = library.articles.get(key)
    return library.instruments.get(article.instrument if article is not None else key)


def citation(key: str, library: Library, confirm: bool = False) -> Words:
    """Return a citation: 《民法典》第五百六十五条, Civil Code, art. 565. With `confirm`, what is not verified says so."""
    article, instrument = library.articles.get(key), instrument_of(key, library)
    if instrument is None:
        return Words(key, key)
    confidence = (article.confidence if article else None) or instrument.confidence
    note = _CONFIRM if confirm and confidence != "verified" else Words("", "")
    where = article.article if article else Words("", "")
    return Words(f"《{instrument.title.zh}》{where.zh}{note.zh}", f"{instrument.title.en}{', ' if where.en else ''}{where.en}{note.en}")
