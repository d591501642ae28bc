"""`drafter serve`: the desk in the browser. Flask and all it needs are imported when it runs, and named when they are missing."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from drafter.cli.commands import command, option
from drafter.cli.report import say, ui_language
from drafter.errors import MissingTool, error
from drafter.language import Words

EXTRA = "pip install 'drafter[web]'"
FOLDER = click.Path(file_okay=False, path_type=Path)
DATABASE = option(
    "--database",
    help=Words("起草台所用的数据库：postgresql+psycopg://...", "The database of the desk: postgresql+psycopg://..."),
)


@command("启动起草台：在浏览器中起草，合同随问题生成。")
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=Words("监听的地址；本机以外的地址须登录。", "Address to listen on; others than this machine's need accounts."),
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help=Words("监听的端口；默认 0，任取空闲端口。", "Port to listen on; 0, the default, takes a free one."),
)
@option("--data", type=FOLDER, help=Words("数据文件夹；默认为当前用户的数据文件夹。", "Folder of the data; by default that of this user."))
@option(
    "--database",
    help=Words(
        "代替数据文件夹中 SQLite 的数据库：postgresql+psycopg://...",
        "Database instead of the SQLite file in the data folder: postgresql+psycopg://...",
    ),
)
@option("--single", is_flag=True, help=Words("一人一机：不登录，只能在本机使用。", "One person on one machine: no sign-in, loopback only."))
@option(
    "--behind-proxy",
    is_flag=True,
    help=Words(
        "位于提供 TLS 的反向代理之后：采信其 X-Forwarded 标头。", "Behind a reverse proxy that speaks TLS: believe its X-Forwarded headers."
    ),
)
@option("--lang", type=click.Choice(["zh", "en"]), help=Words("未选语言者所见的语言。", "Language of whoever has not chosen one."))
@option(
    "--with-sample",
    help=Words(
        "与 --single 同用：尚无项目时，先放入一个样例项目。", "With --single: begin with a project from a sample, where there is none yet."
    ),
)
def serve(
    host: str,
    port: int,
    data: Path | None,
    database: str | None,
    single: bool,
    behind_proxy: bool,
    lang: str | None,
    with_sample: str | None,
) -> None:
    """Serve the desk: draft in the browser, the contract growing beside the questions."""
    if lang:
        os.environ["DRAFTER_LANG"] = lang
    web = web_module("web.serve")
    web.serve(web.configuration(data, database, host, port, single, behind_proxy, ui_language()), say, with_sample)


@command("处理起草台的任务（生成文件等）；起草台自身已处理时不必运行。")
@option("--data", type=FOLDER, help=Words("数据文件夹；默认为当前用户的数据文件夹。", "Folder of the data; by default that of this user."))
@DATABASE
def worker(data: Path | None, database: str | None) -> None:
    """Work off what is ordered at the desk (files to be made), beside the desk, which works by itself too."""
    web = web_module("web.serve")
    web.work(web.configuration(data, database, "127.0.0.1", 0, False, False, ui_language()), say)


@command("备份起草台（起草台可同时运行）：数据库、已生成的文件和密钥，一个文件。")
@option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=Words("备份文件（.zip）。", "The backup (.zip).")
)
@option("--data", type=FOLDER, help=Words("数据文件夹；默认为当前用户的数据文件夹。", "Folder of the data; by default that of this user."))
@DATABASE
@option("--force", is_flag=True, help=Words("覆盖已有的备份文件。", "Replace a backup that is there."))
def backup(output: Path, data: Path | None, database: str | None, force: bool) -> None:
    """Back the desk up while it runs: database, files made and key, in one file."""
    serve, module = web_module("web.serve"), web_module("web.backup")
    count = module.back_up(serve.configuration(data, database, "127.0.0.1", 0, False, False, ui_language()), output, force)
    say(f"已备份到 {output}（{count} 个文件）", f"backed up to {output} ({count} files made)")


@command("从备份恢复起草台；数据文件夹和数据库须为空，备份与恢复的数据库可以不同。")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--data", type=FOLDER, help=Words("数据文件夹；默认为当前用户的数据文件夹。", "Folder of the data; by default that of this user."))
@DATABASE
def restore(file: Path, data: Path | None, database: str | None) -> None:
    """Bring the desk back from FILE, a backup of SQLite or PostgreSQL, into either; data folder and database must be empty."""
    serve, module = web_module("web.serve"), web_module("web.backup")
    count = module.restore(serve.configuration(data, database, "127.0.0.1", 0, False, False, ui_language()), file)
    say(f"已恢复（{count} 个文件）", f"restored ({count} files made)")


def web_module(name: str) -> Any:
    """Return a module of the web application. Raises MissingTool where what it needs is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as problem:
        what = problem.name or ""
        zh, en = f"起草台需要的程序包未安装（{what}）", f"a package that the desk needs is not installed ({what})"
        raise MissingTool(error("extra", zh, en, (f"安装：{EXTRA}", f"install it: {EXTRA}"))) from None
