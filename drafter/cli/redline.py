"""`drafter redline`: two Word files as one with tracked changes; or what was changed in a returned file with tracking off."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.report import print_findings, print_json, say, ui_language
from drafter.cli.revisions import kind_words, refuse_inputs, views, without_active
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.redline.revisions.existing import ExistingRevisions
    from drafter.redline.revisions.listed import Revision
    from drafter.redline.revisions.untracked import Untracked

_PATH = click.Path(dir_okay=False, path_type=Path)
_STORIES = {"body": ("正文", "body"), "notes": ("脚注和尾注", "notes"), "headers": ("页眉", "headers"), "footers": ("页脚", "footers")}
_LONGEST_NAME = 255


@click.command("redline")
@click.argument("original", type=_PATH)
@click.argument("revised", type=_PATH)
@click.option("-o", "--output", type=_PATH, help="Where to write the Word file with tracked changes.")
@click.option("--author", default="drafter", show_default=True, help="Who the changes are by.")
@click.option("--date", "when", default="", help="When they were made: 2026-03-02, 2026-03-02T09:00, or now; none when not given.")
@click.option("--html", type=_PATH, help="Write the document with its changes as one web page.")
@click.option("--report", type=_PATH, help="Write the list of changes as .json, .md or .xlsx.")
@click.option(
    "--prior", type=click.Choice(["accept", "reject", "keep"]), default="accept", show_default=True,
    help="What becomes of tracked changes that the files have already; keep leaves them to their authors.",
)  # fmt: skip
@click.option("--untracked", "only_untracked", is_flag=True, help="Instead, list what was changed in REVISED with tracking off.")
@click.option("--drop-macros", is_flag=True, help="Leave the macros of REVISED out.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_context
def redline(
    ctx: click.Context, original: Path, revised: Path, output: Path | None, author: str, when: str, html: Path | None, report: Path | None,
    prior: ExistingRevisions, only_untracked: bool, drop_macros: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Compare ORIGINAL with REVISED: a Word file with tracked changes, a web page, a list.

    Accepting all changes gives REVISED, rejecting all gives ORIGINAL. Exit code 1 when something changed that Word cannot track, or, with
    --untracked, when something was changed with tracking off.
    """
    outputs = [path for path in (output, html, report) if path is not None]
    if only_untracked:
        if outputs:
            raise click.UsageError(
                _said(
                    "--untracked 不写文件，请去掉 -o、--html 和 --report", "--untracked writes no file: leave out -o, --html and --report"
                )
            )
        ctx.exit(_list_untracked(original, revised, as_json, quiet))
    if not outputs:
        raise click.UsageError(
            _said("请给出 -o OUT.docx、--html OUT.html 或 --report OUT.xlsx", "give -o OUT.docx, --html OUT.html or --report OUT.xlsx")
        )
    refuse_inputs(outputs, (original, revised))
    ctx.exit(_redline(original, revised, (_author(author), _date(when)), prior, (output, html, report), drop_macros, (as_json, quiet)))


def _redline(
    original: Path, revised: Path, by: tuple[str, str], prior: ExistingRevisions, outputs: tuple[Path | None, Path | None, Path | None], drop_macros: bool,
    how: tuple[bool, bool],
) -> int:  # fmt: skip
    """Compare, write what was asked for - all of it or nothing - and say so; return the exit code."""
    from drafter.ooxml.container import pack
    from drafter.redline.revisions.existing import redline
    from drafter.redline.revisions.listed import revisions
    from drafter.service import write_whole

    done = redline(original, revised, *by, prior)
    output, html, report = outputs
    parts, active = without_active(done.parts, str(revised), output, drop_macros)
    contents = {output: pack(parts)} if output is not None else {}
    contents |= views(parts, f"{original.name} → {revised.name}", html, report, (original, revised), done.findings)
    for path, content in contents.items():
        write_whole(path, content)
    as_json, quiet = how
    found = revisions(done.parts)
    if as_json:
        findings = [f.data(ui_language()) for f in (*done.findings, *active)]
        print_json({"written": [str(p) for p in contents], "changes": [asdict(r) for r in found], "findings": findings})
    else:
        print_findings([f for f in (*done.findings, *active) if not quiet or f.severity == "error"], err=True)
    if not as_json and not quiet:
        _say_done(list(contents), found)
    return 1 if done.findings else 0


def _say_done(written: list[Path], found: tuple[Revision, ...]) -> None:
    language = ui_language()
    counts = Counter(kind_words(r.kind)[language] for r in found)
    kinds = ("、" if language == "zh" else ", ").join(f"{kind} {count}" for kind, count in counts.most_common())
    files = ("、" if language == "zh" else ", ").join(map(str, written))
    say(f"{files}：{len(found)} 处修订{f'（{kinds}）' if kinds else ''}", f"{files}: {len(found)} changes{f' ({kinds})' if kinds else ''}")


def _list_untracked(sent: Path, returned: Path, as_json: bool, quiet: bool) -> int:
    from drafter.redline.revisions.untracked import untracked

    found = untracked(sent, returned)
    written = [u for u in found if not u.field]
    if as_json:
        print_json([asdict(u) for u in found])
    elif not quiet:
        for item in found:
            click.echo(_untracked_line(item))
        say(
            f"未带修订标记的改动 {len(written)} 处，域结果更新 {len(found) - len(written)} 处",
            f"{len(written)} changes made with tracking off, {len(found) - len(written)} updated fields",
        )
    return 1 if written else 0


def _untracked_line(item: Untracked) -> str:
    zh = ui_language() == "zh"
    place = item.clause or _STORIES.get(item.story, (item.story, item.story))[not zh]
    texts = (item.before or ("（无）" if zh else "(nothing)"), item.after or ("（无）" if zh else "(nothing)"))
    field = ("（域更新）" if zh else " (field update)") if item.field else ""
    return f"[{place}]{field} {texts[0]} → {texts[1]}"


def _said(zh: str, en: str) -> str:
    return Words(zh, en)[ui_language()]


def _author(text: str) -> str:
    from drafter.values.texts import forbidden_characters

    if not text.strip() or len(text) > _LONGEST_NAME or forbidden_characters(text):
        raise click.BadParameter(
            _said("须为 1 至 255 个普通字符", "a name of 1 to 255 ordinary characters is needed"), param_hint="--author"
        )
    return text.strip()


def _date(text: str) -> str:
    """Return a moment as Word writes it, or nothing."""
    if not text:
        return ""
    try:
        moment = datetime.now(UTC) if text == "now" else datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            _said("写作 2026-03-02、2026-03-02T09:00 或 now", "use 2026-03-02, 2026-03-02T09:00 or now"), param_hint="--date"
        ) from None
    at = (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)
    return f"{at.isoformat(timespec='seconds')}Z"
