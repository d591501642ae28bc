"""What the forms say of this very contract: standards with their articles, due times, how long files are kept, persons, gates, deadlines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from icalendar import Calendar

from drafter.content import load_content
from drafter.forms.deadlines import Deadline, deadlines
from drafter.forms.fill import Entries, Filling, copies, fill_form
from drafter.forms.model import FilledForm
from drafter.forms.selection import chosen_codes, project
from drafter.forms.sources import rows_of
from drafter.language import Words
from drafter.values.workdays import SERVICE_HOURS, WorkCalendar
from drafter.writers.calendar import calendar_ics
from tests.tools import answers, sample


def of(form: FilledForm, name: str) -> Any:
    """Return what a field of a form holds."""
    return next(f.place.value for f in form.fields if f.id == name)


def make(source: Filling, code: str, **fields: Any) -> FilledForm:
    """Return a form with some fields written."""
    form, wrong = fill_form(source.forms[code], source, written=Entries(fields, {}))
    assert wrong == []
    return form


@pytest.fixture(scope="module")
def bureau() -> Filling:
    """The consolidated sample."""
    return project(load_content(), sample("m3b-data-bureau"), "zh")


# --- standards -------------------------------------------------------------------------------------------------------------------------


def test_every_standard_names_the_article_that_sets_it(bureau: Filling) -> None:
    rows = rows_of("standards", bureau.contract, bureau.content).rows
    assert rows
    printed = {p.number("zh") for provision in bureau.contract.provisions for p in provision.paragraphs["zh"]}
    for row in rows:
        reference = row["reference"].zh
        assert re.fullmatch(r"第[一二三四五六七八九十百]+条|第\d+\.\d+款|附件[A-L]《.+》", reference), reference
        if match := re.fullmatch(r"第(\d+\.\d+)款", reference):
            assert match[1] in printed
    kinds = {row["kind"] for row in rows}
    assert kinds == {"technical", "service", "security"}


def test_standards_are_those_of_this_contract(bureau: Filling) -> None:
    value = bureau.contract.situation.value
    rows = rows_of("standards", bureau.contract, bureau.content).rows or []
    items = [row["item"].zh for row in rows]
    for system in value("systems"):
        assert any(system["name"].zh in item for item in items), system["name"]
    for indicator in value("kpi_table"):
        assert any(item.startswith(f"{indicator['code'].zh} ") for item in items)
    said = " ".join(row["standard"].zh for row in rows)
    for figure in (
        f"{value('log_retention_months')}个月",
        f"严重{value('vuln_critical_h')}小时",
        f"每年不少于{value('drill_per_year')}次",
        "第三级",
    ):
        assert figure in said
    changed = project(load_content(), answers("answers: {log_retention_months: 24, sign_date: 2026-12-18}"), "zh")
    assert any("24个月" in row["standard"].zh for row in rows_of("standards", changed.contract, changed.content).rows or [])


def test_a_standard_its_clause_does_not_state_is_not_asked_for() -> None:
    brief = project(load_content(), sample("lite-below-threshold"), "zh")
    full = project(load_content(), sample("m2-information-center"), "zh")
    few, many = ([r["item"].zh for r in rows_of("standards", s.contract, s.content).rows or []] for s in (brief, full))
    assert "恢复演练" in many
    assert "恢复演练" not in few
    assert "漏洞修复" not in few


def test_acceptance_counts_what_is_left(bureau: Filling) -> None:
    count = len(rows_of("standards", bureau.contract, bureau.content).rows or [])
    cells: dict[tuple[int, int, str], Any] = {(0, n, "result"): "met" for n in range(5)} | {(0, 5, "result"): "missed"}
    form, _ = fill_form(bureau.forms["F-ACCEPT"], bureau, written=Entries({"received_on": date(2026, 9, 28)}, cells))
    assert (of(form, "total"), of(form, "left"), of(form, "met"), of(form, "missed")) == (count, count - 6, 5, 1)
    assert of(form, "due") == date(2026, 10, 16)  # ten working days over the National Day holidays, 10 October a working Saturday


# --- due times -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "hours"), [("is_cii: true", 1), ("party_a_type: central-organ", 2), ("party_a_type: local-organ", 4)])
def test_incident_due_times_follow_the_answers(given: str, hours: int) -> None:
    source = project(load_content(), answers(f"answers: {{{given}, sec_report_min: 20}}"), "zh")
    found = datetime(2026, 11, 20, 23, 50)
    form = make(source, "F-SECINC", found_at=found, level="major", told_at=found + timedelta(minutes=20), ended_at=date(2026, 11, 22))
    assert of(form, "told_due") == datetime(2026, 11, 21, 0, 10)
    assert of(form, "told_hit") == "met"
    assert of(form, "authority_due") == found + timedelta(hours=hours)
    assert of(form, "summary_due") == date(2026, 12, 22)
    assert of(make(source, "F-SECINC", found_at=found, level="general"), "authority_due") is None
    late = make(source, "F-SECINC", found_at=found, told_at=found + timedelta(minutes=21))
    assert of(late, "told_hit") == "missed"


def test_archive_is_kept_fifteen_years_from_the_end_of_the_procurement(bureau: Filling) -> None:
    form = make(bureau, "F-ARCHIVE")
    assert of(form, "keep_until") == date(2043, 12, 31)
    place = {c.id: n for n, c in enumerate(form.tables[0].columns)}
    assert all(row[place["keep"]].value == date(2043, 12, 31) for row in form.tables[0].rows)
    later = make(bureau, "F-ARCHIVE", procurement_end=date(2024, 2, 29))
    assert of(later, "keep_until") == date(2039, 2, 28)


def test_tickets_are_met_by_the_clock_or_in_working_hours() -> None:
    source = project(load_content(), answers("answers: {coverage: 5x8, sla_preset: standard}"), "zh")
    friday = datetime(2026, 9, 18, 17, 0)  # Sunday the 20th is a working day
    base = {"priority": "P3", "received": friday, "responded": datetime(2026, 9, 20, 10, 0), "paused": Decimal(0)}
    form = make(source, "F-TICKET", **base)
    cells = {c.id: n for n, c in enumerate(form.tables[0].columns)}
    response = form.tables[0].rows[0]
    assert response[cells["used"]].value == 30 + 90  # until 17:30, and from 8:30
    assert response[cells["hit"]].value == "met"
    urgent = make(source, "F-TICKET", **{**base, "priority": "P1"})
    assert urgent.tables[0].rows[0][cells["used"]].value == 41 * 60
    assert urgent.tables[0].rows[0][cells["hit"]].value == "missed"


# --- persons, selection, gates ---------------------------------------------------------------------------------------------------------


def test_one_undertaking_for_each_person(bureau: Filling) -> None:
    rows = [r for r in copies(bureau.forms["F-CONF"], bureau) if r]
    names = [r["name"].zh for r in rows]
    assert len(names) == len(set(names)) == 15
    assert set(names) >= {p["name"].zh for p in bureau.contract.situation.value("key_personnel")}
    several = project(
        load_content(),
        answers("answers: {staff_posts: [{post: 工程师, name: 甲某、乙某, persons: 3, level: 中级, place: on-site, months: 12, rate: 1}]}"),
        "zh",
    )
    people = [r for r in copies(several.forms["F-CONF"], several) if r]
    assert [r["name"].zh if r["name"] else None for r in people] == ["甲某", "乙某", None]


def test_forms_follow_phase_answers_and_contract(bureau: Filling) -> None:
    assert "F-SECINC" in chosen_codes(bureau, 2)
    assert "F-SECINC" not in chosen_codes(bureau, 3)
    assert {"A-KPI", "F-ACCEPT", "F-SETTLE", "F-ARCHIVE"} <= set(chosen_codes(bureau, 3))
    only = project(load_content(), answers("answers: {forms_selected: [planning]}"), "zh")
    assert not any(c.startswith("F-") and 1 not in only.forms[c].phase for c in chosen_codes(only))


def test_gates_of_three_phases_name_forms_there_are_or_will_be(bureau: Filling) -> None:
    form = make(bureau, "F-GATES")
    gates = [row[0].show("zh") for table in form.tables for row in table.rows]
    assert gates == [*(f"1.{n}" for n in range(1, 11)), *(f"2.{n}" for n in range(1, 9)), *(f"3.{n}" for n in range(1, 8))]
    for table in form.tables:
        for row in table.rows:
            assert all(row[n].show("zh") for n in (1, 2, 3))
    planned = {row[0].show("zh"): row[4].show("zh") for table in form.tables for row in table.rows}
    assert planned["1.9"] == "2026年12月18日"
    assert planned["3.1"] == "季度"


# --- deadlines -------------------------------------------------------------------------------------------------------------------------


def named(found: list[Deadline], words: str) -> list[date]:
    """Return the days of deadlines that say something."""
    return [d.day for d in found if words in d.what.zh]


def test_deadlines_of_a_contract(bureau: Filling) -> None:
    found = deadlines(bureau)
    assert found == sorted(found, key=lambda d: d.day)
    assert named(found, "公告合同") == [date(2026, 12, 22)]
    assert named(found, "备案") == [date(2026, 12, 29)]
    assert named(found, "服务期限开始") == [date(2027, 1, 1)]
    assert named(found, "服务期限届满") == [date(2028, 12, 31)]
    assert len(named(found, "阶段验收最迟完成")) == 8
    assert len(named(found, "进度款第")) == 8
    assert len([d for d in named(found, "应急演练") if d.month in (6, 12) and d.day > 29]) == 4
    assert named(found, "书面确认第2服务年度") == [date(2027, 12, 1)]
    assert named(found, "档案保存届满") == [date(2043, 12, 31)]
    assert all(d.basis.zh and d.who.zh for d in found)
    provisional = {d.day.year for d in found if d.provisional}
    assert provisional
    assert 2026 not in provisional


def test_deadlines_wait_for_what_is_not_answered() -> None:
    few = deadlines(project(load_content(), answers("answers: {project_name: 某项目}"), "zh"))
    assert few == []


def test_calendar_file_is_sound(bureau: Filling) -> None:
    found = deadlines(bureau)
    data = calendar_ics(found, ("zh", "en"), "项目；A,B", date(2026, 12, 18))
    assert data == calendar_ics(found, ("zh", "en"), "项目；A,B", date(2026, 12, 18))
    lines = data.decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = data.decode().replace("\r\n ", "")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == len(found)
    assert len(set(re.findall(r"UID:(\S+)", whole))) == len(found)
    assert "DTSTART;VALUE=DATE:20261222" in whole
    assert "项目；A\\,B" in whole


def test_an_event_keeps_its_uid_and_moves_with_its_sequence(bureau: Filling) -> None:
    """A row added before changes no other event; a day that moves raises SEQUENCE once and again, and stands once in a calendar that takes all files."""
    found = deadlines(bureau)
    first = calendar_ics(found, ("zh",), "项目", date(2026, 12, 18))
    added = calendar_ics([replace(found[0], what=Words("新的一行", "a new row")), *found], ("zh",), "项目", date(2026, 12, 18), first)
    moved = calendar_ics([replace(d, day=d.day + timedelta(days=n == 3)) for n, d in enumerate(found)], ("zh",), "项目", None, added)
    again = calendar_ics([replace(d, day=d.day + timedelta(days=2 * (n == 3))) for n, d in enumerate(found)], ("zh",), "项目", None, moved)
    before, after, later = (events(data) for data in (first, moved, again))
    assert before.keys() == after.keys() == later.keys() < events(added).keys()
    assert len(events(added)) == len(found) + 1
    [uid] = [uid for uid in before if before[uid] != after[uid]]
    assert [(sequence, (day - before[uid][0]).days) for day, sequence in (before[uid], after[uid], later[uid])] == [(0, 0), (1, 1), (2, 2)]
    assert calendar_ics(found, ("zh",), "项目", date(2026, 12, 18), first) == first
    assert calendar_ics(found, ("zh",), "项目", date(2026, 12, 18), b"no calendar") == first


def events(data: bytes) -> dict[str, tuple[date, int]]:
    """Return day and SEQUENCE of every event by its UID, as another reader than ours says."""
    return {str(e["UID"]): (e["DTSTART"].dt, int(e["SEQUENCE"])) for e in Calendar.from_ical(data).walk("VEVENT")}


def test_working_days_by_the_notices() -> None:
    calendar = load_content().library.calendar
    assert calendar.add(date(2026, 2, 13), 1) == date(2026, 2, 14)  # a working Saturday before the Spring Festival
    assert calendar.add(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert calendar.add(date(2026, 10, 9), -2) == date(2026, 9, 30)
    assert calendar.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert WorkCalendar().add(date(2031, 1, 1), 1) == date(2031, 1, 2)
    assert SERVICE_HOURS["5x8"].minutes(datetime(2026, 9, 30, 11, 0), datetime(2026, 10, 8, 9, 0), calendar) == 60 + 270 + 30
