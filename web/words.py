"""Words of pages in both languages: the language of a request, and `say` for templates and views."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, request, session

from drafter.errors import Finding
from drafter.language import LANGUAGES, Language, Words
from web.desk import desk


def language() -> Language:
    """Return the language of this request: that of the account, else that of the session, else what the browser asks for."""
    if "language" not in g:
        g.language = _language()
    found: Language = g.language
    return found


def _language() -> Language:
    from web.accounts import current_account

    account = current_account()
    said = session.get("language") or (account.language if account else None)
    if said not in LANGUAGES:
        said = request.accept_languages.best_match(LANGUAGES, desk().config.language)
    return "en" if said == "en" else "zh"


def say(zh: str, en: str) -> str:
    """Return a text in the language of the request."""
    return en if language() == "en" else zh


def tell(words: Words | str) -> str:
    """Return words in the language of the request."""
    return words if isinstance(words, str) else words[language()]


def told(finding: Finding) -> dict[str, str]:
    """Return a finding as a page shows it: what is wrong, and the remedy."""
    return {"what": tell(finding.what), "remedy": tell(finding.remedy), "place": str(finding.place), "severity": finding.severity}


def local(moment: datetime) -> str:
    """Return a moment of the database (UTC) as people here write it: in the time zone of the server."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
