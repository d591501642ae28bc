"""What `drafter serve` runs: the application behind waitress, and what it prints before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from platformdirs import user_data_path
from waitress import create_server

from drafter.errors import DrafterError, error
from drafter.language import Language
from web import accounts, projects
from web.application import application
from web.config import Config

Say = Callable[[str, str], None]
THREADS = 8


def default_data() -> Path:
    """Return the folder where the desk of this user keeps its data."""
    return user_data_path("drafter")


def configuration(
    data: Path | None, database: str | None, host: str, port: int, single: bool, proxied: bool, language: Language
) -> Config:  # fmt: skip
    """Return how a desk is started. Raises DrafterError where one without sign-in would be reached from elsewhere."""
    config = Config(data or default_data(), database, single, host, port, proxied, language)
    if single and (proxied or not config.is_loopback):
        zh, en = "--single 不登录，只能在本机使用", "--single has no sign-in, and is for this machine only"
        raise DrafterError(
            error("single", zh, en, ("去掉 --host 和 --behind-proxy，或去掉 --single", "leave out --host and --behind-proxy, or --single"))
        )
    return config


def serve(config: Config, say: Say, sample: str | None = None) -> None:
    """Serve until interrupted; say the address, and how the first account is made. Raises DrafterError.

    `sample` is an example that a desk for one person begins with, while it has no project.
    """
    app = application(config)
    if sample is not None:
        with app.app_context():
            projects.begin_with(sample)
    try:
        server = create_server(
            app, host=config.host, port=config.port, threads=THREADS, ident="drafter", clear_untrusted_proxy_headers=False
        )
    except OSError as problem:
        reason = problem.strerror or str(problem)
        remedy = ("换一个端口，或去掉 --port", "give another port, or none")
        raise DrafterError(error("address", f"无法监听 {config.host}:{config.port}：{reason}", f"cannot listen on {config.host}:{config.port}: {reason}", remedy)) from None  # fmt: skip
    address = f"http://{'[' + config.host + ']' if ':' in config.host else config.host}:{_port(server)}"
    say(f"起草台：{address}/（数据：{config.data}；Ctrl-C 停止）", f"The desk: {address}/ (data: {config.data}; Ctrl-C stops it)")
    with app.app_context():
        _say_first_steps(app.extensions["desk"].db, config, address, say)
    app.extensions["desk-queue"].start()
    try:
        server.run()
    finally:
        server.close()
        app.extensions["desk-queue"].stop()


def work(config: Config, say: Say) -> None:
    """Work off what is ordered, until interrupted: beside a server, or on another machine that reaches its database and its data folder. Raises DrafterError."""
    app = application(config)
    queue = app.extensions["desk-queue"]
    queue.start()
    say(f"正在处理任务（数据：{config.data}；Ctrl-C 停止）", f"Working (data: {config.data}; Ctrl-C stops it)")
    try:
        Event().wait()
    finally:
        queue.stop()


def _port(server: object) -> int:
    return int(getattr(server, "effective_port", 0) or server.effective_listen[0][1])  # type: ignore[attr-defined]


def _say_first_steps(db: object, config: Config, address: str, say: Say) -> None:
    if not config.is_loopback and not config.proxied:
        say(
            "注意：此地址没有 TLS，密码会以明文在网络上传输。请置于反向代理之后并加 --behind-proxy（见 docs/deploy.md）。",
            "Mind: this address has no TLS, passwords cross the network in clear. Put it behind a reverse proxy, with --behind-proxy (docs/deploy.md).",
        )
    if not config.single and accounts.is_new(db):  # type: ignore[arg-type]
        link = f"{address}/welcome/{accounts.invite(db, 'admin')}"  # type: ignore[arg-type]
        say(
            f"还没有账号。用此一次性链接建立第一个（管理员）：{link}",
            f"Nobody has an account yet. This one-time link makes the first, an administrator: {link}",
        )
