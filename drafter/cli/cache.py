"""`drafter cache`: where compiled content is kept, and how to be rid of it."""

from __future__ import annotations

import click

from drafter.cli.commands import group
from drafter.cli.inputs import JSON
from drafter.cli.report import print_json, say


@group("说明编译好的内容保存在哪里，是否保存。", invoke_without_command=True)
@JSON
@click.pass_context
def cache(ctx: click.Context, as_json: bool) -> None:
    """Say where compiled content is kept, and whether it is."""
    from drafter.services.caching import kept_content

    if ctx.invoked_subcommand is not None:
        return
    kept = kept_content()
    path = kept.folder
    if as_json:
        print_json({"folder": None if path is None else str(path), "used": kept.used, "entries": kept.entries, "bytes": kept.size})
    elif kept.used:
        say(f"{path}：{kept.entries} 份，{kept.size / 1e6:.1f} MB", f"{path}: {kept.entries} entries, {kept.size / 1e6:.1f} MB")
    elif path is None:
        say("不保存：DRAFTER_CACHE=off，或者没有用户目录", "nothing is kept: DRAFTER_CACHE=off, or there is no home folder")
    else:
        say(
            f"不保存：{path} 无法写入、不属于当前用户，或者其他用户可以写入",
            f"nothing is kept: {path} cannot be written, is not yours, or can be written by other users",
        )


@cache.command(zh="清除已保存的内容，需要时会重新生成。")
def clear() -> None:
    """Take away what is kept. It is made again when it is needed."""
    from drafter.services import caching

    count = caching.clear()
    say(f"已清除 {count} 份", f"{count} entries taken away")
