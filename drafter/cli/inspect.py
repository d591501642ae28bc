"""`drafter inspect` and `drafter verify`: a contract read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.commands import argument, command, option
from drafter.cli.inputs import FILE, JSON
from drafter.cli.report import print_json, say, ui_language
from drafter.language import Words

if TYPE_CHECKING:
    from drafter.review.verify import Verdict
    from drafter.writers.docx.provenance import Provenance

_PARTS_NAMED, _LONGEST = 8, 200


@command("说明合同由什么生成：条款、立场、条款库版本、答案。")
@argument("contract", "合同", type=FILE)
@option("--answers", "only_answers", is_flag=True, help=Words("写出其中的答卷（YAML）。", "Write the answer set back out (YAML)."))
@JSON
def inspect(contract: Path, only_answers: bool, as_json: bool) -> None:
    """Print what CONTRACT was made of: clauses, positions, library version, answers."""
    from drafter.content import load_content
    from drafter.services import inspecting

    provenance = inspecting.inspect(contract)
    if only_answers:
        click.echo(inspecting.answers_text(load_content(), provenance), nl=False)
    elif as_json:
        print_json(asdict(provenance))
    else:
        _print_provenance(provenance)


def _print_provenance(provenance: Provenance) -> None:
    say(
        f"drafter {provenance.engine}，条款库 {provenance.library}，{provenance.edition}，{'定稿' if provenance.final else '草稿'}",
        f"drafter {provenance.engine}, library {provenance.library}, {provenance.edition}, {'final' if provenance.final else 'draft'}",
    )
    for number, origin in enumerate(provenance.provisions, 1):
        click.echo(f"{number:4} {origin.clause:30} {origin.position:10} {origin.digest}  {origin.text.splitlines()[0]}")
    answers = len(provenance.answers["answers"])
    say(f"答案 {answers} 项（--answers 导出）", f"{answers} answers (--answers writes them out)")


@command("说明合同是与生成时一致、只是由其他程序另存过，还是改动了什么。有改动时退出码为 1。")
@argument("contract", "合同", type=FILE)
@option(
    "--template", type=FILE, help=Words("生成时所用的 Word 模板（不是自带模板时）。", "The Word template it was made with, if not ours.")
)
@option(
    "--against",
    "sent",
    type=FILE,
    help=Words("当初发出的文件，用于已丢失生成信息的合同。", "The file as it was sent, for a CONTRACT that lost its provenance."),
)
@JSON
@click.pass_context
def verify(ctx: click.Context, contract: Path, template: Path | None, sent: Path | None, as_json: bool) -> None:
    """Say whether CONTRACT is as generated, was only saved by another program, or what was changed. Exit code 1 when it was changed."""
    from drafter.content import load_content
    from drafter.services import inspecting

    verdict = inspecting.verify(load_content(), contract, template, sent)
    if as_json:
        print_json({**asdict(verdict), "case": verdict.case})
    else:
        _print_verdict(verdict)
    ctx.exit(0 if verdict.as_generated else 1)


def _print_verdict(verdict: Verdict) -> None:
    if not verdict.same_library:
        say("条款库版本已不同，只能与文件内保存的文本比较", "the library has changed since; compared with the text kept in the file")
    if verdict.by_text:
        say("文件的生成信息已丢失，按文字与发出的文件比较", "the file has lost its provenance; judged by its text, against what was sent")
    if verdict.case == "untouched":
        say("与生成时完全一致", "identical to what was generated")
        return
    for line in (*_changes(verdict), _summary(verdict)):
        click.echo(line)
    if verdict.other:
        say(f"其余不同：{_few(verdict.other)}", f"what else differs: {_few(verdict.other)}")


def _changes(verdict: Verdict) -> Iterator[str]:
    """Yield what was changed: the provision, and below it the words before and after."""
    from drafter.services.revisions import sides_in_words

    n = ui_language()
    labels = (
        (Words("被改动的条款", "changed provision"), verdict.changed),
        (Words("被删除的条款", "removed provision"), verdict.removed),
        (Words("新增的条款", "added provision"), verdict.added),
        (Words("条款以外的改动", "changed outside provisions"), ("",) if verdict.outside else ()),
    )
    for label, clauses in labels:
        for clause in clauses:
            yield f"{label[n]}: {clause}" if clause else label[n]
            for found in (d for d in verdict.differences if d.clause == clause):
                sides = sides_in_words(found.before, found.after, n)
                yield from (f"  {sign} {_short(words)}" for sign, words in zip("-+", sides, strict=True) if words)


def _summary(verdict: Verdict) -> str:
    program = verdict.program.split("$")[0] or Words("另一程序", "another program")[ui_language()]
    if verdict.case == "changed":
        count = len(verdict.differences)
        return Words(f"共 {count} 段与生成时不同", f"{count} paragraphs are not as generated")[ui_language()]
    if verdict.case == "saved-again":
        zh, en = (
            f"由 {program} 另存过，一字未改（文字、编号、引用均与生成时相同）",
            f"saved by {program}; not a word, number or reference was changed",
        )
    elif verdict.case == "provisions-same":
        zh, en = (
            "条款文字与生成时相同；条款以外的内容无从比较",
            "the provisions say what they said; what stands around them could not be compared",
        )
    else:
        zh, en = "一字未改，但文件的其他部件与生成时不同", "not a word was changed, but other parts of the file are not as generated"
    return Words(zh, en)[ui_language()]


def _few(parts: Sequence[str]) -> str:
    shown = "、" if ui_language() == "zh" else ", "
    more = f" ... ({len(parts)})" if len(parts) > _PARTS_NAMED else ""
    return shown.join(parts[:_PARTS_NAMED]) + more


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
