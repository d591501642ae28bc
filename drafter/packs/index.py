"""The page that lists a pack: every file by group, the next dates, and what could not be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from drafter.forms.deadlines import deadlines
from drafter.forms.fill import Filling
from drafter.language import Language, Words
from drafter.packs.items import Made, project_name

_TITLE = Words("项目文件包", "Project pack")
_DATES = Words("期限", "Deadlines")
_HEADS = (Words("日期", "Date"), Words("事项", "What"), Words("责任方", "Who"), Words("依据", "Basis"))
_FAILED = Words("未能生成", "could not be made")
_STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 16px/1.6 "Noto Serif CJK SC", "Source Han Serif SC", FangSong, "Times New Roman", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { font-family: "Noto Sans CJK SC", SimHei, Arial, sans-serif; line-height: 1.3; }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; }
table.files td:first-child { width: 62%; }
a.kind { margin-right: .75rem; white-space: nowrap; } .bad { color: #c33; } td.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media print { a { color: inherit; text-decoration: none; } }
"""


def index_page(done: Sequence[Made], filling: Filling, language: Language) -> str:
    """Return the page as HTML. The same pack gives the same page."""
    title, name = _TITLE[language], project_name(filling, language)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title><style>{_STYLE}</style>'
    body = "".join([f"<h1>{escape(title)}</h1><p>{escape(name)}</p>", *_groups(done, language), _dates(filling, language)])
    return f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head>{head}</head><body>{body}</body></html>\n'


def _groups(done: Sequence[Made], language: Language) -> Iterator[str]:
    for group in dict.fromkeys(m.item.group[language] for m in done):
        rows = "".join(_row(m, language) for m in done if m.item.group[language] == group)
        yield f'<h2>{escape(group)}</h2><table class="files">{rows}</table>'


def _row(made: Made, language: Language) -> str:
    links = "".join(f'<a class="kind" href="{quote(name)}">{escape(_link(name, made.files))}</a>' for name in made.files)
    if made.status == "failed":
        links = f'<span class="bad">{escape(_FAILED[language])}</span>'
    notes = "".join(f'<div class="{"bad" if f.severity == "error" else ""}">{escape(f.line(language))}</div>' for f in made.findings[:20])
    return f"<tr><td>{escape(made.item.title)}{notes}</td><td>{links}</td></tr>"


def _link(name: str, files: Sequence[str]) -> str:
    """Return what a link says: the kind of file, or where there are several of a kind the name."""
    kind = name.rpartition(".")[2]
    alone = sum(f.endswith(f".{kind}") for f in files) == 1
    return kind.upper() if alone else name.rpartition("/")[2].rpartition(".")[0]


def _dates(filling: Filling, language: Language) -> str:
    heads = "".join(f"<th>{escape(h[language])}</th>" for h in _HEADS)
    rows = "".join(
        f'<tr><td class="date">{d.day}</td><td>{escape(d.what[language])}</td><td>{escape(d.who[language])}</td><td>{escape(d.basis[language])}</td></tr>'
        for d in deadlines(filling)
    )
    return f"<h2>{escape(_DATES[language])}</h2><table><tr>{heads}</tr>{rows}</table>"
