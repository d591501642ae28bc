"""The desk: drafter in the browser. `create_app` puts it together; each activity is a module with a blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.config import Config


def create_app(config: Config) -> Flask:
    """Return the application for a configuration, its database brought up to date. Raises FileError, ContentError."""
    from web.application import application

    return application(config)
