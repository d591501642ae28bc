"""The desk of the application that runs: what every view works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session, scoped_session

from drafter.content import Content
from web.config import Config
from web.panes import Panes


@dataclass(frozen=True)
class Desk:
    """What every view works with: the configuration, the content contracts are drafted from, the database, contracts in memory."""

    config: Config
    content: Content
    db: scoped_session[Session]
    panes: Panes


def desk() -> Desk:
    """Return the desk of the application that runs."""
    return cast(Desk, current_app.extensions["desk"])
