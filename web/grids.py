"""Tables as grids: rows typed, pasted from a spreadsheet, taken from a file, put in order, and given out; saved whole, doubts named at their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from drafter.errors import AnswerError, DrafterError, FileError, error
from drafter.services import tables
from drafter.services.files import Upload
from web.accounts import me
from web.desk import desk
from web.drafting import back
from web.models import Project
from web.permissions import may_change, project
from web.projects import data_of
from web.saving import Clash, revision_said, save
from web.words import language, say, tell, told

blueprint = Blueprint("grids", __name__)
MORE = 5  # empty rows below the last
MOST_TOLD = 50  # findings above a table
_CELL = re.compile(r"r(\d{1,5})\.(\w+)")

Rows = list[dict[str, str]]


@dataclass
class Grid:
    """What a page of a table shows: rows as typed, what is wrong with which cell, what is said above."""

    rows: Rows
    doubts: dict[tuple[int, str], str] = field(default_factory=dict)
    findings: list[dict[str, str]] = field(default_factory=list)
    saved: bool = False  # whether the rows are those of the answer: then what is computed can be shown beside them


@blueprint.get("/projects/<int:project_id>/tables/<name>")
@project("read")
def show(row: Project, name: str) -> Any:
    """Show a table as it stands."""
    _known(name)
    return _page(row, name, Grid(tables.typed_rows(desk().content, name, row.answers.get(name)), saved=True))


def _known(name: str) -> None:
    try:
        tables.table(desk().content, name)
    except AnswerError:
        abort(404)


def _page(row: Project, name: str, grid: Grid, status: int = 200) -> Any:
    content = desk().content
    shown, sums = tables.shown_rows(content, data_of(row).plain(), name, language()) if grid.saved and row.answers.get(name) else ([], {})
    writes = may_change(row)
    return render_template(
        "grid.html", project=row, name=name, label=tables.table(content, name).label, columns=tables.columns(content, name),
        grid=grid, shown=shown, sums=sums, writes=writes, more=MORE if writes else 0, back=back(),
    ), status  # fmt: skip


@blueprint.post("/projects/<int:project_id>/tables/<name>")
@project("write")
def change(row: Project, name: str) -> Any:
    """Save the rows of a page, or change the page without saving: rows moved, taken out, pasted."""
    _known(name)
    rows, do = _typed(), request.form.get("do", "save")
    if do == "save":
        return _saved(row, name, rows)
    try:
        return _page(row, name, _changed(name, rows, do))
    except AnswerError as problem:
        return _page(row, name, Grid(rows, findings=[told(f) for f in problem.findings]), 422)


def _typed() -> Rows:
    """Return the rows of the form in order; what was typed is kept as it is."""
    rows: dict[int, dict[str, str]] = {}
    for key, value in request.form.items():
        if (found := _CELL.fullmatch(key)) is not None:
            rows.setdefault(int(found[1]), {})[found[2]] = value
    return [rows[at] for at in sorted(rows) if any(cell.strip() for cell in rows[at].values())]


def _changed(name: str, rows: Rows, do: str) -> Grid:
    what, _, at = do.partition(":")
    if what == "paste":
        return _taken(name, rows, tables.pasted(desk().content, name, request.form.get("pasted", "")))
    number = int(at) if at.isdecimal() and len(at) < 6 else len(rows)
    if what == "out" and number < len(rows):
        return Grid(rows[:number] + rows[number + 1 :])
    other = number - 1 if what == "up" else number + 1
    if what in ("up", "down") and number < len(rows) and 0 <= other < len(rows):
        rows[number], rows[other] = rows[other], rows[number]
    return Grid(rows)


def _taken(name: str, rows: Rows, found: tables.Taken) -> Grid:
    """Return rows with those taken from elsewhere below them, every doubt at its cell where there is one."""
    rows = rows + found.rows
    doubts = {(d.row, d.column): tell(d.what) for d in tables.read_rows(desk().content, name, rows)[1]}
    return Grid(rows, doubts, [told(f) for f in found.findings[:MOST_TOLD]])


def _saved(row: Project, name: str, rows: Rows) -> Any:
    content = desk().content
    try:
        read, doubts = tables.read_rows(content, name, rows)
        if doubts:
            return _page(row, name, Grid(rows, {(d.row, d.column): tell(d.what) for d in doubts}), 422)
        kept = tables.as_kept(content, name, read)
    except AnswerError as problem:
        return _page(row, name, Grid(rows, findings=[told(f) for f in problem.findings]), 422)
    seen = request.form.get("revision", "")
    saved = save(row.id, name, [kept], revision_said(seen), me())
    if isinstance(saved, Clash):
        who = saved.change.by.name
        clash = error("clash", f"{who} 刚改过此表，您的修改未保存", f"{who} has just changed this table; yours was not saved")
        return _page(row, name, Grid(rows, findings=[told(clash)]), 409)
    flash(say(f"已保存 {len(kept)} 行", f"{len(kept)} rows saved"))
    if back():
        return redirect(url_for("checking.check", project_id=row.id, _anchor=f"a-{name}"), 303)
    return redirect(url_for("grids.show", project_id=row.id, name=name), 303)


@blueprint.post("/projects/<int:project_id>/tables/<name>/import")
@project("write")
def take_in(row: Project, name: str) -> Any:
    """Show the rows of a file, to be looked at and saved."""
    _known(name)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise FileError(
                error("upload", "未选择文件", "no file was chosen", ("请选择 .xlsx 或 .csv 文件", "choose an .xlsx or .csv file"))
            )
        found = tables.imported(desk().content, name, Upload(file.filename[:200], file.read()))
    except DrafterError as problem:
        grid = Grid(
            tables.typed_rows(desk().content, name, row.answers.get(name)), findings=[told(f) for f in problem.findings], saved=True
        )
        return _page(row, name, grid, 422)
    flash(say(f"已读入 {len(found.rows)} 行，请核对后保存", f"{len(found.rows)} rows read: look at them, then save"))
    return _page(row, name, _taken(name, [], found))


@blueprint.get("/projects/<int:project_id>/tables/<name>.xlsx")
@project("read")
def give_out(row: Project, name: str) -> Any:
    """Send a table as a workbook that can be read in again."""
    _known(name)
    data = tables.exported(desk().content, name, row.answers.get(name), language())
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return data, 200, {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", **headers}
