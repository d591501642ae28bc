"""The application put together: database, accounts, protection, words, and a blueprint for each activity."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from drafter.content import load_content
from web import accounts, database, jobs, problems, protection, words
from web.config import Config
from web.desk import Desk, desk
from web.panes import Panes

LARGEST_NUMBER = 2**31 - 1  # of a row, as every database can hold it
LARGEST_REQUEST = 32 << 20  # bytes: a register of 100,000 assets is a third of it


def application(config: Config) -> Flask:
    """Return the application, its database brought up to date. Raises FileError, ContentError."""
    app = Flask("web", root_path=str(Path(__file__).parent), template_folder="pages", static_folder="static")
    app.url_map.converters["int"] = _Number
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="desk",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.proxied,
    )
    if config.proxied:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    engine = database.engine_for(config.database_url)
    database.upgrade(engine)
    app.extensions["desk"] = Desk(config, load_content(), database.sessions(engine), Panes())
    app.jinja_env.globals["clauses"] = app.extensions["desk"].content.library.clauses
    app.teardown_appcontext(_end_session)
    app.jinja_env.globals.update(
        say=words.say, tell=words.tell, language=words.language, local=words.local, csrf=protection.csrf_field,
        account=accounts.current_account, single=config.single,
    )  # fmt: skip
    accounts.prepare(app, config)
    jobs.prepare(app, config)
    problems.prepare(app)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    protection.prepare(app, config)
    return app


class _Number(IntegerConverter):
    """A number in an address that a row can have; with any other there is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


def _end_session(_: BaseException | None) -> None:
    desk().db.remove()


def _blueprints() -> list[Blueprint]:
    from web import checking, clauses, drafting, files, grids, parties, people, presence, projects, search, templates

    return [m.blueprint for m in (projects, drafting, presence, search, clauses, checking, grids, files, parties, templates, people)]
