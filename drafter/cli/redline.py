"""`drafter redline`: two Word files as one with tracked changes; or what was changed in a returned file with tracking off."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import AUTHOR, FILE, JSON, QUIET
from drafter.cli.report import force_option, print_findings, print_json, say, ui_language, words, write_out
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.redline.comparing.formats import Formats
    from drafter.redline.revisions.existing import ExistingRevisions
    from drafter.redline.revisions.untracked import Untracked
    from drafter.services.redlining import Redlined

_STORIES = {"body": ("正文", "body"), "notes": ("脚注和尾注", "notes"), "headers": ("页眉", "headers"), "footers": ("页脚", "footers")}


@command(
    "比较原稿与修改稿：带修订标记的 Word 文件、网页、清单。\n\n接受全部修订即得修改稿，拒绝全部修订即得原稿。有 Word 无法标记的改动时退出码为 1；使用 --untracked 时，有未带标记的改动则为 1。",
    "redline",
)
@force_option
@argument("original", "原稿", type=FILE)
@argument("revised", "修改稿", type=FILE)
@option("-o", "--output", type=FILE, help=Words("带修订标记的 Word 文件写到哪里。", "Where to write the Word file with tracked changes."))
@AUTHOR
@option(
    "--date",
    "when",
    default="",
    help=Words(
        "修订时间：2026-03-02、2026-03-02T09:00 或 now；不写则没有时间。",
        "When they were made: 2026-03-02, 2026-03-02T09:00, or now; none when not given.",
    ),
)
@option("--html", type=FILE, help=Words("将文件及其修订写成一个网页。", "Write the document with its changes as one web page."))
@option("--report", type=FILE, help=Words("将修订清单写成 .json、.md 或 .xlsx。", "Write the list of changes as .json, .md or .xlsx."))
@option(
    "--prior", type=click.Choice(["accept", "reject", "keep"]), default="accept", show_default=True,
    help=Words("文件中原有的修订如何处理：accept 接受，reject 拒绝，keep 原样保留。", "What becomes of tracked changes that the files have already; keep leaves them to their authors."),
)  # fmt: skip
@option(
    "--formats", type=click.Choice(["auto", "all", "none"]), default="auto", show_default=True,
    help=Words("是否标出格式改动：all 标出，none 不标，auto 在其中一个文件由其他程序保存时不标。", "Whether changes of format are marked; auto leaves them out when another program wrote one of the files."),
)  # fmt: skip
@option(
    "--untracked",
    "only_untracked",
    is_flag=True,
    help=Words("改为列出修改稿中未带修订标记的改动。", "Instead, list what was changed in REVISED with tracking off."),
)
@option("--drop-macros", is_flag=True, help=Words("去掉修改稿中的宏。", "Leave the macros of REVISED out."))
@JSON
@QUIET
@click.pass_context
def redline(
    ctx: click.Context, original: Path, revised: Path, output: Path | None, author: str, when: str, html: Path | None, report: Path | None,
    prior: ExistingRevisions, formats: Formats, only_untracked: bool, drop_macros: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Compare ORIGINAL with REVISED: a Word file with tracked changes, a web page, a list.

    Accepting all changes gives REVISED, rejecting all gives ORIGINAL. Exit code 1 when something changed that Word cannot track, or, with
    --untracked, when something was changed with tracking off.
    """
    outputs = (output, html, report)
    if only_untracked:
        if any(outputs):
            raise click.UsageError(
                words(
                    "--untracked 不写文件，请去掉 -o、--html 和 --report", "--untracked writes no file: leave out -o, --html and --report"
                )
            )
        ctx.exit(_list_untracked(original, revised, as_json, quiet))
    if not any(outputs):
        raise click.UsageError(
            words("请给出 -o OUT.docx、--html OUT.html 或 --report OUT.xlsx", "give -o OUT.docx, --html OUT.html or --report OUT.xlsx")
        )
    from drafter.content import load_content
    from drafter.services.files import refuse_inputs
    from drafter.services.redlining import compare

    refuse_inputs(outputs, (original, revised))
    by = {"author": _author(author), "date": _date(when)}
    done = compare(
        load_content(), original, revised, ui_language(), **by, prior=prior, output=output, drop_macros=drop_macros, formats=formats
    )
    made = done.files(*outputs)
    write_out(made)
    written = list(made)
    _report(done, written, as_json, quiet)
    ctx.exit(1 if any(f.severity != "info" for f in done.findings) else 0)


def _report(done: Redlined, written: list[Path], as_json: bool, quiet: bool) -> None:
    findings = (*done.findings, *done.active)
    if as_json:
        changes = [asdict(revision) for revision in done.changes]
        print_json({"written": list(map(str, written)), "changes": changes, "findings": [f.data(ui_language()) for f in findings]})
        return
    print_findings([f for f in findings if not quiet or f.severity == "error"], err=True)
    if not quiet:
        _say_done(written, done)


def _say_done(written: list[Path], done: Redlined) -> None:
    from drafter.services.revisions import kind_label

    language, found = ui_language(), len(done.changes)
    counts = Counter(kind_label(revision)[language] for revision in done.changes)
    kinds = words("、", ", ").join(f"{kind} {count}" for kind, count in counts.most_common())
    files = words("、", ", ").join(map(str, written))
    say(f"{files}：{found} 处修订{f'（{kinds}）' if kinds else ''}", f"{files}: {found} changes{f' ({kinds})' if kinds else ''}")


def _list_untracked(sent: Path, returned: Path, as_json: bool, quiet: bool) -> int:
    from drafter.services.redlining import list_untracked

    found = list_untracked(sent, returned)
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
    from drafter.services.revisions import sides_in_words

    place = item.clause or words(*_STORIES.get(item.story, (item.story, item.story)))
    nothing, field = words("（无）", "(nothing)"), words("（域更新）", " (field update)") if item.field else ""
    before, after = sides_in_words(item.before, item.after, ui_language())
    return f"[{place}]{field} {before or nothing} → {after or nothing}"


def _author(text: str) -> str:
    from drafter.services.redlining import is_author_name

    if not is_author_name(text):
        raise click.BadParameter(
            words("须为 1 至 255 个普通字符", "a name of 1 to 255 ordinary characters is needed"), param_hint="--author"
        )
    return text.strip()


def _date(text: str) -> str:
    from drafter.services.redlining import word_date

    try:
        return word_date(text)
    except ValueError:
        what = words("写作 2026-03-02、2026-03-02T09:00 或 now", "use 2026-03-02, 2026-03-02T09:00 or now")
        raise click.BadParameter(what, param_hint="--date") from None
