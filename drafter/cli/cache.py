"""`drafter cache`: where compiled content is kept, and how to be rid of it."""

from __future__ import annotations

import click

from drafter.cli.report import print_json, say


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def cache(ctx: click.Context, as_json: bool) -> None:
    """Say where compiled content is kept, and whether it is."""
    from drafter.cache import cache_folder, entries, folder_path

    if ctx.invoked_subcommand is not None:
        return
    path, used = folder_path(), cache_folder()
    found = entries(used) if used is not None else []
    size = sum(entry.stat().st_size for entry in found)
    if as_json:
        print_json({"folder": None if path is None else str(path), "used": used is not None, "entries": len(found), "bytes": size})
    elif used is not None:
        say(f"{used}：{len(found)} 份，{size / 1e6:.1f} MB", f"{used}: {len(found)} entries, {size / 1e6:.1f} MB")
    elif path is None:
        say("不保存：DRAFTER_CACHE=off，或者没有用户目录", "nothing is kept: DRAFTER_CACHE=off, or there is no home folder")
    else:
        say(
            f"不保存：{path} 无法写入、不属于当前用户，或者其他用户可以写入",
            f"nothing is kept: {path} cannot be written, is not yours, or can be written by other users",
        )


@cache.command()
def clear() -> None:
    """Take away what is kept. It is made again when it is needed."""
    from drafter.cache import cache_folder, entries

    folder = cache_folder()
    found = entries(folder) if folder is not None else []
    for entry in found:
        entry.unlink(missing_ok=True)
    say(f"已清除 {len(found)} 份", f"{len(found)} entries taken away")
