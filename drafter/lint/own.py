"""Checks of the agreements, forms and Word templates in a folder of one's own: nothing in it is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.content import Content
from drafter.errors import Finding, Place, error
from drafter.library.overlay import files_in
from drafter.lint.names import Names
from drafter.patterns import regex

_READ = regex(r"forms/[^/]+\.yaml|[^/]+/agreement\.yaml|[^/]+/[^/]+\.docx")


def check_own_templates(content: Content, judges: Sequence[Names]) -> Iterator[Finding]:
    """Yield every finding about the templates folder of one's own, and about the Word template of each agreement in it."""
    if content.own is None:
        return
    from drafter.lint.template import check_template  # with the parsers of Word files, which nothing else here takes
    from drafter.writers.docx.write import template_of

    own, below = content.template_folders
    for name, path in files_in(own):
        if not _READ.fullmatch(name) and not (below / name).is_file():
            remedy = (
                "文书写在 <文书>/agreement.yaml，表单写在 forms/<编号>.yaml；否则移出该文件夹",
                "agreements go into <agreement>/agreement.yaml, forms into forms/<code>.yaml; or take it out of the folder",
            )
            yield error(
                "unread",
                "没有读取该文件：名称或者位置不对",
                "this file is not read: its name or place is not one of content",
                remedy,
                Place(f"templates/{name}"),
            )
        elif path.suffix == ".docx":
            yield from check_template(path, content)
    for names in judges:
        agreement = names.agreement
        if (own / agreement.id / "agreement.yaml").is_file() and not template_of(agreement, content).is_file():
            zh, en = f"没有 Word 模板 {agreement.template}", f"there is no Word template {agreement.template}"
            remedy = ("用 drafter template new 生成，或者删去 template 一行", "make one by `drafter template new`, or take out `template`")
            yield error("template", zh, en, remedy, Place(names.file))
